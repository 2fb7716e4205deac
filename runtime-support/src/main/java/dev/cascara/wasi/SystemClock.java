package dev.cascara.wasi;

import java.util.concurrent.TimeUnit;

/** The JVM's clock, counted from the first use so that guests do not learn the host's uptime. */
enum SystemClock implements MonotonicClock {
  INSTANCE;

  private final long origin = System.nanoTime();

  @Override
  public long now() {
    return System.nanoTime() - origin;
  }

  @Override
  public void sleep(long nanoseconds) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(nanoseconds);
  }
}
