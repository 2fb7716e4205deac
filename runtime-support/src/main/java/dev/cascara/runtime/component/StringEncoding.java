package dev.cascara.runtime.component;

/** How strings are in a guest's memory: the canonical option {@code string-encoding}. */
public enum StringEncoding {
  /** UTF-8; lengths are in bytes. */
  UTF8,
  /** UTF-16, little-endian; lengths are in code units of two bytes. */
  UTF16,
  /**
   * Latin-1, or UTF-16 where the length's highest bit is set; lengths are in code units of one or
   * two bytes.
   */
  LATIN1_UTF16
}
