package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmArray;
import org.jspecify.annotations.Nullable;

/** An array of elements of type {@code i16}. */
public abstract class I16Array extends WasmArray {
  /** The elements. */
  public final short[] elements;

  /**
   * For generated classes.
   *
   * @param elements the elements
   */
  protected I16Array(short[] elements) {
    this.elements = elements;
  }

  @Override
  public final int length() {
    return elements.length;
  }

  @Override
  protected final Object element(int index) {
    return (int) elements[index];
  }

  @Override
  protected final void setElement(int index, @Nullable Object value) {
    elements[index] = ((Integer) java.util.Objects.requireNonNull(value)).shortValue();
  }
}
