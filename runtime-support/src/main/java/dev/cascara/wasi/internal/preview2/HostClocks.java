package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.clocks.MonotonicClock;
import dev.cascara.wasi.clocks.WallClock;
import dev.cascara.wasi.internal.Event;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Poll;
import java.time.Instant;

/** {@code wasi:clocks}. */
final class HostClocks {
  private HostClocks() {}

  /** {@code wasi:clocks/wall-clock}. */
  record Wall(Session session) implements WallClock {
    @Override
    public Datetime now() {
      Instant now = session.wallTime();
      // There is no time before 1970.
      return now.getEpochSecond() < 0
          ? new Datetime(0, 0)
          : new Datetime(now.getEpochSecond(), now.getNano());
    }

    @Override
    public Datetime resolution() {
      return new Datetime(0, (int) Session.WALL_CLOCK_RESOLUTION);
    }
  }

  /** {@code wasi:clocks/monotonic-clock}. */
  record Monotonic(Session session) implements MonotonicClock {
    @Override
    public long now() {
      return session.wasi().monotonicClock().now();
    }

    @Override
    public long resolution() {
      return session.wasi().monotonicClock().resolution();
    }

    @Override
    public Poll.Pollable subscribeInstant(long when) {
      // An instant beyond 2^63 never comes.
      return new HostPollable(session, new Event.Time(when < 0 ? Long.MAX_VALUE : when));
    }

    @Override
    public Poll.Pollable subscribeDuration(long when) {
      return new HostPollable(session, new Event.Time(session.deadlineAfter(when)));
    }
  }
}
