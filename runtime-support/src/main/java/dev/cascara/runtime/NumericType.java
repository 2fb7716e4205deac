package dev.cascara.runtime;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a number or vector (section 2.3, "Number Types" and "Vector Types"). */
public enum NumericType implements ValueType {
  /** 32-bit integer: {@code int}. */
  I32(int.class),
  /** 64-bit integer: {@code long}. */
  I64(long.class),
  /** 32-bit float: {@code float}. */
  F32(float.class),
  /** 64-bit float: {@code double}. */
  F64(double.class),
  /** Vector: {@link V128}, but two parameters of type {@code long} in signatures. */
  V128(V128.class);

  private final Class<?> carrier;

  NumericType(Class<?> carrier) {
    this.carrier = carrier;
  }

  @Override
  public Class<?> carrier() {
    return carrier;
  }

  @Override
  public boolean isSubtypeOf(ValueType other) {
    return this == other;
  }

  @Override
  public boolean isInstance(@Nullable Object value) {
    return switch (this) {
      case I32 -> value instanceof Integer;
      case I64 -> value instanceof Long;
      case F32 -> value instanceof Float;
      case F64 -> value instanceof Double;
      case V128 -> value instanceof V128;
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
