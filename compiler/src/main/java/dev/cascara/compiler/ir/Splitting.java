package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CalleeResult;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Transfer;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Divides functions whose code would be too large: HotSpot compiles no method above 8,000 bytes,
 * and none can have more than 64 KiB.
 *
 * <p>Runs of statements become methods of their own. What a part needs it gets as parameters; what
 * is needed of it afterwards it returns, or, where that is more than one value, leaves in transfer
 * fields of the instance; where control goes afterwards it says with a code, if there is a choice.
 *
 * <p>All runs that are small enough for a method, and that branch to few places outside, are
 * candidates; of a loop with a {@code br_table} in it, each arm is one. Those are divided off first
 * that save most code for the time that their calls take, by an estimate of how often they are
 * executed ({@link Frequencies}), until the rest fits. So an inner loop stays whole if it can, and
 * a dispatch loop keeps the small arms. Parts that are too large themselves are divided in turn.
 *
 * <p>A dispatch loop that is too large even without its arms is divided once more with {@linkplain
 * Framing a frame}. What this cannot make small enough, and what has a shape that no compiler
 * makes, is left to {@link Flattening}.
 */
final class Splitting {
  /** How large a method may be. */
  static final int MAXIMUM_SIZE = 7_900;

  /** How large a method with a dispatch loop should be: {@link DispatchArms} makes it larger. */
  private static final int MAXIMUM_DISPATCH_SIZE = 6_200;

  /** How large the statements of a part may be, which has an interface besides. */
  private static final int MAXIMUM_RUN_SIZE = 6_000;

  /** A method whose statements take no more has too many variables; dividing it would not help. */
  private static final int MINIMUM_METHOD_SIZE = 2_000;

  /** What it takes to pass a value through a field of the instance. */
  private static final int TRANSFER_SIZE = 7;

  /** What it takes to tell the caller which way control went. */
  private static final int EXIT_SIZE = 6;

  /** Parts are not made smaller than this: a call with its arguments takes about as much. */
  private static final int MINIMUM_PART_SIZE = 60;

  /** Comparisons take less code than a switch for so many ways. */
  private static final int MANY_COMPARISONS = 4;

  /** Runs do not branch to more places than this. */
  private static final int MANY_EXITS = 12;

  /** A method is divided again and again, but not forever. */
  private static final int MAXIMUM_ROUNDS = 20;

  /** HotSpot compiles no method with many more, and each is moved at every call. */
  private static final int MAXIMUM_PARAMETERS = 24;

  /** How long it takes to pass a vector of the JDK, which is an object then, in memory accesses. */
  private static final double VECTOR_TIME = 10;

  /**
   * How much longer accesses of a loop should take, if they are not inlined, than the loop's call:
   * they may be inlined.
   */
  private static final int LONG_LOOP = 8;

  private final IrMethod method;
  private final MethodSize limit;
  private final List<IrMethod> methods;
  private final Survey survey;
  private final Liveness liveness;
  private final List<Candidate> candidates = new ArrayList<>();
  private final int maximumRunSize;

  /** The statements that cannot be in a part, and are looked into for parts. */
  private final Set<IrStatement> divisible;

  /** The statements that call what was divided off in this round and in earlier ones. */
  private final Set<Block> calls;

  private final Purpose purpose;

  private int variables;

  /** Why a method is divided. */
  private enum Purpose {
    /** It is too large. */
    SIZE,

    /** It has more accesses to memory than are inlined. */
    ACCESSES,

    /**
     * With the functions that it calls it may have; what is divided off are loops without calls.
     */
    LOOPS
  }

  /**
   * Statements that follow one another, and where they were before anything was divided off.
   *
   * @param statements the statements
   * @param start the position of the first
   * @param end the position behind the last and all in it
   */
  private record Run(List<IrStatement> statements, int start, int end) {
    /** Returns a run of some statements, given the positions of all of them. */
    static Run of(List<IrStatement> statements, int[] positions, int from, int to) {
      return new Run(statements.subList(from, to), positions[from], positions[to]);
    }
  }

  /**
   * A run that may become a part.
   *
   * @param part what makes the part
   * @param gain how much smaller the method becomes
   * @param cost how much time its calls take
   */
  private record Candidate(PartBuilder part, int gain, double cost) {}

