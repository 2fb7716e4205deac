package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.runtime.internal.ShortLanes;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A vector as scalars.
 *
 * @param shape what they are
 * @param lanes expressions without effects, the first lane first
 * @param maximum for {@link LaneShape#I16X8}, what no lane exceeds, unsigned
 */
record LaneValues(LaneShape shape, List<IrExpression> lanes, int maximum) {
  /** The maximum where nothing is known. */
  static final int ANY_SHORT = 0xFFFF;

  LaneValues {
    lanes = List.copyOf(lanes);
  }

  LaneValues(LaneShape shape, List<IrExpression> lanes) {
    this(shape, lanes, ANY_SHORT);
  }

  IrExpression lane(int index) {
    return lanes.get(index);
  }

  /** A constant. */
  static LaneValues constant(LaneShape shape, long low, long high) {
    if (shape == LaneShape.I16X8) {
      int maximum = 0;
      for (int shift = 0; shift < Long.SIZE; shift += Short.SIZE) {
        maximum = Math.max(maximum, (int) (low >>> shift) & ANY_SHORT);
        maximum = Math.max(maximum, (int) (high >>> shift) & ANY_SHORT);
      }
      return new LaneValues(
          shape,
          List.of(
              new Constant(IrType.LONG, ShortLanes.even(low, high)),
              new Constant(IrType.LONG, ShortLanes.odd(low, high))),
          maximum);
    }
    List<IrExpression> lanes =
        shape.count() == 2
            ? List.of(new Constant(shape.scalar(), low), new Constant(shape.scalar(), high))
            : List.of(
                new Constant(shape.scalar(), (int) low),
                new Constant(shape.scalar(), low >> 32),
                new Constant(shape.scalar(), (int) high),
                new Constant(shape.scalar(), high >> 32));
    return new LaneValues(shape, lanes);
  }

  /**
   * The same bits in another shape.
   *
   * @param wanted the shape
   * @param atom makes an expression one that may be evaluated several times
   */
  LaneValues to(LaneShape wanted, UnaryOperator<IrExpression> atom) {
    if (shape == wanted) {
      return this;
    }
    if (!shape.isInteger()) {
      return reinterpreted(shape.integers()).to(wanted, atom);
    }
    if (shape == LaneShape.I16X8) {
      return joined(atom).to(wanted, atom);
    }
    if (wanted == LaneShape.I16X8) {
      return to(LaneShape.I64X2, atom).divided(atom);
    }
    if (shape != wanted.integers()) {
      return (shape == LaneShape.I64X2 ? halved(atom) : paired()).to(wanted, atom);
    }
    return reinterpreted(wanted);
  }

  private LaneValues reinterpreted(LaneShape to) {
    Opcode opcode =
        switch (to) {
          case I64X2 -> Opcode.I64_REINTERPRET_F64;
          case I32X4 -> Opcode.I32_REINTERPRET_F32;
          case F32X4 -> Opcode.F32_REINTERPRET_I32;
          case F64X2 -> Opcode.F64_REINTERPRET_I64;
          case I16X8 -> throw new IllegalArgumentException("lanes are in another order");
        };
    return new LaneValues(to, lanes.stream().map(lane -> reinterpret(opcode, to, lane)).toList());
  }

  private static IrExpression reinterpret(Opcode opcode, LaneShape to, IrExpression lane) {
    if (lane instanceof Constant constant) {
      return new Constant(to.scalar(), constant.bits());
    }
    // Back to what it was before.
    if (lane instanceof Numeric numeric && numeric.operands().get(0).type().equals(to.scalar())) {
      switch (numeric.opcode()) {
        case I64_REINTERPRET_F64, I32_REINTERPRET_F32, F32_REINTERPRET_I32, F64_REINTERPRET_I64 -> {
          return numeric.operands().get(0);
        }
        default -> {}
      }
    }
    return new Numeric(opcode, to.scalar(), List.of(lane));
  }

  /** Even and odd lanes of 16 bits from those in order. */
  private LaneValues divided(UnaryOperator<IrExpression> atom) {
    if (lane(0) instanceof Constant low && lane(1) instanceof Constant high) {
      return constant(LaneShape.I16X8, low.bits(), high.bits());
    }
    return of(LaneShape.I16X8, "even", "odd", atom);
  }

  /** Lanes of 16 bits in order from even and odd ones. */
  private LaneValues joined(UnaryOperator<IrExpression> atom) {
    // Back to what they were before.
    if (lane(0) instanceof RuntimeCall call && call.method().equals("even")) {
      return new LaneValues(LaneShape.I64X2, call.operands());
    }
    if (lane(0).equals(lane(1))
        && lane(0) instanceof RuntimeCall call
        && call.method().equals("i16x8Splat")) {
      return new LaneValues(LaneShape.I64X2, lanes);
    }
    return of(LaneShape.I64X2, "low", "high", atom);
  }

  private LaneValues of(
      LaneShape wanted, String first, String second, UnaryOperator<IrExpression> atom) {
    List<IrExpression> operands = lanes.stream().map(atom).toList();
    return new LaneValues(
        wanted,
        List.of(
            new RuntimeCall("ShortLanes", first, IrType.LONG, operands),
            new RuntimeCall("ShortLanes", second, IrType.LONG, operands)));
  }

  private LaneValues halved(UnaryOperator<IrExpression> atom) {
    IrExpression low = halves(lane(0), atom);
    IrExpression high = halves(lane(1), atom);
    return new LaneValues(
        LaneShape.I32X4, List.of(half(low, 0), half(low, 1), half(high, 0), half(high, 1)));
  }

  private static IrExpression halves(IrExpression lane, UnaryOperator<IrExpression> atom) {
    return isPair(lane) ? lane : atom.apply(lane);
  }

  private static boolean isPair(IrExpression lane) {
    return lane instanceof RuntimeCall call && call.method().equals("pair");
  }

  private static IrExpression half(IrExpression lane, int index) {
    if (lane instanceof Constant constant) {
      return new Constant(IrType.INT, (int) (constant.bits() >> (32 * index)));
    }
    if (isPair(lane)) {
      return lane.operands().get(index);
    }
    IrExpression shifted =
        index == 0
            ? lane
            : new Numeric(
                Opcode.I64_SHR_U, IrType.LONG, List.of(lane, new Constant(IrType.LONG, 32)));
    return new Numeric(Opcode.I32_WRAP_I64, IrType.INT, List.of(shifted));
  }

  private LaneValues paired() {
    return new LaneValues(LaneShape.I64X2, List.of(pair(lane(0), lane(1)), pair(lane(2), lane(3))));
  }

  private static IrExpression pair(IrExpression low, IrExpression high) {
    if (low instanceof Constant first && high instanceof Constant second) {
      return new Constant(IrType.LONG, (first.bits() & 0xFFFF_FFFFL) | second.bits() << 32);
    }
    if (low instanceof Numeric wrapped
        && wrapped.opcode() == Opcode.I32_WRAP_I64
        && wrapped.operands().get(0) instanceof IrExpression.Get whole
        && high.equals(half(whole, 1))) {
      return whole;
    }
    return RuntimeCall.lanes("pair", IrType.LONG, low, high);
  }
}
