package dev.cascara.compiler.dynamic;

/** Checks of numbers. */
final class Ranges {
  private Ranges() {}

  static void check(String type, long value, long minimum, long maximum) {
    if (value < minimum || value > maximum) {
      throw new IllegalArgumentException(
          "a " + type + " is from " + minimum + " to " + maximum + ", not " + value);
    }
  }

  static boolean isScalarValue(int codePoint) {
    return Character.isValidCodePoint(codePoint)
        && (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
  }
}
