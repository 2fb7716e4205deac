package dev.cascara.runtime.internal;

/**
 * The instructions on single lanes of 32 and 64 bits, and on pairs of lanes of 16 bits in an {@code
 * int} (section 4.3.5, "Vector Operations"), that no scalar instruction equals. None has a branch
 * that depends on its operands, as far as HotSpot can avoid it: lanes are seldom predictable.
 */
public final class Lanes {
  private Lanes() {}

  // ---------------------------------------------------------------- comparisons

  /**
   * {@code i32x4.eq}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int i32x4Eq(int a, int b) {
    return ~i32x4Ne(a, b);
  }

  /**
   * {@code i32x4.ne}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int i32x4Ne(int a, int b) {
    int difference = a ^ b;
    return (difference | -difference) >> 31;
  }

  /**
   * {@code i32x4.lt_s}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int i32x4LtS(int a, int b) {
    return (int) (((long) a - b) >> 32);
  }

  /**
   * {@code i32x4.lt_u}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int i32x4LtU(int a, int b) {
    return (int) (((a & 0xFFFF_FFFFL) - (b & 0xFFFF_FFFFL)) >> 32);
  }

  /**
   * {@code i64x2.eq}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static long i64x2Eq(long a, long b) {
    return ~i64x2Ne(a, b);
  }

  /**
   * {@code i64x2.ne}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static long i64x2Ne(long a, long b) {
    long difference = a ^ b;
    return (difference | -difference) >> 63;
  }

  /**
   * {@code i64x2.lt_s}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static long i64x2LtS(long a, long b) {
    return ((a & ~b) | (~(a ^ b) & (a - b))) >> 63;
  }

  /**
   * {@code f32x4.eq}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int f32x4Eq(float a, float b) {
    return a == b ? -1 : 0;
  }

  /**
   * {@code f32x4.lt}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int f32x4Lt(float a, float b) {
    return a < b ? -1 : 0;
  }

  /**
   * {@code f32x4.le}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static int f32x4Le(float a, float b) {
    return a <= b ? -1 : 0;
  }

  /**
   * {@code f64x2.eq}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static long f64x2Eq(double a, double b) {
    return a == b ? -1 : 0;
  }

  /**
   * {@code f64x2.lt}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static long f64x2Lt(double a, double b) {
    return a < b ? -1 : 0;
  }

  /**
   * {@code f64x2.le}.
   *
   * @param a a lane
   * @param b a lane
   * @return all ones if it holds, else 0
   */
  public static long f64x2Le(double a, double b) {
    return a <= b ? -1 : 0;
  }

  // ---------------------------------------------------------------- minimum and maximum

  /**
   * {@code i32x4.min_u}.
   *
   * @param a a lane
   * @param b a lane
   * @return the smaller one, unsigned
   */
  public static int i32x4MinU(int a, int b) {
    return Math.min(a ^ Integer.MIN_VALUE, b ^ Integer.MIN_VALUE) ^ Integer.MIN_VALUE;
  }

  /**
   * {@code i32x4.max_u}.
   *
   * @param a a lane
   * @param b a lane
   * @return the larger one, unsigned
   */
  public static int i32x4MaxU(int a, int b) {
    return Math.max(a ^ Integer.MIN_VALUE, b ^ Integer.MIN_VALUE) ^ Integer.MIN_VALUE;
  }

  /**
   * {@code f32x4.pmin}.
   *
   * @param a a lane
   * @param b a lane
   * @return the second if it is less than the first, else the first
   */
  public static float f32x4Pmin(float a, float b) {
    return b < a ? b : a;
  }

  /**
   * {@code f32x4.pmax}.
   *
   * @param a a lane
   * @param b a lane
   * @return the second if the first is less than it, else the first
   */
  public static float f32x4Pmax(float a, float b) {
    return a < b ? b : a;
  }

  /**
   * {@code f64x2.pmin}.
   *
   * @param a a lane
   * @param b a lane
   * @return the second if it is less than the first, else the first
   */
  public static double f64x2Pmin(double a, double b) {
    return b < a ? b : a;
  }

  /**
   * {@code f64x2.pmax}.
   *
   * @param a a lane
   * @param b a lane
   * @return the second if the first is less than it, else the first
   */
  public static double f64x2Pmax(double a, double b) {
    return a < b ? b : a;
  }

  // ---------------------------------------------------------------- integers

  /**
   * {@code i32x4.abs}.
   *
   * @param a a lane
   * @return the absolute value; the smallest integer stays as it is
   */
  public static int i32x4Abs(int a) {
    return Math.abs(a);
  }

