package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.GuestInterruptedException;
import dev.cascara.wasi.internal.Event;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Poll;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** {@code wasi:io/poll}. */
record HostPoll(Session session) implements Poll {
  @Override
  public int[] poll(List<Pollable> in) {
    Preconditions.require(!in.isEmpty(), "poll of no pollables");
    List<Event> events = new ArrayList<>(in.size());
    for (Pollable pollable : in) {
      if (!(pollable instanceof HostPollable host)) {
        return pollForeign(in);
      }
      events.add(host.event());
    }
    return session.poll(events);
  }

  /** Pollables of another implementation can only be asked again and again. */
  private static int[] pollForeign(List<Pollable> in) {
    while (true) {
      int[] ready = IntStream.range(0, in.size()).filter(i -> in.get(i).ready()).toArray();
      if (ready.length > 0) {
        return ready;
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new GuestInterruptedException(e);
      }
    }
  }
}
