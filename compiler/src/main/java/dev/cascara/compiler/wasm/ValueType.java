package dev.cascara.compiler.wasm;

/** The type of a value (section 2.3, "Value Types"). Equal types are equal by {@code equals}. */
public sealed interface ValueType extends StorageType
    permits NumberType, VectorType, ReferenceType {
  /**
   * Returns whether locals of this type start with a value.
   *
   * @return false for references that cannot be null
   */
  default boolean isDefaultable() {
    return true;
  }
}
