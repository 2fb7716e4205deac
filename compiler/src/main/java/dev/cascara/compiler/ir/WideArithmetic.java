package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;

/**
 * The instructions of the wide-arithmetic proposal in terms of others, without calls and without
 * branches. Operands are constants and variables, for each may be evaluated several times.
 */
final class WideArithmetic {
  private WideArithmetic() {}

  /** The low 64 bits of the result. */
  static IrExpression low(Opcode opcode, List<IrExpression> operands) {
    return switch (opcode) {
      case I64_ADD128 -> binary(Opcode.I64_ADD, operands.get(0), operands.get(2));
      case I64_SUB128 -> binary(Opcode.I64_SUB, operands.get(0), operands.get(2));
      default -> binary(Opcode.I64_MUL, operands.get(0), operands.get(1));
    };
  }

  /** The high 64 bits of the result, from the low ones. */
  static IrExpression high(Opcode opcode, List<IrExpression> operands, IrExpression low) {
    return switch (opcode) {
      case I64_ADD128 ->
          binary(
              Opcode.I64_ADD,
              binary(Opcode.I64_ADD, operands.get(1), operands.get(3)),
              carry(operands.get(0), operands.get(2), low));
      case I64_SUB128 ->
          binary(
              Opcode.I64_SUB,
              binary(Opcode.I64_SUB, operands.get(1), operands.get(3)),
              // What is subtracted plus the difference is what it was subtracted from: the carry
              // of that sum is the borrow of this difference.
              carry(operands.get(2), low, operands.get(0)));
      case I64_MUL_WIDE_S -> signedHigh(operands.get(0), operands.get(1));
      case I64_MUL_WIDE_U -> unsignedHigh(operands.get(0), operands.get(1));
      default -> throw new IllegalArgumentException("not wide: " + opcode.mnemonic());
    };
  }

  /** The carry of a sum: set where both operands have the top bit, or one has and the sum not. */
  private static IrExpression carry(IrExpression left, IrExpression right, IrExpression sum) {
    IrExpression both = binary(Opcode.I64_AND, left, right);
    IrExpression either = binary(Opcode.I64_OR, left, right);
    IrExpression notSum = binary(Opcode.I64_XOR, sum, constant(-1));
    return binary(
        Opcode.I64_SHR_U,
        binary(Opcode.I64_OR, both, binary(Opcode.I64_AND, either, notSum)),
        constant(63));
  }

  private static IrExpression signedHigh(IrExpression left, IrExpression right) {
    return binary(Opcode.I64_MUL_WIDE_S, left, right);
  }

  /** As signed numbers, operands with the top bit set are too small by 2⁶⁴. */
  private static IrExpression unsignedHigh(IrExpression left, IrExpression right) {
    return binary(
        Opcode.I64_ADD,
        binary(Opcode.I64_ADD, signedHigh(left, right), rightIfNegative(left, right)),
        rightIfNegative(right, left));
  }

  private static IrExpression rightIfNegative(IrExpression left, IrExpression right) {
    return binary(Opcode.I64_AND, binary(Opcode.I64_SHR_S, left, constant(63)), right);
  }

  private static IrExpression constant(long value) {
    return new Constant(IrType.LONG, value);
  }

  private static IrExpression binary(Opcode opcode, IrExpression left, IrExpression right) {
    return new Numeric(opcode, IrType.LONG, List.of(left, right));
  }
}
