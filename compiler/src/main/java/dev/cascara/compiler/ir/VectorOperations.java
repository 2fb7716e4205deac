package dev.cascara.compiler.ir;

import static dev.cascara.compiler.ir.LaneOperations.numeric;
import static dev.cascara.compiler.ir.VectorShape.F32X4;
import static dev.cascara.compiler.ir.VectorShape.F64X2;
import static dev.cascara.compiler.ir.VectorShape.I16X8;
import static dev.cascara.compiler.ir.VectorShape.I32X4;
import static dev.cascara.compiler.ir.VectorShape.I64X2;
import static dev.cascara.compiler.ir.VectorShape.I8X16;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.Opcode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The vector instructions (section 4.3.5, "Vector Operations") as calls of {@code
 * jdk.incubator.vector}. Of what relaxed instructions leave open, it is always the first choice:
 * what the deterministic profile has.
 */
final class VectorOperations {
  private static final int SIGN = Integer.MIN_VALUE;

  private final Vectorization pass;
  private final VectorShapes shapes;

  VectorOperations(Vectorization pass, VectorShapes shapes) {
    this.pass = pass;
    this.shapes = shapes;
  }

  /**
   * A vector in the shape in which it comes about.
   *
   * @param shape the shape
   * @param expression a vector of the shape's class, without effects
   */
  record Value(VectorShape shape, IrExpression expression) {
    IrExpression to(VectorShape wanted) {
      return VectorMethods.reinterpret(shape, wanted, expression);
    }
  }

  /** Whether bits are chosen by a comparison of lanes, so that each lane is chosen as a whole. */
  static boolean isSelectionByComparison(VectorOperation operation) {
    return LaneSignature.isLaneSelection(operation.opcode())
        && comparison(operation.operands().get(2)) != null;
  }

  private static @Nullable VectorOperation comparison(IrExpression expression) {
    return expression instanceof VectorOperation operation
            && VectorSignature.isComparison(operation.opcode())
        ? operation
        : null;
  }

  private static String name(Opcode opcode) {
    return opcode.mnemonic().substring(opcode.mnemonic().indexOf('.') + 1);
  }

  private IrExpression operand(VectorOperation operation, int index, VectorShape shape) {
    return pass.vector(operation.operands().get(index), shape);
  }

  /** An operand that is used more than once. */
  private IrExpression atom(VectorOperation operation, int index, VectorShape shape) {
    return pass.atom(operand(operation, index, shape));
  }

  private IrExpression scalarOperand(VectorOperation operation, int index) {
    return pass.pureScalar(operation.operands().get(index));
  }

  private static VectorShape operandShape(VectorOperation operation) {
    return Objects.requireNonNull(VectorSignature.of(operation.opcode()).operands());
  }

  private static IrExpression number(int value) {
    return new Constant(IrType.INT, value);
  }

  private static IrExpression splat(VectorShape shape, long lane) {
    return VectorMethods.splat(shape, new Constant(shape.scalar(), lane));
  }

  private static IrExpression splatOf(VectorShape shape, double lane) {
    return splat(
        shape,
        shape == F32X4 ? Float.floatToRawIntBits((float) lane) : Double.doubleToRawLongBits(lane));
  }

  private static IllegalArgumentException unknown(VectorOperation operation) {
    return new IllegalArgumentException("no vectors: " + operation.opcode().mnemonic());
  }

  // ---------------------------------------------------------------- scalar results

