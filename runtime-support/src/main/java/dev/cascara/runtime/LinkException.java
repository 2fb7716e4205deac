package dev.cascara.runtime;

import java.io.Serial;

/**
 * A module or component cannot be instantiated with what it was given: an import is missing or is
 * of another type than the one declared, or the JVM has not got a module that the code was compiled
 * for.
 */
public final class LinkException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which import or module, what was expected and what was found
   */
  public LinkException(String message) {
    super(message);
  }
}
