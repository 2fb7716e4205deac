package dev.cascara.compiler;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

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

  private WasmValidationException(long offset, String message, WasmValidationException cause) {
    super(message, cause);
    this.offset = offset;
  }

  /**
   * Returns the same error, whose message names the function as well.
   *
   * @param index the function's index
   * @param name its name, if the module says it
   * @return a new exception with this one as its cause
   */
  public WasmValidationException inFunction(int index, @Nullable String name) {
    String function = "function " + index + (name == null ? "" : " \"" + name + '"');
    return new WasmValidationException(offset, getMessage() + " in " + function, this);
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
