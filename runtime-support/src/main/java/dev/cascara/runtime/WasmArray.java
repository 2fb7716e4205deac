package dev.cascara.runtime;

import dev.cascara.runtime.internal.ArrayLayout;
import java.lang.invoke.MethodHandles;
import org.jspecify.annotations.Nullable;

/**
 * An array (section 4.2, "Array Instances"). The compiler generates a subclass for each array type;
 * the classes of subtypes extend those of their supertypes.
 *
 * <p>Integers of 8 and 16 bits are {@code Integer}s for hosts, read with their sign.
 */
public abstract non-sealed class WasmArray extends EqReference {
  /** For the representations in {@code dev.cascara.runtime.internal}. */
  protected WasmArray() {}

  /**
   * Returns access to the members of generated classes.
   *
   * @return a look-up in their package
   */
  protected abstract MethodHandles.Lookup lookup();

  private ArrayLayout layout() {
    return ArrayLayout.of(getClass(), this::lookup);
  }

  /**
   * Reads an element, for this class.
   *
   * @param index which, within the bounds
   * @return as {@link #get} returns it
   */
  protected abstract @Nullable Object element(int index);

  /**
   * Writes an element, for this class.
   *
   * @param index which, within the bounds
   * @param value of the right type
   */
  protected abstract void setElement(int index, @Nullable Object value);

  /**
   * Returns the length.
   *
   * @return the number of elements
   */
  public abstract int length();

  /**
   * Returns the type that this was created with.
   *
   * @return the type
   */
  public final DefinedType type() {
    return layout().type();
  }

  /**
   * Returns the type of the elements.
   *
   * @return the type
   */
  public final FieldType elementType() {
    return layout().element();
  }

  /**
   * Reads an element.
   *
   * @param index which, from 0
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, or a reference (null
   *     included)
   * @throws IndexOutOfBoundsException if there is no such element
   */
  public final @Nullable Object get(int index) {
    return element(java.util.Objects.checkIndex(index, length()));
  }

  /**
   * Writes an element.
   *
   * @param index which, from 0
   * @param value of the type that {@link #get} returns; of a packed integer the low bits count
   * @throws IndexOutOfBoundsException if there is no such element
   * @throws IllegalStateException if the elements are immutable
   * @throws IllegalArgumentException if the value is of another type than the elements
   */
  public final void set(int index, @Nullable Object value) {
    java.util.Objects.checkIndex(index, length());
    FieldType type = elementType();
    if (!type.mutable()) {
      throw new IllegalStateException("the elements are immutable");
    }
    if (!type.unpacked().isInstance(value)) {
      throw new IllegalArgumentException("an element of type " + type + " cannot be " + value);
    }
    setElement(index, value);
  }
}
