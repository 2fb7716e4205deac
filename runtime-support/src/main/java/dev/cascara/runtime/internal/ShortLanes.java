package dev.cascara.runtime.internal;

/**
 * The instructions on lanes of 16 bits (section 4.3.5, "Vector Operations"), for four lanes of 16
 * bits in a {@code long}, the first lowest: half a vector. Each computes all its lanes at once,
 * with no carry from one to the next.
 */
public final class ShortLanes {
  /** The sign of each lane. */
  private static final long SIGNS = 0x8000_8000_8000_8000L;

  /** All bits but the signs. */
  private static final long OTHERS = 0x7FFF_7FFF_7FFF_7FFFL;

  /** The lowest bit of each lane. */
  private static final long ONES = 0x0001_0001_0001_0001L;

  /** The low byte of each lane. */
  private static final long LOW_BYTES = 0x00FF_00FF_00FF_00FFL;

  /** The sign of the low byte of each lane. */
  private static final long BYTE_SIGNS = 0x0080_0080_0080_0080L;

  private ShortLanes() {}

  /** Makes each lane all ones or all zeros, as its sign is. */
  private static long spread(long a) {
    long signs = a & SIGNS;
    return (signs << 1) - (signs >>> 15);
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
    long extreme = ((operand >>> 15) & ONES) + OTHERS;
    return result ^ ((result ^ extreme) & spread(overflow));
  }

  /** The even lanes together in the low half; what is above is undefined. */
  private static long gather(long lanes) {
    long even = lanes & 0x0000_FFFF_0000_FFFFL;
    return even | even >>> 16;
  }

  /** Two lanes in the low half apart, to the even places. */
  private static long scatter(long lanes) {
    return (lanes | lanes << 16) & 0x0000_FFFF_0000_FFFFL;
  }

  /** The product of the lowest lanes as fractions of 15 bits, rounded. */
  private static long roundedProduct(long a, long b) {
    int product = ((short) a * (short) b + 0x4000) >> 15;
    return Math.min(product, Short.MAX_VALUE) & 0xFFFF;
  }

  /** The sum of the products of the two lowest bytes, saturated. */
  private static long pairProduct(long a, long b) {
    int sum = (byte) a * (byte) b + (byte) (a >> 8) * (byte) (b >> 8);
    return Math.min(sum, Short.MAX_VALUE) & 0xFFFF;
  }

  /**
   * {@code i16x8.splat}.
   *
   * @param value the value of each lane, in the low bits
   * @return the lanes of the result
   */
  public static long i16x8Splat(int value) {
    return (value & 0xFFFFL) * ONES;
  }

  /**
   * {@code i16x8.eq}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8Eq(long a, long b) {
    return ~differing(a ^ b);
  }

  /**
   * {@code i16x8.ne}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8Ne(long a, long b) {
    return differing(a ^ b);
  }

  /**
   * {@code i16x8.lt_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8LtS(long a, long b) {
    return spread((a & ~b) | (~(a ^ b) & sub(a, b)));
  }

  /**
   * {@code i16x8.lt_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8LtU(long a, long b) {
    return spread((~a & b) | (~(a ^ b) & sub(a, b)));
  }

  /**
   * {@code i16x8.gt_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8GtS(long a, long b) {
    return i16x8LtS(b, a);
  }

  /**
   * {@code i16x8.le_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8LeS(long a, long b) {
    return ~i16x8LtS(b, a);
  }

  /**
   * {@code i16x8.ge_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8GeS(long a, long b) {
    return ~i16x8LtS(a, b);
  }

  /**
   * {@code i16x8.gt_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8GtU(long a, long b) {
    return i16x8LtU(b, a);
  }

  /**
   * {@code i16x8.le_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8LeU(long a, long b) {
    return ~i16x8LtU(b, a);
  }

  /**
   * {@code i16x8.ge_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8GeU(long a, long b) {
    return ~i16x8LtU(a, b);
  }

  /**
   * {@code i16x8.abs}.
   *
   * @param a lanes
   * @return the lanes of the result
   */
  public static long i16x8Abs(long a) {
    long negative = spread(a);
    return sub(a ^ negative, negative);
  }

