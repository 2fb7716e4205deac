package dev.cascara.runtime.component;

import dev.cascara.runtime.WasmTrap;
import java.util.EnumSet;
import java.util.Set;

/** Lifts and lowers the values that are in single core values. */
public final class Scalars {
  private Scalars() {}

  /**
   * Lifts a {@code bool}.
   *
   * @param value the core value
   * @return true unless it is 0
   */
  public static boolean liftBool(int value) {
    return value != 0;
  }

  /**
   * Lifts a {@code char}.
   *
   * @param value the core value
   * @return the code point
   * @throws WasmTrap if it is no Unicode scalar value
   */
  public static int liftChar(int value) {
    if (!isScalarValue(value)) {
      throw AbiTrap.of("invalid `char` bit pattern: 0x" + Integer.toHexString(value));
    }
    return value;
  }

  /**
   * Lowers a {@code char}.
   *
   * @param codePoint the code point
   * @return the core value
   * @throws IllegalArgumentException if it is no Unicode scalar value: a surrogate, or out of range
   */
  public static int lowerChar(int codePoint) {
    if (!isScalarValue(codePoint)) {
      throw new IllegalArgumentException(
          "a char is a Unicode scalar value, not 0x" + Integer.toHexString(codePoint));
    }
    return codePoint;
  }

  private static boolean isScalarValue(int value) {
    return Character.isValidCodePoint(value)
        && (value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE);
  }

  /**
   * Lifts or lowers an {@code f32}: there is one NaN.
   *
   * @param value the core value
   * @return the value, NaN as {@link Float#NaN}
   */
  public static float canonicalizeNan(float value) {
    return Float.isNaN(value) ? Float.NaN : value;
  }

  /**
   * Lifts or lowers an {@code f64}: there is one NaN.
   *
   * @param value the core value
   * @return the value, NaN as {@link Double#NaN}
   */
  public static double canonicalizeNan(double value) {
    return Double.isNaN(value) ? Double.NaN : value;
  }

  /**
   * Checks the discriminant of a {@code variant}, {@code enum}, {@code option} or {@code result}.
   *
   * @param discriminant the core value
   * @param cases how many cases there are
   * @return the case's index
   * @throws WasmTrap if there is no such case
   */
  public static int liftDiscriminant(int discriminant, int cases) {
    if (Integer.compareUnsigned(discriminant, cases) >= 0) {
      throw AbiTrap.of(
          "invalid variant discriminant: "
              + Integer.toUnsignedString(discriminant)
              + " of "
              + cases
              + " cases");
    }
    return discriminant;
  }

  /**
   * Lifts {@code flags}; bits without a label are ignored.
   *
   * @param bits the core value, the first label's bit lowest
   * @param type the enum of the labels, in order
   * @param labels the values of that enum, so that they are not copied at each call
   * @param <E> the enum of the labels
   * @return the labels whose bits are set
   */
  public static <E extends Enum<E>> Set<E> liftFlags(int bits, Class<E> type, E[] labels) {
    EnumSet<E> set = EnumSet.noneOf(type);
    int count = Math.min(labels.length, Integer.SIZE);
    for (int i = 0; i < count; i++) {
      if ((bits >>> i & 1) != 0) {
        set.add(labels[i]);
      }
    }
    return set;
  }

  /**
   * Lowers {@code flags}.
   *
   * @param set the labels whose bits are to be set; an enum of at most 32
   * @return the core value
   */
  // A label's bit is its position, by definition.
  @SuppressWarnings("EnumOrdinal")
  public static int lowerFlags(Set<? extends Enum<?>> set) {
    int bits = 0;
    for (Enum<?> label : set) {
      bits |= 1 << label.ordinal();
    }
    return bits;
  }

  /**
   * Rounds an address up.
   *
   * @param address an address or a size in bytes
   * @param alignment a power of two
   * @return the next multiple of the alignment
   */
  public static int alignTo(int address, int alignment) {
    return (address + alignment - 1) & -alignment;
  }
}