  /** An instruction that gives a scalar, which has no effects. */
  IrExpression scalar(VectorOperation operation) {
    int lane = (int) operation.low();
    return switch (operation.opcode()) {
      case I8X16_EXTRACT_LANE_S -> lane(operation, I8X16, lane);
      case I8X16_EXTRACT_LANE_U ->
          numeric(Opcode.I32_AND, lane(operation, I8X16, lane), number(0xFF));
      case I16X8_EXTRACT_LANE_S -> lane(operation, I16X8, lane);
      case I16X8_EXTRACT_LANE_U ->
          numeric(Opcode.I32_AND, lane(operation, I16X8, lane), number(0xFFFF));
      case I32X4_EXTRACT_LANE -> lane(operation, I32X4, lane);
      case I64X2_EXTRACT_LANE -> lane(operation, I64X2, lane);
      case F32X4_EXTRACT_LANE -> lane(operation, F32X4, lane);
      case F64X2_EXTRACT_LANE -> lane(operation, F64X2, lane);
      case V128_ANY_TRUE -> {
        VectorOperation comparison = comparison(operation.operands().get(0));
        if (comparison != null && hasMask(operandShape(comparison))) {
          yield VectorMethods.anyTrue(mask(comparison));
        }
        VectorShape shape = shapes.of(operation);
        yield VectorMethods.anyTrue(
            compareWithZero("NE", operation, hasMask(shape) ? shape : I32X4));
      }
      case I8X16_ALL_TRUE, I16X8_ALL_TRUE, I32X4_ALL_TRUE ->
          numeric(
              Opcode.I32_EQZ,
              VectorMethods.anyTrue(compareWithZero("EQ", operation, operandShape(operation))));
      case I64X2_ALL_TRUE -> {
        IrExpression a = atom(operation, 0, I64X2);
        IrExpression zero = new Constant(IrType.LONG, 0);
        yield numeric(
            Opcode.I32_AND,
            numeric(Opcode.I64_NE, VectorMethods.lane(I64X2, 0, a), zero),
            numeric(Opcode.I64_NE, VectorMethods.lane(I64X2, 1, a), zero));
      }
      case I8X16_BITMASK, I16X8_BITMASK, I32X4_BITMASK -> {
        VectorShape shape = operandShape(operation);
        VectorOperation comparison = comparison(operation.operands().get(0));
        yield numeric(
            Opcode.I32_WRAP_I64,
            VectorMethods.toLong(
                comparison != null && operandShape(comparison).laneBytes() == shape.laneBytes()
                    ? mask(comparison)
                    : compareWithZero("LT", operation, shape)));
      }
      case I64X2_BITMASK -> {
        IrExpression a = atom(operation, 0, I64X2);
        IrExpression low =
            numeric(
                Opcode.I64_SHR_U,
                VectorMethods.lane(I64X2, 0, a),
                new Constant(IrType.LONG, Long.SIZE - 1));
        IrExpression high =
            numeric(
                Opcode.I64_SHR_U,
                VectorMethods.lane(I64X2, 1, a),
                new Constant(IrType.LONG, Long.SIZE - 2));
        yield numeric(
            Opcode.I32_OR,
            numeric(Opcode.I32_WRAP_I64, low),
            numeric(Opcode.I32_AND, numeric(Opcode.I32_WRAP_I64, high), number(2)));
      }
      default -> throw unknown(operation);
    };
  }

  private IrExpression lane(VectorOperation operation, VectorShape shape, int index) {
    return VectorMethods.lane(shape, index, operand(operation, 0, shape));
  }

  /** Whether comparisons of a shape are masks that can be asked for bits. */
  private static boolean hasMask(VectorShape shape) {
    return shape.laneBytes() < Long.BYTES;
  }

  private IrExpression compareWithZero(
      String operator, VectorOperation operation, VectorShape shape) {
    return VectorMethods.compare(
        shape, operator, operand(operation, 0, shape), VectorMethods.zero(shape));
  }

  private IrExpression mask(VectorOperation comparison) {
    VectorShape shape = operandShape(comparison);
    return VectorMethods.compare(
        shape,
        comparisonOperator(comparison),
        operand(comparison, 0, shape),
        operand(comparison, 1, shape));
  }

  private static String comparisonOperator(VectorOperation comparison) {
    return switch (name(comparison.opcode())) {
      case "eq" -> "EQ";
      case "ne" -> "NE";
      case "lt", "lt_s" -> "LT";
      case "gt", "gt_s" -> "GT";
      case "le", "le_s" -> "LE";
      case "ge", "ge_s" -> "GE";
      case "lt_u" -> "ULT";
      case "gt_u" -> "UGT";
      case "le_u" -> "ULE";
      default -> "UGE";
    };
  }

  // ---------------------------------------------------------------- vector results

  /** An instruction that gives a vector. */
  Value vector(VectorOperation operation) {
    Opcode opcode = operation.opcode();
    if (isSelectionByComparison(operation)) {
      VectorOperation comparison = (VectorOperation) operation.operands().get(2);
      VectorShape shape = operandShape(comparison);
      return new Value(
          shape,
          VectorMethods.blend(
              shape, operand(operation, 1, shape), operand(operation, 0, shape), mask(comparison)));
    }
    VectorShape result = VectorSignature.of(opcode).result();
    return result == null
        ? ofBits(operation, shapes.of(operation))
        : new Value(result, ofLanes(operation, result));
  }

