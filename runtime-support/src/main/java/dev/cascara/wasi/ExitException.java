package dev.cascara.wasi;

import java.io.Serial;

/**
 * Ends a guest that asked to exit, from the call that entered it; a successful exit too. It has no
 * stack trace, since it is no failure of the host.
 */
public final class ExitException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int code;

  /**
   * Creates the exception.
   *
   * @param code the guest's exit code, 0 for success
   */
  public ExitException(int code) {
    super("the guest exited with code " + Integer.toUnsignedString(code), null, false, false);
    this.code = code;
  }

  /**
   * Returns the exit code.
   *
   * @return the code as the guest gave it, unsigned; 0 for success
   */
  public int code() {
    return code;
  }
}
