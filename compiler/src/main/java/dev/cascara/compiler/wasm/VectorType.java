package dev.cascara.compiler.wasm;

/** The type of a vector. */
public enum VectorType implements ValueType {
  /** 128 bits. */
  V128;

  @Override
  public String toString() {
    return "v128";
  }
}
