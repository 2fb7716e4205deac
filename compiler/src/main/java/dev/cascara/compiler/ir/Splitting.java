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

  private final IrMethod method;
  private final MethodSize limit;
  private final CodeSize codeSize;
  private final List<IrMethod> methods;
  private final IdentityHashMap<IrStatement, Integer> sizes;
  private final Map<Variable, Integer> definitions = new HashMap<>();
  private final Map<Variable, Integer> lastReads = new HashMap<>();
  private final IdentityHashMap<IrStatement, Place> places;
  private final IdentityHashMap<IrStatement, Integer> exitCounts;
  private final Liveness liveness;
  private final Frequencies frequencies;
  private final List<Candidate> candidates = new ArrayList<>();
  private final int maximumRunSize;

  /** The statements that call what was divided off in this round and in earlier ones. */
  private final Set<IrStatement> calls;

  /** Whether it is the accesses to memory that are too many. */
  private final boolean forInlining;

  private int variables;

  /**
   * Where statements were before anything was divided off.
   *
   * @param start the position of the first
   * @param end the position behind the last
   * @param live what is needed before and after them
   */
  private record Place(int start, int end, Liveness.Live live) {}

  /**
   * A run that may become a part.
   *
   * @param run the statements
   * @param gain how much smaller the method becomes
   * @param cost how much time its calls take
   */
  private record Candidate(List<IrStatement> run, int gain, double cost) {}

  private Splitting(
      IrMethod method,
      List<IrMethod> methods,
      Set<IrStatement> calls,
      MethodSize limit,
      boolean forInlining) {
    this.method = method;
    this.limit = limit;
    this.codeSize = CodeSize.in(method);
    this.methods = methods;
    this.calls = calls;
    this.forInlining = forInlining;
    this.variables = method.variables();
    int statements = IrStatements.count(method.body());
    this.sizes = new IdentityHashMap<>(statements);
    this.places = new IdentityHashMap<>(statements);
    this.exitCounts = new IdentityHashMap<>(statements);
    this.liveness = Liveness.of(method, statements);
    this.frequencies = Frequencies.of(method.body(), statements);
    // Each part is much smaller than the method, or this would not come to an end.
    this.maximumRunSize = Math.min(limit.of(MAXIMUM_RUN_SIZE), size(method.body()) / 2);
  }

  static IrFunction run(IrFunction function, MethodSize limit) {
    IrMethod whole = function.methods().get(0);
    boolean fits = whole.codeSize() <= maximumSize(whole, limit);
    if ((fits && Inlining.fits(whole, limit)) || !Shape.of(whole.body()).isOrdinary()) {
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
    Set<IrStatement> calls = Collections.newSetFromMap(new IdentityHashMap<>());
    divideToFit(methods, index, calls, limit);
    divideForInlining(methods, index, calls, limit);
  }

  private static int maximumSize(IrMethod method, MethodSize limit) {
    return limit.of(method.hasDispatchLoop() ? MAXIMUM_DISPATCH_SIZE : MAXIMUM_SIZE);
  }

  private static void divideToFit(
      List<IrMethod> methods, int index, Set<IrStatement> calls, MethodSize limit) {
    for (int round = 0; round < MAXIMUM_ROUNDS; round++) {
      int size = methods.get(index).codeSize();
      if (size <= maximumSize(methods.get(index), limit)
          || CodeSize.in(methods.get(index)).of(methods.get(index).body())
              < limit.of(MINIMUM_METHOD_SIZE)) {
        return;
      }
      methods.set(
          index, new Splitting(methods.get(index), methods, calls, limit, false).divide(size));
      if (methods.get(index).codeSize() >= size) {
        return;
      }
    }
  }

  private static void divideForInlining(
      List<IrMethod> methods, int index, Set<IrStatement> calls, MethodSize limit) {
    for (int round = 0;
        round < MAXIMUM_ROUNDS && !Inlining.fits(methods.get(index), limit);
        round++) {
      int count = methods.size();
      int weight = methods.get(index).weight();
      methods.set(
          index, new Splitting(methods.get(index), methods, calls, limit, true).divide(weight));
      if (methods.size() == count) {
        return;
      }
    }
  }

  /** Divides parts off, and returns what is left of the method. */
  private IrMethod divide(int size) {
    // A part's parameters may be temporaries.
    method.parameters().forEach(parameter -> definitions.put(parameter, 0));
    new Numbering().walk(method.body());
    countExits(method.body());
    findCandidates(method.body());
    candidates.sort(Comparator.comparingDouble(candidate -> candidate.cost() / candidate.gain()));
    List<IrStatement> body = replace(method.body(), choose(size));
    return method.with(body, variables);
  }

  /** The candidates that are divided off, by their first statements. */
  private IdentityHashMap<IrStatement, Candidate> choose(int size) {
    int maximum = forInlining ? limit.of(Inlining.MAXIMUM_WEIGHT) : maximumSize(method, limit);
    int rest = size;
    int count = 0;
    while (count < candidates.size() && rest > maximum) {
      rest -= candidates.get(count++).gain();
    }
    IdentityHashMap<IrStatement, Candidate> chosen = new IdentityHashMap<>();
    for (int i = count - 1; i >= 0; i--) {
      Candidate candidate = candidates.get(i);
      // A large one that was chosen last may make others needless.
      if (rest + candidate.gain() <= maximum) {
        rest += candidate.gain();
      } else {
        chosen.put(candidate.run().get(0), candidate);
      }
    }
    return chosen;
  }

  /** Numbers the statements and finds where temporaries are defined and last read. */
  private final class Numbering {
    private int position;

    void walk(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        int start = ++position;
        IrStatements.expressions(statement).forEach(this::use);
        if (statement instanceof Assign assign) {
          definitions.putIfAbsent(assign.variable(), position);
        }
        if (statement instanceof Try block) {
          definitions.putIfAbsent(block.exception(), position);
        }
        IrStatements.bodies(statement).forEach(this::walk);
        places.put(statement, new Place(start, ++position, liveness.at(statement)));
      }
    }

    private void use(IrExpression expression) {
      if (expression instanceof Get get) {
        lastReads.put(get.variable(), position);
        return;
      }
      expression.operands().forEach(this::use);
    }
  }

  // ---------------------------------------------------------------- what to divide off

  private int size(IrStatement statement) {
    Integer known = sizes.get(statement);
    if (known != null) {
      return known;
    }
    int size = forInlining ? Inlining.ownWeight(statement) : codeSize.own(statement);
    for (List<IrStatement> body : IrStatements.bodies(statement)) {
      size += size(body);
    }
    sizes.put(statement, size);
    return size;
  }

  private int size(List<IrStatement> statements) {
    int size = 0;
    for (IrStatement statement : statements) {
      size += size(statement);
    }
    return size;
  }

  /**
   * Counts to how many labels outside each statement branches; returns those of all of them. The
   * larger set takes up the smaller ones.
   */
  private Set<Label> countExits(List<IrStatement> statements) {
    // Most have none: what is removed from the empty set, or added to it, is nothing.
    Set<Label> all = Collections.emptySet();
    for (IrStatement statement : statements) {
      Set<Label> exits = Collections.emptySet();
      if (statement instanceof Branch branch) {
        exits = newLabelSet();
        exits.add(branch.label());
      } else if (statement instanceof Switch choice) {
        exits = newLabelSet();
        exits.addAll(choice.labels());
        exits.add(choice.defaultLabel());
      } else {
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          exits = union(exits, countExits(body));
        }
        if (statement instanceof Block block) {
          exits.remove(block.label());
        } else if (statement instanceof Loop loop) {
          exits.remove(loop.label());
        }
      }
      exitCounts.put(statement, exits.size());
      all = union(all, exits);
    }
    return all;
  }

  private static Set<Label> newLabelSet() {
    return Collections.newSetFromMap(new IdentityHashMap<>(2));
  }

  private static Set<Label> union(Set<Label> a, Set<Label> b) {
    Set<Label> larger = a.size() >= b.size() ? a : b;
    larger.addAll(larger == a ? b : a);
    return larger;
  }

  /** A statement that cannot be in a part is looked into for parts. */
  private boolean isDivisible(IrStatement statement) {
    return size(statement) > maximumRunSize
        || Objects.requireNonNull(exitCounts.get(statement)) > MANY_EXITS;
  }

  private void findCandidates(List<IrStatement> statements) {
    int start = 0;
    int runSize = 0;
    for (int i = 0; i < statements.size(); i++) {
      IrStatement statement = statements.get(i);
      if (isDivisible(statement)) {
        addCandidates(statements, start, i);
        IrStatements.bodies(statement).forEach(this::findCandidates);
        start = i + 1;
        runSize = 0;
        continue;
      }
      runSize += size(statement);
      if (runSize > maximumRunSize) {
        int cut = bestCut(statements, start, i);
        addCandidates(statements, start, cut);
        start = cut;
        runSize = size(statements.subList(start, i + 1));
      }
    }
    addCandidates(statements, start, statements.size());
  }

  /** Where in the second half of a run the fewest variables are live. */
  private int bestCut(List<IrStatement> statements, int start, int end) {
    int best = end;
    int fewest = Integer.MAX_VALUE;
    int runSize = 0;
    int half = size(statements.subList(start, end)) / 2;
    for (int i = start; i < end; i++) {
      if (runSize >= half
          && i > start
          && !belongTogether(statements.get(i - 1), statements.get(i))) {
        int live = placeOf(statements.get(i)).live().before().cardinality();
        if (live <= fewest) {
          fewest = live;
          best = i;
        }
      }
      runSize += size(statements.get(i));
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

  private void addCandidates(List<IrStatement> statements, int from, int to) {
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
    List<IrStatement> run = statements.subList(start, end);
    int size = size(run);
    if (size < MINIMUM_PART_SIZE) {
      return;
    }
    PartBuilder part = new PartBuilder(run);
    boolean fits = size + part.interfaceSize() <= limit.of(MAXIMUM_SIZE);
    if ((!fits || part.ways() > MANY_EXITS) && run.size() > 1) {
      addCandidates(statements, start, start + run.size() / 2);
      addCandidates(statements, start + run.size() / 2, end);
      return;
    }
    int gain = size - callSize(run) - part.callSize();
    double cost = frequencies.of(run.get(0)) * part.callTime();
    if (fits && gain > 0 && (!forInlining || cost < Inlining.time(run, frequencies))) {
      candidates.add(new Candidate(run, gain, cost));
    }
  }

  /** How much of statements calls parts: a part that does little else is only one more call. */
  private int callSize(List<IrStatement> statements) {
    int size = 0;
    for (IrStatement statement : statements) {
      if (calls.contains(statement)) {
        size += size(statement);
      } else {
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          size += callSize(body);
        }
      }
    }
    return size;
  }

  private List<IrStatement> replace(
      List<IrStatement> statements, IdentityHashMap<IrStatement, Candidate> chosen) {
    List<IrStatement> result = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      IrStatement statement = statements.get(i);
      Candidate candidate = chosen.get(statement);
      if (candidate != null) {
        IrStatement call = new PartBuilder(candidate.run()).replacement();
        calls.add(call);
        result.add(call);
        i += candidate.run().size() - 1;
      } else if (!isDivisible(statement)) {
        result.add(statement);
      } else if (statement instanceof Block block) {
        result.add(new Block(block.label(), replace(block.body(), chosen)));
      } else if (statement instanceof Loop loop) {
        result.add(new Loop(loop.label(), replace(loop.body(), chosen)));
      } else if (statement instanceof If condition) {
        result.add(
            new If(
                condition.condition(),
                replace(condition.whenNonZero(), chosen),
                replace(condition.whenZero(), chosen)));
      } else if (statement instanceof Try block) {
        result.add(
            new Try(
                replace(block.body(), chosen),
                block.exception(),
                replace(block.handler(), chosen)));
      } else {
        result.add(statement);
      }
    }
    return result;
  }

  // ---------------------------------------------------------------- how to divide off

  /** Makes a part of a run of statements. */
  private final class PartBuilder {
    private final List<IrStatement> run;
    private final Region region;
    private final Place place;

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

    PartBuilder(List<IrStatement> run) {
      this.run = run;
      this.region = new Region(run);
      Place first = placeOf(run.get(0));
      Place last = placeOf(run.get(run.size() - 1));
      this.place =
          new Place(
              first.start(),
              last.end(),
              new Liveness.Live(
                  first.live().before(), last.live().after(), first.live().inHandlers()));
      Set<Variable> used = new HashSet<>(region.reads);
      used.addAll(region.writes);
      this.inputs = sorted(used, this::isInput);
      BitSet liveBehind = new BitSet();
      if (region.fallsThrough) {
        liveBehind.or(place.live().after());
      }
      region.exits.forEach(exit -> liveBehind.or(liveness.at(exit)));
      if (region.fallsThrough || !region.exits.isEmpty()) {
        sorted(region.writes, variable -> isLive(variable, liveBehind)).forEach(this::addOutput);
      }
      this.handlerOutputs =
          place.live().inHandlers().isEmpty()
              ? List.of()
              : sorted(
                  region.writes,
                  variable ->
                      variable.kind() != Variable.Kind.TEMPORARY
                          && liveness.contains(place.live().inHandlers(), variable));
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
      return 5 + 0.5 * inputs.size() + 1.5 * outputs.size() + (ways() > 1 ? 3 : 0);
    }

    private boolean isInput(Variable variable) {
      return variable.kind() == Variable.Kind.TEMPORARY
          ? definitions.getOrDefault(variable, Integer.MAX_VALUE) < place.start()
          : liveness.contains(place.live().before(), variable);
    }

    private boolean isLive(Variable variable, BitSet live) {
      return variable.kind() == Variable.Kind.TEMPORARY
          ? lastReads.getOrDefault(variable, -1) > place.end()
          : liveness.contains(live, variable);
    }

    private Variable own(Variable variable) {
      return ownVariables.computeIfAbsent(
          variable, v -> new Variable(ownCount++, v.type(), v.kind()));
    }

    /**
     * Adds the part to the function's methods and returns what takes the place of the statements.
     */
    IrStatement replacement() {
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
        live.add(place.live().after());
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
          new ArrayList<>(new PartRewriter(landings, ends.size()).rewrite(run));
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

  private Place placeOf(IrStatement statement) {
    return Objects.requireNonNull(places.get(statement));
  }
}
