package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;

/**
 * Makes numeric expressions simpler where compilers for 64-bit processors leave much behind: what
 * is extended to 64 bits only to be wrapped again, and truth values that are negated twice on the
 * way. HotSpot's optimising compiler does the same; its other compiler, its limits for inlining,
 * the size of the code, and what is known of addresses gain by it.
 */
final class Simplification {
  private Simplification() {}

  /** An operation of operands that have been simplified themselves. */
  static IrExpression numeric(Opcode opcode, IrType type, List<IrExpression> operands) {
    IrExpression first = operands.get(0);
    if (opcode == Opcode.I32_WRAP_I64 && isNarrow(first)) {
      return narrow(first);
    }
    if (opcode == Opcode.I64_EXTEND_I32_U && isNotNegative(first)) {
      return new Numeric(Opcode.I64_EXTEND_I32_S, type, operands);
    }
    if (opcode == Opcode.I64_EQZ && isExtension(first)) {
      return numeric(Opcode.I32_EQZ, type, first.operands());
    }
    if (opcode == Opcode.I32_EQZ
        && isOf(Opcode.I32_EQZ, first)
        && isTruthValue(first.operands().get(0))) {
      return first.operands().get(0);
    }
    return new Numeric(opcode, type, operands);
  }

  private static boolean isOf(Opcode opcode, IrExpression expression) {
    return expression instanceof Numeric numeric && numeric.opcode() == opcode;
  }

  private static boolean isExtension(IrExpression expression) {
    return isOf(Opcode.I64_EXTEND_I32_U, expression) || isOf(Opcode.I64_EXTEND_I32_S, expression);
  }

  private static boolean isTruthValue(IrExpression expression) {
    return expression instanceof Numeric numeric && numeric.opcode().isComparison();
  }

  /** Whether the sign of an {@code i32} is known to be that of a number that is not negative. */
  private static boolean isNotNegative(IrExpression expression) {
    return isTruthValue(expression)
        || (expression instanceof Load load
            && (load.opcode() == Opcode.I32_LOAD8_U || load.opcode() == Opcode.I32_LOAD16_U))
        || (isOf(Opcode.I32_AND, expression)
            && expression.operands().get(1) instanceof Constant mask
            && (int) mask.bits() >= 0);
  }

  /** Whether the lower half of an {@code i64} can be computed of numbers of 32 bits. */
  private static boolean isNarrow(IrExpression expression) {
    return expression instanceof Constant
        || isExtension(expression)
        || (expression instanceof Numeric numeric
            && narrowed(numeric.opcode()) != numeric.opcode()
            && isNarrow(numeric.operands().get(0))
            && isNarrow(numeric.operands().get(1)));
  }

  private static IrExpression narrow(IrExpression expression) {
    if (expression instanceof Constant constant) {
      return new Constant(IrType.INT, (int) constant.bits());
    }
    if (isExtension(expression)) {
      return expression.operands().get(0);
    }
    return numeric(
        narrowed(((Numeric) expression).opcode()),
        IrType.INT,
        List.of(narrow(expression.operands().get(0)), narrow(expression.operands().get(1))));
  }

  /** The operation on the lower halves; the same if they do not suffice. */
  private static Opcode narrowed(Opcode opcode) {
    return switch (opcode) {
      case I64_ADD -> Opcode.I32_ADD;
      case I64_SUB -> Opcode.I32_SUB;
      case I64_MUL -> Opcode.I32_MUL;
      case I64_AND -> Opcode.I32_AND;
      case I64_OR -> Opcode.I32_OR;
      case I64_XOR -> Opcode.I32_XOR;
      default -> opcode;
    };
  }
}
