package dev.cascara.compiler.ir;

import static dev.cascara.compiler.ir.IrType.INT;
import static dev.cascara.compiler.ir.IrType.LONG;
import static dev.cascara.compiler.ir.LaneShape.F32X4;
import static dev.cascara.compiler.ir.LaneShape.F64X2;
import static dev.cascara.compiler.ir.LaneShape.I16X8;
import static dev.cascara.compiler.ir.LaneShape.I32X4;
import static dev.cascara.compiler.ir.LaneShape.I64X2;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The vector instructions (section 4.3.5, "Vector Operations") on scalars. Of what relaxed
 * instructions leave open, it is always the first choice: what the deterministic profile has.
 */
final class LaneOperations {
  private final Scalarization pass;
  private final ShortLaneOperations shorts;

  LaneOperations(Scalarization pass) {
    this.pass = pass;
    this.shorts = new ShortLaneOperations(pass, this);
  }

  // ---------------------------------------------------------------- building blocks

  private static IrExpression number(int value) {
    return new Constant(INT, value);
  }

  static Numeric numeric(Opcode opcode, IrExpression... operands) {
    IrType type =
        switch ((NumberType) opcode.results().get(0)) {
          case I32 -> INT;
          case I64 -> LONG;
          case F32 -> IrType.FLOAT;
          case F64 -> IrType.DOUBLE;
        };
    return new Numeric(opcode, type, List.of(operands));
  }

  private static IrExpression not(IrExpression lane) {
    return lane.type().kind() == IrType.Kind.LONG
        ? numeric(Opcode.I64_XOR, lane, new Constant(LONG, -1))
        : numeric(Opcode.I32_XOR, lane, number(-1));
  }

  /** A call of the method that is named after an instruction, for half a vector. */
  static RuntimeCall half(Opcode opcode, IrExpression... operands) {
    String name = methodName(opcode.mnemonic());
    return half(name, operands);
  }

  static RuntimeCall half(String name, IrExpression... operands) {
    return new RuntimeCall(
        name.startsWith("i8x16") ? "ByteLanes" : "ShortLanes", name, LONG, List.of(operands));
  }

  /** {@code i8x16.add_sat_s} is {@code i8x16AddSatS}. */
  private static String methodName(String mnemonic) {
    StringBuilder name = new StringBuilder();
    for (String word : mnemonic.split("[._]", -1)) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }

  private static LaneValues lanes(LaneShape shape, IntFunction<IrExpression> lane) {
    return new LaneValues(shape, IntStream.range(0, shape.count()).mapToObj(lane).toList());
  }

  LaneValues operand(VectorOperation operation, int index, LaneShape shape) {
    return pass.vector(operation.operands().get(index), shape);
  }

  private LaneValues atoms(LaneValues value) {
    return new LaneValues(
        value.shape(), value.lanes().stream().map(pass::atom).toList(), value.maximum());
  }

  private LaneValues unary(
      VectorOperation operation, LaneShape shape, UnaryOperator<IrExpression> lane) {
    LaneValues a = operand(operation, 0, shape);
    return lanes(shape, i -> lane.apply(a.lane(i)));
  }

  private LaneValues binary(
      VectorOperation operation, LaneShape shape, BinaryOperator<IrExpression> lane) {
    LaneValues a = operand(operation, 0, shape);
    LaneValues b = operand(operation, 1, shape);
    return lanes(shape, i -> lane.apply(a.lane(i), b.lane(i)));
  }

  // ---------------------------------------------------------------- scalar results

