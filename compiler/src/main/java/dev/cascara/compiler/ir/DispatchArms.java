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
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.Collections;
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
 * which there are no registers. So each arm begins with adding a zero to the variables that it
 * reads, in a way that the compiler does not see through; then no two arms compute the same.
 */
final class DispatchArms {
  /** So many targets of a switch are the arms of an interpreter. */
  private static final int MANY_TARGETS = 12;

  /** So many statements of an arm are looked at. */
  private static final int MANY_STATEMENTS = 1_000;

  private final Assignments assignments;

  /** For the label that each arm begins behind: the loop around it. */
  private final IdentityHashMap<Label, Loop> arms = new IdentityHashMap<>();

  private int variables;

  private DispatchArms(IrMethod method) {
    this.assignments = Assignments.in(method.body());
    this.variables = method.variables();
  }

  static IrFunction run(IrFunction function) {
    List<IrMethod> methods = new ArrayList<>();
    for (IrMethod method : function.methods()) {
      methods.add(method.hasLargeSwitch() ? keepApart(method) : method);
    }
    return new IrFunction(function.index(), methods);
  }

  private static IrMethod keepApart(IrMethod method) {
    DispatchArms pass = new DispatchArms(method);
    pass.findArms(method.body(), null);
    List<IrStatement> body = pass.new Rewriter().rewrite(method.body());
    IrMethod apart = method.with(body, pass.variables);
    return apart.codeSize() <= Splitting.MAXIMUM_SIZE ? apart : method;
  }

  /** Whether a large switch is among statements. */
  static boolean hasLargeSwitch(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if ((statement instanceof Switch choice && choice.labels().size() >= MANY_TARGETS)
          || IrStatements.bodies(statement).stream().anyMatch(DispatchArms::hasLargeSwitch)) {
        return true;
      }
    }
    return false;
  }

  /** Finds the labels of large switches in loops. */
  private void findArms(List<IrStatement> statements, @Nullable Loop loop) {
    for (IrStatement statement : statements) {
      if (statement instanceof Switch choice && loop != null) {
        Set<Label> labels = Collections.newSetFromMap(new IdentityHashMap<>());
        labels.addAll(choice.labels());
        if (labels.size() >= MANY_TARGETS) {
          labels.add(choice.defaultLabel());
          labels.forEach(label -> arms.put(label, loop));
        }
      }
      Loop inner = statement instanceof Loop own ? own : loop;
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        findArms(body, inner);
      }
    }
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

  private final class Rewriter extends IrRewriter {
    @Override
    List<IrStatement> rewrite(List<IrStatement> statements) {
      List<IrStatement> result = new ArrayList<>(statements.size());
      for (int i = 0; i < statements.size(); i++) {
        IrStatement statement = statements.get(i);
        rewrite(statement, result);
        if (statement instanceof Block block && arms.containsKey(block.label())) {
          begin(block.label(), statements.subList(i + 1, statements.size()), result);
        }
      }
      return result;
    }

    private void begin(Label label, List<IrStatement> arm, List<IrStatement> result) {
      Loop loop = Objects.requireNonNull(arms.get(label));
      List<Variable> kept =
          new Reads()
              .in(arm).stream()
                  .filter(this::isChangeable)
                  .filter(variable -> assignments.areIn(loop, variable))
                  .toList();
      if (kept.isEmpty()) {
        return;
      }
      Variable zero = new Variable(variables++, IrType.INT, Variable.Kind.TEMPORARY);
      result.add(new Assign(zero, new HiddenZero()));
      kept.forEach(variable -> result.add(new Assign(variable, sum(variable, new Get(zero)))));
    }

    private boolean isChangeable(Variable variable) {
      IrType.Kind kind = variable.type().kind();
      return variable.kind() != Variable.Kind.TEMPORARY
          && (kind == IrType.Kind.INT || kind == IrType.Kind.LONG);
    }

    private static IrExpression sum(Variable variable, IrExpression zero) {
      if (variable.type().kind() == IrType.Kind.INT) {
        return new Numeric(Opcode.I32_ADD, IrType.INT, List.of(new Get(variable), zero));
      }
      IrExpression wide = new Numeric(Opcode.I64_EXTEND_I32_S, IrType.LONG, List.of(zero));
      return new Numeric(Opcode.I64_ADD, IrType.LONG, List.of(new Get(variable), wide));
    }
  }
}
