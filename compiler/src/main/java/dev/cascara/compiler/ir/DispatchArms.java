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
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the arms of a large switch in a loop apart. What two arms compute in the same way, as the
 * next value of an interpreter's program counter, HotSpot's compiler computes once, and since both
 * need it, before the switch: dozens of values each time round, most of which no one needs, and for
 * which there are no registers. So each arm begins with adding a zero to the variables that it
 * reads, in a way that the compiler does not see through; then no two arms compute the same.
 */
final class DispatchArms {
  private static final int MANY_TARGETS = 12;

  private final Set<Label> arms = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Label, Set<Variable>> assignedInLoop = new IdentityHashMap<>();
  private int variables;

  private DispatchArms(int variables) {
    this.variables = variables;
  }

  static IrFunction run(IrFunction function) {
    List<IrMethod> methods = new ArrayList<>();
    for (IrMethod method : function.methods()) {
      DispatchArms pass = new DispatchArms(method.variables());
      pass.findArms(method.body(), null);
      if (pass.arms.isEmpty()) {
        methods.add(method);
        continue;
      }
      List<IrStatement> body = pass.new Rewriter().rewrite(method.body());
      IrMethod apart =
          new IrMethod(
              method.parameters(),
              method.parametersInArray(),
              method.result(),
              body,
              pass.variables);
      methods.add(CodeSize.of(apart) <= Splitting.MAXIMUM_SIZE ? apart : method);
    }
    return new IrFunction(function.index(), methods);
  }

  /** Finds the labels of large switches in loops. */
  private void findArms(List<IrStatement> statements, Loop loop) {
    for (IrStatement statement : statements) {
      if (statement instanceof Switch choice && loop != null) {
        Set<Label> labels = Collections.newSetFromMap(new IdentityHashMap<>());
        labels.addAll(choice.labels());
        if (labels.size() >= MANY_TARGETS) {
          labels.add(choice.defaultLabel());
          Set<Variable> assigned = new HashSet<>();
          findAssigned(loop.body(), assigned);
          arms.addAll(labels);
          labels.forEach(label -> assignedInLoop.put(label, assigned));
        }
      }
      Loop inner = statement instanceof Loop own ? own : loop;
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        findArms(body, inner);
      }
    }
  }

  private static void findAssigned(List<IrStatement> statements, Set<Variable> assigned) {
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign) {
        assigned.add(assign.variable());
      }
      IrStatements.bodies(statement).forEach(body -> findAssigned(body, assigned));
    }
  }

  /**
   * Finds the variables that statements compute with before they assign them, in order. What is
   * only passed on needs no computing.
   */
  private static void findRead(List<IrStatement> statements, Map<Variable, Boolean> firstRead) {
    for (IrStatement statement : statements) {
      boolean computes = statement instanceof Store || statement instanceof If;
      IrStatements.expressions(statement).forEach(e -> findRead(e, computes, firstRead));
      if (statement instanceof Assign assign) {
        firstRead.putIfAbsent(assign.variable(), false);
      }
      IrStatements.bodies(statement).forEach(body -> findRead(body, firstRead));
    }
  }

  private static void findRead(
      IrExpression expression, boolean computes, Map<Variable, Boolean> firstRead) {
    if (expression instanceof Get get) {
      if (computes) {
        firstRead.putIfAbsent(get.variable(), true);
      }
      return;
    }
    boolean passes =
        expression instanceof Call
            || expression instanceof CallPart
            || expression instanceof CallIndirect
            || expression instanceof CallReference;
    expression.operands().forEach(operand -> findRead(operand, !passes, firstRead));
  }

  private final class Rewriter extends IrRewriter {
    @Override
    List<IrStatement> rewrite(List<IrStatement> statements) {
      List<IrStatement> result = new ArrayList<>(statements.size());
      for (int i = 0; i < statements.size(); i++) {
        IrStatement statement = statements.get(i);
        rewrite(statement, result);
        if (statement instanceof Block block && arms.contains(block.label())) {
          begin(block.label(), statements.subList(i + 1, statements.size()), result);
        }
      }
      return result;
    }

    private void begin(Label label, List<IrStatement> arm, List<IrStatement> result) {
      Map<Variable, Boolean> firstRead = new LinkedHashMap<>();
      findRead(arm, firstRead);
      Set<Variable> assigned = assignedInLoop.get(label);
      Variable zero = null;
      for (Map.Entry<Variable, Boolean> entry : firstRead.entrySet()) {
        Variable variable = entry.getKey();
        IrType.Kind kind = variable.type().kind();
        if (!entry.getValue()
            || variable.kind() == Variable.Kind.TEMPORARY
            || !assigned.contains(variable)
            || (kind != IrType.Kind.INT && kind != IrType.Kind.LONG)) {
          continue;
        }
        if (zero == null) {
          zero = new Variable(variables++, IrType.INT, Variable.Kind.TEMPORARY);
          result.add(new Assign(zero, new HiddenZero()));
        }
        IrExpression value =
            kind == IrType.Kind.INT
                ? new Numeric(
                    Opcode.I32_ADD, IrType.INT, List.of(new Get(variable), new Get(zero)))
                : new Numeric(
                    Opcode.I64_ADD,
                    IrType.LONG,
                    List.of(
                        new Get(variable),
                        new Numeric(
                            Opcode.I64_EXTEND_I32_S, IrType.LONG, List.of(new Get(zero)))));
        result.add(new Assign(variable, value));
      }
    }
  }
}
