package dev.cascara.compiler.validation;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A function or block type in {@link TypeCode}s.
 *
 * @param parameters the parameters; not to be changed
 * @param results the results; not to be changed
 */
record Signature(int[] parameters, int[] results) {
  private static final int[] NONE = {};

  static final Signature EMPTY = new Signature(NONE, NONE);

  static Signature result(int type) {
    return new Signature(NONE, new int[] {type});
  }

  static String toText(int[] types) {
    return Arrays.stream(types)
        .mapToObj(TypeCode::toText)
        .collect(Collectors.joining(" ", "[", "]"));
  }
}
