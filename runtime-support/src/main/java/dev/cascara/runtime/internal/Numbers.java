package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmTrap;

/**
 * The numeric instructions (section 4.3) that no JVM instruction or intrinsic of the JDK equals.
 */
public final class Numbers {
  private static final float TWO_31_FLOAT = 0x1p31f;
  private static final double TWO_31 = 0x1p31;
  private static final double TWO_32 = 0x1p32;
  private static final float TWO_63_FLOAT = 0x1p63f;
  private static final double TWO_63 = 0x1p63;
  private static final double TWO_64 = 0x1p64;

  private Numbers() {}

  private static WasmTrap overflow() {
    return new WasmTrap(WasmTrap.Kind.INTEGER_OVERFLOW);
  }

  /** The trap for a float that no integer equals: it was NaN or out of range. */
  private static WasmTrap unrepresentable(double value) {
    return new WasmTrap(
        Double.isNaN(value)
            ? WasmTrap.Kind.INVALID_CONVERSION_TO_INTEGER
            : WasmTrap.Kind.INTEGER_OVERFLOW);
  }

  /**
   * {@code i32.div_s}.
   *
   * @param a the dividend
   * @param b the divisor
   * @return the quotient
   */
  public static int divide(int a, int b) {
    if (b == -1 && a == Integer.MIN_VALUE) {
      throw overflow();
    }
    return a / b;
  }

  /**
   * {@code i64.div_s}.
   *
   * @param a the dividend
   * @param b the divisor
   * @return the quotient
   */
  public static long divide(long a, long b) {
    if (b == -1 && a == Long.MIN_VALUE) {
      throw overflow();
    }
    return a / b;
  }

  /**
   * {@code i64.div_u}. Where neither operand is above the signed numbers, which is nearly always,
   * the signed instruction does the same; until JDK 19 the JDK's method is far slower.
   *
   * @param a the dividend
   * @param b the divisor
   * @return the quotient
   */
  public static long divideUnsigned(long a, long b) {
    return (a | b) >= 0 ? a / b : Long.divideUnsigned(a, b);
  }

  /**
   * {@code i64.rem_u}. Where neither operand is above the signed numbers, which is nearly always,
   * the signed instruction does the same; until JDK 19 the JDK's method is far slower.
   *
   * @param a the dividend
   * @param b the divisor
   * @return the remainder
   */
  public static long remainderUnsigned(long a, long b) {
    return (a | b) >= 0 ? a % b : Long.remainderUnsigned(a, b);
  }

  /**
   * {@code i32.trunc_f32_s}.
   *
   * @param value the float
   * @return the integer
   */
  public static int truncateToInt(float value) {
    if (!(value >= -TWO_31_FLOAT && value < TWO_31_FLOAT)) {
      throw unrepresentable(value);
    }
    return (int) value;
  }

  /**
   * {@code i32.trunc_f64_s}.
   *
   * @param value the float
   * @return the integer
   */
  public static int truncateToInt(double value) {
    if (!(value > -TWO_31 - 1 && value < TWO_31)) {
      throw unrepresentable(value);
    }
    return (int) value;
  }

  /**
   * {@code i32.trunc_f32_u} and {@code i32.trunc_f64_u}; every {@code f32} is the same number as an
   * {@code f64}.
   *
   * @param value the float
   * @return the integer, unsigned
   */
  public static int truncateToUnsignedInt(double value) {
    if (!(value > -1 && value < TWO_32)) {
      throw unrepresentable(value);
    }
    return (int) (long) value;
  }

  /**
   * {@code i64.trunc_f32_s}.
   *
   * @param value the float
   * @return the integer
   */
  public static long truncateToLong(float value) {
    if (!(value >= -TWO_63_FLOAT && value < TWO_63_FLOAT)) {
      throw unrepresentable(value);
    }
    return (long) value;
  }

  /**
   * {@code i64.trunc_f64_s}.
   *
   * @param value the float
   * @return the integer
   */
  public static long truncateToLong(double value) {
    if (!(value >= -TWO_63 && value < TWO_63)) {
      throw unrepresentable(value);
    }
    return (long) value;
  }

  /**
   * {@code i64.trunc_f32_u} and {@code i64.trunc_f64_u}.
   *
   * @param value the float
   * @return the integer, unsigned
   */
  public static long truncateToUnsignedLong(double value) {
    if (!(value > -1 && value < TWO_64)) {
      throw unrepresentable(value);
    }
    return saturateToUnsignedLong(value);
  }

  /**
   * {@code i32.trunc_sat_f32_u} and {@code i32.trunc_sat_f64_u}.
   *
   * @param value the float
   * @return the nearest integer towards zero, unsigned; 0 for NaN
   */
  public static int saturateToUnsignedInt(double value) {
    long wide = (long) value;
    return wide < 0 ? 0 : wide > 0xFFFF_FFFFL ? -1 : (int) wide;
  }

  /**
   * {@code i64.trunc_sat_f32_u} and {@code i64.trunc_sat_f64_u}.
   *
   * @param value the float
   * @return the nearest integer towards zero, unsigned; 0 for NaN
   */
  public static long saturateToUnsignedLong(double value) {
    if (!(value > 0)) {
      return 0;
    }
    if (value < TWO_63) {
      return (long) value;
    }
    return value < TWO_64 ? (long) (value - TWO_63) | Long.MIN_VALUE : -1;
  }

  /**
   * {@code f32.convert_i64_u}: the nearest float, ties to even.
   *
   * @param value the integer, unsigned
   * @return the float
   */
  public static float unsignedToFloat(long value) {
    return value >= 0 ? (float) value : (float) ((value >>> 1) | (value & 1)) * 2;
  }

