package dev.cascara.runtime.internal;

/**
 * The instructions on lanes of 8 bits (section 4.3.5, "Vector Operations"), for eight lanes of 8
 * bits in a {@code long}, the first lowest: half a vector. Each computes all its lanes at once,
 * with no carry from one to the next.
 */
public final class ByteLanes {
  /** The sign of each lane. */
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  /** All bits but the signs. */
  private static final long OTHERS = 0x7F7F_7F7F_7F7F_7F7FL;

  /** The lowest bit of each lane. */
  private static final long ONES = 0x0101_0101_0101_0101L;

  /** The low byte of each two. */
  private static final long LOW_BYTES = 0x00FF_00FF_00FF_00FFL;

  private ByteLanes() {}

  /** Makes each lane all ones or all zeros, as its sign is. */
  private static long spread(long a) {
    long signs = a & SIGNS;
    return (signs << 1) - (signs >>> 7);
  }

  /** All ones in each lane that is not zero. */
  private static long differing(long a) {
    return spread(((a & OTHERS) + OTHERS) | a);
  }

  private static long sub(long a, long b) {
    return ((a | SIGNS) - (b & OTHERS)) ^ ((a ^ ~b) & SIGNS);
  }

  /** The extreme of the sign of the first operand, where the sign bits say that it overflowed. */
  private static long saturate(long result, long operand, long overflow) {
    long extreme = ((operand >>> 7) & ONES) + OTHERS;
    return result ^ ((result ^ extreme) & spread(overflow));
  }

  private static long clampSigned(long lanes) {
    return ShortLanes.i16x8MaxS(
        ShortLanes.i16x8MinS(lanes, 0x007F_007F_007F_007FL), 0xFF80_FF80_FF80_FF80L);
  }

  private static long clampUnsigned(long lanes) {
    return ShortLanes.i16x8MaxS(ShortLanes.i16x8MinS(lanes, LOW_BYTES), 0);
  }

  /**
   * {@code i8x16.splat}.
   *
   * @param value the value of each lane, in the low bits
   * @return the lanes of the result
   */
  public static long i8x16Splat(int value) {
    return (value & 0xFFL) * ONES;
  }

  /**
   * {@code i8x16.eq}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16Eq(long a, long b) {
    return ~differing(a ^ b);
  }

  /**
   * {@code i8x16.ne}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16Ne(long a, long b) {
    return differing(a ^ b);
  }

  /**
   * {@code i8x16.lt_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16LtS(long a, long b) {
    return spread((a & ~b) | (~(a ^ b) & sub(a, b)));
  }

  /**
   * {@code i8x16.lt_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16LtU(long a, long b) {
    return spread((~a & b) | (~(a ^ b) & sub(a, b)));
  }

  /**
   * {@code i8x16.gt_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16GtS(long a, long b) {
    return i8x16LtS(b, a);
  }

  /**
   * {@code i8x16.le_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16LeS(long a, long b) {
    return ~i8x16LtS(b, a);
  }

  /**
   * {@code i8x16.ge_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16GeS(long a, long b) {
    return ~i8x16LtS(a, b);
  }

  /**
   * {@code i8x16.gt_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16GtU(long a, long b) {
    return i8x16LtU(b, a);
  }

  /**
   * {@code i8x16.le_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16LeU(long a, long b) {
    return ~i8x16LtU(b, a);
  }

  /**
   * {@code i8x16.ge_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16GeU(long a, long b) {
    return ~i8x16LtU(a, b);
  }

  /**
   * {@code i8x16.abs}.
   *
   * @param a lanes
   * @return the lanes of the result
   */
  public static long i8x16Abs(long a) {
    long negative = spread(a);
    return sub(a ^ negative, negative);
  }

  /**
   * {@code i8x16.neg}.
   *
   * @param a lanes
   * @return the lanes of the result
   */
  public static long i8x16Neg(long a) {
    return sub(0, a);
  }

  /**
   * {@code i8x16.shl}.
   *
   * @param a lanes
   * @param count by how many bits, modulo the width of a lane
   * @return the lanes of the result
   */
  public static long i8x16Shl(long a, int count) {
    int n = count & 7;
    return (a << n) & (((0xFFL << n) & 0xFF) * ONES);
  }

  /**
   * {@code i8x16.shr_u}.
   *
   * @param a lanes
   * @param count by how many bits, modulo the width of a lane
   * @return the lanes of the result
   */
  public static long i8x16ShrU(long a, int count) {
    int n = count & 7;
    return (a >>> n) & ((0xFFL >>> n) * ONES);
  }

