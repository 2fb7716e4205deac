package dev.cascara.compiler.ir;

import static dev.cascara.compiler.ir.LaneOperations.half;
import static dev.cascara.compiler.ir.LaneOperations.numeric;
import static dev.cascara.compiler.ir.LaneShape.I16X8;
import static dev.cascara.compiler.ir.LaneShape.I64X2;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;

/**
 * The instructions on lanes of 16 bits (section 4.3.5, "Vector Operations"), four lanes in a {@code
 * long}. Where lanes are known to be small, as those are that were bytes, sums and products cannot
 * run into the next lane, so that one addition or multiplication of the JVM does them all.
 */
final class ShortLaneOperations {
  private static final int MAXIMUM = LaneValues.ANY_SHORT;
  private static final long LOW_BYTES = 0x00FF_00FF_00FF_00FFL;

  private final Scalarization pass;
  private final LaneOperations operations;

  ShortLaneOperations(Scalarization pass, LaneOperations operations) {
    this.pass = pass;
    this.operations = operations;
  }

  private static IrExpression number(long value) {
    return new Constant(IrType.LONG, value);
  }

  /** An instruction that does something to each lane. */
  LaneValues vector(VectorOperation operation, LaneShape shape) {
    Opcode opcode = operation.opcode();
    return switch (opcode) {
      case I16X8_SPLAT -> {
        IrExpression half = pass.atom(half(opcode, operations.scalarOperand(operation, 0)));
        yield new LaneValues(shape, List.of(half, half));
      }
      case I16X8_ADD -> {
        LaneValues a = operations.operand(operation, 0, shape);
        LaneValues b = operations.operand(operation, 1, shape);
        int sum = a.maximum() + b.maximum();
        if (sum <= MAXIMUM) {
          yield binary(Opcode.I64_ADD, a, b, sum);
        }
        yield b.maximum() <= Short.MAX_VALUE
            ? new LaneValues(
                shape,
                List.of(
                    half("i16x8AddSmall", a.lane(0), b.lane(0)),
                    half("i16x8AddSmall", a.lane(1), b.lane(1))))
            : lanes(opcode, a, b);
      }
      case I16X8_MUL ->
          multiply(
              operations.operand(operation, 0, shape), operations.operand(operation, 1, shape));
      case I16X8_SHR_U, I16X8_SHL, I16X8_SHR_S -> shift(operation, shape);
      case I16X8_ABS, I16X8_NEG -> {
        LaneValues a = operations.operand(operation, 0, shape);
        yield new LaneValues(
            shape, a.lanes().stream().map(lane -> (IrExpression) half(opcode, lane)).toList());
      }
      default -> {
        Opcode same =
            opcode == Opcode.I16X8_RELAXED_Q15MULR_S ? Opcode.I16X8_Q15MULR_SAT_S : opcode;
        yield lanes(
            same, operations.operand(operation, 0, shape), operations.operand(operation, 1, shape));
      }
    };
  }

  private static LaneValues lanes(Opcode opcode, LaneValues a, LaneValues b) {
    return new LaneValues(
        a.shape(), List.of(half(opcode, a.lane(0), b.lane(0)), half(opcode, a.lane(1), b.lane(1))));
  }

  private static LaneValues binary(Opcode opcode, LaneValues a, LaneValues b, int maximum) {
    return new LaneValues(
        a.shape(),
        List.of(numeric(opcode, a.lane(0), b.lane(0)), numeric(opcode, a.lane(1), b.lane(1))),
        maximum);
  }

  /** {@code i16x8.mul}. */
  LaneValues multiply(LaneValues a, LaneValues b) {
    long product = (long) a.maximum() * b.maximum();
    if (product <= MAXIMUM) {
      int factor = uniform(b);
      if (factor >= 0) {
        return multiply(a, factor);
      }
      factor = uniform(a);
      if (factor >= 0) {
        return multiply(b, factor);
      }
    }
    LaneValues result = lanes(Opcode.I16X8_MUL, a, b);
    return new LaneValues(result.shape(), result.lanes(), (int) Math.min(product, MAXIMUM));
  }

  private static LaneValues multiply(LaneValues a, int factor) {
    return new LaneValues(
        a.shape(),
        a.lanes().stream()
            .map(lane -> (IrExpression) numeric(Opcode.I64_MUL, lane, number(factor)))
            .toList(),
        a.maximum() * factor);
  }

  /** The number that all lanes are; -1 if they are not one constant. */
  private static int uniform(LaneValues value) {
    if (!(value.lane(0) instanceof Constant low) || !value.lane(0).equals(value.lane(1))) {
      return -1;
    }
    int lane = (int) low.bits() & MAXIMUM;
    return low.bits() == lane * 0x0001_0001_0001_0001L ? lane : -1;
  }

  private LaneValues shift(VectorOperation operation, LaneShape shape) {
    LaneValues a = operations.operand(operation, 0, shape);
    IrExpression count = pass.atom(operations.scalarOperand(operation, 1));
    int maximum = MAXIMUM;
    if (count instanceof Constant constant && operation.opcode() != Opcode.I16X8_SHR_S) {
      int bits = (int) constant.bits() & (Short.SIZE - 1);
      if (operation.opcode() == Opcode.I16X8_SHR_U) {
        maximum = a.maximum() >> bits;
      } else if (a.maximum() << bits <= MAXIMUM) {
        maximum = a.maximum() << bits;
      }
    }
    return new LaneValues(
        shape,
        a.lanes().stream()
            .map(lane -> (IrExpression) half(operation.opcode(), lane, count))
            .toList(),
        maximum);
  }

  /** {@code i16x8.extend_low_i8x16}, {@code i16x8.extend_high_i8x16} of an operand. */
  LaneValues extend(VectorOperation operation, int index) {
    String name = operation.opcode().mnemonic();
    LaneValues bytes = operations.operand(operation, index, I64X2);
    IrExpression half = pass.atom(bytes.lane(name.contains("_high_") ? 1 : 0));
    if (name.endsWith("_s")) {
      return new LaneValues(I16X8, List.of(half("i16x8EvenI8x16S", half), shiftedBytes(half)));
    }
    return new LaneValues(
        I16X8,
        List.of(
            numeric(Opcode.I64_AND, half, number(LOW_BYTES)),
            numeric(
                Opcode.I64_AND,
                numeric(Opcode.I64_SHR_U, half, number(Byte.SIZE)),
                number(LOW_BYTES))),
        0xFF);
  }

  private static IrExpression shiftedBytes(IrExpression half) {
    return half("i16x8ShrS", half, new Constant(IrType.INT, Byte.SIZE));
  }

  /** {@code i8x16.narrow_i16x8}. */
  LaneValues narrow(VectorOperation operation) {
    return new LaneValues(
        I64X2,
        List.of(
            narrow(operation.opcode(), operations.operand(operation, 0, I16X8)),
            narrow(operation.opcode(), operations.operand(operation, 1, I16X8))));
  }

  private static IrExpression narrow(Opcode opcode, LaneValues shorts) {
    int unchanged = opcode == Opcode.I8X16_NARROW_I16X8_U ? 0xFF : 0x7F;
    return shorts.maximum() <= unchanged
        ? numeric(
            Opcode.I64_OR,
            shorts.lane(0),
            numeric(Opcode.I64_SHL, shorts.lane(1), number(Byte.SIZE)))
        : half(opcode, shorts.lane(0), shorts.lane(1));
  }
}
