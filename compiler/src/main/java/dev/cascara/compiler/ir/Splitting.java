package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
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
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Divides functions whose code would be too large: HotSpot compiles no method above 8,000 bytes,
 * and none can have more than 64 KiB.
 *
 * <p>From the inside out, wherever the code of a list of statements is too large, runs of its
 * statements become methods of their own, the largest first, those with many branches to outside
 * last. So whatever is small enough, an inner loop above all, stays whole. What a part needs it
 * gets as parameters; what is needed of it afterwards it returns, or, where that is more than one
 * value, leaves in transfer fields of the instance; where control goes afterwards it says with a
 * code, if there is a choice.
 *
 * <p>What this cannot make small enough, and what has a shape that no compiler makes, is left to
 * {@link Flattening}.
 */
final class Splitting {
  /** What a method may be estimated at; the estimates are high, the limit is 8,000. */
  private static final int MAXIMUM_SIZE = 7_900;

  /** A part whose parameters and results leave less room than this is better not made. */
  private static final int MINIMUM_ROOM = 1_000;

  /** Parts within parts within parts are enough to try. */
  private static final int MAXIMUM_PART_DEPTH = 3;

  /** What it takes to pass a value through a field of the instance. */
  private static final int TRANSFER_SIZE = 15;

  /** What it takes to tell the caller which way control went. */
  private static final int EXIT_SIZE = 20;

  /** Parts are not made smaller than this: a call with its arguments takes about as much. */
  private static final int MINIMUM_PART_SIZE = 120;

  /** Runs that branch to more places than this are divided off last. */
  private static final int MANY_EXITS = 4;

  private final IrFunction function;
  private final IrMethod method;
  private final List<IrMethod> parts = new ArrayList<>();
  private final IdentityHashMap<IrStatement, Integer> sizes = new IdentityHashMap<>();
  private final Map<Variable, Integer> definitions = new HashMap<>();
  private final Map<Variable, Integer> lastReads = new HashMap<>();
  private final IdentityHashMap<IrStatement, Place> places = new IdentityHashMap<>();

  /** What took the place of parts: cannot be divided again. */
  private final Set<IrStatement> calls = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Liveness liveness;
  private int variables;

  /** How many parts are being reduced. */
  private int depth;

  /**
   * Where statements were before anything was divided off.
   *
   * @param start the position of the first
   * @param end the position behind the last
   * @param liveBefore what is needed before them
   * @param liveAfter what is needed after them
   */
  private record Place(int start, int end, BitSet liveBefore, BitSet liveAfter) {}

  private Splitting(IrFunction function) {
    this.function = function;
    this.method = function.methods().get(0);
    this.variables = method.variables();
    this.liveness = Liveness.of(method);
  }

  static IrFunction run(IrFunction function) {
    List<IrStatement> body = function.methods().get(0).body();
    if (CodeSize.of(body) <= MAXIMUM_SIZE || !Shape.of(body).isOrdinary()) {
      return function;
    }
    return new Splitting(function).split();
  }

