package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Select;
import org.jspecify.annotations.Nullable;

/**
 * The smaller or the larger one of two numbers of 32 bits. HotSpot's optimising compiler has an
 * operation for that, which does not branch; of a comparison and two values it makes branches as
 * soon as the result is compared as well, as where a number is confined to a range.
 *
 * @param method the method of {@link Math}, for signed numbers
 * @param isUnsigned whether the numbers are unsigned: with their top bits changed they are signed
 *     ones in the same order
 * @param first a number
 * @param second a number
 */
public record Extremum(String method, boolean isUnsigned, IrExpression first, IrExpression second) {
  /**
   * Tells whether a choice is that of the smaller or the larger number.
   *
   * @param select the choice
   * @return both numbers; null if it is another choice
   */
  public static @Nullable Extremum of(Select select) {
    if (!(select.condition() instanceof Numeric comparison)) {
      return null;
    }
    boolean isSmaller;
    switch (comparison.opcode()) {
      case I32_LT_S, I32_LE_S, I32_LT_U, I32_LE_U -> isSmaller = true;
      case I32_GT_S, I32_GE_S, I32_GT_U, I32_GE_U -> isSmaller = false;
      default -> {
        return null;
      }
    }
    IrExpression first = comparison.operands().get(0);
    IrExpression second = comparison.operands().get(1);
    boolean inOrder = isSame(first, select.whenNonZero()) && isSame(second, select.whenZero());
    boolean exchanged = isSame(first, select.whenZero()) && isSame(second, select.whenNonZero());
    boolean isUnsigned = comparison.opcode().mnemonic().endsWith("_u");
    return inOrder || exchanged
        ? new Extremum(isSmaller == inOrder ? "min" : "max", isUnsigned, first, second)
        : null;
  }

  private static boolean isSame(IrExpression first, IrExpression second) {
    return (first instanceof Get get
            && second instanceof Get other
            && get.variable() == other.variable())
        || (first instanceof Constant && first.equals(second));
  }
}
