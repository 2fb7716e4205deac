package dev.cascara.runtime.internal;

import dev.cascara.runtime.Tag;
import dev.cascara.runtime.V128;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmTrap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What compiled code calls to throw exceptions. */
public final class Exceptions {
  private Exceptions() {}

  /**
   * Makes an exception whose values are too many for fields.
   *
   * @param values the values; a vector is its two halves
   * @param tag the tag
   * @return the exception
   */
  public static WasmException exception(@Nullable Object[] values, Tag tag) {
    List<ValueType> types = tag.type().parameters();
    @Nullable Object[] whole = new @Nullable Object[types.size()];
    int position = 0;
    for (int i = 0; i < whole.length; i++) {
      Object value = values[position++];
      whole[i] =
          types.get(i) == ValueType.V128 ? new V128(half(value), half(values[position++])) : value;
    }
    return new WasmException(tag, whole);
  }

  private static long half(@Nullable Object value) {
    return (long) Objects.requireNonNull(value);
  }

  /**
   * Returns a value of an exception whose values are too many for fields.
   *
   * @param exception the exception
   * @param position the value's index, where a vector counts as its two halves
   * @return the value
   */
  public static @Nullable Object value(WasmException exception, int position) {
    int index = 0;
    int remaining = position;
    for (ValueType type : exception.tag().type().parameters()) {
      int width = type == ValueType.V128 ? 2 : 1;
      if (remaining < width) {
        break;
      }
      remaining -= width;
      index++;
    }
    Object value = exception.value(index);
    if (value instanceof V128 vector) {
      return remaining == 0 ? vector.low() : vector.high();
    }
    return value;
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
