package dev.cascara.compiler.dynamic;

import org.jspecify.annotations.Nullable;

/**
 * Reads core values one after the other. A value of a variant's case may be in a core value of
 * another type than its own, one that can carry the values of all cases; it is converted back here
 * ({@code CoerceValueIter} in the Canonical ABI).
 */
final class FlatReader {
  private final @Nullable Object[] values;
  private int position;

  FlatReader(@Nullable Object[] values) {
    this.values = values;
  }

  int position() {
    return position;
  }

  void skipTo(int newPosition) {
    position = newPosition;
  }

  private Object next() {
    Object value = values[position++];
    if (value == null) {
      throw new IllegalStateException("a core number is missing");
    }
    return value;
  }

  int i32() {
    return ((Number) next()).intValue();
  }

  long i64() {
    return (Long) next();
  }

  float f32() {
    Object value = next();
    return value instanceof Float number
        ? number
        : Float.intBitsToFloat(((Number) value).intValue());
  }

  double f64() {
    Object value = next();
    return value instanceof Double number ? number : Double.longBitsToDouble((Long) value);
  }
}
