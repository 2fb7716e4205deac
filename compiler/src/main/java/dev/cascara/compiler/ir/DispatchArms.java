package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.HiddenZero;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
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
import org.jspecify.annotations.Nullable;

/**
 * Keeps the arms of a large switch in a loop apart. What two arms compute in the same way, as the
 * next value of an interpreter's program counter, HotSpot's compiler computes once, and since both
 * need it, before the switch: dozens of values each time round, most of which no one needs, and for
 * which there are no registers. So each arm begins with adding a zero of its own to the variables
 * that it reads, of which the compiler does not know that it is one; then no two arms compute the
 * same. What an arm has in a part of the function remains a call.
 */
final class DispatchArms {
  /** So many targets of a switch are the arms of an interpreter. */
  private static final int MANY_TARGETS = 12;

  /** So many statements of an arm are looked at. */
  private static final int MANY_STATEMENTS = 1_000;

  /**
   * To how many variables zeros are added: fewer where the method would be too large, those that
   * most arms read.
   */
  private static final int[] MOST_VARIABLES = {Integer.MAX_VALUE, 4, 2, 1};

  /**
   * No more zeros than this: each is a field of the instance. Where a function has more arms, some
   * share one.
   */
  private static final int MAXIMUM_ZEROS = 1_000;

  private final List<IrMethod> methods;
  private final MethodSize limit;

  /** The parts that methods with a dispatch loop call, and those that these call. */
  private final BitSet parts = new BitSet();

  private int zeros;

  private DispatchArms(IrFunction function, MethodSize limit) {
    this.limit = limit;
    this.methods = new ArrayList<>(function.methods());
  }

  static IrFunction run(IrFunction function, MethodSize limit) {
    if (function.methods().stream().noneMatch(IrMethod::hasDispatchLoop)) {
      return function;
    }
    DispatchArms pass = new DispatchArms(function, limit);
    pass.keepArmsApart();
    pass.parts.stream().forEach(part -> pass.methods.set(part, pass.methods.get(part).asCall()));
    return new IrFunction(function.index(), pass.methods);
  }

  private void keepArmsApart() {
    for (int i = 0; i < methods.size(); i++) {
      IrMethod method = methods.get(i);
      if (!method.hasDispatchLoop()) {
        continue;
      }
      Arms arms = new Arms(method);
      int firstZero = zeros;
      for (int most : MOST_VARIABLES) {
        zeros = firstZero;
        IrMethod apart = arms.keepApart(most);
        if (apart.codeSize() <= limit.of(Splitting.MAXIMUM_SIZE)) {
          methods.set(i, apart);
          break;
        }
      }
      findParts(method.body());
    }
  }