  /** An instruction that gives a scalar, which has no effects. */
  IrExpression scalar(VectorOperation operation, LaneShapes shapes) {
    int lane = (int) operation.low();
    return switch (operation.opcode()) {
      case I8X16_EXTRACT_LANE_S ->
          numeric(Opcode.I32_EXTEND8_S, shifted(operation, lane, Byte.SIZE));
      case I8X16_EXTRACT_LANE_U ->
          numeric(Opcode.I32_AND, shifted(operation, lane, Byte.SIZE), number(0xFF));
      case I16X8_EXTRACT_LANE_S ->
          numeric(Opcode.I32_EXTEND16_S, shifted(operation, lane, Short.SIZE));
      case I16X8_EXTRACT_LANE_U ->
          numeric(Opcode.I32_AND, shifted(operation, lane, Short.SIZE), number(0xFFFF));
      case I32X4_EXTRACT_LANE -> operand(operation, 0, I32X4).lane(lane);
      case I64X2_EXTRACT_LANE -> operand(operation, 0, I64X2).lane(lane);
      case F32X4_EXTRACT_LANE -> operand(operation, 0, F32X4).lane(lane);
      case F64X2_EXTRACT_LANE -> operand(operation, 0, F64X2).lane(lane);
      case V128_ANY_TRUE -> {
        LaneShape shape = shapes.of(operation).integers();
        LaneValues a = operand(operation, 0, shape);
        yield shape.isWide()
            ? numeric(Opcode.I64_NE, join(Opcode.I64_OR, a.lanes()), new Constant(LONG, 0))
            : numeric(Opcode.I32_NE, join(Opcode.I32_OR, a.lanes()), number(0));
      }
      case I8X16_ALL_TRUE, I16X8_ALL_TRUE -> {
        LaneValues a = operand(operation, 0, I64X2);
        String name = methodName(operation.opcode().mnemonic());
        yield new RuntimeCall(half(name).className(), name, INT, a.lanes());
      }
      case I32X4_ALL_TRUE ->
          join(
              Opcode.I32_AND,
              operand(operation, 0, I32X4).lanes().stream()
                  .map(a -> (IrExpression) numeric(Opcode.I32_NE, a, number(0)))
                  .toList());
      case I64X2_ALL_TRUE ->
          join(
              Opcode.I32_AND,
              operand(operation, 0, I64X2).lanes().stream()
                  .map(a -> (IrExpression) numeric(Opcode.I64_NE, a, new Constant(LONG, 0)))
                  .toList());
      case I8X16_BITMASK -> bitmask(operation, 8);
      case I16X8_BITMASK -> bitmask(operation, 4);
      case I32X4_BITMASK -> {
        LaneValues a = operand(operation, 0, I32X4);
        yield join(
            Opcode.I32_OR,
            IntStream.range(0, 4)
                .mapToObj(
                    i -> {
                      Numeric sign = numeric(Opcode.I32_SHR_U, a.lane(i), number(31 - i));
                      return i == 0
                          ? sign
                          : (IrExpression) numeric(Opcode.I32_AND, sign, number(1 << i));
                    })
                .toList());
      }
      case I64X2_BITMASK -> {
        LaneValues a = operand(operation, 0, I64X2);
        IrExpression high = numeric(Opcode.I64_SHR_U, a.lane(1), new Constant(LONG, Long.SIZE - 2));
        yield numeric(
            Opcode.I32_OR,
            numeric(
                Opcode.I32_WRAP_I64,
                numeric(Opcode.I64_SHR_U, a.lane(0), new Constant(LONG, Long.SIZE - 1))),
            numeric(Opcode.I32_AND, numeric(Opcode.I32_WRAP_I64, high), number(2)));
      }
      default -> throw unknown(operation.opcode());
    };
  }

  private static IllegalArgumentException unknown(Opcode opcode) {
    return new IllegalArgumentException("no operation on lanes: " + opcode.mnemonic());
  }

  private static IrExpression join(Opcode opcode, List<IrExpression> operands) {
    return operands.stream().reduce((a, b) -> numeric(opcode, a, b)).orElseThrow();
  }

  /** The word with a lane of 8 or 16 bits, which is in its low bits. */
  private IrExpression shifted(VectorOperation operation, int lane, int bits) {
    IrExpression half = operand(operation, 0, I64X2).lane(lane * bits / Long.SIZE);
    int shift = lane * bits % Long.SIZE;
    return numeric(
        Opcode.I32_WRAP_I64,
        shift == 0 ? half : numeric(Opcode.I64_SHR_U, half, new Constant(LONG, shift)));
  }

  private IrExpression bitmask(VectorOperation operation, int lanesInHalf) {
    LaneValues a = operand(operation, 0, I64X2);
    String name = methodName(operation.opcode().mnemonic());
    String className = half(name).className();
    return numeric(
        Opcode.I32_OR,
        new RuntimeCall(className, name, INT, List.of(a.lane(0))),
        numeric(
            Opcode.I32_SHL,
            new RuntimeCall(className, name, INT, List.of(a.lane(1))),
            number(lanesInHalf)));
  }

  // ---------------------------------------------------------------- vector results

