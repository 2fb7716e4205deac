package dev.cascara.runtime;

import dev.cascara.runtime.internal.ArrayTable;
import org.jspecify.annotations.Nullable;

/**
 * A table of references (section 4.2, "Table Instances").
 *
 * <p>Indices and sizes are unsigned; an access outside throws a {@link WasmTrap} of kind {@link
 * WasmTrap.Kind#OUT_OF_BOUNDS_TABLE_ACCESS}.
 */
public abstract non-sealed class Table implements Extern {
  /** For the representation in {@code dev.cascara.runtime.internal}. */
  protected Table() {}

  /**
   * Creates a table with 32-bit indices for modules to import.
   *
   * @param elementType the type of its elements
   * @param minimumSize its size, at most 10,000,000
   * @param maximumSize the size it can grow to, unsigned
   * @return a table of nulls
   * @throws IllegalArgumentException if the sizes are out of range, or null is no value of the type
   */
  public static Table create(ValueType elementType, int minimumSize, long maximumSize) {
    return create(elementType, AddressType.I32, minimumSize, maximumSize);
  }

  /**
   * Creates a table for modules to import.
   *
   * @param elementType the type of its elements
   * @param addressType the type of its indices
   * @param minimumSize its size, at most 10,000,000
   * @param maximumSize the size it can grow to, unsigned
   * @return a table of nulls
   * @throws IllegalArgumentException if the sizes are out of range, or null is no value of the type
   */
  public static Table create(
      ValueType elementType, AddressType addressType, int minimumSize, long maximumSize) {
    if (!elementType.isInstance(null)) {
      throw new IllegalArgumentException("a table of nulls cannot hold " + elementType);
    }
    if (minimumSize < 0
        || minimumSize > ArrayTable.MAXIMUM_SIZE
        || Long.compareUnsigned(minimumSize, maximumSize) > 0) {
      throw new IllegalArgumentException(
          "no table of " + minimumSize + " to " + maximumSize + " elements");
    }
    return new ArrayTable(elementType, addressType, minimumSize, maximumSize);
  }

  /**
   * Returns the type of the elements.
   *
   * @return a reference type
   */
  public abstract ValueType elementType();

  /**
   * Returns the type of the indices.
   *
   * @return 32-bit or 64-bit
   */
  public abstract AddressType addressType();

  /**
   * Returns the size.
   *
   * @return the number of elements
   */
  public abstract int size();

  /**
   * Returns the declared maximum.
   *
   * @return the maximum number of elements, unsigned; where none was declared, the largest number
   *     of the address type
   */
  public abstract long maximumSize();

  /**
   * Reads an element.
   *
   * @param index which
   * @return the reference, or null
   */
  public abstract @Nullable Object get(int index);

  /**
   * Writes an element.
   *
   * @param index which
   * @param value the reference, or null
   */
  public abstract void set(int index, @Nullable Object value);

  /**
   * Grows this table.
   *
   * @param elements by how many
   * @param value what each new element is
   * @return the former size, or -1 if the maximum or the host's memory does not allow it
   */
  public abstract int grow(int elements, @Nullable Object value);
}
