package dev.cascara.wasi.internal;

import java.io.IOException;
import java.io.Serial;

/** An operation failed in a way that a guest is told by a code. It has no stack trace. */
public final class WasiException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * Creates the exception.
   *
   * @param code why the operation failed
   */
  public WasiException(ErrorCode code) {
    super(code.name());
    this.code = code;
  }

  /**
   * Returns why the operation failed.
   *
   * @return the code
   */
  public ErrorCode code() {
    return code;
  }

  // A guest makes these as often as it likes, and nobody reads where they come from.
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