  private Splitting(
      IrMethod method,
      List<IrMethod> methods,
      Set<Block> calls,
      MethodSize limit,
      Purpose purpose) {
    this.method = method;
    this.limit = limit;
    this.methods = methods;
    this.calls = calls;
    this.purpose = purpose;
    this.variables = method.variables();
    this.survey = new Survey(method, calls, purpose != Purpose.SIZE);
    // Each part is much smaller than the method, or this would not come to an end.
    this.maximumRunSize =
        purpose == Purpose.LOOPS
            ? limit.of(Inlining.MAXIMUM_WEIGHT)
            : Math.min(limit.of(MAXIMUM_RUN_SIZE), survey.size(0, survey.count()) / 2);
    this.divisible = divisible();
    this.liveness = Liveness.of(method, divisible);
  }

  static IrFunction run(IrFunction function, MethodSize limit) {
    IrMethod whole = function.methods().get(0);
    boolean fits = whole.codeSize() <= maximumSize(whole, limit);
    if ((fits && Inlining.fits(whole, limit) && Inlining.fitsWithCallees(whole, limit))
        || !Shape.of(whole.body()).isOrdinary()) {
      return function;
    }
    List<IrMethod> methods = new ArrayList<>(function.methods());
    divide(methods, 0, limit);
    if (isTooLarge(methods, limit) && whole.hasDispatchLoop()) {
      List<IrMethod> framed = new ArrayList<>(function.methods());
      framed.set(0, Framing.run(whole));
      divide(framed, 0, limit);
      if (!isTooLarge(framed, limit)) {
        methods = framed;
      }
    }
    // Parts are added behind.
    for (int i = 1; i < methods.size(); i++) {
      divide(methods, i, limit);
    }
    return new IrFunction(function.index(), methods);
  }

  private static boolean isTooLarge(List<IrMethod> methods, MethodSize limit) {
    return methods.get(0).codeSize() > limit.of(MAXIMUM_SIZE);
  }

  private static void divide(List<IrMethod> methods, int index, MethodSize limit) {
    Set<Block> calls = Collections.newSetFromMap(new IdentityHashMap<>());
    divideToFit(methods, index, calls, limit);
    divideForInlining(methods, index, calls, limit);
    if (!Inlining.fitsWithCallees(methods.get(index), limit)) {
      IrMethod method = methods.get(index);
      methods.set(
          index,
          new Splitting(method, methods, calls, limit, Purpose.LOOPS).divide(method.weight()));
    }
  }

  private static int maximumSize(IrMethod method, MethodSize limit) {
    return limit.of(method.hasDispatchLoop() ? MAXIMUM_DISPATCH_SIZE : MAXIMUM_SIZE);
  }

  private static void divideToFit(
      List<IrMethod> methods, int index, Set<Block> calls, MethodSize limit) {
    for (int round = 0; round < MAXIMUM_ROUNDS; round++) {
      int size = methods.get(index).codeSize();
      if (size <= maximumSize(methods.get(index), limit)
          || CodeSize.in(methods.get(index)).of(methods.get(index).body())
              < limit.of(MINIMUM_METHOD_SIZE)) {
        return;
      }
      methods.set(
          index,
          new Splitting(methods.get(index), methods, calls, limit, Purpose.SIZE).divide(size));
      if (methods.get(index).codeSize() >= size) {
        return;
      }
    }
  }

  private static void divideForInlining(
      List<IrMethod> methods, int index, Set<Block> calls, MethodSize limit) {
    for (int round = 0;
        round < MAXIMUM_ROUNDS && !Inlining.fits(methods.get(index), limit);
        round++) {
      int count = methods.size();
      int weight = methods.get(index).weight();
      methods.set(
          index,
          new Splitting(methods.get(index), methods, calls, limit, Purpose.ACCESSES)
              .divide(weight));
      if (methods.size() == count) {
        return;
      }
    }
  }

  /** Divides parts off, and returns what is left of the method. */
  private IrMethod divide(int size) {
    findCandidates(method.body(), 0);
    candidates.sort(Comparator.comparingDouble(candidate -> candidate.cost() / candidate.gain()));
    List<IrStatement> body = replace(method.body(), choose(size));
    return method.with(body, variables);
  }

