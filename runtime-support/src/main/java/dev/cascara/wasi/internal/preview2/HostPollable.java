package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.internal.Event;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Poll;

/** A {@code pollable}. */
record HostPollable(Session session, Event event) implements Poll.Pollable {
  @Override
  public boolean ready() {
    return session.isReady(event);
  }

  @Override
  public void block() {
    session.await(event);
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
