package dev.cascara.compiler.codegen;

import java.util.Optional;

/**
 * What an unsigned number of 32 bits is multiplied by, and shifted afterwards, instead of being
 * divided by a constant. The product has 64 bits at most.
 *
 * @param shiftBefore how far the number is shifted to the right before
 * @param multiplier below 2^32
 * @param shift how far the product is shifted to the right, as an unsigned number
 */
record Reciprocal(int shiftBefore, long multiplier, int shift) {
  private static final int BITS = 32;

  /**
   * Finds one: most divisors have one, even ones after a shift if not before. Of odd divisors with
   * a multiplier of 33 bits there is none; 7 is the least.
   *
   * @param divisor an unsigned number, not zero
   * @return one that is exact for all numbers, or empty
   */
  static Optional<Reciprocal> of(int divisor) {
    long unsigned = Integer.toUnsignedLong(divisor);
    int zeros = Integer.numberOfTrailingZeros(divisor);
    return of(unsigned, 0).or(() -> zeros == 0 ? Optional.empty() : of(unsigned >>> zeros, zeros));
  }

  /** Finds one for what is left after a shift by some bits. */
  private static Optional<Reciprocal> of(long divisor, int shiftBefore) {
    int bits = BITS - shiftBefore;
    for (int shift = 0; shift < Long.SIZE; shift++) {
      long power = 1L << shift;
      long multiplier = Long.divideUnsigned(power + divisor - 1, divisor);
      if (multiplier >>> BITS != 0) {
        return Optional.empty();
      }
      // How much too large the product is for the divisor itself; at most as many times for others.
      long excess = multiplier * divisor - power;
      if (excess == 0 || (shift >= bits && excess <= 1L << (shift - bits))) {
        return Optional.of(new Reciprocal(shiftBefore, multiplier, shift));
      }
    }
    return Optional.empty();
  }
}
