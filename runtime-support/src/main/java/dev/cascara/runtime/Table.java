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
   * Creates a table for modules to import.
   *
   * @param elementType the type of its elements
   * @param minimumSize its size, at most 10,000,000
   * @param maximumSize the size it can grow to
   * @return a table of nulls
   * @throws IllegalArgumentException if the sizes are out of range, or the type is no reference
   *     type
   */
  public static Table create(ValueType elementType, int minimumSize, long maximumSize) {
    if (elementType.carrier().isPrimitive()) {
      throw new IllegalArgumentException("a table cannot hold " + elementType);
    }
    if (minimumSize < 0 || minimumSize > ArrayTable.MAXIMUM_SIZE || minimumSize > maximumSize) {
      throw new IllegalArgumentException(
          "no table of " + minimumSize + " to " + maximumSize + " elements");
    }
    return new ArrayTable(elementType, minimumSize, maximumSize, null);
  }

  /**
   * Returns the type of the elements.
   *
   * @return a reference type
   */
  public abstract ValueType elementType();

  /**
   * Returns the size.
   *
   * @return the number of elements
   */
  public abstract int size();

  /**
   * Returns the declared maximum.
   *
   * @return the maximum number of elements; 2³² - 1 where none was declared
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
