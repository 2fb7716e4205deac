package dev.cascara.runtime;

import java.io.Serial;

/**
 * A module or component cannot be instantiated with what it was given: an import is missing or is
 * of another type than the one declared.
 */
public final class LinkException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which import, what was expected and what was found
   */
  public LinkException(String message) {
    super(message);
  }
}