  /** The instructions for which lanes do not matter. */
  private Value ofBits(VectorOperation operation, VectorShape shape) {
    return switch (operation.opcode()) {
      case V128_CONST ->
          new Value(shape, VectorMethods.constant(shape, operation.low(), operation.high()));
      case V128_NOT ->
          new Value(shape, VectorMethods.unary(shape, "NOT", operand(operation, 0, shape)));
      case V128_AND -> new Value(shape, binary(operation, shape, "AND"));
      case V128_ANDNOT -> new Value(shape, binary(operation, shape, "AND_NOT"));
      case V128_OR -> new Value(shape, binary(operation, shape, "OR"));
      case V128_XOR -> new Value(shape, binary(operation, shape, "XOR"));
      case I8X16_SHUFFLE -> shuffle(operation, shape);
      default -> {
        if (!LaneSignature.isLaneSelection(operation.opcode())) {
          throw unknown(operation);
        }
        IrExpression whenOne = operand(operation, 0, shape);
        IrExpression whenZero = operand(operation, 1, shape);
        IrExpression mask = operand(operation, 2, shape);
        yield new Value(shape, VectorMethods.bitSelect(shape, whenZero, whenOne, mask));
      }
    };
  }

  private IrExpression binary(VectorOperation operation, VectorShape shape, String operator) {
    return VectorMethods.binary(
        shape, operator, operand(operation, 0, shape), operand(operation, 1, shape));
  }

  private IrExpression unary(VectorOperation operation, VectorShape shape, String operator) {
    return VectorMethods.unary(shape, operator, operand(operation, 0, shape));
  }

  private IrExpression shift(VectorOperation operation, VectorShape shape, String operator) {
    IrExpression a = operand(operation, 0, shape);
    IrExpression count = scalarOperand(operation, 1);
    int bits = shape.laneBytes() * Byte.SIZE - 1;
    if (count instanceof Constant constant) {
      int constantCount = (int) constant.bits() & bits;
      return shape == I8X16
          ? shiftBytes(operator, a, constantCount)
          : VectorMethods.shift(shape, operator, a, constantCount);
    }
    IrExpression masked = numeric(Opcode.I32_AND, count, number(bits));
    return VectorMethods.shift(
        shape, operator, a, shape == I64X2 ? numeric(Opcode.I64_EXTEND_I32_S, masked) : masked);
  }

  /** No processor shifts bytes: what comes from the byte beside is masked. */
  private static IrExpression shiftBytes(String operator, IrExpression a, int count) {
    boolean left = operator.equals("LSHL");
    IrExpression shifted =
        VectorMethods.reinterpret(
            I16X8,
            I8X16,
            VectorMethods.shift(
                I16X8,
                left ? operator : "LSHR",
                VectorMethods.reinterpret(I8X16, I16X8, a),
                count));
    int kept = left ? 0xFF << count : 0xFF >> count;
    IrExpression bytes = VectorMethods.binary(I8X16, "AND", shifted, splat(I8X16, (byte) kept));
    if (!operator.equals("ASHR")) {
      return bytes;
    }
    // The sign, which is amid the byte now, is extended.
    IrExpression sign = splat(I8X16, (byte) (0x80 >> count));
    return VectorMethods.binary(
        I8X16, "SUB", VectorMethods.binary(I8X16, "XOR", bytes, sign), sign);
  }

