package dev.cascara.wasi.internal;

/** What a guest can wait for. */
public sealed interface Event {
  /** What has always happened already: files and outputs never make a guest wait. */
  enum Always implements Event {
    /** The event. */
    INSTANCE
  }

  /**
   * A time has come.
   *
   * @param deadline the time by the monotonic clock, in nanoseconds
   */
  record Time(long deadline) implements Event {}

  /**
   * An input can be read without waiting.
   *
   * @param source the input
   */
  record Input(InputSource source) implements Event {}
}
