package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * Vector expressions as lowering makes them. What the JVM passes between functions, and what
 * globals hold, are the two halves of a vector; accesses to memory are scalar but for those of all
 * 128 bits.
 */
final class Vectors {
  private static final VectorOperation ZERO = constant(0, 0);

  private Vectors() {}

  static VectorOperation constant(long low, long high) {
    return new VectorOperation(Opcode.V128_CONST, IrType.VECTOR, low, high, List.of());
  }

  /** An instruction that holds the index of a lane, or nothing. */
  static VectorOperation operation(Opcode opcode, IrType type, int lane, IrExpression... operands) {
    return new VectorOperation(opcode, type, lane, 0, List.of(operands));
  }

  private static VectorOperation replace(
      Opcode opcode, int lane, IrExpression vector, IrExpression replacement) {
    return operation(opcode, IrType.VECTOR, lane, vector, replacement);
  }

  /** A vector of two halves. */
  static IrExpression ofHalves(IrExpression low, IrExpression high) {
    return replace(
        Opcode.I64X2_REPLACE_LANE, 1, replace(Opcode.I64X2_REPLACE_LANE, 0, ZERO, low), high);
  }

  /** Half of a vector: 0 for the low one, 1 for the high one. */
  static IrExpression half(IrExpression vector, int half) {
    return operation(Opcode.I64X2_EXTRACT_LANE, IrType.LONG, half, vector);
  }

  /** Values with each vector, which must be cheap to evaluate, as two halves. */
  static List<IrExpression> halved(List<IrExpression> values) {
    List<IrExpression> result = new ArrayList<>(values.size());
    for (IrExpression value : values) {
      if (value.type().isVector()) {
        result.add(half(value, 0));
        result.add(half(value, 1));
      } else {
        result.add(value);
      }
    }
    return result;
  }

  /**
   * A load of less than 128 bits.
   *
   * @param opcode which instruction
   * @param lane the index of the lane, for those that have one
   * @param load the load of the scalar
   * @param vector what is replaced in, for those that have a lane
   */
  static IrExpression load(Opcode opcode, int lane, IrExpression load, IrExpression vector) {
    return switch (opcode) {
      case V128_LOAD8_SPLAT -> operation(Opcode.I8X16_SPLAT, IrType.VECTOR, 0, load);
      case V128_LOAD16_SPLAT -> operation(Opcode.I16X8_SPLAT, IrType.VECTOR, 0, load);
      case V128_LOAD32_SPLAT -> operation(Opcode.I32X4_SPLAT, IrType.VECTOR, 0, load);
      case V128_LOAD64_SPLAT -> operation(Opcode.I64X2_SPLAT, IrType.VECTOR, 0, load);
      case V128_LOAD32_ZERO -> replace(Opcode.I32X4_REPLACE_LANE, 0, ZERO, load);
      case V128_LOAD64_ZERO -> low(load);
      case V128_LOAD8_LANE -> replace(Opcode.I8X16_REPLACE_LANE, lane, vector, load);
      case V128_LOAD16_LANE -> replace(Opcode.I16X8_REPLACE_LANE, lane, vector, load);
      case V128_LOAD32_LANE -> replace(Opcode.I32X4_REPLACE_LANE, lane, vector, load);
      case V128_LOAD64_LANE -> replace(Opcode.I64X2_REPLACE_LANE, lane, vector, load);
      case V128_LOAD8X8_S ->
          operation(Opcode.I16X8_EXTEND_LOW_I8X16_S, IrType.VECTOR, 0, low(load));
      case V128_LOAD8X8_U ->
          operation(Opcode.I16X8_EXTEND_LOW_I8X16_U, IrType.VECTOR, 0, low(load));
      case V128_LOAD16X4_S ->
          operation(Opcode.I32X4_EXTEND_LOW_I16X8_S, IrType.VECTOR, 0, low(load));
      case V128_LOAD16X4_U ->
          operation(Opcode.I32X4_EXTEND_LOW_I16X8_U, IrType.VECTOR, 0, low(load));
      case V128_LOAD32X2_S ->
          operation(Opcode.I64X2_EXTEND_LOW_I32X4_S, IrType.VECTOR, 0, low(load));
      case V128_LOAD32X2_U ->
          operation(Opcode.I64X2_EXTEND_LOW_I32X4_U, IrType.VECTOR, 0, low(load));
      default -> throw new IllegalArgumentException("no load of a part: " + opcode.mnemonic());
    };
  }

  private static IrExpression low(IrExpression half) {
    return replace(Opcode.I64X2_REPLACE_LANE, 0, ZERO, half);
  }

  /** The load of the scalar that an instruction loads. */
  static Load scalarLoad(Opcode opcode, int memory, long offset, IrExpression address) {
    return switch (opcode.naturalAlignment()) {
      case 0 -> new Load(Opcode.I32_LOAD8_U, IrType.INT, memory, offset, address);
      case 1 -> new Load(Opcode.I32_LOAD16_U, IrType.INT, memory, offset, address);
      case 2 -> new Load(Opcode.I32_LOAD, IrType.INT, memory, offset, address);
      default -> new Load(Opcode.I64_LOAD, IrType.LONG, memory, offset, address);
    };
  }

  /** The store of a scalar that stores a lane. */
  static Opcode scalarStore(Opcode opcode) {
    return switch (opcode.naturalAlignment()) {
      case 0 -> Opcode.I32_STORE8;
      case 1 -> Opcode.I32_STORE16;
      case 2 -> Opcode.I32_STORE;
      default -> Opcode.I64_STORE;
    };
  }

  /** A lane that is stored. */
  static IrExpression storedLane(Opcode opcode, int lane, IrExpression vector) {
    return switch (opcode.naturalAlignment()) {
      case 0 -> operation(Opcode.I8X16_EXTRACT_LANE_U, IrType.INT, lane, vector);
      case 1 -> operation(Opcode.I16X8_EXTRACT_LANE_U, IrType.INT, lane, vector);
      case 2 -> operation(Opcode.I32X4_EXTRACT_LANE, IrType.INT, lane, vector);
      default -> operation(Opcode.I64X2_EXTRACT_LANE, IrType.LONG, lane, vector);
    };
  }

  /** The sixteen lane indices of {@code i8x16.shuffle} as an operation. */
  static VectorOperation shuffle(byte[] lanes, List<IrExpression> operands) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      low |= (lanes[i] & 0xFFL) << (8 * i);
      high |= (lanes[i + Long.BYTES] & 0xFFL) << (8 * i);
    }
    return new VectorOperation(Opcode.I8X16_SHUFFLE, IrType.VECTOR, low, high, operands);
  }
}
