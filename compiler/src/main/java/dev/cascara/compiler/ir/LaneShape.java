package dev.cascara.compiler.ir;

/**
 * How 128 bits are held: as scalars of one type. Lanes of 8 and 16 bits are held several in a
 * scalar.
 */
enum LaneShape {
  /** Two {@code long}s: {@code i64x2}, and lanes of 8 and 16 bits. */
  I64X2(IrType.LONG, 2),
  /**
   * Two {@code long}s, the first with the even lanes of {@code i16x8}, the other with the odd ones:
   * so bytes become lanes of 16 bits, and these bytes, by masks and shifts alone.
   */
  I16X8(IrType.LONG, 2),
  /** Four {@code int}s. */
  I32X4(IrType.INT, 4),
  /** Four {@code float}s. */
  F32X4(IrType.FLOAT, 4),
  /** Two {@code double}s. */
  F64X2(IrType.DOUBLE, 2);

  @SuppressWarnings("ImmutableEnumChecker") // types are immutable
  private final IrType scalar;

  private final int count;

  LaneShape(IrType scalar, int count) {
    this.scalar = scalar;
    this.count = count;
  }

  /** The type of the scalars. */
  IrType scalar() {
    return scalar;
  }

  /** How many scalars there are. */
  int count() {
    return count;
  }

  /** How many bytes each scalar has. */
  int bytes() {
    return 16 / count;
  }

  /** Whether a scalar has 64 bits. */
  boolean isWide() {
    return count == 2;
  }

  boolean isInteger() {
    return this != F32X4 && this != F64X2;
  }

  /** The shape with integers of the same width. */
  LaneShape integers() {
    return switch (this) {
      case F32X4 -> I32X4;
      case F64X2 -> I64X2;
      default -> this;
    };
  }
}