  /** The candidates that are divided off, by their first statements. */
  private IdentityHashMap<IrStatement, PartBuilder> choose(int size) {
    int maximum =
        switch (purpose) {
          case SIZE -> maximumSize(method, limit);
          case ACCESSES -> limit.of(Inlining.MAXIMUM_WEIGHT);
          case LOOPS -> -1;
        };
    int rest = size;
    int count = 0;
    while (count < candidates.size() && rest > maximum) {
      rest -= candidates.get(count++).gain();
    }
    IdentityHashMap<IrStatement, PartBuilder> chosen = new IdentityHashMap<>();
    for (int i = count - 1; i >= 0; i--) {
      Candidate candidate = candidates.get(i);
      // A large one that was chosen last may make others needless.
      if (rest + candidate.gain() <= maximum) {
        rest += candidate.gain();
      } else {
        chosen.put(candidate.part().run.statements().get(0), candidate.part());
      }
    }
    return chosen;
  }

  // ---------------------------------------------------------------- what to divide off

  private Set<IrStatement> divisible() {
    Set<IrStatement> result = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int position = 0; position < survey.count(); position++) {
      if (survey.size(position, survey.end(position)) > maximumRunSize
          || survey.exitCount(position) > MANY_EXITS
          || (purpose == Purpose.LOOPS
              && survey.calleeWeight(position, survey.end(position)) > 0)) {
        result.add(survey.statement(position));
      }
    }
    return result;
  }

  /** Finds candidates among statements; returns the position behind them. */
  private int findCandidates(List<IrStatement> statements, int first) {
    int[] positions = survey.positions(statements, first);
    int start = 0;
    for (int i = 0; i < statements.size(); i++) {
      if (divisible.contains(statements.get(i))) {
        addCandidates(statements, positions, start, i);
        int inner = positions[i] + 1;
        for (List<IrStatement> body : IrStatements.bodies(statements.get(i))) {
          inner = findCandidates(body, inner);
        }
        start = i + 1;
      } else if (survey.size(positions[start], positions[i + 1]) > maximumRunSize) {
        int cut = bestCut(statements, positions, start, i);
        addCandidates(statements, positions, start, cut);
        start = cut;
      }
    }
    addCandidates(statements, positions, start, statements.size());
    return positions[statements.size()];
  }

  /** Where in the second half of a run the fewest variables are live. */
  private int bestCut(List<IrStatement> statements, int[] positions, int start, int end) {
    int best = end;
    int fewest = Integer.MAX_VALUE;
    int half = survey.size(positions[start], positions[end]) / 2;
    for (int i = start + 1; i < end; i++) {
      if (survey.size(positions[start], positions[i]) >= half
          && !belongTogether(statements.get(i - 1), statements.get(i))) {
        int live = liveness.at(statements.get(i)).before().cardinality();
        if (live <= fewest) {
          fewest = live;
          best = i;
        }
      }
    }
    return Math.max(best, start + 1);
  }

  /** Fields that pass values must be read by what follows, before anything else uses them. */
  private static boolean belongTogether(IrStatement first, IrStatement second) {
    return first instanceof SetTransfer || readsTransfer(second);
  }

  private static boolean readsTransfer(IrStatement statement) {
    if (IrStatements.any(IrStatements.expressions(statement), Splitting::readsTransfer)) {
      return true;
    }
    if (statement instanceof If) {
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        if (!body.isEmpty() && readsTransfer(body.get(0))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean readsTransfer(IrExpression expression) {
    return expression instanceof Transfer
        || expression instanceof CalleeResult
        || IrStatements.any(expression.operands(), Splitting::readsTransfer);
  }

  private void addCandidates(List<IrStatement> statements, int[] positions, int from, int to) {
    int start = from;
    int end = to;
    // Not between statements that belong together, nor where fields are read that a caller
    // assigned.
    while (start < end
        && (start == 0
            ? readsTransfer(statements.get(start))
            : belongTogether(statements.get(start - 1), statements.get(start)))) {
      start++;
    }
    while (end > start
        && end < statements.size()
        && belongTogether(statements.get(end - 1), statements.get(end))) {
      end--;
    }
    int size = survey.size(positions[start], positions[end]);
    if (size < MINIMUM_PART_SIZE) {
      return;
    }
    Run run = Run.of(statements, positions, start, end);
    PartBuilder part = new PartBuilder(run);
    boolean fits = size + part.interfaceSize() <= limit.of(MAXIMUM_SIZE);
    if ((!fits || part.ways() > MANY_EXITS) && end - start > 1) {
      int middle = start + (end - start) / 2;
      addCandidates(statements, positions, start, middle);
      addCandidates(statements, positions, middle, end);
      return;
    }
    int gain = size - survey.callSize(run.start(), run.end()) - part.callSize();
    double cost = survey.frequency(run.start()) * part.callTime();
    if (fits
        && gain > 0
        && (purpose == Purpose.SIZE || cost < survey.time(run.start(), run.end()))
        && (purpose != Purpose.LOOPS || isLateLoop(run, cost))) {
      candidates.add(new Candidate(part, gain, cost));
    }
  }

  /** Whether a run contains a long loop that HotSpot gets to after it has inlined enough. */
  private boolean isLateLoop(Run run, double cost) {
    return survey.size(0, run.end()) + survey.calleeWeight(0, run.end())
            > limit.of(Inlining.MAXIMUM_WEIGHT)
        && LONG_LOOP * cost < survey.time(run.start(), run.end())
        && IrStatements.anyStatement(run.statements(), Loop.class::isInstance);
  }

  /** Replaces what was chosen among statements. */
  private List<IrStatement> replace(
      List<IrStatement> statements, IdentityHashMap<IrStatement, PartBuilder> chosen) {
    List<IrStatement> result = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      IrStatement statement = statements.get(i);
      PartBuilder part = chosen.get(statement);
      if (part != null) {
        Block call = part.replacement();
        calls.add(call);
        result.add(call);
        i += part.run.statements().size() - 1;
      } else {
        result.add(divisible.contains(statement) ? replaceIn(statement, chosen) : statement);
      }
    }
    return result;
  }

  private IrStatement replaceIn(
      IrStatement statement, IdentityHashMap<IrStatement, PartBuilder> chosen) {
    if (statement instanceof Block block) {
      return new Block(block.label(), replace(block.body(), chosen));
    }
    if (statement instanceof Loop loop) {
      return new Loop(loop.label(), replace(loop.body(), chosen));
    }
    if (statement instanceof If condition) {
      return new If(
          condition.condition(),
          replace(condition.whenNonZero(), chosen),
          replace(condition.whenZero(), chosen));
    }
    if (statement instanceof Try block) {
      return new Try(
          replace(block.body(), chosen), block.exception(), replace(block.handler(), chosen));
    }
    return statement;
  }

  // ---------------------------------------------------------------- how to divide off

  /** Makes a part of a run of statements. */
  private final class PartBuilder {
    private final Run run;
    private final Region region;
    private final Liveness.Live around;

    /**
     * The variables that are needed before, then those that are needed afterwards, with the part's
     * own ones.
     */
    private final List<Variable> inputs;

    private final List<Variable> outputs = new ArrayList<>();

    /** The variables that handlers around the part need as it leaves them. */
    private final List<Variable> handlerOutputs;

    private final Map<Variable, Integer> outputNumbers = new HashMap<>();
    private final Map<Character, Integer> outputsOfType = new HashMap<>();
    private final Map<Variable, Variable> ownVariables = new HashMap<>();
    private int ownCount;

    /** What all ways have in common, if there are many; empty otherwise. */
    private final List<IrStatement> tail = new ArrayList<>();

    private final Label tailLabel = new Label();

    /** The field for what the method returns where the part says that it does. */
    private int returnNumber;

    PartBuilder(Run run) {
      this.run = run;
      this.region = new Region(run.statements());
      Liveness.Live first = liveness.at(run.statements().get(0));
      Liveness.Live last = liveness.at(run.statements().get(run.statements().size() - 1));
      this.around = new Liveness.Live(first.before(), last.after(), first.inHandlers());
      Set<Variable> used = new HashSet<>(region.reads);
      used.addAll(region.writes);
      this.inputs = sorted(used, this::isInput);
      BitSet liveBehind = new BitSet();
      if (region.fallsThrough) {
        liveBehind.or(around.after());
      }
      region.exits.forEach(exit -> liveBehind.or(liveness.at(exit)));
      if (region.fallsThrough || !region.exits.isEmpty()) {
        sorted(region.writes, variable -> isLive(variable, liveBehind)).forEach(this::addOutput);
      }
      this.handlerOutputs =
          around.inHandlers().isEmpty()
              ? List.of()
              : sorted(
                  region.writes,
                  variable ->
                      variable.kind() != Variable.Kind.TEMPORARY
                          && liveness.contains(around.inHandlers(), variable));
      handlerOutputs.stream()
          .filter(variable -> !outputNumbers.containsKey(variable))
          .forEach(this::addOutputNumber);
    }

    private static List<Variable> sorted(Set<Variable> variables, Predicate<Variable> isAskedFor) {
      List<Variable> result = new ArrayList<>();
      for (Variable variable : variables) {
        if (isAskedFor.test(variable)) {
          result.add(variable);
        }
      }
      result.sort(Comparator.comparingInt(Variable::number));
      return result;
    }

    private void addOutputNumber(Variable variable) {
      int number = outputsOfType.merge(variable.type().letter(), 1, Integer::sum) - 1;
      outputNumbers.put(variable, number);
    }

    private void addOutput(Variable variable) {
      addOutputNumber(variable);
      outputs.add(variable);
    }

    private int ways() {
      return region.exits.size() + (region.fallsThrough ? 1 : 0) + (region.returns ? 1 : 0);
    }

    private int passed() {
      return Math.max(0, inputs.size() - MAXIMUM_PARAMETERS);
    }

    /** How much code the part has besides its statements, at most. */
    int interfaceSize() {
      return TRANSFER_SIZE * (passed() + outputs.size() + handlerOutputs.size() + 4)
          + 3 * EXIT_SIZE * ways();
    }

    /** How much code the call takes. */
    int callSize() {
      return 6
          + 2 * inputs.size()
          + TRANSFER_SIZE * (passed() + outputs.size() + handlerOutputs.size())
          + (ways() > 1 ? 4 + EXIT_SIZE * ways() : 0);
    }

    /** How long the call takes, in memory accesses or so. */
    double callTime() {
      return 5
          + 0.5 * inputs.size()
          + 1.5 * outputs.size()
          + VECTOR_TIME * (vectors(inputs) + vectors(outputs))
          + (ways() > 1 ? 3 : 0);
    }

    private static int vectors(List<Variable> passed) {
      int count = 0;
      for (Variable variable : passed) {
        if (VectorShape.isVector(variable.type())) {
          count++;
        }
      }
      return count;
    }

    private boolean isInput(Variable variable) {
      return variable.kind() == Variable.Kind.TEMPORARY
          ? survey.isDefinedBefore(variable, run.start())
          : liveness.contains(around.before(), variable);
    }

    private boolean isLive(Variable variable, BitSet live) {
      return variable.kind() == Variable.Kind.TEMPORARY
          ? survey.isReadFrom(variable, run.end())
          : liveness.contains(live, variable);
    }

    private Variable own(Variable variable) {
      return ownVariables.computeIfAbsent(
          variable, v -> new Variable(ownCount++, v.type(), v.kind()));
    }

    /**
     * Adds the part to the function's methods and returns what takes the place of the statements.
     */
    Block replacement() {
      int ways = ways();
      List<IrStatement> caller = new ArrayList<>();
      if (ways == 0) {
        caller.add(new Evaluate(call(IrType.VOID, List.of(), caller)));
        caller.add(new IrStatement.Unreachable());
      } else if (ways == 1 && region.returns) {
        returnOnly(caller);
      } else if (ways == 1) {
        oneWay(caller);
      } else {
        severalWays(caller);
      }
      return new Block(
          new Label(), handlerOutputs.isEmpty() ? caller : List.of(takingThrown(caller)));
    }

    /** Where an exception leaves the part, it leaves what handlers around it need. */
    private IrStatement leavingThrown(List<IrStatement> body) {
      Variable exception = new Variable(ownCount++, IrType.EXCEPTION, Variable.Kind.TEMPORARY);
      List<IrStatement> handler = new ArrayList<>();
      handlerOutputs.forEach(output -> handler.add(leave(output)));
      handler.add(new Throw(new Get(exception)));
      return new Try(body, exception, handler);
    }

    private IrStatement takingThrown(List<IrStatement> caller) {
      Variable exception = new Variable(variables++, IrType.EXCEPTION, Variable.Kind.TEMPORARY);
      List<IrStatement> handler = new ArrayList<>();
      handlerOutputs.forEach(output -> handler.add(take(output)));
      handler.add(new Throw(new Get(exception)));
      return new Try(caller, exception, handler);
    }

    private void returnOnly(List<IrStatement> caller) {
      IrType result = method.result();
      CallPart call = call(result, List.of(), caller);
      if (result.kind() == IrType.Kind.VOID) {
        caller.add(new Evaluate(call));
        caller.add(new Return(List.of()));
      } else {
        caller.add(new Return(List.of(call)));
      }
    }

    private void oneWay(List<IrStatement> caller) {
      List<IrStatement> end = new ArrayList<>();
      for (int i = 1; i < outputs.size(); i++) {
        end.add(leave(outputs.get(i)));
      }
      if (outputs.isEmpty()) {
        end.add(new Return(List.of()));
        caller.add(new Evaluate(call(IrType.VOID, List.of(end), caller)));
      } else {
        end.add(new Return(List.of(new Get(own(outputs.get(0))))));
        caller.add(new Assign(outputs.get(0), call(outputs.get(0).type(), List.of(end), caller)));
      }
      for (int i = 1; i < outputs.size(); i++) {
        caller.add(take(outputs.get(i)));
      }
      if (!region.fallsThrough) {
        caller.add(new Branch(region.exits.get(0)));
      }
    }

    private void severalWays(List<IrStatement> caller) {
      returnNumber = firstFreeNumber();
      List<List<IrStatement>> ends = ends();
      Variable code = new Variable(variables++, IrType.INT, Variable.Kind.TEMPORARY);
      caller.add(new Assign(code, call(IrType.INT, ends, caller)));
      if (region.returns) {
        List<IrExpression> values =
            method.result().kind() == IrType.Kind.VOID
                ? List.of()
                : List.of(new Transfer(method.result(), returnNumber));
        caller.add(new If(isCode(code, ends.size()), List.of(new Return(values)), List.of()));
      }
      outputs.forEach(output -> caller.add(take(output)));
      goOn(code, caller);
    }

    /**
     * The first number of a field that nothing passes the caller a value in: of a part that is
     * divided, what it returns is a code, and the function's result is in a field by then.
     */
    private int firstFreeNumber() {
      int outputsOfOneType = outputsOfType.values().stream().reduce(0, Math::max);
      return Math.max(Transfer.FIRST_PASSED + outputsOfOneType, region.transfers);
    }

    /** Goes on behind the call, or to an exit. */
    private void goOn(Variable code, List<IrStatement> caller) {
      List<Label> targets = new ArrayList<>();
      Label next = new Label();
      if (region.fallsThrough) {
        targets.add(next);
      }
      targets.addAll(region.exits);
      if (targets.size() > MANY_COMPARISONS) {
        caller.add(new Block(next, List.of(new Switch(new Get(code), targets, targets.get(0)))));
        return;
      }
      for (int i = targets.size() - 1; i > 0; i--) {
        // A part that returned from the function has not come here.
        IrExpression condition = targets.size() == 2 ? new Get(code) : isCode(code, i);
        caller.add(new If(condition, List.of(new Branch(targets.get(i))), List.of()));
      }
      if (!region.fallsThrough && !targets.isEmpty()) {
        caller.add(new Branch(targets.get(0)));
      }
    }

    private static IrExpression isCode(Variable code, int value) {
      return new Numeric(
          Opcode.I32_EQ, IrType.INT, List.of(new Get(code), new Constant(IrType.INT, value)));
    }

    /** What the part does where control leaves it: each way leaves what is needed there. */
    private List<List<IrStatement>> ends() {
      List<BitSet> live = new ArrayList<>();
      if (region.fallsThrough) {
        live.add(around.after());
      }
      region.exits.forEach(exit -> live.add(liveness.at(exit)));
      List<List<IrStatement>> ends = new ArrayList<>();
      int size = 0;
      for (BitSet set : live) {
        List<IrStatement> end = new ArrayList<>();
        for (Variable output : outputs) {
          if (isLive(output, set)) {
            end.add(leave(output));
          } else if (!output.type().equals(output.type().erased())) {
            end.add(leaveNull(output));
          }
        }
        size += TRANSFER_SIZE * end.size();
        end.add(new Return(List.of(new Constant(IrType.INT, ends.size()))));
        ends.add(end);
      }
      return size <= TRANSFER_SIZE * (outputs.size() + 4) ? ends : endsWithCommonTail(ends.size());
    }

    /** Where that would be too much code, all ways leave everything, in one place. */
    private List<List<IrStatement>> endsWithCommonTail(int ways) {
      Variable code = new Variable(ownCount++, IrType.INT, Variable.Kind.LABEL_VALUE);
      outputs.forEach(output -> tail.add(leave(output)));
      tail.add(new Return(List.of(new Get(code))));
      List<List<IrStatement>> ends = new ArrayList<>();
      for (int way = 0; way < ways; way++) {
        ends.add(List.of(new Assign(code, new Constant(IrType.INT, way)), new Branch(tailLabel)));
      }
      return ends;
    }

    private IrStatement leave(Variable output) {
      return new SetTransfer(outputNumber(output), new Get(own(output)));
    }

    /** The caller takes it all the same: what is in the field may be of another class. */
    private IrStatement leaveNull(Variable output) {
      return new SetTransfer(outputNumber(output), new Null(output.type()));
    }

    private IrStatement take(Variable output) {
      return new Assign(output, new Transfer(output.type(), outputNumber(output)));
    }

    private int outputNumber(Variable output) {
      return Transfer.FIRST_PASSED + Objects.requireNonNull(outputNumbers.get(output));
    }

    /**
     * Adds the part.
     *
     * @param result what it returns
     * @param ends what it does at its end, if control gets there, and where it leaves to each exit
     * @param caller receives what has to be done before the call
     */
    private CallPart call(IrType result, List<List<IrStatement>> ends, List<IrStatement> caller) {
      List<IrStatement> body = new ArrayList<>();
      List<Variable> parameters = passInputs(body, caller);
      Map<Label, Label> landings = new LinkedHashMap<>();
      region.exits.forEach(exit -> landings.put(exit, new Label()));
      List<IrStatement> wrapped =
          new ArrayList<>(new PartRewriter(landings, ends.size()).rewrite(run.statements()));
      int end = 0;
      if (region.fallsThrough) {
        wrapped.addAll(ends.get(end++));
      }
      for (Label landing : landings.values()) {
        List<IrStatement> outer = new ArrayList<>(List.of(new Block(landing, wrapped)));
        outer.addAll(ends.get(end++));
        wrapped = outer;
      }
      if (tail.isEmpty()) {
        body.addAll(wrapped);
      } else {
        body.add(new Block(tailLabel, wrapped));
        body.addAll(tail);
      }
      if (!handlerOutputs.isEmpty()) {
        body = new ArrayList<>(List.of(leavingThrown(body)));
      }
      methods.add(method.part(parameters.stream().map(this::own).toList(), result, body, ownCount));
      return new CallPart(
          methods.size() - 1, result, parameters.stream().<IrExpression>map(Get::new).toList());
    }

    /** As many inputs as possible become parameters; the others pass through transfer fields. */
    private List<Variable> passInputs(List<IrStatement> body, List<IrStatement> caller) {
      List<Variable> parameters = new ArrayList<>();
      Map<Character, Integer> passed = new HashMap<>();
      for (Variable input : inputs) {
        if (parameters.size() < MAXIMUM_PARAMETERS) {
          parameters.add(input);
        } else {
          int number =
              Transfer.FIRST_PASSED + passed.merge(input.type().letter(), 1, Integer::sum) - 1;
          caller.add(new SetTransfer(number, new Get(input)));
          body.add(new Assign(own(input), new Transfer(input.type(), number)));
        }
      }
      return parameters;
    }

    /** Copies the statements into the part. */
    private final class PartRewriter extends IrRewriter {
      private final Map<Label, Label> landings;
      private final int returnCode;

      PartRewriter(Map<Label, Label> landings, int returnCode) {
        this.landings = landings;
        this.returnCode = returnCode;
      }

      @Override
      IrExpression get(Variable variable) {
        return new Get(own(variable));
      }

      @Override
      IrStatement assign(Variable variable, IrExpression value) {
        return new Assign(own(variable), value);
      }

      @Override
      List<IrStatement> branch(Label label) {
        return List.of(new Branch(landing(label)));
      }

      @Override
      List<IrStatement> branch(Switch statement) {
        return List.of(
            new Switch(
                statement.selector(),
                statement.labels().stream().map(this::landing).toList(),
                landing(statement.defaultLabel())));
      }

      private Label landing(Label label) {
        return landings.getOrDefault(label, label);
      }

      @Override
      IrStatement rewrite(Try statement) {
        return new Try(
            rewrite(statement.body()), own(statement.exception()), rewrite(statement.handler()));
      }

      @Override
      List<IrStatement> rewrite(Return statement) {
        if (returnCode == 0) {
          return List.of(statement);
        }
        List<IrStatement> result = new ArrayList<>();
        statement.values().forEach(value -> result.add(new SetTransfer(returnNumber, value)));
        result.add(new Return(List.of(new Constant(IrType.INT, returnCode))));
        return result;
      }
    }
  }
}
