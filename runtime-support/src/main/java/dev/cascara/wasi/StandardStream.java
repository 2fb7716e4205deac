package dev.cascara.wasi;

/** A program's three streams. */
public enum StandardStream {
  /** What a program reads. */
  INPUT,
  /** Where its results go. */
  OUTPUT,
  /** Where its messages go. */
  ERROR
}
