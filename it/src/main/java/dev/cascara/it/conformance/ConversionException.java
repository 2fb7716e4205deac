package dev.cascara.it.conformance;

import java.io.Serial;

/** Scripts cannot be turned into binary modules: Node or its packages are missing, or failed. */
public final class ConversionException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  ConversionException(String message) {
    super(message);
  }
}