  private IrFunction split() {
    new Numbering().walk(method.body());
    List<IrStatement> body = reduce(method.body(), MAXIMUM_SIZE);
    parts.add(
        0,
        new IrMethod(
            method.parameters(), method.parametersInArray(), method.result(), body, variables));
    return new IrFunction(function.index(), parts);
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
        IrStatements.bodies(statement).forEach(this::walk);
        places.put(
            statement,
            new Place(start, ++position, liveness.before(statement), liveness.after(statement)));
      }
    }

    private void use(IrExpression expression) {
      if (expression instanceof Get get) {
        lastReads.put(get.variable(), position);
      }
      expression.operands().forEach(this::use);
    }
  }

  // ---------------------------------------------------------------- sizes

  private int size(IrStatement statement) {
    Integer known = sizes.get(statement);
    if (known != null) {
      return known;
    }
    int size = CodeSize.own(statement);
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

  // ---------------------------------------------------------------- what to divide off

  /** Returns statements that do the same and whose code is not larger than a limit, if possible. */
  private List<IrStatement> reduce(List<IrStatement> statements, int limit) {
    if (size(statements) <= limit) {
      return statements;
    }
    List<IrStatement> reduced = new ArrayList<>(statements.size());
    for (IrStatement statement : statements) {
      reduced.add(size(statement) <= limit ? statement : reduce(statement, limit));
    }
    List<IrStatement> result = reduced;
    for (int before = Integer.MAX_VALUE; size(result) > limit && size(result) < before; ) {
      before = size(result);
      result = divideOff(result, limit);
    }
    return result;
  }

  private IrStatement reduce(IrStatement statement, int limit) {
    IrStatement result = statement;
    if (calls.contains(statement)) {
      return statement;
    }
    if (statement instanceof Block block) {
      result = new Block(block.label(), reduce(block.body(), limit));
    } else if (statement instanceof Loop loop) {
      result = new Loop(loop.label(), reduce(loop.body(), limit));
    } else if (statement instanceof If condition) {
      List<IrStatement> first = reduce(condition.whenNonZero(), limit);
      List<IrStatement> second = reduce(condition.whenZero(), limit);
      if (size(first) + size(second) > limit) {
        if (size(first) >= size(second)) {
          first = List.of(part(first));
        } else {
          second = List.of(part(second));
        }
      }
      result = new If(condition.condition(), first, second);
    }
    if (result != statement) {
      places.put(result, Objects.requireNonNull(places.get(statement)));
    }
    return result;
  }

  /** Makes a part of a run, whose own code is reduced further if its interface asks for it. */
  private IrStatement part(List<IrStatement> run) {
    PartBuilder part = new PartBuilder(run);
    int room = MAXIMUM_SIZE - part.interfaceSize();
    if (size(run) <= room || room < MINIMUM_ROOM || depth == MAXIMUM_PART_DEPTH) {
      return part.replacement();
    }
    depth++;
    List<IrStatement> reduced = reduce(run, room);
    depth--;
    return new PartBuilder(reduced).replacement();
  }

  /** Makes parts of runs until the rest is small enough, or nothing suitable is left. */
  private List<IrStatement> divideOff(List<IrStatement> statements, int limit) {
    List<List<IrStatement>> runs = runs(statements, limit);
    int total = size(statements);
    List<Integer> order =
        Stream.iterate(0, i -> i + 1)
            .limit(runs.size())
            .filter(i -> size(runs.get(i)) >= MINIMUM_PART_SIZE)
            .sorted(
                Comparator.<Integer>comparingInt(i -> hasManyExits(runs.get(i)) ? 1 : 0)
                    .thenComparingInt(i -> -size(runs.get(i))))
            .toList();
    Map<Integer, List<IrStatement>> replacements = new HashMap<>();
    for (int i : order) {
      if (total <= limit) {
        break;
      }
      int partsBefore = parts.size();
      IrStatement replacement = part(runs.get(i));
      int gain = size(runs.get(i)) - size(replacement);
      if (gain > 0) {
        total -= gain;
        replacements.put(i, List.of(replacement));
      } else {
        parts.subList(partsBefore, parts.size()).clear();
      }
    }
    List<IrStatement> result = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      result.addAll(replacements.getOrDefault(i, runs.get(i)));
    }
    return result;
  }

  private static boolean hasManyExits(List<IrStatement> run) {
    return new Region(run).exits.size() > MANY_EXITS;
  }

  /**
   * Cuts a list into runs that fit a method; statements that branch to many places outside stay
   * alone.
   */
  private List<List<IrStatement>> runs(List<IrStatement> statements, int limit) {
    List<List<IrStatement>> runs = new ArrayList<>();
    List<IrStatement> run = new ArrayList<>();
    int runSize = 0;
    for (IrStatement statement : statements) {
      int size = size(statement);
      boolean alone = size >= MINIMUM_PART_SIZE && hasManyExits(List.of(statement));
      if (!run.isEmpty() && (alone || runSize + size > limit)) {
        addFitting(run, runs);
        run = new ArrayList<>();
        runSize = 0;
      }
      run.add(statement);
      runSize += size;
      if (alone) {
        runs.add(run);
        run = new ArrayList<>();
        runSize = 0;
      }
    }
    if (!run.isEmpty()) {
      addFitting(run, runs);
    }
    return runs;
  }

  /** Adds a run, halved until the interface of what becomes a method fits beside it. */
  private void addFitting(List<IrStatement> run, List<List<IrStatement>> runs) {
    if (run.size() > 1
        && size(run) > MINIMUM_ROOM
        && size(run) + new PartBuilder(run).interfaceSize() > MAXIMUM_SIZE) {
      addFitting(run.subList(0, run.size() / 2), runs);
      addFitting(run.subList(run.size() / 2, run.size()), runs);
    } else {
      runs.add(run);
    }
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
    private final Map<Variable, Integer> outputNumbers = new HashMap<>();
    private final Map<Character, Integer> outputsOfType = new HashMap<>();
    private final Map<Variable, Variable> ownVariables = new HashMap<>();
    private int ownCount;

    /** What all ways have in common, if there are many; empty otherwise. */
    private final List<IrStatement> tail = new ArrayList<>();

    private final Label tailLabel = new Label();

    PartBuilder(List<IrStatement> run) {
      this.run = run;
      this.region = new Region(run);
      Place first = placeOf(run.get(0));
      Place last = placeOf(run.get(run.size() - 1));
      this.place = new Place(first.start(), last.end(), first.liveBefore(), last.liveAfter());
      this.inputs =
          Stream.concat(region.reads.stream(), region.writes.stream())
              .distinct()
              .filter(this::isInput)
              .sorted(Comparator.comparingInt(Variable::number))
              .toList();
      region.writes.stream()
          .filter(this::isOutput)
          .sorted(Comparator.comparingInt(Variable::number))
          .forEach(this::addOutput);
    }

    private void addOutput(Variable variable) {
      int number = outputsOfType.merge(variable.type().letter(), 1, Integer::sum) - 1;
      outputNumbers.put(variable, number);
      outputs.add(variable);
    }

    private int ways() {
      return region.exits.size() + (region.fallsThrough ? 1 : 0) + (region.returns ? 1 : 0);
    }

    /** How much code the part has besides its statements. */
    int interfaceSize() {
      int slots = 0;
      int passed = 0;
      for (Variable input : inputs) {
        slots += input.type().slots();
        passed += slots <= IrType.MAXIMUM_PARAMETER_SLOTS ? 0 : 1;
      }
      return TRANSFER_SIZE * (passed + outputs.size()) + (ways() > 1 ? EXIT_SIZE * ways() : 0);
    }

    private boolean isInput(Variable variable) {
      return variable.kind() == Variable.Kind.TEMPORARY
          ? definitions.getOrDefault(variable, Integer.MAX_VALUE) < place.start()
          : liveness.contains(place.liveBefore(), variable);
    }

    private boolean isOutput(Variable variable) {
      return (region.fallsThrough && isLive(variable, place.liveAfter()))
          || region.exits.stream().anyMatch(exit -> isLive(variable, liveness.at(exit)));
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
      // One statement, so that nothing comes between the call and what takes its results.
      IrStatement result = new Block(new Label(), caller);
      places.put(result, place);
      calls.add(result);
      return result;
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
      List<List<IrStatement>> ends = ends();
      Variable code = new Variable(variables++, IrType.INT, Variable.Kind.TEMPORARY);
      caller.add(new Assign(code, call(IrType.INT, ends, caller)));
      if (region.returns) {
        List<IrExpression> values =
            method.result().kind() == IrType.Kind.VOID
                ? List.of()
                : List.of(new Transfer(method.result(), 0));
        caller.add(new If(isCode(code, ends.size()), List.of(new Return(values)), List.of()));
      }
      outputs.forEach(output -> caller.add(take(output)));
      if (region.fallsThrough && region.exits.size() == 1) {
        caller.add(new If(new Get(code), List.of(new Branch(region.exits.get(0))), List.of()));
      } else if (region.fallsThrough && !region.exits.isEmpty()) {
        Label next = new Label();
        List<Label> targets = new ArrayList<>(List.of(next));
        targets.addAll(region.exits);
        caller.add(new Block(next, List.of(new Switch(new Get(code), targets, next))));
      } else if (!region.exits.isEmpty()) {
        int last = region.exits.size() - 1;
        caller.add(
            last == 0
                ? new Branch(region.exits.get(0))
                : new Switch(new Get(code), region.exits.subList(0, last), region.exits.get(last)));
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
        live.add(place.liveAfter());
      }
      region.exits.forEach(exit -> live.add(liveness.at(exit)));
      List<List<IrStatement>> ends = new ArrayList<>();
      int size = 0;
      for (BitSet set : live) {
        List<IrStatement> end = new ArrayList<>();
        outputs.stream()
            .filter(output -> isLive(output, set))
            .forEach(output -> end.add(leave(output)));
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
      parts.add(
          new IrMethod(parameters.stream().map(this::own).toList(), false, result, body, ownCount));
      return new CallPart(
          parts.size(), result, parameters.stream().<IrExpression>map(Get::new).toList());
    }

    /** As many inputs as possible become parameters; the others pass through transfer fields. */
    private List<Variable> passInputs(List<IrStatement> body, List<IrStatement> caller) {
      List<Variable> parameters = new ArrayList<>();
      Map<IrType, Integer> passed = new HashMap<>();
      int slots = 0;
      for (Variable input : inputs) {
        slots += input.type().slots();
        if (slots <= IrType.MAXIMUM_PARAMETER_SLOTS) {
          parameters.add(input);
        } else {
          int number = Transfer.FIRST_PASSED + passed.merge(input.type(), 1, Integer::sum) - 1;
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
      List<IrStatement> rewrite(Return statement) {
        if (returnCode == 0) {
          return List.of(statement);
        }
        List<IrStatement> result = new ArrayList<>();
        statement.values().forEach(value -> result.add(new SetTransfer(0, value)));
        result.add(new Return(List.of(new Constant(IrType.INT, returnCode))));
        return result;
      }
    }
  }

  private Place placeOf(IrStatement statement) {
    return Objects.requireNonNull(places.get(statement));
  }
}
