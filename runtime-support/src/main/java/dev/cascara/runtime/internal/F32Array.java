package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmArray;
import org.jspecify.annotations.Nullable;

/** An array of elements of type {@code f32}. */
public abstract class F32Array extends WasmArray {
  /** The elements. */
  public final float[] elements;

  /**
   * For generated classes.
   *
   * @param elements the elements
   */
  protected F32Array(float[] elements) {
    this.elements = elements;
  }

  @Override
  public final int length() {
    return elements.length;
  }

  @Override
  protected final Object element(int index) {
    return elements[index];
  }

  @Override
  protected final void setElement(int index, @Nullable Object value) {
    elements[index] = (Float) java.util.Objects.requireNonNull(value);
  }
}
