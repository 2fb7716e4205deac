package dev.cascara.compiler.dynamic;

import dev.cascara.runtime.NumericType;
import dev.cascara.runtime.ValueType;
import java.util.List;

/**
 * Writes core values one after the other, each converted to the type of its place, which may be one
 * that carries the values of several cases of a variant.
 */
final class FlatWriter {
  private final List<ValueType> types;
  private final Object[] values;
  private int position;

  FlatWriter(List<ValueType> types) {
    this.types = types;
    this.values = new Object[types.size()];
  }

  /** All values, when all are written. */
  Object[] values() {
    return values;
  }

  int position() {
    return position;
  }

  private ValueType type() {
    return types.get(position);
  }

  private void put(Object value) {
    values[position++] = value;
  }

  void i32(int value) {
    if (type() == ValueType.I64) {
      put(Integer.toUnsignedLong(value));
    } else {
      put(value);
    }
  }

  void i64(long value) {
    put(value);
  }

  void f32(float value) {
    if (type() == ValueType.F32) {
      put(value);
    } else {
      i32(Float.floatToIntBits(value));
    }
  }

  void f64(double value) {
    if (type() == ValueType.F64) {
      put(value);
    } else {
      put(Double.doubleToLongBits(value));
    }
  }

  /** Writes zeros up to a place. */
  void zerosTo(int end) {
    while (position < end) {
      switch ((NumericType) type()) {
        case I32 -> put(0);
        case I64 -> put(0L);
        case F32 -> put(0f);
        case F64 -> put(0d);
        case V128 -> throw new IllegalStateException("no component passes vectors");
      }
    }
  }
}
