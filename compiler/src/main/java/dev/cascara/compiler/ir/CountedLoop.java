package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An innermost loop that counts, which HotSpot's optimising compiler would not know ({@link
 * CountedLoops}): until two numbers are equal, but not one by one, or while an unsigned number is
 * below another.
 *
 * @param body the loop's statements without the branch back
 * @param low the lower one of the two numbers
 * @param high the higher one
 * @param step by how much they approach each other each time, at least 1
 * @param signed signed comparisons that are true only if the condition is, the last one that of
 *     both numbers
 * @param condition what the loop's branch back depends on
 */
record CountedLoop(
    List<IrStatement> body,
    IrExpression low,
    IrExpression high,
    int step,
    List<IrExpression> signed,
    IrExpression condition) {
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
    if (condition instanceof Get) {
      return unequal(condition, new Constant(IrType.INT, 0), condition, body);
    }
    if (!(condition instanceof Numeric comparison) || comparison.operands().size() != 2) {
      return null;
    }
    IrExpression first = comparison.operands().get(0);
    IrExpression second = comparison.operands().get(1);
    return switch (comparison.opcode()) {
      case I32_NE -> {
        CountedLoop loop = unequal(first, second, condition, body);
        yield loop == null ? unequal(second, first, condition, body) : loop;
      }
      case I32_LT_U -> ordered(Opcode.I32_LT_S, first, second, condition, body);
      case I32_LE_U -> ordered(Opcode.I32_LE_S, first, second, condition, body);
      case I32_GT_U -> ordered(Opcode.I32_LT_S, second, first, condition, body);
      case I32_GE_U -> ordered(Opcode.I32_LE_S, second, first, condition, body);
      default -> null;
    };
  }

  /** A loop that counts until two numbers are equal, but not one by one. */
  private static @Nullable CountedLoop unequal(
      IrExpression counter, IrExpression bound, IrExpression condition, List<IrStatement> body) {
    int step = step(counter, body);
    if (!isSimple(bound) || (step <= 1 && step >= -1) || step == Integer.MIN_VALUE) {
      return null;
    }
    Opcode opcode = step > 0 ? Opcode.I32_LT_S : Opcode.I32_GT_S;
    return new CountedLoop(
        body,
        step > 0 ? counter : bound,
        step > 0 ? bound : counter,
        Math.abs(step),
        List.of(comparison(opcode, counter, bound)),
        condition);
  }

  /** A loop that goes on while one of two unsigned numbers is below the other. */
  private static @Nullable CountedLoop ordered(
      Opcode opcode,
      IrExpression lower,
      IrExpression upper,
      IrExpression condition,
      List<IrStatement> body) {
    int step = Math.max(step(lower, body), -step(upper, body));
    return isSimple(lower) && isSimple(upper) && step > 0
        ? new CountedLoop(
            body,
            lower,
            upper,
            step,
            List.of(
                comparison(Opcode.I32_GE_S, lower, new Constant(IrType.INT, 0)),
                comparison(opcode, lower, upper)),
            condition)
        : null;
  }

  private static Numeric comparison(Opcode opcode, IrExpression first, IrExpression second) {
    return new Numeric(opcode, IrType.INT, IrList.of(first, second));
  }

  private static boolean isSimple(IrExpression expression) {
    return expression instanceof Get || expression instanceof Constant;
  }

  /** What a loop adds each time to a variable, in its only assignment; 0 if it does not count. */
  private static int step(IrExpression counter, List<IrStatement> body) {
    if (counter instanceof Get get && isAssignedOnce(get.variable(), body)) {
      for (IrStatement statement : body) {
        if (statement instanceof Assign assign && assign.variable() == get.variable()) {
          return addend(assign);
        }
      }
    }
    return 0;
  }

  /** Whether a loop is an innermost one and assigns a variable once, or never. */
  private static boolean isAssignedOnce(Variable variable, List<IrStatement> body) {
    int[] assignments = {0};
    return !IrStatements.anyStatement(
        body,
        statement ->
            statement instanceof Loop
                || (statement instanceof Assign assign
                    && assign.variable() == variable
                    && ++assignments[0] > 1));
  }

  private static int addend(Assign assign) {
    if (!(assign.value() instanceof Numeric sum)
        || sum.operands().size() != 2
        || !(sum.operands().get(0) instanceof Get get)
        || get.variable() != assign.variable()
        || !(sum.operands().get(1) instanceof Constant constant)) {
      return 0;
    }
    int number = (int) constant.bits();
    return switch (sum.opcode()) {
      case I32_ADD -> number;
      case I32_SUB -> -number;
      default -> 0;
    };
  }
}
