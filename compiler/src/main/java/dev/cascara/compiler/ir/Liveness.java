package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Unreachable;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;

/**
 * Which variables are needed later, before and after each statement.
 *
 * <p>A backward walk, repeated until the starts of loops need nothing new: as often as loops are
 * nested. Temporaries are assigned once and before all uses, so that positions say all about them
 * and they are left out here.
 */
final class Liveness {
  private final IdentityHashMap<IrStatement, BitSet> before = new IdentityHashMap<>();
  private final IdentityHashMap<IrStatement, BitSet> after = new IdentityHashMap<>();
  private final IdentityHashMap<Label, BitSet> atLabel = new IdentityHashMap<>();
  private boolean changed = true;

  private Liveness() {}

  static Liveness of(List<IrStatement> body) {
    Liveness result = new Liveness();
    while (result.changed) {
      result.changed = false;
      result.walk(body, new BitSet());
    }
    return result;
  }

  BitSet before(IrStatement statement) {
    return Objects.requireNonNull(before.get(statement));
  }

  BitSet after(IrStatement statement) {
    return Objects.requireNonNull(after.get(statement));
  }

  /** What is needed where branches to a label continue. */
  BitSet at(Label label) {
    return atLabel.computeIfAbsent(label, l -> new BitSet());
  }

  private BitSet walk(List<IrStatement> statements, BitSet liveAfter) {
    BitSet live = liveAfter;
    for (int i = statements.size() - 1; i >= 0; i--) {
      IrStatement statement = statements.get(i);
      after.put(statement, live);
      live = walk(statement, live);
      before.put(statement, live);
    }
    return live;
  }

  /** Returns a set that is never changed afterwards; the given one where nothing changes. */
  private BitSet walk(IrStatement statement, BitSet live) {
    if (statement instanceof Block block) {
      atLabel.put(block.label(), live);
      return walk(block.body(), live);
    }
    if (statement instanceof Loop loop) {
      BitSet atStart = walk(loop.body(), live);
      BitSet known = at(loop.label());
      if (!known.equals(atStart)) {
        atLabel.put(loop.label(), atStart);
        changed = true;
      }
      return atStart;
    }
    BitSet result = live;
    if (statement instanceof If condition) {
      result = union(walk(condition.whenNonZero(), live), walk(condition.whenZero(), live));
    } else if (statement instanceof Branch branch) {
      result = at(branch.label());
    } else if (statement instanceof Switch choice) {
      result = at(choice.defaultLabel());
      for (Label label : choice.labels()) {
        result = union(result, at(label));
      }
    } else if (statement instanceof Return || statement instanceof Unreachable) {
      result = new BitSet();
    } else if (statement instanceof Assign assign && live.get(assign.variable().number())) {
      result = (BitSet) live.clone();
      result.clear(assign.variable().number());
    }
    for (IrExpression expression : IrStatements.expressions(statement)) {
      result = use(expression, result);
    }
    return result;
  }

  private static BitSet union(BitSet a, BitSet b) {
    if (a.equals(b)) {
      return a;
    }
    BitSet result = (BitSet) a.clone();
    result.or(b);
    return result;
  }

  private static BitSet use(IrExpression expression, BitSet live) {
    BitSet result = live;
    if (expression instanceof Get get
        && get.variable().kind() != Variable.Kind.TEMPORARY
        && !live.get(get.variable().number())) {
      result = (BitSet) live.clone();
      result.set(get.variable().number());
    }
    for (IrExpression operand : expression.operands()) {
      result = use(operand, result);
    }
    return result;
  }
}
