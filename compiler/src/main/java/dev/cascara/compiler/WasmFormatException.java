package dev.cascara.compiler;

import java.io.Serial;

/** The bytes are not WebAssembly: the binary format (chapter 5) does not allow them. */
public final class WasmFormatException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final long offset;

  /**
   * Creates the exception.
   *
   * @param offset where in the input, in bytes
   * @param message what is wrong there
   */
  public WasmFormatException(long offset, String message) {
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
