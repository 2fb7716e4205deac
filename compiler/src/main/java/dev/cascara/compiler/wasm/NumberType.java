package dev.cascara.compiler.wasm;

/** The type of a number. */
public enum NumberType implements ValueType {
  /** 32-bit integer. */
  I32,
  /** 64-bit integer. */
  I64,
  /** 32-bit float. */
  F32,
  /** 64-bit float. */
  F64;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
