package dev.cascara.maven;

import java.io.Serial;

/** The user's input is wrong; the message says where and why. */
final class InvalidInputException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  InvalidInputException(String message) {
    super(message);
  }

  InvalidInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
