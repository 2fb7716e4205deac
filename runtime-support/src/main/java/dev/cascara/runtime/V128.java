package dev.cascara.runtime;

/**
 * A vector of 128 bits (section 2.2, "Vectors") where it has to be one object: the value of a
 * {@link Global}, an argument or result of {@link WasmFunction#invoke}. Everywhere else a vector is
 * its two halves, so that none is ever allocated: two parameters of type {@code long} in the
 * signature of a function, the lower half first; the first result is the lower half, and the higher
 * one a further result.
 *
 * @param low bytes 0 to 7, the first in the lowest bits: lanes 0 and 1 of {@code i32x4}
 * @param high bytes 8 to 15, the first in the lowest bits: lanes 2 and 3 of {@code i32x4}
 */
public record V128(long low, long high) {
  /** All bits zero. */
  public static final V128 ZERO = new V128(0, 0);

  /** Returns the bits as in the text format: {@code i64x2} and both halves in hexadecimal. */
  @Override
  public String toString() {
    return String.format("i64x2 0x%016x 0x%016x", low, high);
  }
}
