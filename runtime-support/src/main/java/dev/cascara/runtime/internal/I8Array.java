package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmArray;
import org.jspecify.annotations.Nullable;

/** An array of elements of type {@code i8}. */
public abstract class I8Array extends WasmArray {
  /** The elements. */
  public final byte[] elements;

  /**
   * For generated classes.
   *
   * @param elements the elements
   */
  protected I8Array(byte[] elements) {
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
    elements[index] = ((Integer) java.util.Objects.requireNonNull(value)).byteValue();
  }
}
