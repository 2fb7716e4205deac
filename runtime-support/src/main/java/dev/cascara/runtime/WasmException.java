package dev.cascara.runtime;

import java.io.Serial;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exception of WebAssembly (section 4.2, "Exception Instances"): a tag and values. Guests throw
 * and catch it, and it reaches a host that called a guest which did not catch it; a host function
 * that throws one throws it into its guest. Traps are no exceptions in this sense: no guest can
 * catch one.
 *
 * <p>It has no stack trace. The exceptions of compiled code are of subclasses that keep the values
 * in typed fields.
 */
public class WasmException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private static final @Nullable Object[] NO_VALUES = {};

  @SuppressWarnings("serial")
  private final Tag tag;

  @SuppressWarnings("serial")
  private final @Nullable Object[] values;

  /**
   * Creates an exception without a stack trace.
   *
   * @param tag its tag
   * @param values a value for each parameter of the tag's type: an {@code Integer}, {@code Long},
   *     {@code Float}, {@code Double}, {@link V128}, or a reference
   * @throws IllegalArgumentException if these are not what the tag's type says
   */
  public WasmException(Tag tag, @Nullable Object... values) {
    super("WebAssembly exception", null, false, false);
    this.tag = Objects.requireNonNull(tag);
    this.values = values.clone();
    check(tag.type().parameters(), this.values);
  }

  /**
   * For compiled modules, whose classes of exceptions have a field for each value.
   *
   * @param tag the tag
   */
  protected WasmException(Tag tag) {
    super("WebAssembly exception", null, false, false);
    this.tag = tag;
    this.values = NO_VALUES;
  }

  private static void check(List<ValueType> types, @Nullable Object[] values) {
    if (types.size() != values.length) {
      throw new IllegalArgumentException(
          "the tag has " + types.size() + " values, not " + values.length);
    }
    for (int i = 0; i < values.length; i++) {
      if (!types.get(i).isInstance(values[i])) {
        throw new IllegalArgumentException(
            "value " + i + " is no " + types.get(i) + ": " + values[i]);
      }
    }
  }

  /**
   * Returns the tag.
   *
   * @return the tag
   */
  public final Tag tag() {
    return tag;
  }

  /**
   * Returns a value.
   *
   * @param index which, from 0
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@link V128}, or a
   *     reference
   * @throws IndexOutOfBoundsException if the tag's type has no such parameter
   */
  public @Nullable Object value(int index) {
    return values[index];
  }
}
