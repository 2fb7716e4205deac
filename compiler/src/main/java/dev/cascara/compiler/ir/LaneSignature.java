package dev.cascara.compiler.ir;

import static dev.cascara.compiler.ir.LaneShape.F32X4;
import static dev.cascara.compiler.ir.LaneShape.F64X2;
import static dev.cascara.compiler.ir.LaneShape.I16X8;
import static dev.cascara.compiler.ir.LaneShape.I32X4;
import static dev.cascara.compiler.ir.LaneShape.I64X2;

import dev.cascara.compiler.wasm.Opcode;
import org.jspecify.annotations.Nullable;

/**
 * In which shapes an instruction takes its vectors and gives its result. Where it is null, the
 * instruction does not care, because it moves bits or combines them one by one.
 *
 * @param operands the shape of all its vector operands
 * @param result the shape of the result, if that is a vector
 */
record LaneSignature(@Nullable LaneShape operands, @Nullable LaneShape result) {
  private static final LaneSignature ANY = new LaneSignature(null, null);

  static LaneSignature of(Opcode opcode) {
    if (opcode.mnemonic().startsWith("v128.") || isLaneSelection(opcode) || isShorts(opcode)) {
      return ANY;
    }
    return switch (opcode) {
      case I8X16_SHUFFLE -> ANY;
      // Two lanes of 16 bits, or four of 8, at a time.
      case I16X8_NARROW_I32X4_S, I16X8_NARROW_I32X4_U -> new LaneSignature(I32X4, I32X4);
      case I16X8_EXTEND_LOW_I8X16_S,
          I16X8_EXTEND_LOW_I8X16_U,
          I16X8_EXTEND_HIGH_I8X16_S,
          I16X8_EXTEND_HIGH_I8X16_U,
          I16X8_EXTMUL_LOW_I8X16_S,
          I16X8_EXTMUL_LOW_I8X16_U,
          I16X8_EXTMUL_HIGH_I8X16_S,
          I16X8_EXTMUL_HIGH_I8X16_U ->
          new LaneSignature(I64X2, I16X8);
      case I8X16_NARROW_I16X8_S, I8X16_NARROW_I16X8_U -> new LaneSignature(I16X8, I64X2);
      case I64X2_EXTEND_LOW_I32X4_S,
          I64X2_EXTEND_LOW_I32X4_U,
          I64X2_EXTEND_HIGH_I32X4_S,
          I64X2_EXTEND_HIGH_I32X4_U,
          I64X2_EXTMUL_LOW_I32X4_S,
          I64X2_EXTMUL_LOW_I32X4_U,
          I64X2_EXTMUL_HIGH_I32X4_S,
          I64X2_EXTMUL_HIGH_I32X4_U ->
          new LaneSignature(I32X4, I64X2);
      case F32X4_EQ, F32X4_NE, F32X4_LT, F32X4_GT, F32X4_LE, F32X4_GE -> ofFloats(F32X4);
      case F64X2_EQ, F64X2_NE, F64X2_LT, F64X2_GT, F64X2_LE, F64X2_GE -> ofFloats(F64X2);
      case I32X4_TRUNC_SAT_F32X4_S,
          I32X4_TRUNC_SAT_F32X4_U,
          I32X4_RELAXED_TRUNC_F32X4_S,
          I32X4_RELAXED_TRUNC_F32X4_U ->
          new LaneSignature(F32X4, I32X4);
      case I32X4_TRUNC_SAT_F64X2_S_ZERO,
          I32X4_TRUNC_SAT_F64X2_U_ZERO,
          I32X4_RELAXED_TRUNC_F64X2_S_ZERO,
          I32X4_RELAXED_TRUNC_F64X2_U_ZERO ->
          new LaneSignature(F64X2, I32X4);
      case F32X4_CONVERT_I32X4_S, F32X4_CONVERT_I32X4_U -> new LaneSignature(I32X4, F32X4);
      case F64X2_CONVERT_LOW_I32X4_S, F64X2_CONVERT_LOW_I32X4_U -> new LaneSignature(I32X4, F64X2);
      case F32X4_DEMOTE_F64X2_ZERO -> new LaneSignature(F64X2, F32X4);
      case F64X2_PROMOTE_LOW_F32X4 -> new LaneSignature(F32X4, F64X2);
      default -> {
        LaneShape shape = prefix(opcode);
        yield new LaneSignature(shape, shape);
      }
    };
  }

  private static LaneSignature ofFloats(LaneShape shape) {
    return new LaneSignature(shape, shape.integers());
  }

  private static LaneShape prefix(Opcode opcode) {
    return switch (opcode.mnemonic().substring(0, 5)) {
      case "i8x16", "i16x8", "i64x2" -> I64X2;
      case "i32x4" -> I32X4;
      case "f32x4" -> F32X4;
      case "f64x2" -> F64X2;
      default -> throw new IllegalArgumentException("no lanes: " + opcode.mnemonic());
    };
  }

  /**
   * Whether an instruction takes and gives lanes of 16 bits, each on its own, so that their order
   * does not matter.
   */
  static boolean isShorts(Opcode opcode) {
    return switch (opcode) {
      case I16X8_SPLAT,
          I16X8_EQ,
          I16X8_NE,
          I16X8_LT_S,
          I16X8_LT_U,
          I16X8_GT_S,
          I16X8_GT_U,
          I16X8_LE_S,
          I16X8_LE_U,
          I16X8_GE_S,
          I16X8_GE_U,
          I16X8_ABS,
          I16X8_NEG,
          I16X8_SHL,
          I16X8_SHR_S,
          I16X8_SHR_U,
          I16X8_ADD,
          I16X8_ADD_SAT_S,
          I16X8_ADD_SAT_U,
          I16X8_SUB,
          I16X8_SUB_SAT_S,
          I16X8_SUB_SAT_U,
          I16X8_MUL,
          I16X8_MIN_S,
          I16X8_MIN_U,
          I16X8_MAX_S,
          I16X8_MAX_U,
          I16X8_AVGR_U,
          I16X8_Q15MULR_SAT_S,
          I16X8_RELAXED_Q15MULR_S ->
          true;
      default -> false;
    };
  }

  /** Whether an instruction chooses bits by a mask. */
  static boolean isLaneSelection(Opcode opcode) {
    return switch (opcode) {
      case V128_BITSELECT,
          I8X16_RELAXED_LANESELECT,
          I16X8_RELAXED_LANESELECT,
          I32X4_RELAXED_LANESELECT,
          I64X2_RELAXED_LANESELECT ->
          true;
      default -> false;
    };
  }
}
