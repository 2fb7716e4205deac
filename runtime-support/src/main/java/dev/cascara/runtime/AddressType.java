package dev.cascara.runtime;

/** The type of the indices of a memory or table (section 2.3, "Address Types"). */
public enum AddressType {
  /** 32-bit. */
  I32,
  /** 64-bit. */
  I64;

  /**
   * Returns the type of values that hold such an index.
   *
   * @return i32 or i64
   */
  public ValueType valueType() {
    return this == I32 ? ValueType.I32 : ValueType.I64;
  }
}
