package dev.cascara.wasi;

import java.util.concurrent.atomic.AtomicLong;

/** A clock that never goes back, with the waiting that belongs to it. */
public interface MonotonicClock {
  /**
   * Returns the time.
   *
   * @return nanoseconds since an origin of this clock's own; never less than before
   */
  long now();

  /**
   * Returns how fine this clock is.
   *
   * @return nanoseconds between two ticks, at least 1
   */
  default long resolution() {
    return 1;
  }

  /**
   * Waits.
   *
   * @param nanoseconds how long by this clock
   * @throws InterruptedException if the thread is interrupted
   */
  void sleep(long nanoseconds) throws InterruptedException;

  /**
   * Returns the JVM's own clock.
   *
   * @return a clock that begins near zero
   */
  static MonotonicClock system() {
    return SystemClock.INSTANCE;
  }

  /**
   * Creates a clock without real time: each look at it takes a fixed time, and waiting only sets it
   * forward. Programs that run by it are repeatable and never really wait.
   *
   * @param step nanoseconds that each {@link #now()} takes, 0 or more
   * @return a clock that begins at zero
   */
  static MonotonicClock simulated(long step) {
    if (step < 0) {
      throw new IllegalArgumentException("time goes forward, not by " + step);
    }
    AtomicLong time = new AtomicLong();
    return new MonotonicClock() {
      @Override
      public long now() {
        return time.getAndAdd(step);
      }

      @Override
      public void sleep(long nanoseconds) {
        time.addAndGet(Math.max(0, nanoseconds));
      }
    };
  }
}