  private IrExpression ofLanes(VectorOperation operation, VectorShape shape) {
    String name = name(operation.opcode());
    return switch (name) {
      case "add" -> binary(operation, shape, "ADD");
      case "sub" -> binary(operation, shape, "SUB");
      case "mul" -> binary(operation, shape, "MUL");
      case "div" -> binary(operation, shape, "DIV");
      case "add_sat_s" -> binary(operation, shape, "SADD");
      case "add_sat_u" -> binary(operation, shape, "SUADD");
      case "sub_sat_s" -> binary(operation, shape, "SSUB");
      case "sub_sat_u" -> binary(operation, shape, "SUSUB");
      case "min_s" -> binary(operation, shape, "MIN");
      case "max_s" -> binary(operation, shape, "MAX");
      case "min_u" -> binary(operation, shape, "UMIN");
      case "max_u" -> binary(operation, shape, "UMAX");
      case "abs" -> unary(operation, shape, "ABS");
      case "neg" -> unary(operation, shape, "NEG");
      case "sqrt" -> unary(operation, shape, "SQRT");
      case "popcnt" -> unary(operation, shape, "BIT_COUNT");
      case "shl" -> shift(operation, shape, "LSHL");
      case "shr_s" -> shift(operation, shape, "ASHR");
      case "shr_u" -> shift(operation, shape, "LSHR");
      case "splat" -> VectorMethods.splat(shape, laneOperand(operation, 0, shape));
      case "replace_lane" -> replace(operation, shape);
      case "avgr_u" -> average(operation, shape);
      case "min", "relaxed_min" -> quiet(shape, binary(operation, shape, "MIN"));
      case "max", "relaxed_max" -> quiet(shape, binary(operation, shape, "MAX"));
      case "pmin" -> pseudo(operation, shape, "LT");
      case "pmax" -> pseudo(operation, shape, "GT");
      case "ceil", "floor", "trunc", "nearest" -> rounded(operation, shape, name);
      case "relaxed_madd" -> multiplyAdd(operation, shape, "ADD");
      case "relaxed_nmadd" -> multiplyAdd(operation, shape, "SUB");
      case "swizzle", "relaxed_swizzle" -> swizzle(operation);
      case "q15mulr_sat_s", "relaxed_q15mulr_s" -> multiplyFractions(operation);
      default ->
          VectorSignature.isComparison(operation.opcode())
              ? VectorMethods.toVector(operandShape(operation), mask(operation))
              : converted(operation, shape, name);
    };
  }

  /** The instructions that take other lanes than they give. */
  private IrExpression converted(VectorOperation operation, VectorShape shape, String name) {
    VectorShape from = operandShape(operation);
    if (name.startsWith("extend_")) {
      return extend(operation, 0, from, shape);
    }
    if (name.startsWith("extmul_")) {
      return VectorMethods.binary(
          shape, "MUL", extend(operation, 0, from, shape), extend(operation, 1, from, shape));
    }
    if (name.startsWith("extadd_pairwise_")) {
      return pairwise(shape, atom(operation, 0, shape), name.endsWith("_s"));
    }
    return switch (name) {
      case "narrow_i16x8_s" -> narrow(operation, from, shape, Byte.MIN_VALUE, Byte.MAX_VALUE);
      case "narrow_i16x8_u" -> narrow(operation, from, shape, 0, 0xFF);
      case "narrow_i32x4_s" -> narrow(operation, from, shape, Short.MIN_VALUE, Short.MAX_VALUE);
      case "narrow_i32x4_u" -> narrow(operation, from, shape, 0, 0xFFFF);
      case "dot_i16x8_s" -> {
        IrExpression a = atom(operation, 0, shape);
        IrExpression b = atom(operation, 1, shape);
        yield VectorMethods.binary(
            shape,
            "ADD",
            VectorMethods.binary(shape, "MUL", even(shape, a), even(shape, b)),
            VectorMethods.binary(shape, "MUL", odd(shape, a), odd(shape, b)));
      }
      case "relaxed_dot_i8x16_i7x16_s" -> dotOfBytes(operation);
      case "relaxed_dot_i8x16_i7x16_add_s" -> {
        IrExpression dot = VectorMethods.reinterpret(I16X8, shape, dotOfBytes(operation));
        yield VectorMethods.binary(
            shape, "ADD", pairwise(shape, pass.atom(dot), true), operand(operation, 2, shape));
      }
      case "trunc_sat_f32x4_s",
          "relaxed_trunc_f32x4_s",
          "trunc_sat_f64x2_s_zero",
          "relaxed_trunc_f64x2_s_zero",
          "convert_i32x4_s",
          "convert_low_i32x4_s",
          "demote_f64x2_zero",
          "promote_low_f32x4" ->
          convert(from, shape, operand(operation, 0, from));
      case "trunc_sat_f32x4_u",
          "relaxed_trunc_f32x4_u",
          "trunc_sat_f64x2_u_zero",
          "relaxed_trunc_f64x2_u_zero" ->
          truncateUnsigned(operation, from);
      case "convert_i32x4_u" -> {
        // Both halves of the number are exact, so that only their sum is rounded.
        IrExpression a = atom(operation, 0, from);
        IrExpression high = convert(from, shape, VectorMethods.shift(from, "LSHR", a, 16));
        IrExpression low =
            convert(from, shape, VectorMethods.binary(from, "AND", a, splat(from, 0xFFFF)));
        yield VectorMethods.binary(
            shape, "ADD", VectorMethods.binary(shape, "MUL", high, splatOf(shape, 0x1p16)), low);
      }
      case "convert_low_i32x4_u" -> {
        IrExpression signed = pass.atom(convert(from, shape, operand(operation, 0, from)));
        yield VectorMethods.blend(
            shape,
            signed,
            VectorMethods.binary(shape, "ADD", signed, splatOf(shape, 0x1p32)),
            VectorMethods.compare(shape, "LT", signed, VectorMethods.zero(shape)));
      }
      default -> throw unknown(operation);
    };
  }

