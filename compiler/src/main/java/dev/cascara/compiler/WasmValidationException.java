package dev.cascara.compiler;

import java.io.Serial;

/** A well-formed module or component breaks a rule of validation (chapter 3). */
public final class WasmValidationException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Creates the exception.
   *
   * @param offset where in the input, in bytes
   * @param message what is wrong there
   */
  public WasmValidationException(long offset, String message) {
    super(message + " (at offset 0x" + Long.toHexString(offset) + ")");
    this.offset = offset;
  }

  /**
   * Returns where the input is wrong.
   *
   * @return the offset in bytes from the start of the input
   */
  public long offset() {
    return offset;
  }
}
