package dev.cascara.runtime;

/**
 * A reference to an integer of 31 bits (section 2.3, "Heap Types"). Two of the same value are the
 * same for {@code ref.eq} and for {@link #equals}.
 */
public final class I31 extends EqReference {
  private static final int SMALLEST = -128;
  private static final I31[] SMALL = new I31[1152];

  static {
    for (int i = 0; i < SMALL.length; i++) {
      SMALL[i] = new I31(i + SMALLEST);
    }
  }

  private final int value;

  private I31(int value) {
    this.value = value;
  }

  /**
   * Returns a reference, as {@code ref.i31} does.
   *
   * @param value the integer, of which the low 31 bits count
   * @return the reference
   */
  public static I31 of(int value) {
    int index = value - SMALLEST;
    return index >= 0 && index < SMALL.length ? SMALL[index] : new I31(value << 1 >> 1);
  }

  /**
   * Returns the integer, as {@code i31.get_s} does.
   *
   * @return the integer, sign-extended from 31 bits
   */
  public int value() {
    return value;
  }

  /**
   * Returns the integer, as {@code i31.get_u} does.
   *
   * @return the integer, zero-extended from 31 bits
   */
  public int unsignedValue() {
    return value & 0x7FFF_FFFF;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof I31 integer && integer.value == value;
  }

  @Override
  public int hashCode() {
    return value;
  }

  @Override
  public String toString() {
    return "i31 " + value;
  }
}
