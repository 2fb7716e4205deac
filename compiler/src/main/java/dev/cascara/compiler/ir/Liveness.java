package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
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
  private final IdentityHashMap<IrStatement, Live> atStatement;
  private final IdentityHashMap<Label, BitSet> atLabel = new IdentityHashMap<>();
  private static final BitSet NOTHING = new BitSet();

  private final int[] numbers;

  /** Whether what is needed is kept for each statement, which nothing but loops can change. */
  private boolean keeps;

  /** What the handlers around the current statement need. */
  private BitSet handled = NOTHING;

  private int count;
  private boolean changed;

  /**
   * What is needed around a statement.
   *
   * @param before what is needed before it
   * @param after what is needed after it
   * @param inHandlers what the handlers around it need: exceptions go there with what variables
   *     hold then
   */
  record Live(BitSet before, BitSet after, BitSet inHandlers) {}

  private Liveness(int variables, int statements) {
    numbers = new int[variables];
    atStatement = new IdentityHashMap<>(statements);
  }

  /** Returns what is needed in a method with so many statements. */
  static Liveness of(IrMethod method, int statements) {
    Liveness result = new Liveness(method.variables(), statements);
    List<IrStatement> body = method.body();
    // The first walk over loops is never the last, unless nothing in them is needed later.
    result.keeps = !IrStatements.anyStatement(body, Loop.class::isInstance);
    boolean isLast;
    do {
      result.changed = false;
      result.walk(body, new BitSet());
      isLast = result.keeps && !result.changed;
      result.keeps = true;
    } while (!isLast);
    return result;
  }

  /** Returns whether a set holds a variable, which is no temporary. */
  boolean contains(BitSet set, Variable variable) {
    return set.get(number(variable));
  }

  /** Numbers without those of the temporaries, so that the sets stay small. */
  private int number(Variable variable) {
    int known = numbers[variable.number()];
    if (known != 0) {
      return known;
    }
    numbers[variable.number()] = ++count;
    return count;
  }

  Live at(IrStatement statement) {
    return Objects.requireNonNull(atStatement.get(statement));
  }

  /** What is needed where branches to a label continue. */
  BitSet at(Label label) {
    return atLabel.computeIfAbsent(label, l -> new BitSet());
  }

  private BitSet walk(List<IrStatement> statements, BitSet liveAfter) {
    BitSet live = liveAfter;
    for (int i = statements.size() - 1; i >= 0; i--) {
      IrStatement statement = statements.get(i);
      BitSet after = live;
      live = union(walk(statement, live), handled);
      if (keeps) {
        atStatement.put(statement, new Live(live, after, handled));
      }
    }
    return live;
  }

  private BitSet walkTry(Try statement, BitSet live) {
    BitSet atHandler = walk(statement.handler(), live);
    BitSet outer = handled;
    handled = union(outer, atHandler);
    BitSet atBody = union(walk(statement.body(), live), handled);
    handled = outer;
    return atBody;
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
    if (statement instanceof Try block) {
      return walkTry(block, live);
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
    } else if (statement instanceof Return
        || statement instanceof Throw
        || statement instanceof Unreachable) {
      result = new BitSet();
    } else if (statement instanceof Assign assign
        && assign.variable().kind() != Variable.Kind.TEMPORARY
        && live.get(number(assign.variable()))) {
      result = (BitSet) live.clone();
      result.clear(number(assign.variable()));
    }
    for (IrExpression expression : IrStatements.expressions(statement)) {
      result = use(expression, result);
    }
    return result;
  }

  private static BitSet union(BitSet a, BitSet b) {
    if (b.isEmpty() || a.equals(b)) {
      return a;
    }
    BitSet result = (BitSet) a.clone();
    result.or(b);
    return result.equals(a) ? a : result;
  }

  private BitSet use(IrExpression expression, BitSet live) {
    if (expression instanceof Get get) {
      return use(get.variable(), live);
    }
    BitSet result = live;
    for (IrExpression operand : expression.operands()) {
      result = use(operand, result);
    }
    return result;
  }

  private BitSet use(Variable variable, BitSet live) {
    if (variable.kind() == Variable.Kind.TEMPORARY || live.get(number(variable))) {
      return live;
    }
    BitSet result = (BitSet) live.clone();
    result.set(number(variable));
    return result;
  }
}
