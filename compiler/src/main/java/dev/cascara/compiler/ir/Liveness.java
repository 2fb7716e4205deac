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
import java.util.Set;

/**
 * Which variables are needed later, at labels and around those statements that are asked for.
 *
 * <p>A backward walk, repeated until the starts of loops need nothing new: as often as loops are
 * nested. Temporaries are assigned once and before all uses, so that positions say all about them
 * and they are left out here.
 */
final class Liveness {
  private static final BitSet NOTHING = new BitSet();

  private final IdentityHashMap<Label, BitSet> atLabel = new IdentityHashMap<>();
  private final IdentityHashMap<IrStatement, Live> atStatement = new IdentityHashMap<>();

  /** The statements that are looked into. */
  private final Set<IrStatement> lookedInto;

  private final int[] numbers;

  /** Whether what is needed around statements is kept, which nothing but loops can change. */
  private boolean keeps;

  /** What is needed here. */
  private BitSet live = NOTHING;

  /** Whether that set is known elsewhere, and not to be changed. */
  private boolean isShared = true;

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

  private Liveness(int variables, Set<IrStatement> lookedInto) {
    this.numbers = new int[variables];
    this.lookedInto = lookedInto;
  }

  /**
   * Returns what is needed in a method.
   *
   * @param method the method
   * @param lookedInto the statements in which it is asked for what is needed around each
   */
  static Liveness of(IrMethod method, Set<IrStatement> lookedInto) {
    Liveness result = new Liveness(method.variables(), lookedInto);
    List<IrStatement> body = method.body();
    // The first walk over loops is never the last, unless nothing in them is needed later.
    result.keeps = !IrStatements.anyStatement(body, Loop.class::isInstance);
    boolean isLast;
    do {
      result.changed = false;
      result.goOnWith(NOTHING);
      result.walk(body, result.keeps);
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

  /** What is needed around a statement of the method's body, or in one that is looked into. */
  Live at(IrStatement statement) {
    return Objects.requireNonNull(atStatement.get(statement));
  }

  /** What is needed where branches to a label continue. */
  BitSet at(Label label) {
    return atLabel.computeIfAbsent(label, l -> new BitSet());
  }

  // ---------------------------------------------------------------- the set

  /** The set, which is not to be changed from here on. */
  private BitSet share() {
    isShared = true;
    return live;
  }

  private void goOnWith(BitSet set) {
    live = set;
    isShared = true;
  }

  private BitSet changeable() {
    if (isShared) {
      live = (BitSet) live.clone();
      isShared = false;
    }
    return live;
  }

  private void add(BitSet set) {
    if (!set.isEmpty() && !set.equals(live)) {
      changeable().or(set);
    }
  }

  // ---------------------------------------------------------------- the walk

  /**
   * Walks over statements; whether what is needed around each is kept depends on where they are.
   */
  private void walk(List<IrStatement> statements, boolean areKept) {
    for (int i = statements.size() - 1; i >= 0; i--) {
      IrStatement statement = statements.get(i);
      BitSet after = areKept ? share() : NOTHING;
      walk(statement);
      add(handled);
      if (areKept) {
        atStatement.put(statement, new Live(share(), after, handled));
      }
    }
  }

  private void walk(IrStatement statement) {
    if (statement instanceof Block block) {
      atLabel.put(block.label(), share());
      walk(block.body(), keepsIn(statement));
      return;
    }
    if (statement instanceof Loop loop) {
      walkLoop(loop);
      return;
    }
    if (statement instanceof Try block) {
      walkTry(block);
      return;
    }
    if (statement instanceof If condition) {
      walkArms(condition);
    } else if (statement instanceof Branch branch) {
      goOnWith(at(branch.label()));
    } else if (statement instanceof Switch choice) {
      goOnWith(at(choice.defaultLabel()));
      choice.labels().forEach(label -> add(at(label)));
    } else if (statement instanceof Return
        || statement instanceof Throw
        || statement instanceof Unreachable) {
      goOnWith(NOTHING);
    } else if (statement instanceof Assign assign
        && assign.variable().kind() != Variable.Kind.TEMPORARY
        && live.get(number(assign.variable()))) {
      changeable().clear(number(assign.variable()));
    }
    for (IrExpression expression : IrStatements.expressions(statement)) {
      use(expression);
    }
  }

  private boolean keepsIn(IrStatement statement) {
    return keeps && lookedInto.contains(statement);
  }

  private void walkLoop(Loop loop) {
    walk(loop.body(), keepsIn(loop));
    if (!at(loop.label()).equals(live)) {
      atLabel.put(loop.label(), share());
      changed = true;
    }
  }

  private void walkArms(If statement) {
    BitSet behind = share();
    walk(statement.whenNonZero(), keepsIn(statement));
    BitSet first = share();
    goOnWith(behind);
    walk(statement.whenZero(), keepsIn(statement));
    add(first);
  }

  private void walkTry(Try statement) {
    BitSet behind = share();
    walk(statement.handler(), keepsIn(statement));
    BitSet outer = handled;
    add(outer);
    handled = share();
    goOnWith(behind);
    walk(statement.body(), keepsIn(statement));
    add(handled);
    handled = outer;
  }

  private void use(IrExpression expression) {
    if (expression instanceof Get get) {
      Variable variable = get.variable();
      if (variable.kind() != Variable.Kind.TEMPORARY && !live.get(number(variable))) {
        changeable().set(number(variable));
      }
      return;
    }
    for (IrExpression operand : expression.operands()) {
      use(operand);
    }
  }
}
