package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmArray;
import org.jspecify.annotations.Nullable;

/** An array of references. */
public abstract class ReferenceArray extends WasmArray {
  /** The elements. */
  public final @Nullable Object[] elements;

  /**
   * For generated classes.
   *
   * @param elements the elements
   */
  protected ReferenceArray(@Nullable Object[] elements) {
    this.elements = elements;
  }

  @Override
  public final int length() {
    return elements.length;
  }

  @Override
  protected final @Nullable Object element(int index) {
    return elements[index];
  }

  @Override
  protected final void setElement(int index, @Nullable Object value) {
    elements[index] = value;
  }
}