  /** An instruction that gives a vector, in the shape in which it comes about. */
  LaneValues vector(VectorOperation operation, LaneShapes shapes) {
    Opcode opcode = operation.opcode();
    Optional<Opcode> scalar = scalarOpcode(opcode);
    if (scalar.isPresent()) {
      LaneShape shape = LaneSignature.of(opcode).operands();
      Opcode operator = scalar.get();
      LaneShape resultShape = Objects.requireNonNull(LaneSignature.of(opcode).result());
      LaneValues value =
          operator.operands().size() == 1
              ? unary(operation, Objects.requireNonNull(shape), a -> numeric(operator, a))
              : binary(operation, Objects.requireNonNull(shape), (a, b) -> numeric(operator, a, b));
      return new LaneValues(resultShape, value.lanes());
    }
    return switch (opcode) {
      case V128_CONST -> LaneValues.constant(I64X2, operation.low(), operation.high());
      case V128_NOT, V128_AND, V128_ANDNOT, V128_OR, V128_XOR ->
          bitwise(operation, shapes.of(operation).integers());
      case V128_BITSELECT,
          I8X16_RELAXED_LANESELECT,
          I16X8_RELAXED_LANESELECT,
          I32X4_RELAXED_LANESELECT,
          I64X2_RELAXED_LANESELECT ->
          bitSelect(operation, shapes.of(operation));
      case I8X16_SHUFFLE -> shuffle(operation, shapes.of(operation));
      case I8X16_SPLAT -> {
        IrExpression half = pass.atom(half(opcode, scalarOperand(operation, 0)));
        yield lanes(I64X2, i -> half);
      }
      case I32X4_SPLAT, I64X2_SPLAT, F32X4_SPLAT, F64X2_SPLAT -> {
        IrExpression lane = pass.atom(scalarOperand(operation, 0));
        yield lanes(Objects.requireNonNull(LaneSignature.of(opcode).result()), i -> lane);
      }
      case I8X16_REPLACE_LANE -> replaceShort(operation, Byte.SIZE);
      case I16X8_REPLACE_LANE -> replaceShort(operation, Short.SIZE);
      case I32X4_REPLACE_LANE -> replace(operation, I32X4);
      case I64X2_REPLACE_LANE -> replace(operation, I64X2);
      case F32X4_REPLACE_LANE -> replace(operation, F32X4);
      case F64X2_REPLACE_LANE -> replace(operation, F64X2);
      case I8X16_SWIZZLE, I8X16_RELAXED_SWIZZLE -> {
        LaneValues table = atoms(operand(operation, 0, I64X2));
        LaneValues indices = operand(operation, 1, I64X2);
        yield lanes(
            I64X2, i -> half("i8x16Swizzle", table.lane(0), table.lane(1), indices.lane(i)));
      }
      case I8X16_SHL, I8X16_SHR_S, I8X16_SHR_U -> {
        LaneValues a = operand(operation, 0, I64X2);
        IrExpression count = pass.atom(scalarOperand(operation, 1));
        yield lanes(I64X2, i -> half(opcode, a.lane(i), count));
      }
      case I32X4_SHL -> shift(operation, I32X4, Opcode.I32_SHL);
      case I32X4_SHR_S -> shift(operation, I32X4, Opcode.I32_SHR_S);
      case I32X4_SHR_U -> shift(operation, I32X4, Opcode.I32_SHR_U);
      case I64X2_SHL -> shift(operation, I64X2, Opcode.I64_SHL);
      case I64X2_SHR_S -> shift(operation, I64X2, Opcode.I64_SHR_S);
      case I64X2_SHR_U -> shift(operation, I64X2, Opcode.I64_SHR_U);
      default ->
          LaneSignature.isShorts(opcode)
              ? shorts.vector(operation, shapes.of(operation))
              : vectorOnly(operation);
    };
  }

