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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
   * Gives dispatch loops a frame.
   *
   * @param method a method that has not been divided yet
   * @return the method with the variables of its loops in arrays
   */
  static IrMethod run(IrMethod method) {
    Framing pass = new Framing(method);
    pass.variablesOfLoops().forEach(pass::move);
    return pass.rewritten();
  }

  /** The variables that dispatch loops assign, and need in the next round. */
  private Set<Variable> variablesOfLoops() {
    Map<Label, Loop> loops = new LinkedHashMap<>();
    findDispatchLoops(method.body(), null, loops);
    Assignments assignments = Assignments.in(method.body());
    Liveness liveness = Liveness.of(method, Set.of());
    Set<Variable> assigned = new LinkedHashSet<>();
    findAssigned(method.body(), assigned);
    Set<Variable> result = new LinkedHashSet<>();
    for (Loop loop : loops.values()) {
      for (Variable variable : assigned) {
        if (variable.kind() != Variable.Kind.TEMPORARY
            && assignments.areIn(loop, variable)
            && liveness.contains(liveness.at(loop.label()), variable)) {
          result.add(variable);
        }
      }
    }
    return result;
  }

  /** Finds the innermost loops around large switches. */
  private static void findDispatchLoops(
      List<IrStatement> statements, @Nullable Loop innermost, Map<Label, Loop> result) {
    for (IrStatement statement : statements) {
      if (innermost != null && DispatchArms.isLargeSwitch(statement)) {
        result.put(innermost.label(), innermost);
      }
      Loop loop = statement instanceof Loop own ? own : innermost;
      IrStatements.bodies(statement).forEach(body -> findDispatchLoops(body, loop, result));
    }
  }

  private static void findAssigned(List<IrStatement> statements, Set<Variable> result) {
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign) {
        result.add(assign.variable());
      }
      IrStatements.bodies(statement).forEach(body -> findAssigned(body, result));
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