  // ---------------------------------------------------------------- integers

  /** A scalar operand as a value of the type of a lane. */
  private IrExpression laneOperand(VectorOperation operation, int index, VectorShape shape) {
    IrExpression lane = scalarOperand(operation, index);
    return switch (shape) {
      case I8X16 -> numeric(Opcode.I32_EXTEND8_S, lane);
      case I16X8 -> numeric(Opcode.I32_EXTEND16_S, lane);
      default -> lane;
    };
  }

  private IrExpression replace(VectorOperation operation, VectorShape shape) {
    int index = (int) operation.low();
    if (shape == I64X2
        && index == 1
        && operation.operands().get(0) instanceof VectorOperation first
        && first.opcode() == Opcode.I64X2_REPLACE_LANE
        && first.low() == 0
        && first.operands().get(0) instanceof VectorOperation replaced
        && replaced.opcode() == Opcode.V128_CONST) {
      return VectorMethods.halves(scalarOperand(first, 1), scalarOperand(operation, 1));
    }
    return VectorMethods.withLane(
        shape, index, operand(operation, 0, shape), laneOperand(operation, 1, shape));
  }

  /** Half the difference below the union of the bits is the average, rounded up. */
  private IrExpression average(VectorOperation operation, VectorShape shape) {
    IrExpression a = atom(operation, 0, shape);
    IrExpression b = atom(operation, 1, shape);
    IrExpression difference = VectorMethods.binary(shape, "XOR", a, b);
    return VectorMethods.binary(
        shape,
        "SUB",
        VectorMethods.binary(shape, "OR", a, b),
        shape == I8X16
            ? shiftBytes("LSHR", difference, 1)
            : VectorMethods.shift(shape, "LSHR", difference, 1));
  }

  /** The even ones of lanes of half the width, signed. */
  private static IrExpression even(VectorShape shape, IrExpression a) {
    int half = shape.laneBytes() * Byte.SIZE / 2;
    return VectorMethods.shift(shape, "ASHR", VectorMethods.shift(shape, "LSHL", a, half), half);
  }

  /** The odd ones of lanes of half the width, signed. */
  private static IrExpression odd(VectorShape shape, IrExpression a) {
    return VectorMethods.shift(shape, "ASHR", a, shape.laneBytes() * Byte.SIZE / 2);
  }

  private static IrExpression pairwise(VectorShape shape, IrExpression a, boolean signed) {
    if (signed) {
      return VectorMethods.binary(shape, "ADD", even(shape, a), odd(shape, a));
    }
    int half = shape.laneBytes() * Byte.SIZE / 2;
    return VectorMethods.binary(
        shape,
        "ADD",
        VectorMethods.binary(shape, "AND", a, splat(shape, (1 << half) - 1)),
        VectorMethods.shift(shape, "LSHR", a, half));
  }

  private IrExpression dotOfBytes(VectorOperation operation) {
    IrExpression a = atom(operation, 0, I16X8);
    IrExpression b = atom(operation, 1, I16X8);
    return VectorMethods.binary(
        I16X8,
        "SADD",
        VectorMethods.binary(I16X8, "MUL", even(I16X8, a), even(I16X8, b)),
        VectorMethods.binary(I16X8, "MUL", odd(I16X8, a), odd(I16X8, b)));
  }