  /** The instructions that no scalar instruction does lane by lane. */
  private LaneValues vectorOnly(VectorOperation operation) {
    Opcode opcode = operation.opcode();
    return switch (opcode) {
      case I32X4_NEG -> unary(operation, I32X4, a -> numeric(Opcode.I32_SUB, number(0), a));
      case I64X2_NEG ->
          unary(operation, I64X2, a -> numeric(Opcode.I64_SUB, new Constant(LONG, 0), a));
      case I32X4_ABS, I32X4_EXTADD_PAIRWISE_I16X8_S, I32X4_EXTADD_PAIRWISE_I16X8_U ->
          unary(operation, I32X4, a -> lane(opcode, a));
      case I64X2_ABS -> unary(operation, I64X2, a -> lane(opcode, a));
      case I32X4_EQ,
          I32X4_NE,
          I32X4_LT_S,
          I32X4_LT_U,
          I32X4_MIN_S,
          I32X4_MIN_U,
          I32X4_MAX_S,
          I32X4_MAX_U,
          I32X4_DOT_I16X8_S,
          F32X4_PMIN,
          F32X4_PMAX,
          F64X2_PMIN,
          F64X2_PMAX,
          I64X2_EQ,
          I64X2_NE,
          I64X2_LT_S ->
          binary(operation, shapeOf(operation), (a, b) -> lane(opcode, a, b));
      case I32X4_GT_S, I32X4_LE_S -> ordered(operation, Opcode.I32X4_LT_S);
      case I32X4_GT_U, I32X4_LE_U -> ordered(operation, Opcode.I32X4_LT_U);
      case I64X2_GT_S, I64X2_LE_S -> ordered(operation, Opcode.I64X2_LT_S);
      case I32X4_GE_S -> binary(operation, I32X4, (a, b) -> not(lane(Opcode.I32X4_LT_S, a, b)));
      case I32X4_GE_U -> binary(operation, I32X4, (a, b) -> not(lane(Opcode.I32X4_LT_U, a, b)));
      case I64X2_GE_S -> binary(operation, I64X2, (a, b) -> not(lane(Opcode.I64X2_LT_S, a, b)));
      case F32X4_EQ, F32X4_LT, F32X4_LE, F64X2_EQ, F64X2_LT, F64X2_LE ->
          comparison(operation, (a, b) -> lane(opcode, a, b));
      case F32X4_NE -> comparison(operation, (a, b) -> not(lane(Opcode.F32X4_EQ, a, b)));
      case F32X4_GT -> comparison(operation, (a, b) -> lane(Opcode.F32X4_LT, b, a));
      case F32X4_GE -> comparison(operation, (a, b) -> lane(Opcode.F32X4_LE, b, a));
      case F64X2_NE -> comparison(operation, (a, b) -> not(lane(Opcode.F64X2_EQ, a, b)));
      case F64X2_GT -> comparison(operation, (a, b) -> lane(Opcode.F64X2_LT, b, a));
      case F64X2_GE -> comparison(operation, (a, b) -> lane(Opcode.F64X2_LE, b, a));
      case F32X4_RELAXED_MADD -> multiplyAdd(operation, Opcode.F32_MUL, Opcode.F32_ADD);
      case F32X4_RELAXED_NMADD -> multiplyAdd(operation, Opcode.F32_MUL, Opcode.F32_SUB);
      case F64X2_RELAXED_MADD -> multiplyAdd(operation, Opcode.F64_MUL, Opcode.F64_ADD);
      case F64X2_RELAXED_NMADD -> multiplyAdd(operation, Opcode.F64_MUL, Opcode.F64_SUB);
      case I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S -> {
        LaneValues a = operand(operation, 0, I32X4);
        LaneValues b = operand(operation, 1, I32X4);
        LaneValues c = operand(operation, 2, I32X4);
        yield lanes(I32X4, i -> lane(opcode, a.lane(i), b.lane(i), c.lane(i)));
      }
      case I8X16_NARROW_I16X8_S, I8X16_NARROW_I16X8_U -> shorts.narrow(operation);
      case I16X8_EXTEND_LOW_I8X16_S,
          I16X8_EXTEND_LOW_I8X16_U,
          I16X8_EXTEND_HIGH_I8X16_S,
          I16X8_EXTEND_HIGH_I8X16_U ->
          shorts.extend(operation, 0);
      case I16X8_EXTMUL_LOW_I8X16_S,
          I16X8_EXTMUL_LOW_I8X16_U,
          I16X8_EXTMUL_HIGH_I8X16_S,
          I16X8_EXTMUL_HIGH_I8X16_U ->
          shorts.multiply(shorts.extend(operation, 0), shorts.extend(operation, 1));
      case I16X8_NARROW_I32X4_S, I16X8_NARROW_I32X4_U -> {
        LaneValues a = operand(operation, 0, I32X4);
        LaneValues b = operand(operation, 1, I32X4);
        yield new LaneValues(
            I32X4,
            List.of(
                lane(opcode, a.lane(0), a.lane(1)),
                lane(opcode, a.lane(2), a.lane(3)),
                lane(opcode, b.lane(0), b.lane(1)),
                lane(opcode, b.lane(2), b.lane(3))));
      }
      case I32X4_TRUNC_SAT_F64X2_S_ZERO, I32X4_RELAXED_TRUNC_F64X2_S_ZERO ->
          fromDoubles(operation, Opcode.I32_TRUNC_SAT_F64_S, I32X4);
      case I32X4_TRUNC_SAT_F64X2_U_ZERO, I32X4_RELAXED_TRUNC_F64X2_U_ZERO ->
          fromDoubles(operation, Opcode.I32_TRUNC_SAT_F64_U, I32X4);
      case F32X4_DEMOTE_F64X2_ZERO -> fromDoubles(operation, Opcode.F32_DEMOTE_F64, F32X4);
      case F64X2_CONVERT_LOW_I32X4_S -> toDoubles(operation, I32X4, Opcode.F64_CONVERT_I32_S);
      case F64X2_CONVERT_LOW_I32X4_U -> toDoubles(operation, I32X4, Opcode.F64_CONVERT_I32_U);
      case F64X2_PROMOTE_LOW_F32X4 -> toDoubles(operation, F32X4, Opcode.F64_PROMOTE_F32);
      default -> extended(operation);
    };
  }

