package dev.cascara.runtime;

import dev.cascara.runtime.internal.StructLayout;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A structure (section 4.2, "Structure Instances"). The compiler generates a subclass for each
 * structure type, with a field for each of its own; the classes of subtypes extend those of their
 * supertypes.
 *
 * <p>Hosts see the fields by index. Integers of 8 and 16 bits are {@code Integer}s, read with their
 * sign.
 */
public abstract non-sealed class WasmStruct extends EqReference {
  /** For generated classes. */
  protected WasmStruct() {}

  /**
   * Returns access to the members of generated classes.
   *
   * @return a look-up in their package
   */
  protected abstract MethodHandles.Lookup lookup();

  private StructLayout layout() {
    return StructLayout.of(getClass(), this::lookup);
  }

  /**
   * Returns the type that this was created with.
   *
   * @return the type
   */
  public final DefinedType type() {
    return layout().type();
  }

  /**
   * Returns the types of the fields.
   *
   * @return the types in order
   */
  public final List<FieldType> fields() {
    return layout().fields();
  }

  /**
   * Reads a field.
   *
   * @param index which, from 0
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, or a reference (null
   *     included)
   * @throws IndexOutOfBoundsException if there is no such field
   */
  public final @Nullable Object get(int index) {
    return layout().get(this, index);
  }

  /**
   * Writes a field.
   *
   * @param index which, from 0
   * @param value of the type that {@link #get} returns; of a packed integer the low bits count
   * @throws IndexOutOfBoundsException if there is no such field
   * @throws IllegalStateException if the field is immutable
   * @throws IllegalArgumentException if the value is of another type than the field
   */
  public final void set(int index, @Nullable Object value) {
    layout().set(this, index, value);
  }
}
