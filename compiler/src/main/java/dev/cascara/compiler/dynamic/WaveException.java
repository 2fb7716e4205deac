package dev.cascara.compiler.dynamic;

import java.io.Serial;

/** A text is not WAVE, or is not a value of the type that is asked for. */
public final class WaveException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int offset;

  WaveException(int offset, String message) {
    super(message + " at character " + (offset + 1));
    this.offset = offset;
  }

  /**
   * Returns where the text is wrong.
   *
   * @return the index of a {@code char} of the text, or its length
   */
  public int offset() {
    return offset;
  }
}
