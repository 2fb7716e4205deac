package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An innermost loop that counts, which HotSpot's optimising compiler would not know ({@link
 * CountedLoops}): until two numbers are equal, but not one by one; while an unsigned number is
 * below another; or while a number that is some way ahead of the counter, or behind it, is below
 * another.
 *
 * @param body the loop's statements without the branch back
 * @param counter the variable that changes by the same number each time
 * @param step by how much the counter changes, not 0
 * @param distance by how much what is compared with the bound is above the counter
 * @param bound what is approached; does not change
 * @param signed signed comparisons that are true only if the condition is, the last one that of the
 *     counter and its bound
 * @param condition what the loop's branch back depends on
 */
record CountedLoop(
    List<IrStatement> body,
    Variable counter,
    int step,
    int distance,
    IrExpression bound,
    List<IrExpression> signed,
    IrExpression condition) {
  /** Distances and steps are less, so that sums of two are {@code int}s. */
  private static final int MAXIMUM_DISTANCE = 1 << 29;

  /** So many variables may be between the counter and what is compared. */
  private static final int MAXIMUM_DEPTH = 3;

  /**
   * A number that a loop counts.
   *
   * @param counter the variable that the loop counts with
   * @param step what the loop adds to it each time
   * @param distance by how much the number is above the counter, as it is at the end of the loop
   */
  private record Count(Variable counter, int step, int distance) {}

  /** Where in a loop a variable is assigned. */
  private record Place(Assign assign, int index) {}

  /**
   * Tells whether a loop counts.
   *
   * @param loop a loop
   * @return its parts; null if it does not count, or if HotSpot's compiler sees that it does
   */
  static @Nullable CountedLoop of(Loop loop) {
    List<IrStatement> body = loop.body();
    if (body.isEmpty() || !(body.get(body.size() - 1) instanceof If last)) {
      return null;
    }
    Branch branch = last.conditionalBranch();
    return branch != null && branch.label() == loop.label()
        ? of(last.condition(), body.subList(0, body.size() - 1))
        : null;
  }

  private static @Nullable CountedLoop of(IrExpression condition, List<IrStatement> body) {
    IrExpression comparison = condition;
    int at = body.size();
    if (condition instanceof Get get) {
      Place place = lastPlace(get.variable(), body, at);
      if (place != null && isComparison(place.assign().value())) {
        comparison = place.assign().value();
        at = place.index();
      } else {
        comparison = Numeric.ofInts(Opcode.I32_NE, condition, constant(0));
      }
    }
    if (!isComparison(comparison)) {
      return null;
    }
    Opcode opcode = ((Numeric) comparison).opcode();
    IrExpression first = comparison.operands().get(0);
    IrExpression second = comparison.operands().get(1);
    CountedLoop loop = of(opcode, first, second, at, condition, body);
    return loop == null ? of(exchanged(opcode), second, first, at, condition, body) : loop;
  }

  private static @Nullable CountedLoop of(
      Opcode opcode,
      IrExpression counted,
      IrExpression bound,
      int at,
      IrExpression condition,
      List<IrStatement> body) {
    if (!isUnchanged(bound, body)) {
      return null;
    }
    Count count = count(counted, at, body, MAXIMUM_DEPTH);
    if (count == null) {
      return null;
    }
    List<IrExpression> signed = signed(opcode, count, bound);
    return signed.isEmpty()
        ? null
        : new CountedLoop(
            body, count.counter(), count.step(), count.distance(), bound, signed, condition);
  }

  private static boolean isComparison(IrExpression expression) {
    return expression instanceof Numeric numeric
        && switch (numeric.opcode()) {
          case I32_NE, I32_LT_S, I32_LT_U, I32_LE_S, I32_LE_U -> true;
          case I32_GT_S, I32_GT_U, I32_GE_S, I32_GE_U -> true;
          default -> false;
        };
  }

  /** The comparison that is the same with its operands exchanged. */
  private static Opcode exchanged(Opcode comparison) {
    return switch (comparison) {
      case I32_LT_S -> Opcode.I32_GT_S;
      case I32_LT_U -> Opcode.I32_GT_U;
      case I32_LE_S -> Opcode.I32_GE_S;
      case I32_LE_U -> Opcode.I32_GE_U;
      case I32_GT_S -> Opcode.I32_LT_S;
      case I32_GT_U -> Opcode.I32_LT_U;
      case I32_GE_S -> Opcode.I32_LE_S;
      case I32_GE_U -> Opcode.I32_LE_U;
      default -> comparison;
    };
  }

  // ---------------------------------------------------------------- signed comparisons

  /**
   * The signed comparisons that imply one of a number that is counted with a bound; none if they
   * would not help. The number is the counter plus a distance, and must not be too large for that,
   * nor the bound minus the distance.
   */
  private static List<IrExpression> signed(Opcode opcode, Count count, IrExpression bound) {
    int distance = count.distance();
    int largest = Integer.MAX_VALUE - Math.abs(distance);
    boolean isUpwards = count.step() > 0;
    Opcode signed = signed(opcode, isUpwards);
    boolean isUnsigned = signed != opcode;
    boolean counts = isUpwards == (signed == Opcode.I32_LT_S || signed == Opcode.I32_LE_S);
    boolean isKnown = opcode == Opcode.I32_NE ? isOne(count.step()) : !isUnsigned && distance == 0;
    if (!counts || isKnown) {
      return List.of();
    }
    IrExpression counter = new Get(count.counter());
    Conditions conditions = new Conditions();
    if (opcode != Opcode.I32_NE) {
      if (isUpwards) {
        int least = isUnsigned ? Math.max(0, -distance) : 0;
        conditions.addIf(isUnsigned || distance < 0, Opcode.I32_GE_S, counter, least);
      } else {
        conditions.addIf(!isUnsigned && distance > 0, Opcode.I32_LE_S, counter, largest);
      }
      boolean isAbove = isUnsigned && !isUpwards;
      conditions.addIf(isAbove || distance > 0, Opcode.I32_GE_S, bound, 0);
      conditions.addIf(distance < 0, Opcode.I32_LE_S, bound, largest);
    }
    if (conditions.areImpossible) {
      return List.of();
    }
    conditions.list.add(Numeric.ofInts(signed, counter, minus(bound, distance)));
    return conditions.list;
  }

  private static boolean isOne(int step) {
    return step == 1 || step == -1;
  }

  /** The signed comparison that tells whether a loop goes on. */
  private static Opcode signed(Opcode comparison, boolean isUpwards) {
    return switch (comparison) {
      case I32_NE -> isUpwards ? Opcode.I32_LT_S : Opcode.I32_GT_S;
      case I32_LT_U -> Opcode.I32_LT_S;
      case I32_LE_U -> Opcode.I32_LE_S;
      case I32_GT_U -> Opcode.I32_GT_S;
      case I32_GE_U -> Opcode.I32_GE_S;
      default -> comparison;
    };
  }

  /** Conditions that are not true anyway. */
  private static final class Conditions {
    final List<IrExpression> list = new ArrayList<>();
    boolean areImpossible;

    /** Adds, if it is needed, that a number is at least, or at most, another. */
    void addIf(boolean isNeeded, Opcode opcode, IrExpression number, int limit) {
      if (!isNeeded) {
        return;
      }
      if (number instanceof Constant constant) {
        int value = (int) constant.bits();
        areImpossible |= opcode == Opcode.I32_GE_S ? value < limit : value > limit;
      } else {
        list.add(Numeric.ofInts(opcode, number, constant(limit)));
      }
    }
  }

  private static IrExpression minus(IrExpression number, int distance) {
    if (number instanceof Constant constant) {
      return constant((int) constant.bits() - distance);
    }
    return distance == 0 ? number : Numeric.ofInts(Opcode.I32_SUB, number, constant(distance));
  }

  private static Constant constant(int number) {
    return new Constant(IrType.INT, number);
  }

  // ---------------------------------------------------------------- what is counted

  /**
   * What a number is that a statement of a loop uses.
   *
   * @param at the statement's index
   * @param depth how many variables may be looked into
   * @return null if the loop does not count it
   */
  private static @Nullable Count count(
      IrExpression number, int at, List<IrStatement> body, int depth) {
    if (number instanceof Get get) {
      Place only = onlyPlace(get.variable(), body);
      int step = only == null ? 0 : addend(only.assign());
      if (only != null && step != 0) {
        return new Count(get.variable(), step, only.index() < at ? 0 : -step);
      }
      Place last = depth == 0 ? null : lastPlace(get.variable(), body, at);
      return last == null ? null : count(last.assign().value(), last.index(), body, depth - 1);
    }
    int addend = addend(number);
    Count count = addend == 0 ? null : count(number.operands().get(0), at, body, depth);
    if (count == null || Math.abs(count.distance() + addend) >= MAXIMUM_DISTANCE) {
      return null;
    }
    return new Count(count.counter(), count.step(), count.distance() + addend);
  }

  /** What an assignment adds to its variable; 0 if it does something else. */
  private static int addend(Assign assign) {
    int addend = addend(assign.value());
    return addend != 0
            && assign.value().operands().get(0) instanceof Get get
            && get.variable() == assign.variable()
        ? addend
        : 0;
  }

  /** What an expression adds to another; 0 if it is something else, or if it is very much. */
  private static int addend(IrExpression expression) {
    if (!(expression instanceof Numeric sum)
        || sum.operands().size() != 2
        || !(sum.operands().get(1) instanceof Constant constant)) {
      return 0;
    }
    int number = (int) constant.bits();
    if (number <= -MAXIMUM_DISTANCE || number >= MAXIMUM_DISTANCE) {
      return 0;
    }
    return switch (sum.opcode()) {
      case I32_ADD -> number;
      case I32_SUB -> -number;
      default -> 0;
    };
  }

  private static boolean isUnchanged(IrExpression number, List<IrStatement> body) {
    return number instanceof Constant
        || (number instanceof Get get && isAssignedAtMost(get.variable(), body, 0));
  }

  /** Where an innermost loop assigns a variable, if it does so once and each time. */
  private static @Nullable Place onlyPlace(Variable variable, List<IrStatement> body) {
    return isAssignedAtMost(variable, body, 1) ? lastPlace(variable, body, body.size()) : null;
  }

  /** Where a loop gives a variable, each time, the value that it has before a statement. */
  private static @Nullable Place lastPlace(Variable variable, List<IrStatement> body, int before) {
    for (int i = before - 1; i >= 0; i--) {
      if (body.get(i) instanceof Assign assign && assign.variable() == variable) {
        return new Place(assign, i);
      }
      for (List<IrStatement> inner : IrStatements.bodies(body.get(i))) {
        if (!isAssignedAtMost(variable, inner, 0)) {
          return null;
        }
      }
    }
    return null;
  }

  /** Whether a loop is an innermost one and assigns a variable so often, at most. */
  private static boolean isAssignedAtMost(Variable variable, List<IrStatement> body, int atMost) {
    int[] assignments = {0};
    return !IrStatements.anyStatement(
        body,
        statement ->
            statement instanceof Loop
                || (statement instanceof Assign assign
                    && assign.variable() == variable
                    && ++assignments[0] > atMost));
  }
}
