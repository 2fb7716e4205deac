package dev.cascara.runtime;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An exception of WebAssembly (section 4.2, "Exception Instances"): a tag and values. Guests throw
 * and catch it, and it reaches a host that called a guest which did not catch it; a host function
 * that throws one throws it into its guest.
 */
public class WasmException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial")
  private final Tag tag;

  @SuppressWarnings("serial")
  private final @Nullable Object[] values;

  /**
   * Creates an exception without a stack trace.
   *
   * @param tag its tag
   * @param values a value for each parameter of the tag's type: an {@code Integer}, {@code Long},
   *     {@code Float}, {@code Double}, or a reference
   */
  public WasmException(Tag tag, @Nullable Object... values) {
    super("WebAssembly exception", null, false, false);
    this.tag = Objects.requireNonNull(tag);
    this.values = values.clone();
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
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, or a reference
   */
  public @Nullable Object value(int index) {
    return values[index];
  }
}
