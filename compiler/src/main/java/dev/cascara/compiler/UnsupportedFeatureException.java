package dev.cascara.compiler;

import java.io.Serial;

/** The input is valid, but uses a feature of WebAssembly that this version does not compile. */
public final class UnsupportedFeatureException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String feature;
  private final long offset;

  /**
   * Creates the exception.
   *
   * @param feature the feature's usual name, such as {@code SIMD}
   * @param offset where in the input, in bytes
   */
  public UnsupportedFeatureException(String feature, long offset) {
    this(feature, offset, feature);
  }

  /**
   * Creates the exception, with more to say of what was found.
   *
   * @param feature the feature's usual name, such as {@code SIMD}
   * @param use what of the feature is used, such as {@code v128.const}
   * @param offset where in the input, in bytes
   */
  public UnsupportedFeatureException(String feature, String use, long offset) {
    this(feature, offset, feature + " (" + use + ")");
  }

  private UnsupportedFeatureException(String feature, long offset, String text) {
    super("not supported yet: " + text + " (at offset 0x" + Long.toHexString(offset) + ")");
    this.feature = feature;
    this.offset = offset;
  }

  /**
   * Returns what is not supported.
   *
   * @return the feature's usual name
   */
  public String feature() {
    return feature;
  }

  /**
   * Returns where the feature is used.
   *
   * @return the offset in bytes from the start of the input
   */
  public long offset() {
    return offset;
  }
}