  /**
   * {@code i8x16.shr_s}.
   *
   * @param a lanes
   * @param count by how many bits, modulo the width of a lane
   * @return the lanes of the result
   */
  public static long i8x16ShrS(long a, int count) {
    long sign = SIGNS >>> (count & 7);
    return sub(i8x16ShrU(a, count) ^ sign, sign);
  }

  /**
   * {@code i8x16.add}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16Add(long a, long b) {
    return ((a & OTHERS) + (b & OTHERS)) ^ ((a ^ b) & SIGNS);
  }

  /**
   * {@code i8x16.sub}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16Sub(long a, long b) {
    return sub(a, b);
  }

  /**
   * {@code i8x16.add_sat_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16AddSatS(long a, long b) {
    long sum = i8x16Add(a, b);
    return saturate(sum, a, ~(a ^ b) & (a ^ sum));
  }

  /**
   * {@code i8x16.sub_sat_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16SubSatS(long a, long b) {
    long difference = sub(a, b);
    return saturate(difference, a, (a ^ b) & (a ^ difference));
  }

  /**
   * {@code i8x16.add_sat_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16AddSatU(long a, long b) {
    long sum = i8x16Add(a, b);
    return sum | spread((a & b) | ((a | b) & ~sum));
  }

  /**
   * {@code i8x16.sub_sat_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16SubSatU(long a, long b) {
    long difference = sub(a, b);
    return difference & ~spread((~a & b) | (~(a ^ b) & difference));
  }

  /**
   * {@code i8x16.min_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16MinS(long a, long b) {
    return b ^ ((a ^ b) & i8x16LtS(a, b));
  }

  /**
   * {@code i8x16.max_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16MaxS(long a, long b) {
    return a ^ ((a ^ b) & i8x16LtS(a, b));
  }

  /**
   * {@code i8x16.min_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16MinU(long a, long b) {
    return b ^ ((a ^ b) & i8x16LtU(a, b));
  }

  /**
   * {@code i8x16.max_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16MaxU(long a, long b) {
    return a ^ ((a ^ b) & i8x16LtU(a, b));
  }

  /**
   * {@code i8x16.avgr_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i8x16AvgrU(long a, long b) {
    return (a | b) - (((a ^ b) >>> 1) & OTHERS);
  }

  /**
   * {@code i8x16.all_true}.
   *
   * @param low the low lanes
   * @param high the high lanes
   * @return 1 if no lane is zero
   */
  public static int i8x16AllTrue(long low, long high) {
    return (differing(low) & differing(high)) == -1 ? 1 : 0;
  }

  /**
   * {@code i8x16.bitmask}.
   *
   * @param a lanes
   * @return the sign of each lane, the first lowest
   */
  public static int i8x16Bitmask(long a) {
    return (int) ((((a & SIGNS) >>> 7) * 0x0102_0408_1020_4080L) >>> 56);
  }

  /**
   * {@code i8x16.popcnt}.
   *
   * @param a lanes
   * @return the lanes of the result
   */
  public static long i8x16Popcnt(long a) {
    long pairs = a - ((a >>> 1) & 0x5555_5555_5555_5555L);
    long fours = (pairs & 0x3333_3333_3333_3333L) + ((pairs >>> 2) & 0x3333_3333_3333_3333L);
    return (fours + (fours >>> 4)) & 0x0F0F_0F0F_0F0F_0F0FL;
  }

  /**
   * {@code i8x16.narrow_i16x8_s}.
   *
   * @param even the even lanes of 16 bits
   * @param odd the odd lanes of 16 bits
   * @return the lanes of the result
   */
  public static long i8x16NarrowI16x8S(long even, long odd) {
    return (clampSigned(even) & LOW_BYTES) | (clampSigned(odd) & LOW_BYTES) << 8;
  }

  /**
   * {@code i8x16.narrow_i16x8_u}.
   *
   * @param even the even lanes of 16 bits
   * @param odd the odd lanes of 16 bits
   * @return the lanes of the result
   */
  public static long i8x16NarrowI16x8U(long even, long odd) {
    return clampUnsigned(even) | clampUnsigned(odd) << 8;
  }

  /**
   * {@code i8x16.swizzle}.
   *
   * @param low the low lanes of the table
   * @param high the high lanes of the table
   * @param indices indices of lanes
   * @return the lanes of the result
   */
  public static long i8x16Swizzle(long low, long high, long indices) {
    long result = 0;
    for (int shift = 0; shift < 64; shift += 8) {
      int index = (int) (indices >>> shift) & 0xFF;
      long half = (index & 8) == 0 ? low : high;
      long lane = index < 16 ? (half >>> (index << 3)) & 0xFF : 0;
      result |= lane << shift;
    }
    return result;
  }
}
