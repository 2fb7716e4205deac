package dev.cascara.benchmarks.engine;

/**
 * What of a run counts: the part between {@code bench.start} and {@code bench.end} of a program
 * that imports them, or else {@code _start}. Times are in nanoseconds.
 */
public final class TimedPart {
  /** The module name of the two imports, both without parameters and results. */
  public static final String MODULE = "bench";

  /** The name of the import that begins the timed part. */
  public static final String START = "start";

  /** The name of the import that ends it. */
  public static final String END = "end";

  private long commandTime;
  private long begun;
  private long time;
  private boolean used;

  /** Creates one for one run. */
  public TimedPart() {}

  /** Implements {@code bench.start}. */
  public void start() {
    used = true;
    begun = System.nanoTime();
  }

  /** Implements {@code bench.end}. Parts add up. */
  public void end() {
    time += System.nanoTime() - begun;
  }

  /** Is called right before {@code _start}. */
  public void commandStarts() {
    commandTime = -System.nanoTime();
  }

  /** Is called as soon as {@code _start} has returned. */
  public void commandEnds() {
    commandTime += System.nanoTime();
  }

  /**
   * Returns the result.
   *
   * @return how long the timed part took
   */
  public long nanoseconds() {
    return used ? time : commandTime;
  }
}