  private static LaneShape shapeOf(VectorOperation operation) {
    return Objects.requireNonNull(LaneSignature.of(operation.opcode()).operands());
  }

  IrExpression scalarOperand(VectorOperation operation, int index) {
    return pass.pureScalar(operation.operands().get(index));
  }

  /** A call of the method that is named after an instruction, for one lane. */
  private static IrExpression lane(Opcode opcode, IrExpression... operands) {
    LaneShape shape = Objects.requireNonNull(LaneSignature.of(opcode).result());
    return RuntimeCall.lanes(methodName(opcode.mnemonic()), shape.scalar(), operands);
  }

  /** {@code gt} and {@code le} by {@code lt} with exchanged operands. */
  private LaneValues ordered(VectorOperation operation, Opcode less) {
    boolean negated = operation.opcode().mnemonic().contains(".le");
    return binary(
        operation,
        shapeOf(operation),
        (a, b) -> negated ? not(lane(less, b, a)) : lane(less, b, a));
  }

  private LaneValues comparison(VectorOperation operation, BinaryOperator<IrExpression> lane) {
    LaneShape shape = shapeOf(operation);
    return new LaneValues(shape.integers(), binary(operation, shape, lane).lanes());
  }

  private LaneValues multiplyAdd(VectorOperation operation, Opcode multiply, Opcode add) {
    LaneShape shape = shapeOf(operation);
    LaneValues a = operand(operation, 0, shape);
    LaneValues b = operand(operation, 1, shape);
    LaneValues c = operand(operation, 2, shape);
    return lanes(shape, i -> numeric(add, c.lane(i), numeric(multiply, a.lane(i), b.lane(i))));
  }

  private LaneValues fromDoubles(VectorOperation operation, Opcode opcode, LaneShape shape) {
    LaneValues a = operand(operation, 0, F64X2);
    IrExpression zero = new Constant(shape.scalar(), 0);
    return lanes(shape, i -> i < 2 ? numeric(opcode, a.lane(i)) : zero);
  }

  private LaneValues toDoubles(VectorOperation operation, LaneShape from, Opcode opcode) {
    LaneValues a = operand(operation, 0, from);
    return lanes(F64X2, i -> numeric(opcode, a.lane(i)));
  }

  private LaneValues shift(VectorOperation operation, LaneShape shape, Opcode opcode) {
    LaneValues a = operand(operation, 0, shape);
    IrExpression count = scalarOperand(operation, 1);
    IrExpression suitable =
        shape == I32X4
            ? count
            : count instanceof Constant constant
                ? new Constant(LONG, constant.bits() & 63)
                : numeric(Opcode.I64_EXTEND_I32_U, count);
    IrExpression atom = pass.atom(suitable);
    return lanes(shape, i -> numeric(opcode, a.lane(i), atom));
  }

  // ---------------------------------------------------------------- extension

