package dev.cascara.runtime;

import java.util.Objects;

/**
 * The type of a field of a structure, or of the elements of an array (section 2.3, "Field Types").
 *
 * @param storageType what is stored
 * @param mutable whether it can be changed
 */
public record FieldType(StorageType storageType, boolean mutable) {
  public FieldType {
    Objects.requireNonNull(storageType);
  }

  /**
   * Returns the type of the values that are read and written (section 3.1.7, "Unpacking").
   *
   * @return the storage type; {@code i32} for packed integers
   */
  public ValueType unpacked() {
    return storageType instanceof ValueType type ? type : ValueType.I32;
  }

  @Override
  public String toString() {
    return mutable ? "(mut " + storageType + ")" : storageType.toString();
  }
}