  /**
   * {@code i16x8.neg}.
   *
   * @param a lanes
   * @return the lanes of the result
   */
  public static long i16x8Neg(long a) {
    return sub(0, a);
  }

  /**
   * {@code i16x8.shl}.
   *
   * @param a lanes
   * @param count by how many bits, modulo the width of a lane
   * @return the lanes of the result
   */
  public static long i16x8Shl(long a, int count) {
    int n = count & 15;
    return (a << n) & (((0xFFFFL << n) & 0xFFFF) * ONES);
  }

  /**
   * {@code i16x8.shr_u}.
   *
   * @param a lanes
   * @param count by how many bits, modulo the width of a lane
   * @return the lanes of the result
   */
  public static long i16x8ShrU(long a, int count) {
    int n = count & 15;
    return (a >>> n) & ((0xFFFFL >>> n) * ONES);
  }

  /**
   * {@code i16x8.shr_s}.
   *
   * @param a lanes
   * @param count by how many bits, modulo the width of a lane
   * @return the lanes of the result
   */
  public static long i16x8ShrS(long a, int count) {
    long sign = SIGNS >>> (count & 15);
    return sub(i16x8ShrU(a, count) ^ sign, sign);
  }

  /**
   * {@code i16x8.add}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8Add(long a, long b) {
    return ((a & OTHERS) + (b & OTHERS)) ^ ((a ^ b) & SIGNS);
  }

  /**
   * {@code i16x8.sub}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8Sub(long a, long b) {
    return sub(a, b);
  }

  /**
   * {@code i16x8.add_sat_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8AddSatS(long a, long b) {
    long sum = i16x8Add(a, b);
    return saturate(sum, a, ~(a ^ b) & (a ^ sum));
  }

  /**
   * {@code i16x8.sub_sat_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8SubSatS(long a, long b) {
    long difference = sub(a, b);
    return saturate(difference, a, (a ^ b) & (a ^ difference));
  }

  /**
   * {@code i16x8.add_sat_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8AddSatU(long a, long b) {
    long sum = i16x8Add(a, b);
    return sum | spread((a & b) | ((a | b) & ~sum));
  }

  /**
   * {@code i16x8.sub_sat_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8SubSatU(long a, long b) {
    long difference = sub(a, b);
    return difference & ~spread((~a & b) | (~(a ^ b) & difference));
  }

  /**
   * {@code i16x8.min_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8MinS(long a, long b) {
    return b ^ ((a ^ b) & i16x8LtS(a, b));
  }

  /**
   * {@code i16x8.max_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8MaxS(long a, long b) {
    return a ^ ((a ^ b) & i16x8LtS(a, b));
  }

  /**
   * {@code i16x8.min_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8MinU(long a, long b) {
    return b ^ ((a ^ b) & i16x8LtU(a, b));
  }

  /**
   * {@code i16x8.max_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8MaxU(long a, long b) {
    return a ^ ((a ^ b) & i16x8LtU(a, b));
  }

  /**
   * {@code i16x8.avgr_u}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8AvgrU(long a, long b) {
    return (a | b) - (((a ^ b) >>> 1) & OTHERS);
  }

  /**
   * {@code i16x8.all_true}.
   *
   * @param low the low lanes
   * @param high the high lanes
   * @return 1 if no lane is zero
   */
  public static int i16x8AllTrue(long low, long high) {
    return (differing(low) & differing(high)) == -1 ? 1 : 0;
  }

  /**
   * {@code i16x8.add} of lanes that are not negative.
   *
   * @param a lanes
   * @param b lanes without signs
   * @return the lanes of the result
   */
  public static long i16x8AddSmall(long a, long b) {
    return ((a & OTHERS) + b) ^ (a & SIGNS);
  }