  private LaneValues extended(VectorOperation operation) {
    Opcode opcode = operation.opcode();
    String name = opcode.mnemonic();
    boolean signed = name.endsWith("_s");
    boolean high = name.contains("_high_");
    if (name.startsWith("i8x16.") || LaneSignature.of(opcode).operands() == I64X2) {
      return operation.operands().size() == 1
          ? unary(operation, I64X2, a -> half(opcode, a))
          : binary(operation, I64X2, (a, b) -> half(opcode, a, b));
    }
    boolean multiplies = name.contains(".extmul_");
    if (!multiplies && !name.contains(".extend_")) {
      throw unknown(opcode);
    }
    LaneValues first = extended(operation, 0, high, signed);
    if (!multiplies) {
      return first;
    }
    LaneValues second = extended(operation, 1, high, signed);
    return lanes(
        first.shape(),
        i -> {
          IrExpression a = first.lane(i);
          IrExpression b = second.lane(i);
          return numeric(first.shape() == I32X4 ? Opcode.I32_MUL : Opcode.I64_MUL, a, b);
        });
  }

  /** Half the lanes of an operand, twice as wide. */
  private LaneValues extended(VectorOperation operation, int index, boolean high, boolean signed) {
    LaneValues words = operand(operation, index, I32X4);
    IrExpression first = words.lane(high ? 2 : 0);
    IrExpression second = words.lane(high ? 3 : 1);
    String name = operation.opcode().mnemonic();
    if (name.startsWith("i64x2")) {
      Opcode extend = signed ? Opcode.I64_EXTEND_I32_S : Opcode.I64_EXTEND_I32_U;
      return new LaneValues(I64X2, List.of(numeric(extend, first), numeric(extend, second)));
    }
    List<IrExpression> lanes = new ArrayList<>();
    for (IrExpression word : List.of(pass.atom(first), pass.atom(second))) {
      lanes.add(
          signed
              ? numeric(Opcode.I32_EXTEND16_S, word)
              : numeric(Opcode.I32_AND, word, number(0xFFFF)));
      lanes.add(numeric(signed ? Opcode.I32_SHR_S : Opcode.I32_SHR_U, word, number(16)));
    }
    return new LaneValues(I32X4, lanes);
  }

  // ---------------------------------------------------------------- bits and lanes

  private LaneValues bitwise(VectorOperation operation, LaneShape shape) {
    boolean wide = shape.isWide();
    return switch (operation.opcode()) {
      case V128_NOT -> unary(operation, shape, LaneOperations::not);
      case V128_AND -> bitwise(operation, shape, wide ? Opcode.I64_AND : Opcode.I32_AND);
      case V128_OR -> bitwise(operation, shape, wide ? Opcode.I64_OR : Opcode.I32_OR);
      case V128_XOR -> bitwise(operation, shape, wide ? Opcode.I64_XOR : Opcode.I32_XOR);
      default ->
          binary(
              operation,
              shape,
              (a, b) -> numeric(wide ? Opcode.I64_AND : Opcode.I32_AND, a, not(b)));
    };
  }

  private LaneValues bitwise(VectorOperation operation, LaneShape shape, Opcode opcode) {
    return binary(operation, shape, (a, b) -> numeric(opcode, a, b));
  }

  private LaneValues bitSelect(VectorOperation operation, LaneShape chosen) {
    if (Scalarization.isSelectionByComparison(operation)) {
      VectorOperation mask = (VectorOperation) operation.operands().get(2);
      LaneShape compared = shapeOf(mask);
      // Even and odd lanes of 16 bits are in another order than what is compared.
      if (compared.count() == chosen.count() && chosen != I16X8) {
        LaneValues a = atoms(operand(operation, 0, chosen));
        LaneValues b = atoms(operand(operation, 1, chosen));
        LaneValues x = operand(mask, 0, compared);
        LaneValues y = operand(mask, 1, compared);
        Opcode comparison = scalarComparison(mask.opcode()).orElseThrow();
        return lanes(
            chosen,
            i ->
                new Select(
                    chosen.scalar(),
                    a.lane(i),
                    b.lane(i),
                    numeric(comparison, x.lane(i), y.lane(i))));
      }
    }
    LaneShape shape = chosen.integers();
    LaneValues a = operand(operation, 0, shape);
    LaneValues b = operand(operation, 1, shape);
    LaneValues mask = operand(operation, 2, shape);
    return lanes(
        shape,
        i ->
            RuntimeCall.lanes("v128Bitselect", shape.scalar(), a.lane(i), b.lane(i), mask.lane(i)));
  }

  private LaneValues replace(VectorOperation operation, LaneShape shape) {
    LaneValues a = operand(operation, 0, shape);
    IrExpression replacement = scalarOperand(operation, 1);
    return lanes(shape, i -> i == operation.low() ? replacement : a.lane(i));
  }

