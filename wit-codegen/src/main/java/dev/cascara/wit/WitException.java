package dev.cascara.wit;

import java.io.Serial;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * WIT text is wrong, names something that does not exist, or does not fit the component it comes
 * with. The message of an error that has a place in a file is {@code file:line:column: what is
 * wrong}, then the line, then a caret under the place.
 */
public final class WitException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient @Nullable Position position;

  /**
   * Creates an exception without a place.
   *
   * @param message what is wrong
   */
  public WitException(String message) {
    super(message);
    this.position = null;
  }

  /**
   * Creates an exception without a place.
   *
   * @param message what is wrong
   * @param cause the error behind it
   */
  public WitException(String message, Throwable cause) {
    super(message, cause);
    this.position = null;
  }

  /**
   * Creates an exception for a place in a file.
   *
   * @param position the place
   * @param message what is wrong there
   * @param excerpt the line and the caret, on two lines
   */
  public WitException(Position position, String message, String excerpt) {
    super(position + ": " + message + "\n" + excerpt);
    this.position = position;
  }

  /**
   * Returns the place.
   *
   * @return the place, if the error has one
   */
  public Optional<Position> position() {
    return Optional.ofNullable(position);
  }

  /**
   * A place in a file.
   *
   * @param file the file's name as it was given
   * @param line the line, from 1
   * @param column the column in characters (code points), from 1
   */
  public record Position(String file, int line, int column) {
    @Override
    public String toString() {
      return file + ":" + line + ":" + column;
    }
  }
}
