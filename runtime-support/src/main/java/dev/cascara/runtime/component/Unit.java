package dev.cascara.runtime.component;

/** The value of a {@code result}'s case that has no payload. */
public enum Unit {
  /** The only value. */
  UNIT
}