  /** {@code i16x8.q15mulr_sat_s}, for even and odd lanes as words. */
  private IrExpression multiplyFractions(VectorOperation operation) {
    IrExpression a = atom(operation, 0, I32X4);
    IrExpression b = atom(operation, 1, I32X4);
    IrExpression low = fraction(even(I32X4, a), even(I32X4, b));
    IrExpression high = fraction(odd(I32X4, a), odd(I32X4, b));
    return VectorMethods.reinterpret(
        I32X4,
        I16X8,
        VectorMethods.binary(
            I32X4,
            "OR",
            VectorMethods.binary(I32X4, "AND", low, splat(I32X4, 0xFFFF)),
            VectorMethods.shift(I32X4, "LSHL", high, Short.SIZE)));
  }

  private static IrExpression fraction(IrExpression a, IrExpression b) {
    IrExpression rounded =
        VectorMethods.binary(
            I32X4, "ADD", VectorMethods.binary(I32X4, "MUL", a, b), splat(I32X4, 1 << 14));
    return VectorMethods.binary(
        I32X4,
        "MIN",
        VectorMethods.shift(I32X4, "ASHR", rounded, 15),
        splat(I32X4, Short.MAX_VALUE));
  }

  private static IrExpression convert(VectorShape from, VectorShape to, IrExpression a) {
    return VectorMethods.convert(from, to, letter(from) + "2" + letter(to), a);
  }

  private static String letter(VectorShape shape) {
    return shape == I64X2 ? "L" : shape.laneDescriptor();
  }

  private IrExpression extend(
      VectorOperation operation, int index, VectorShape from, VectorShape to) {
    String name = name(operation.opcode());
    IrExpression lanes;
    if (name.contains("_high_")) {
      IrExpression words = operand(operation, index, I32X4);
      IrExpression high =
          VectorMethods.select(
              I32X4, VectorMethods.constant(I32X4, 0x3_0000_0002L, 0x3_0000_0002L), words);
      lanes = VectorMethods.reinterpret(I32X4, from, high);
    } else {
      lanes = operand(operation, index, from);
    }
    String extension = name.endsWith("_s") ? "" : "ZERO_EXTEND_";
    return VectorMethods.convert(from, to, extension + letter(from) + "2" + letter(to), lanes);
  }

  /** Clamps the lanes of two vectors, and takes the low half of each. */
  private IrExpression narrow(
      VectorOperation operation, VectorShape from, VectorShape to, int minimum, int maximum) {
    IrExpression low = clamp(operand(operation, 0, from), from, minimum, maximum);
    IrExpression high = clamp(operand(operation, 1, from), from, minimum, maximum);
    return VectorMethods.select(
        to,
        to == I8X16
            ? VectorMethods.constant(to, 0x0E0C_0A08_0604_0200L, 0x1E1C_1A18_1614_1210L)
            : VectorMethods.constant(to, 0x0006_0004_0002_0000L, 0x000E_000C_000A_0008L),
        VectorMethods.reinterpret(from, to, low),
        VectorMethods.reinterpret(from, to, high));
  }

  private static IrExpression clamp(IrExpression a, VectorShape shape, int minimum, int maximum) {
    return VectorMethods.binary(
        shape,
        "MAX",
        VectorMethods.binary(shape, "MIN", a, splat(shape, maximum)),
        splat(shape, minimum));
  }

  // ---------------------------------------------------------------- floats

  /** What is a NaN becomes one that is quiet; nothing else changes. */
  private static IrExpression quiet(VectorShape shape, IrExpression a) {
    return VectorMethods.binary(shape, "SUB", a, VectorMethods.zero(shape));
  }

  /** {@code pmin}, {@code pmax}: the second operand if it compares so with the first. */
  private IrExpression pseudo(VectorOperation operation, VectorShape shape, String operator) {
    IrExpression a = atom(operation, 0, shape);
    IrExpression b = atom(operation, 1, shape);
    return VectorMethods.blend(shape, a, b, VectorMethods.compare(shape, operator, b, a));
  }

  private IrExpression multiplyAdd(VectorOperation operation, VectorShape shape, String operator) {
    IrExpression product = binary(operation, shape, "MUL");
    return VectorMethods.binary(shape, operator, operand(operation, 2, shape), product);
  }