  /**
   * {@code i64x2.abs}.
   *
   * @param a a lane
   * @return the absolute value; the smallest integer stays as it is
   */
  public static long i64x2Abs(long a) {
    return Math.abs(a);
  }

  /**
   * {@code i32x4.min_s}.
   *
   * @param a a lane
   * @param b a lane
   * @return the smaller one
   */
  public static int i32x4MinS(int a, int b) {
    return Math.min(a, b);
  }

  /**
   * {@code i32x4.max_s}.
   *
   * @param a a lane
   * @param b a lane
   * @return the larger one
   */
  public static int i32x4MaxS(int a, int b) {
    return Math.max(a, b);
  }

  /**
   * {@code v128.bitselect}.
   *
   * @param a bits where the mask is one
   * @param b bits where the mask is zero
   * @param mask chooses
   * @return the chosen bits
   */
  public static int v128Bitselect(int a, int b, int mask) {
    return b ^ ((a ^ b) & mask);
  }

  /**
   * {@code v128.bitselect}.
   *
   * @param a bits where the mask is one
   * @param b bits where the mask is zero
   * @param mask chooses
   * @return the chosen bits
   */
  public static long v128Bitselect(long a, long b, long mask) {
    return b ^ ((a ^ b) & mask);
  }

  // ---------------------------------------------------------------- pairs of 16 bits

  /**
   * {@code i16x8.narrow_i32x4_s}, of two lanes.
   *
   * @param low a lane
   * @param high the next lane
   * @return both, saturated
   */
  public static int i16x8NarrowI32x4S(int low, int high) {
    return (clamp(low, Short.MIN_VALUE, Short.MAX_VALUE) & 0xFFFF)
        | clamp(high, Short.MIN_VALUE, Short.MAX_VALUE) << 16;
  }

  /**
   * {@code i16x8.narrow_i32x4_u}, of two lanes.
   *
   * @param low a lane
   * @param high the next lane
   * @return both, saturated
   */
  public static int i16x8NarrowI32x4U(int low, int high) {
    return clamp(low, 0, 0xFFFF) | clamp(high, 0, 0xFFFF) << 16;
  }

  private static int clamp(int value, int minimum, int maximum) {
    return Math.max(minimum, Math.min(maximum, value));
  }

  /**
   * {@code i32x4.dot_i16x8_s}.
   *
   * @param a two lanes of 16 bits
   * @param b two lanes of 16 bits
   * @return the sum of the products
   */
  public static int i32x4DotI16x8S(int a, int b) {
    return (short) a * (short) b + (a >> 16) * (b >> 16);
  }

  /**
   * {@code i32x4.extadd_pairwise_i16x8_s}.
   *
   * @param a two lanes of 16 bits
   * @return their sum
   */
  public static int i32x4ExtaddPairwiseI16x8S(int a) {
    return (short) a + (a >> 16);
  }

  /**
   * {@code i32x4.extadd_pairwise_i16x8_u}.
   *
   * @param a two lanes of 16 bits
   * @return their sum
   */
  public static int i32x4ExtaddPairwiseI16x8U(int a) {
    return (a & 0xFFFF) + (a >>> 16);
  }

  /**
   * {@code i32x4.relaxed_dot_i8x16_i7x16_add_s}, signed, with saturated sums of two products: what
   * the deterministic profile asks for.
   *
   * @param a four lanes of 8 bits
   * @param b four lanes of 8 bits
   * @param sum what is added
   * @return the sum with all products
   */
  public static int i32x4RelaxedDotI8x16I7x16AddS(int a, int b, int sum) {
    int low = (byte) a * (byte) b + (byte) (a >> 8) * (byte) (b >> 8);
    int high = (byte) (a >> 16) * (byte) (b >> 16) + (a >> 24) * (b >> 24);
    return Math.min(low, Short.MAX_VALUE) + Math.min(high, Short.MAX_VALUE) + sum;
  }

  // ---------------------------------------------------------------- halves

  /**
   * Two lanes of 32 bits as one of 64.
   *
   * @param low the first
   * @param high the second
   * @return both
   */
  public static long pair(int low, int high) {
    return (low & 0xFFFF_FFFFL) | (long) high << 32;
  }

  /**
   * Replaces a lane of 8 or 16 bits.
   *
   * @param lanes half a vector
   * @param lane the new lane
   * @param shift where the lane begins
   * @param mask the bits of a lane
   * @return the lanes with the new one
   */
  public static long replace(long lanes, int lane, int shift, int mask) {
    return (lanes & ~((long) mask << shift)) | (long) (lane & mask) << shift;
  }
}