  /**
   * {@code f64.convert_i64_u}: the nearest float, ties to even.
   *
   * @param value the integer, unsigned
   * @return the float
   */
  public static double unsignedToDouble(long value) {
    return value >= 0 ? (double) value : (double) ((value >>> 1) | (value & 1)) * 2;
  }

  /**
   * {@code f32.trunc}.
   *
   * @param value the float
   * @return the integer towards zero, as a float
   */
  public static float truncate(float value) {
    return (float) truncate((double) value);
  }

  /**
   * {@code f64.trunc}.
   *
   * @param value the float
   * @return the integer towards zero, as a float
   */
  public static double truncate(double value) {
    return value < 0 ? Math.ceil(value) : floor(value);
  }

  /**
   * {@code f32.copysign}; unlike {@link Math#copySign(float, float)} it reads the sign of a NaN.
   *
   * @param magnitude all bits but the sign
   * @param sign the sign
   * @return the float
   */
  public static float copySign(float magnitude, float sign) {
    return Float.intBitsToFloat(
        (Float.floatToRawIntBits(magnitude) & 0x7FFF_FFFF)
            | (Float.floatToRawIntBits(sign) & 0x8000_0000));
  }

  /**
   * {@code f64.copysign}; unlike {@link Math#copySign(double, double)} it reads the sign of a NaN.
   *
   * @param magnitude all bits but the sign
   * @param sign the sign
   * @return the float
   */
  public static double copySign(double magnitude, double sign) {
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(magnitude) & Long.MAX_VALUE)
            | (Double.doubleToRawLongBits(sign) & Long.MIN_VALUE));
  }

  /**
   * {@code f32.abs}; it clears the sign of a NaN as well.
   *
   * @param value the float
   * @return the float without its sign
   */
  public static float absolute(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0x7FFF_FFFF);
  }

  /**
   * {@code f64.abs}; it clears the sign of a NaN as well.
   *
   * @param value the float
   * @return the float without its sign
   */
  public static double absolute(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & Long.MAX_VALUE);
  }

  /**
   * {@code f32.neg}; it flips the sign of a NaN as well.
   *
   * @param value the float
   * @return the float of the other sign
   */
  public static float negate(float value) {
    return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ 0x8000_0000);
  }

  /**
   * {@code f64.neg}; it flips the sign of a NaN as well.
   *
   * @param value the float
   * @return the float of the other sign
   */
  public static double negate(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ Long.MIN_VALUE);
  }

  /**
   * {@code f32.ceil}; arithmetic keeps NaNs quiet.
   *
   * @param value the float
   * @return the next integer upwards, as a float
   */
  public static float ceiling(float value) {
    return (float) Math.ceil(value);
  }

  /**
   * {@code f32.floor}.
   *
   * @param value the float
   * @return the next integer downwards, as a float
   */
  public static float floor(float value) {
    return (float) Math.floor(value);
  }

  /**
   * {@code f32.nearest}.
   *
   * @param value the float
   * @return the nearest integer, ties to even, as a float
   */
  public static float nearest(float value) {
    return (float) Math.rint(value);
  }

  /**
   * {@code f32.sqrt}; rounding the double's root once more gives the float's.
   *
   * @param value the float
   * @return the root
   */
  public static float squareRoot(float value) {
    return (float) Math.sqrt(value);
  }

  /**
   * {@code f64.ceil}; the JDK's method may return a signalling NaN as it is.
   *
   * @param value the float
   * @return the next integer upwards
   */
  public static double ceiling(double value) {
    return Double.isNaN(value) ? value + value : Math.ceil(value);
  }

  /**
   * {@code f64.floor}.
   *
   * @param value the float
   * @return the next integer downwards
   */
  public static double floor(double value) {
    return Double.isNaN(value) ? value + value : Math.floor(value);
  }

  /**
   * {@code f64.nearest}.
   *
   * @param value the float
   * @return the nearest integer, ties to even
   */
  public static double nearest(double value) {
    return Double.isNaN(value) ? value + value : Math.rint(value);
  }

  /**
   * {@code f32.min}; the JDK's method may return a signalling NaN as it is.
   *
   * @param a a float
   * @param b a float
   * @return the smaller one, NaN if one is NaN
   */
  public static float minimum(float a, float b) {
    float result = Math.min(a, b);
    return Float.isNaN(result) ? a + b : result;
  }

  /**
   * {@code f64.min}.
   *
   * @param a a float
   * @param b a float
   * @return the smaller one, NaN if one is NaN
   */
  public static double minimum(double a, double b) {
    double result = Math.min(a, b);
    return Double.isNaN(result) ? a + b : result;
  }

  /**
   * {@code f32.max}.
   *
   * @param a a float
   * @param b a float
   * @return the larger one, NaN if one is NaN
   */
  public static float maximum(float a, float b) {
    float result = Math.max(a, b);
    return Float.isNaN(result) ? a + b : result;
  }

  /**
   * {@code f64.max}.
   *
   * @param a a float
   * @param b a float
   * @return the larger one, NaN if one is NaN
   */
  public static double maximum(double a, double b) {
    double result = Math.max(a, b);
    return Double.isNaN(result) ? a + b : result;
  }

  /**
   * Looks up where a {@code br_table} with very many labels goes.
   *
   * @param selector the index, unsigned
   * @param table a number for each index, the last for all others
   * @return the number
   */
  public static int lookup(int selector, int[] table) {
    int last = table.length - 1;
    return table[selector >= 0 && selector < last ? selector : last];
  }
}
