package dev.cascara.runtime.internal;

import dev.cascara.runtime.V128;
import dev.cascara.runtime.WasmArray;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An array of elements of type {@code v128}. */
public abstract class V128Array extends WasmArray {
  /** The low and the high half of each element in turn. */
  public final long[] elements;

  /**
   * For generated classes.
   *
   * @param elements the halves of the elements
   */
  protected V128Array(long[] elements) {
    this.elements = elements;
  }

  @Override
  public final int length() {
    return elements.length >> 1;
  }

  @Override
  protected final Object element(int index) {
    return new V128(elements[2 * index], elements[2 * index + 1]);
  }

  @Override
  protected final void setElement(int index, @Nullable Object value) {
    V128 vector = (V128) Objects.requireNonNull(value);
    elements[2 * index] = vector.low();
    elements[2 * index + 1] = vector.high();
  }
}
