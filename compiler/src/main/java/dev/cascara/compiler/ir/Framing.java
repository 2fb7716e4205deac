package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.NewArray;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Loop;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Moves the variables that a dispatch loop takes from one round to the next into arrays, its frame.
 * All parts of the function get the frame, so that none needs a parameter for a variable of it, nor
 * leaves one to its caller, and a call of a part takes a few bytes: so the loop stays one method
 * where its arms are hundreds.
 */
final class Framing {
  private final IrMethod method;
  private final Map<Variable, Integer> indices = new HashMap<>();
  private final EnumMap<ArrayKind, Integer> lengths = new EnumMap<>(ArrayKind.class);
  private final EnumMap<ArrayKind, Variable> arrays = new EnumMap<>(ArrayKind.class);
  private int variables;

  private Framing(IrMethod method) {
    this.method = method;
    this.variables = method.variables();
  }

  /**
   * Gives a function's dispatch loops a frame.
   *
   * @param function a function that has not been divided yet
   * @return the function; the same one if there is nothing to move
   */
  static IrFunction run(IrFunction function) {
    IrMethod whole = function.methods().get(0);
    Framing pass = new Framing(whole);
    pass.variablesOfLoops().forEach(pass::move);
    if (pass.indices.isEmpty()) {
      return function;
    }
    List<IrMethod> methods = new ArrayList<>(function.methods());
    methods.set(0, pass.rewritten());
    return new IrFunction(function.index(), methods);
  }

  /** The variables that dispatch loops assign, and need in the next round. */
  private Set<Variable> variablesOfLoops() {
    List<Loop> loops = new ArrayList<>();
    findDispatchLoops(method.body(), loops);
    Assignments assignments = Assignments.in(method.body());
    Liveness liveness = Liveness.of(method, IrStatements.count(method.body()));
    Set<Variable> used = new LinkedHashSet<>(method.parameters());
    findVariables(method.body(), used);
    Set<Variable> result = new LinkedHashSet<>();
    for (Loop loop : loops) {
      for (Variable variable : used) {
        if (variable.kind() != Variable.Kind.TEMPORARY
            && assignments.areIn(loop, variable)
            && liveness.contains(liveness.at(loop.label()), variable)) {
          result.add(variable);
        }
      }
    }
    return result;
  }

  private static void findDispatchLoops(List<IrStatement> statements, List<Loop> result) {
    for (IrStatement statement : statements) {
      if (statement instanceof Loop loop && hasLargeSwitch(loop.body())) {
        result.add(loop);
      }
      IrStatements.bodies(statement).forEach(body -> findDispatchLoops(body, result));
    }
  }

  /** Whether a large switch is among statements that is not in a loop among them. */
  private static boolean hasLargeSwitch(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (DispatchArms.isLargeSwitch(statement)) {
        return true;
      }
      if (!(statement instanceof Loop)) {
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          if (hasLargeSwitch(body)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static void findVariables(List<IrStatement> statements, Set<Variable> result) {
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign) {
        result.add(assign.variable());
      }
      IrStatements.bodies(statement).forEach(body -> findVariables(body, result));
    }
  }

  private void move(Variable variable) {
    ArrayKind kind = ArrayKind.of(variable.type());
    indices.put(variable, lengths.merge(kind, 1, Integer::sum) - 1);
    arrays.computeIfAbsent(kind, k -> new Variable(variables++, k.type(), Variable.Kind.LOCAL));
  }

  private IrMethod rewritten() {
    List<IrStatement> body = new ArrayList<>();
    arrays.forEach(
        (kind, array) ->
            body.add(new Assign(array, new NewArray(kind, lengths.getOrDefault(kind, 0)))));
    for (Variable parameter : method.parameters()) {
      if (indices.containsKey(parameter)) {
        body.add(set(parameter, new Get(parameter)));
      }
    }
    body.addAll(new Rewriter().rewrite(method.body()));
    return method.with(body, variables);
  }

  private IrStatement set(Variable variable, IrExpression value) {
    ArrayKind kind = ArrayKind.of(variable.type());
    return new ArraySet(kind, array(kind), Objects.requireNonNull(indices.get(variable)), value);
  }

  private IrExpression array(ArrayKind kind) {
    return new Get(Objects.requireNonNull(arrays.get(kind)));
  }

  private final class Rewriter extends IrRewriter {
    @Override
    IrExpression get(Variable variable) {
      Integer index = indices.get(variable);
      if (index == null) {
        return super.get(variable);
      }
      ArrayKind kind = ArrayKind.of(variable.type());
      return new ArrayGet(kind, variable.type(), array(kind), index);
    }

    @Override
    IrStatement assign(Variable variable, IrExpression value) {
      return indices.containsKey(variable) ? set(variable, value) : super.assign(variable, value);
    }
  }
}