  private LaneValues replaceShort(VectorOperation operation, int bits) {
    LaneValues a = operand(operation, 0, I64X2);
    IrExpression replacement = scalarOperand(operation, 1);
    int position = (int) operation.low() * bits;
    return lanes(
        I64X2,
        i ->
            i == position / Long.SIZE
                ? RuntimeCall.lanes(
                    "replace",
                    LONG,
                    a.lane(i),
                    replacement,
                    number(position % Long.SIZE),
                    number((1 << bits) - 1))
                : a.lane(i));
  }

  private LaneValues shuffle(VectorOperation operation, LaneShape chosen) {
    Shuffle shuffle = Shuffle.of(operation);
    LaneShape shape = shuffle.moves(chosen.bytes()) ? chosen : chosen.integers();
    List<IrExpression> words = new ArrayList<>(operand(operation, 0, shape).lanes());
    words.addAll(operand(operation, 1, shape).lanes());
    if (shuffle.moves(shape.bytes())) {
      List<IrExpression> moved = new ArrayList<>();
      for (int i = 0; i < shape.count(); i++) {
        int source = shuffle.lane(i * shape.bytes()) / shape.bytes();
        // What is needed more than once is evaluated once.
        words.set(source, pass.atom(words.get(source)));
        moved.add(words.get(source));
      }
      return new LaneValues(shape, moved);
    }
    if (shuffle.isSplat()) {
      int lane = shuffle.lane(0);
      IrExpression word = words.get(lane / shape.bytes());
      int shift = lane % shape.bytes() * Byte.SIZE;
      IrExpression narrow =
          shape.isWide()
              ? numeric(
                  Opcode.I32_WRAP_I64, numeric(Opcode.I64_SHR_U, word, new Constant(LONG, shift)))
              : numeric(Opcode.I32_SHR_U, word, number(shift));
      IrExpression half = pass.atom(half(Opcode.I8X16_SPLAT, narrow));
      return lanes(I64X2, i -> half);
    }
    words.replaceAll(pass::atom);
    return lanes(shape, i -> combined(shuffle.parts(i, shape.bytes()), words, shape));
  }

  private static IrExpression combined(
      List<Shuffle.Part> parts, List<IrExpression> words, LaneShape shape) {
    boolean wide = shape.isWide();
    return parts.stream()
        .map(part -> shifted(part, words.get(part.word()), shape))
        .reduce((a, b) -> numeric(wide ? Opcode.I64_OR : Opcode.I32_OR, a, b))
        .orElseThrow();
  }

  private static IrExpression shifted(Shuffle.Part part, IrExpression word, LaneShape shape) {
    boolean wide = shape.isWide();
    IrExpression result = word;
    if (part.distance() != 0) {
      Opcode left = wide ? Opcode.I64_SHL : Opcode.I32_SHL;
      Opcode right = wide ? Opcode.I64_SHR_U : Opcode.I32_SHR_U;
      result =
          numeric(
              part.distance() > 0 ? left : right,
              word,
              new Constant(shape.scalar(), (long) Byte.SIZE * Math.abs(part.distance())));
    }
    return part.isWholeShift(shape.bytes())
        ? result
        : numeric(
            wide ? Opcode.I64_AND : Opcode.I32_AND,
            result,
            new Constant(shape.scalar(), wide ? part.bits() : (int) part.bits()));
  }

  // ---------------------------------------------------------------- scalar instructions

  /** Whether the result is, lane by lane, that of a scalar comparison. */
  static boolean isWholeComparison(Opcode opcode) {
    return scalarComparison(opcode).isPresent();
  }