  /**
   * Rounds to integers. The sum with a number so large that it has no fraction is rounded to the
   * nearest integer; whether that is the right neighbour, a comparison tells.
   */
  private IrExpression rounded(VectorOperation operation, VectorShape shape, String name) {
    VectorShape integers = shape.integers();
    IrExpression x = atom(operation, 0, shape);
    IrExpression magnitude = pass.atom(VectorMethods.unary(shape, "ABS", x));
    IrExpression sign =
        pass.atom(
            VectorMethods.binary(
                integers,
                "AND",
                VectorMethods.reinterpret(shape, integers, x),
                splat(integers, shape == F32X4 ? SIGN : Long.MIN_VALUE)));
    IrExpression large = splatOf(shape, shape == F32X4 ? 0x1p23 : 0x1p52);
    IrExpression nearest =
        VectorMethods.binary(
            shape, "SUB", VectorMethods.binary(shape, "ADD", magnitude, large), large);
    IrExpression result =
        switch (name) {
          case "nearest" -> nearest;
          case "trunc" -> corrected(shape, pass.atom(nearest), "GT", magnitude, "SUB");
          case "floor" -> corrected(shape, pass.atom(signed(shape, nearest, sign)), "GT", x, "SUB");
          default -> corrected(shape, pass.atom(signed(shape, nearest, sign)), "LT", x, "ADD");
        };
    return VectorMethods.blend(
        shape,
        quiet(shape, x),
        signed(shape, result, sign),
        VectorMethods.compare(shape, "LT", magnitude, large));
  }

  private static IrExpression corrected(
      VectorShape shape, IrExpression nearest, String operator, IrExpression x, String correction) {
    return VectorMethods.blend(
        shape,
        nearest,
        VectorMethods.binary(shape, correction, nearest, splatOf(shape, 1)),
        VectorMethods.compare(shape, operator, nearest, x));
  }

  private static IrExpression signed(VectorShape shape, IrExpression a, IrExpression sign) {
    VectorShape integers = shape.integers();
    return VectorMethods.reinterpret(
        integers,
        shape,
        VectorMethods.binary(integers, "OR", VectorMethods.reinterpret(shape, integers, a), sign));
  }

  /** Numbers from 2^31 on are converted as what they are above that. */
  private IrExpression truncateUnsigned(VectorOperation operation, VectorShape from) {
    IrExpression x = atom(operation, 0, from);
    IrExpression limit = splatOf(from, 0x1p31);
    IrExpression isLarge = pass.atom(VectorMethods.compare(from, "GE", x, limit));
    IrExpression small =
        VectorMethods.blend(from, x, VectorMethods.binary(from, "SUB", x, limit), isLarge);
    IrExpression truncated =
        VectorMethods.binary(I32X4, "MAX", convert(from, I32X4, small), VectorMethods.zero(I32X4));
    IrExpression large = VectorMethods.toVector(from, isLarge);
    return VectorMethods.binary(
        I32X4,
        "XOR",
        truncated,
        VectorMethods.binary(
            I32X4,
            "AND",
            from == F64X2 ? convert(I64X2, I32X4, large) : large,
            splat(I32X4, SIGN)));
  }

  // ---------------------------------------------------------------- lanes by index

  private IrExpression swizzle(VectorOperation operation) {
    IrExpression table = operand(operation, 0, I8X16);
    IrExpression indices = atom(operation, 1, I8X16);
    return VectorMethods.blend(
        I8X16,
        VectorMethods.zero(I8X16),
        VectorMethods.select(I8X16, indices, table),
        VectorMethods.compare(I8X16, "ULT", indices, splat(I8X16, 16)));
  }

  private Value shuffle(VectorOperation operation, VectorShape chosen) {
    Shuffle shuffle = Shuffle.of(operation);
    VectorShape shape = VectorShapes.shuffled(shuffle, chosen);
    int width = shape.laneBytes();
    int count = 16 / width;
    long[] indices = new long[2];
    boolean first = true;
    boolean second = true;
    for (int i = 0; i < count; i++) {
      int lane = shuffle.lane(i * width) / width;
      first &= lane < count;
      second &= lane >= count;
    }
    for (int i = 0; i < count; i++) {
      int lane = shuffle.lane(i * width) / width;
      int index = first || second ? lane % count : lane;
      indices[i * width / Long.BYTES] |= (long) index << (i * width % Long.BYTES * Byte.SIZE);
    }
    IrExpression places = VectorMethods.constant(shape, indices[0], indices[1]);
    if (first || second) {
      return new Value(
          shape, VectorMethods.select(shape, places, operand(operation, first ? 0 : 1, shape)));
    }
    IrExpression low = operand(operation, 0, shape);
    IrExpression high = operand(operation, 1, shape);
    return new Value(shape, VectorMethods.select(shape, places, low, high));
  }
}
