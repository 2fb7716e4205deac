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
 * An innermost loop that counts, which HotSpot's optimising compiler would not know. Of loops that
 * it knows to count it checks the addresses once, before they begin. There the branch back depends
 * on a signed comparison, or the counter changes by one until it equals a bound; compilers to
 * WebAssembly count by the size of elements until numbers are equal, and compare unsigned numbers.
 * So there are to be two branches back: one on signed comparisons, which imply the condition that
 * the loop has, and behind it one on that condition, which is hardly ever taken.
 *
 * @param body the loop's statements without the branch back
 * @param signed signed comparisons that are true only if the condition is
 * @param condition what the loop's branch back depends on
 */
public record CountedLoop(
    List<IrStatement> body, List<IrExpression> signed, IrExpression condition) {
  /**
   * Tells whether a loop counts.
   *
   * @param loop a loop
   * @return its parts; null if it does not count, or if HotSpot's compiler sees that it does
   */
  public static @Nullable CountedLoop of(Loop loop) {
    List<IrStatement> body = loop.body();
    if (body.isEmpty() || !(body.get(body.size() - 1) instanceof If last)) {
      return null;
    }
    Branch branch = last.conditionalBranch();
    if (branch == null || branch.label() != loop.label()) {
      return null;
    }
    List<IrExpression> signed = signed(last.condition(), body);
    return signed.isEmpty()
        ? null
        : new CountedLoop(body.subList(0, body.size() - 1), signed, last.condition());
  }

  /** The signed comparisons that imply a condition; none if they would not help. */
  private static List<IrExpression> signed(IrExpression condition, List<IrStatement> body) {
    if (condition instanceof Get) {
      return unequal(condition, new Constant(IrType.INT, 0), body);
    }
    if (!(condition instanceof Numeric comparison) || comparison.operands().size() != 2) {
      return List.of();
    }
    IrExpression first = comparison.operands().get(0);
    IrExpression second = comparison.operands().get(1);
    return switch (comparison.opcode()) {
      case I32_NE -> {
        List<IrExpression> result = unequal(first, second, body);
        yield result.isEmpty() ? unequal(second, first, body) : result;
      }
      case I32_LT_U -> ordered(Opcode.I32_LT_S, first, second, body);
      case I32_LE_U -> ordered(Opcode.I32_LE_S, first, second, body);
      case I32_GT_U -> ordered(Opcode.I32_LT_S, second, first, body);
      case I32_GE_U -> ordered(Opcode.I32_LE_S, second, first, body);
      default -> List.of();
    };
  }

  /** For a loop that counts until two numbers are equal, but not one by one. */
  private static List<IrExpression> unequal(
      IrExpression counter, IrExpression bound, List<IrStatement> body) {
    int step = step(counter, body);
    return isSimple(bound) && (step > 1 || step < -1)
        ? List.of(comparison(step > 0 ? Opcode.I32_LT_S : Opcode.I32_GT_S, counter, bound))
        : List.of();
  }

  /** For a loop that goes on while one of two unsigned numbers is below the other. */
  private static List<IrExpression> ordered(
      Opcode opcode, IrExpression lower, IrExpression upper, List<IrStatement> body) {
    return isSimple(lower) && isSimple(upper) && (step(lower, body) > 0 || step(upper, body) < 0)
        ? List.of(
            comparison(Opcode.I32_GE_S, lower, new Constant(IrType.INT, 0)),
            comparison(opcode, lower, upper))
        : List.of();
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
