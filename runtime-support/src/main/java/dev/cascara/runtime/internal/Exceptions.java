package dev.cascara.runtime.internal;

import dev.cascara.runtime.Tag;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmTrap;
import org.jspecify.annotations.Nullable;

/** What compiled code calls to throw exceptions. */
public final class Exceptions {
  private Exceptions() {}

  /**
   * Makes an exception whose values are too many for fields.
   *
   * @param values the values
   * @param tag the tag
   * @return the exception
   */
  public static WasmException exception(@Nullable Object[] values, Tag tag) {
    return new WasmException(tag, values);
  }

  /**
   * Checks a reference that is about to be thrown.
   *
   * @param exception the reference
   * @return the exception
   * @throws WasmTrap if there is none
   */
  public static WasmException nonNull(@Nullable WasmException exception) {
    if (exception == null) {
      throw new WasmTrap(WasmTrap.Kind.NULL_EXCEPTION_REFERENCE);
    }
    return exception;
  }
}
