package dev.cascara.compiler.validation;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a module may use beyond WebAssembly 3.0, or what of it can be switched off. A module that
 * uses a feature that is off is invalid.
 */
public enum Feature {
  /** More than one table (WebAssembly 2.0). */
  MULTIPLE_TABLES("multiple tables"),
  /** More than one memory (WebAssembly 3.0). */
  MULTIPLE_MEMORIES("multiple memories"),
  /** The legacy encoding of exception handling: {@code try}, {@code catch}, {@code delegate}. */
  LEGACY_EXCEPTIONS("legacy exceptions"),
  /** Shared memories and atomic accesses. */
  THREADS("threads"),
  /** 128-bit arithmetic on pairs of 64-bit integers. */
  WIDE_ARITHMETIC("wide arithmetic"),
  /** Memories with pages of one byte. */
  CUSTOM_PAGE_SIZES("custom page sizes");

  private final String text;

  Feature(String text) {
    this.text = text;
  }

  /**
   * Returns what is on unless something else is asked for: WebAssembly 3.0 and the legacy encoding
   * of exception handling.
   *
   * @return an unmodifiable set
   */
  public static Set<Feature> defaults() {
    return Collections.unmodifiableSet(
        EnumSet.of(MULTIPLE_TABLES, MULTIPLE_MEMORIES, LEGACY_EXCEPTIONS));
  }

  /**
   * Returns all features.
   *
   * @return an unmodifiable set
   */
  public static Set<Feature> all() {
    return Collections.unmodifiableSet(EnumSet.allOf(Feature.class));
  }

  @Override
  public String toString() {
    return text;
  }
}