  private void findParts(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      IrStatements.expressions(statement).forEach(this::findParts);
      IrStatements.bodies(statement).forEach(this::findParts);
    }
  }

  private void findParts(IrExpression expression) {
    if (expression instanceof CallPart call && !parts.get(call.method())) {
      parts.set(call.method());
      findParts(methods.get(call.method()).body());
    }
    expression.operands().forEach(this::findParts);
  }

  /**
   * Adds a zero to variables.
   *
   * @param number of the variable for the zero
   * @param result where the statements go that do it
   */
  private void addZeros(List<Variable> variables, int number, List<IrStatement> result) {
    Variable zero = new Variable(number, IrType.INT, Variable.Kind.TEMPORARY);
    result.add(new Assign(zero, new HiddenZero(zeros++ % MAXIMUM_ZEROS)));
    variables.forEach(variable -> result.add(new Assign(variable, sum(variable, new Get(zero)))));
  }

  private static IrExpression sum(Variable variable, IrExpression zero) {
    if (variable.type().kind() == IrType.Kind.INT) {
      return new Numeric(Opcode.I32_ADD, IrType.INT, List.of(new Get(variable), zero));
    }
    IrExpression wide = new Numeric(Opcode.I64_EXTEND_I32_S, IrType.LONG, List.of(zero));
    return new Numeric(Opcode.I64_ADD, IrType.LONG, List.of(new Get(variable), wide));
  }

  private static boolean isInteger(Variable variable) {
    IrType.Kind kind = variable.type().kind();
    return kind == IrType.Kind.INT || kind == IrType.Kind.LONG;
  }

  /**
   * Whether a loop with a large switch in it is among statements, but for switches of which it is
   * known where they go.
   */
  static boolean hasDispatchLoop(List<IrStatement> statements) {
    return new DispatchFinder(statements).find(statements, false, null);
  }

  /** Looks for large switches in loops. */
  private static final class DispatchFinder {
    private final List<IrStatement> all;

    /** Made when it is asked for: few methods have large switches. */
    private @Nullable Assignments othersThanConstants;

    DispatchFinder(List<IrStatement> all) {
      this.all = all;
    }

    boolean find(List<IrStatement> statements, boolean inLoop, @Nullable Switch threaded) {
      for (IrStatement statement : statements) {
        if (inLoop && statement != threaded && isLargeSwitch(statement)) {
          return true;
        }
        Loop loop = statement instanceof Loop own ? own : null;
        Switch inner = loop != null ? threadedSwitch(loop) : threaded;
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          if (find(body, inLoop || loop != null, inner)) {
            return true;
          }
        }
      }
      return false;
    }

    /** The large switch that a loop begins with, if it is known where it goes. */
    private @Nullable Switch threadedSwitch(Loop loop) {
      EntrySwitch entry = EntrySwitch.of(loop);
      if (entry == null || !isLargeSwitch(entry.choice())) {
        return null;
      }
      if (othersThanConstants == null) {
        othersThanConstants = EntrySwitch.othersThanConstants(all);
      }
      return othersThanConstants.areIn(loop, entry.variable()) ? null : entry.choice();
    }
  }

  /** Whether a statement is a switch that may be that of an interpreter. */
  static boolean isLargeSwitch(IrStatement statement) {
    return statement instanceof Switch choice
        && choice.labels().size() >= MANY_TARGETS
        && labels(choice).size() >= MANY_TARGETS;
  }

  /** The different labels of a switch, without the default. */
  private static Set<Label> labels(Switch choice) {
    Set<Label> labels = Collections.newSetFromMap(new IdentityHashMap<>());
    labels.addAll(choice.labels());
    return labels;
  }

  /** Finds the variables that an arm computes with before it assigns them. */
  private static final class Reads {
    private final Map<Variable, Boolean> readFirst = new LinkedHashMap<>();
    private int statementsLeft = MANY_STATEMENTS;

    List<Variable> in(List<IrStatement> arm) {
      walk(arm);
      return readFirst.entrySet().stream()
          .filter(Map.Entry::getValue)
          .map(Map.Entry::getKey)
          .toList();
    }

    private void walk(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        if (statementsLeft-- <= 0) {
          return;
        }
        boolean computes = statement instanceof Store || statement instanceof If;
        IrStatements.expressions(statement).forEach(e -> walk(e, computes));
        if (statement instanceof Assign assign) {
          readFirst.putIfAbsent(assign.variable(), false);
        }
        IrStatements.bodies(statement).forEach(this::walk);
      }
    }

    /** What is only passed on needs no computing. */
    private void walk(IrExpression expression, boolean computes) {
      if (expression instanceof Get get) {
        if (computes) {
          readFirst.putIfAbsent(get.variable(), true);
        }
        return;
      }
      boolean passes =
          expression instanceof Call
              || expression instanceof CallPart
              || expression instanceof CallIndirect
              || expression instanceof CallReference;
      expression.operands().forEach(operand -> walk(operand, !passes));
    }
  }

  /** The arms of the large switches of a method. */
  private final class Arms {
    private final IrMethod method;
    private final Assignments assignments;

    /** For the label that each arm begins behind: the variables that zeros are added to. */
    private final IdentityHashMap<Label, List<Variable>> arms = new IdentityHashMap<>();

    /** The variables, those first that most arms read. */
    private final List<Variable> mostRead;

    Arms(IrMethod method) {
      this.method = method;
      this.assignments = Assignments.in(method.body());
      IdentityHashMap<Label, Loop> loops = new IdentityHashMap<>();
      findLabels(method.body(), null, loops);
      removeJoins(method.body(), loops);
      findArms(method.body(), loops);
      Map<Variable, Integer> readers = new HashMap<>();
      arms.values().forEach(arm -> arm.forEach(read -> readers.merge(read, 1, Integer::sum)));
      this.mostRead =
          readers.keySet().stream()
              .sorted(
                  Comparator.<Variable>comparingInt(read -> -readers.getOrDefault(read, 0))
                      .thenComparingInt(Variable::number))
              .toList();
    }

    /** Finds the labels of large switches in loops, and the loops. */
    private void findLabels(
        List<IrStatement> statements, @Nullable Loop loop, IdentityHashMap<Label, Loop> loops) {
      for (IrStatement statement : statements) {
        if (loop != null && statement instanceof Switch choice && isLargeSwitch(choice)) {
          labels(choice).forEach(label -> loops.put(label, loop));
          loops.put(choice.defaultLabel(), loop);
        }
        Loop inner = statement instanceof Loop own ? own : loop;
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          findLabels(body, inner, loops);
        }
      }
    }

    /** What follows several arms is not an arm, even if it is all that one target does. */
    private void removeJoins(List<IrStatement> statements, IdentityHashMap<Label, Loop> loops) {
      for (IrStatement statement : statements) {
        if (statement instanceof Branch branch) {
          loops.remove(branch.label());
        }
        IrStatements.bodies(statement).forEach(body -> removeJoins(body, loops));
      }
    }

    private void findArms(List<IrStatement> statements, IdentityHashMap<Label, Loop> loops) {
      for (int i = 0; i < statements.size(); i++) {
        IrStatement statement = statements.get(i);
        IrStatements.bodies(statement).forEach(body -> findArms(body, loops));
        if (statement instanceof Block block && loops.containsKey(block.label())) {
          Loop loop = Objects.requireNonNull(loops.get(block.label()));
          arms.put(
              block.label(),
              new Reads()
                  .in(statements.subList(i + 1, statements.size())).stream()
                      .filter(DispatchArms::isInteger)
                      .filter(variable -> variable.kind() != Variable.Kind.TEMPORARY)
                      .filter(variable -> assignments.areIn(loop, variable))
                      .toList());
        }
      }
    }

    /** Adds zeros to some variables, those that most arms read. */
    IrMethod keepApart(int most) {
      Set<Variable> kept = new HashSet<>(mostRead.subList(0, Math.min(most, mostRead.size())));
      Rewriter rewriter = new Rewriter(kept);
      List<IrStatement> body = rewriter.rewrite(method.body());
      return method.with(body, rewriter.variables);
    }

    private final class Rewriter extends IrRewriter {
      private final Set<Variable> kept;
      private int variables = method.variables();

      Rewriter(Set<Variable> kept) {
        this.kept = kept;
      }

      @Override
      List<IrStatement> rewrite(List<IrStatement> statements) {
        List<IrStatement> result = new ArrayList<>(statements.size());
        for (IrStatement statement : statements) {
          rewrite(statement, result);
          if (statement instanceof Block block && arms.containsKey(block.label())) {
            List<Variable> read =
                Objects.requireNonNull(arms.get(block.label())).stream()
                    .filter(kept::contains)
                    .toList();
            if (!read.isEmpty()) {
              addZeros(read, variables++, result);
            }
          }
        }
        return result;
      }
    }
  }
}