  /**
   * {@code i16x8.bitmask}.
   *
   * @param a lanes
   * @return the sign of each lane, the first lowest
   */
  public static int i16x8Bitmask(long a) {
    return (int) ((((a & SIGNS) >>> 15) * 0x0001_0002_0004_0008L) >>> 48) & 0xF;
  }

  /**
   * {@code i16x8.mul}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8Mul(long a, long b) {
    return (a * b & 0xFFFF)
        | ((a >>> 16) * (b >>> 16) & 0xFFFF) << 16
        | ((a >>> 32) * (b >>> 32) & 0xFFFF) << 32
        | ((a >>> 48) * (b >>> 48)) << 48;
  }

  /**
   * {@code i16x8.q15mulr_sat_s}.
   *
   * @param a lanes
   * @param b lanes
   * @return the lanes of the result
   */
  public static long i16x8Q15mulrSatS(long a, long b) {
    return roundedProduct(a, b)
        | roundedProduct(a >> 16, b >> 16) << 16
        | roundedProduct(a >> 32, b >> 32) << 32
        | roundedProduct(a >> 48, b >> 48) << 48;
  }

  /**
   * The even lanes of 8 bits, signed, as lanes of 16 bits.
   *
   * @param a lanes of 8 bits
   * @return the lanes of the result
   */
  public static long i16x8EvenI8x16S(long a) {
    long bytes = a & LOW_BYTES;
    return sub(bytes ^ BYTE_SIGNS, BYTE_SIGNS);
  }

  /**
   * The even ones of eight lanes.
   *
   * @param low the low lanes
   * @param high the high lanes
   * @return the lanes of the result
   */
  public static long even(long low, long high) {
    return Integer.toUnsignedLong((int) gather(low)) | gather(high) << 32;
  }

  /**
   * The odd ones of eight lanes.
   *
   * @param low the low lanes
   * @param high the high lanes
   * @return the lanes of the result
   */
  public static long odd(long low, long high) {
    return even(low >>> 16, high >>> 16);
  }

  /**
   * The low ones of eight lanes.
   *
   * @param even the even lanes
   * @param odd the odd lanes
   * @return the lanes of the result
   */
  public static long low(long even, long odd) {
    return scatter(even & 0xFFFF_FFFFL) | scatter(odd & 0xFFFF_FFFFL) << 16;
  }

  /**
   * The high ones of eight lanes.
   *
   * @param even the even lanes
   * @param odd the odd lanes
   * @return the lanes of the result
   */
  public static long high(long even, long odd) {
    return low(even >>> 32, odd >>> 32);
  }

  /**
   * {@code i16x8.extadd_pairwise_i8x16_u}.
   *
   * @param a lanes of 8 bits
   * @return the lanes of the result
   */
  public static long i16x8ExtaddPairwiseI8x16U(long a) {
    return (a & LOW_BYTES) + ((a >>> 8) & LOW_BYTES);
  }

  /**
   * {@code i16x8.extadd_pairwise_i8x16_s}.
   *
   * @param a lanes of 8 bits
   * @return the lanes of the result
   */
  public static long i16x8ExtaddPairwiseI8x16S(long a) {
    return sub(i16x8ExtaddPairwiseI8x16U(a ^ BYTE_SIGNS ^ BYTE_SIGNS << 8), BYTE_SIGNS << 1);
  }

  /**
   * {@code i16x8.relaxed_dot_i8x16_i7x16_s}.
   *
   * @param a lanes of 8 bits
   * @param b lanes of 8 bits
   * @return the lanes of the result
   */
  public static long i16x8RelaxedDotI8x16I7x16S(long a, long b) {
    return pairProduct(a, b)
        | pairProduct(a >> 16, b >> 16) << 16
        | pairProduct(a >> 32, b >> 32) << 32
        | pairProduct(a >> 48, b >> 48) << 48;
  }
}
