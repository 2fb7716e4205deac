package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Switch;
import java.util.BitSet;
import java.util.List;

/** The size of a function's statements in the respects that decide how long an analysis takes. */
final class Shape {
  /** Parts would have more ways out than there is room for. */
  private static final int ORDINARY_TARGETS = 300;

  private static final int ORDINARY_DEPTH = 2_000;
  private static final int ORDINARY_LOOP_DEPTH = 50;

  /** As many bits are in the sets of live variables, at most. */
  private static final long ORDINARY_BITS = 1L << 30;

  private final BitSet seen = new BitSet();
  private long statements;
  private int variables;
  private int depth;
  private int loopDepth;
  private int targets;

  private Shape() {}

  static Shape of(List<IrStatement> body) {
    Shape shape = new Shape();
    shape.walk(body, 0, 0);
    return shape;
  }

  /** Whether it is worth its time and memory to look for parts with few ways in and out. */
  boolean isOrdinary() {
    return depth <= ORDINARY_DEPTH
        && loopDepth <= ORDINARY_LOOP_DEPTH
        && targets <= ORDINARY_TARGETS
        && statements * variables <= ORDINARY_BITS;
  }

  private void walk(List<IrStatement> body, int bodyDepth, int bodyLoopDepth) {
    depth = Math.max(depth, bodyDepth);
    loopDepth = Math.max(loopDepth, bodyLoopDepth);
    for (IrStatement statement : body) {
      statements++;
      IrStatements.expressions(statement).forEach(this::use);
      if (statement instanceof Assign assign) {
        count(assign.variable());
      }
      if (statement instanceof Switch choice && choice.labels().size() > targets) {
        targets = Math.max(targets, (int) choice.labels().stream().distinct().count());
      }
      for (List<IrStatement> inner : IrStatements.bodies(statement)) {
        walk(inner, bodyDepth + 1, bodyLoopDepth + (statement instanceof Loop ? 1 : 0));
      }
    }
  }

  private void use(IrExpression expression) {
    if (expression instanceof Get get) {
      count(get.variable());
      return;
    }
    expression.operands().forEach(this::use);
  }

  private void count(Variable variable) {
    if (variable.kind() != Variable.Kind.TEMPORARY && !seen.get(variable.number())) {
      seen.set(variable.number());
      variables++;
    }
  }
}
