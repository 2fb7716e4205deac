package dev.cascara.runtime;

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
   * @return the maximum number of elements, unsigned; 2³² - 1 where none was declared
   */
  public abstract int maximumSize();

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
