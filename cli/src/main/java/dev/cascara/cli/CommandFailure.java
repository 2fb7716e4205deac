package dev.cascara.cli;

import java.io.Serial;

/** Ends a command with exit code 1; its message, one line, is printed. */
final class CommandFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }

  CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
