package dev.cascara.compiler.wasm;

/** The type of the indices of a memory or table (section 2.3, "Address Types"). */
public enum AddressType {
  /** 32-bit. */
  I32(NumberType.I32),
  /** 64-bit. */
  I64(NumberType.I64);

  private final NumberType valueType;

  AddressType(NumberType valueType) {
    this.valueType = valueType;
  }

  /**
   * Returns the type of values that hold such an index.
   *
   * @return i32 or i64
   */
  public NumberType valueType() {
    return valueType;
  }
}
