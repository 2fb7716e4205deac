package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmArray;
import org.jspecify.annotations.Nullable;

/** An array of elements of type {@code f64}. */
public abstract class F64Array extends WasmArray {
  /** The elements. */
  public final double[] elements;

  /**
   * For generated classes.
   *
   * @param elements the elements
   */
  protected F64Array(double[] elements) {
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
    elements[index] = (Double) java.util.Objects.requireNonNull(value);
  }
}