  private static Optional<Opcode> scalarComparison(Opcode opcode) {
    Opcode scalar =
        switch (opcode) {
          case I32X4_EQ -> Opcode.I32_EQ;
          case I32X4_NE -> Opcode.I32_NE;
          case I32X4_LT_S -> Opcode.I32_LT_S;
          case I32X4_LT_U -> Opcode.I32_LT_U;
          case I32X4_GT_S -> Opcode.I32_GT_S;
          case I32X4_GT_U -> Opcode.I32_GT_U;
          case I32X4_LE_S -> Opcode.I32_LE_S;
          case I32X4_LE_U -> Opcode.I32_LE_U;
          case I32X4_GE_S -> Opcode.I32_GE_S;
          case I32X4_GE_U -> Opcode.I32_GE_U;
          case I64X2_EQ -> Opcode.I64_EQ;
          case I64X2_NE -> Opcode.I64_NE;
          case I64X2_LT_S -> Opcode.I64_LT_S;
          case I64X2_GT_S -> Opcode.I64_GT_S;
          case I64X2_LE_S -> Opcode.I64_LE_S;
          case I64X2_GE_S -> Opcode.I64_GE_S;
          case F32X4_EQ -> Opcode.F32_EQ;
          case F32X4_NE -> Opcode.F32_NE;
          case F32X4_LT -> Opcode.F32_LT;
          case F32X4_GT -> Opcode.F32_GT;
          case F32X4_LE -> Opcode.F32_LE;
          case F32X4_GE -> Opcode.F32_GE;
          case F64X2_EQ -> Opcode.F64_EQ;
          case F64X2_NE -> Opcode.F64_NE;
          case F64X2_LT -> Opcode.F64_LT;
          case F64X2_GT -> Opcode.F64_GT;
          case F64X2_LE -> Opcode.F64_LE;
          case F64X2_GE -> Opcode.F64_GE;
          default -> Opcode.NOP;
        };
    return scalar == Opcode.NOP ? Optional.empty() : Optional.of(scalar);
  }

  /** The scalar instruction that, done with each lane, is the same. */
  private static Optional<Opcode> scalarOpcode(Opcode opcode) {
    Opcode scalar =
        switch (opcode) {
          case I32X4_ADD -> Opcode.I32_ADD;
          case I32X4_SUB -> Opcode.I32_SUB;
          case I32X4_MUL -> Opcode.I32_MUL;
          case I64X2_ADD -> Opcode.I64_ADD;
          case I64X2_SUB -> Opcode.I64_SUB;
          case I64X2_MUL -> Opcode.I64_MUL;
          case F32X4_ADD -> Opcode.F32_ADD;
          case F32X4_SUB -> Opcode.F32_SUB;
          case F32X4_MUL -> Opcode.F32_MUL;
          case F32X4_DIV -> Opcode.F32_DIV;
          case F32X4_MIN, F32X4_RELAXED_MIN -> Opcode.F32_MIN;
          case F32X4_MAX, F32X4_RELAXED_MAX -> Opcode.F32_MAX;
          case F32X4_ABS -> Opcode.F32_ABS;
          case F32X4_NEG -> Opcode.F32_NEG;
          case F32X4_SQRT -> Opcode.F32_SQRT;
          case F32X4_CEIL -> Opcode.F32_CEIL;
          case F32X4_FLOOR -> Opcode.F32_FLOOR;
          case F32X4_TRUNC -> Opcode.F32_TRUNC;
          case F32X4_NEAREST -> Opcode.F32_NEAREST;
          case F64X2_ADD -> Opcode.F64_ADD;
          case F64X2_SUB -> Opcode.F64_SUB;
          case F64X2_MUL -> Opcode.F64_MUL;
          case F64X2_DIV -> Opcode.F64_DIV;
          case F64X2_MIN, F64X2_RELAXED_MIN -> Opcode.F64_MIN;
          case F64X2_MAX, F64X2_RELAXED_MAX -> Opcode.F64_MAX;
          case F64X2_ABS -> Opcode.F64_ABS;
          case F64X2_NEG -> Opcode.F64_NEG;
          case F64X2_SQRT -> Opcode.F64_SQRT;
          case F64X2_CEIL -> Opcode.F64_CEIL;
          case F64X2_FLOOR -> Opcode.F64_FLOOR;
          case F64X2_TRUNC -> Opcode.F64_TRUNC;
          case F64X2_NEAREST -> Opcode.F64_NEAREST;
          case I32X4_TRUNC_SAT_F32X4_S, I32X4_RELAXED_TRUNC_F32X4_S -> Opcode.I32_TRUNC_SAT_F32_S;
          case I32X4_TRUNC_SAT_F32X4_U, I32X4_RELAXED_TRUNC_F32X4_U -> Opcode.I32_TRUNC_SAT_F32_U;
          case F32X4_CONVERT_I32X4_S -> Opcode.F32_CONVERT_I32_S;
          case F32X4_CONVERT_I32X4_U -> Opcode.F32_CONVERT_I32_U;
          default -> Opcode.NOP;
        };
    return scalar == Opcode.NOP ? Optional.empty() : Optional.of(scalar);
  }
}
