package dev.cascara.runtime.component;

import java.util.Objects;

/**
 * A {@code result} that is not the whole result of a function, such as a field or an element of a
 * list. The whole result of a function is the value itself, or an exception.
 *
 * @param <T> the type of a success's value, {@link Unit} if it has none
 * @param <E> the type of an error's value, {@link Unit} if it has none
 */
public sealed interface Result<T, E> {
  /**
   * A success.
   *
   * @param value its value
   * @param <T> the type of the value
   * @param <E> the type of an error's value
   */
  record Ok<T, E>(T value) implements Result<T, E> {
    /** Creates a success. */
    public Ok {
      Objects.requireNonNull(value);
    }
  }

  /**
   * An error.
   *
   * @param error its value
   * @param <T> the type of a success's value
   * @param <E> the type of the value
   */
  record Err<T, E>(E error) implements Result<T, E> {
    /** Creates an error. */
    public Err {
      Objects.requireNonNull(error);
    }
  }

  /**
   * Creates a success.
   *
   * @param value its value
   * @param <T> the type of the value
   * @param <E> the type of an error's value
   * @return the success
   */
  static <T, E> Result<T, E> ok(T value) {
    return new Ok<>(value);
  }

  /**
   * Creates an error.
   *
   * @param error its value
   * @param <T> the type of a success's value
   * @param <E> the type of the value
   * @return the error
   */
  static <T, E> Result<T, E> err(E error) {
    return new Err<>(error);
  }

  /**
   * Tells which of both it is.
   *
   * @return whether this is an {@link Ok}
   */
  default boolean isOk() {
    return this instanceof Ok;
  }
}
