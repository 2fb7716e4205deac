package dev.cascara.runtime;

import java.util.Locale;

/**
 * The type of a WebAssembly value (section 2.3, "Value Types"), with the Java type that carries it.
 */
public enum ValueType {
  /** 32-bit integer: {@code int}. */
  I32(int.class),
  /** 64-bit integer: {@code long}. */
  I64(long.class),
  /** 32-bit float: {@code float}. */
  F32(float.class),
  /** 64-bit float: {@code double}. */
  F64(double.class),
  /** Nullable reference to a function: {@link WasmFunction}. */
  FUNCREF(WasmFunction.class),
  /** Nullable reference to any host object: {@link Object}. */
  EXTERNREF(Object.class);

  private final Class<?> carrier;

  ValueType(Class<?> carrier) {
    this.carrier = carrier;
  }

  /**
   * Returns the Java type that carries values of this type.
   *
   * @return a primitive class for numbers, else a reference class
   */
  public Class<?> carrier() {
    return carrier;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
