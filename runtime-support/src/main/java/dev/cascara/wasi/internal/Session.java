package dev.cascara.wasi.internal;

import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.GuestInterruptedException;
import dev.cascara.wasi.MonotonicClock;
import dev.cascara.wasi.PreopenedFolder;
import dev.cascara.wasi.Wasi;
import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What one running program has open. A program's calls come from one thread at a time.
 *
 * <p>Closing it closes all files and flushes the outputs.
 */
public final class Session implements Closeable {
  /** The resolution of the wall clock in nanoseconds: the finest that a JDK has on any system. */
  public static final long WALL_CLOCK_RESOLUTION = 1_000;

  private static final long FIRST_SLICE = 1_000_000;

  private final Wasi wasi;
  private final List<Preopen> preopens;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final Set<OpenFile> files = Collections.newSetFromMap(new IdentityHashMap<>());
  private final long secret = new SecureRandom().nextLong();
  private @Nullable InputSource input;

  /**
   * A preopened folder.
   *
   * @param folder the folder
   * @param name its name for the guest
   */
  public record Preopen(OpenFolder folder, String name) {}

  /**
   * Begins a session.
   *
   * @param wasi what the program may have
   * @throws java.io.UncheckedIOException if a preopened folder cannot be opened
   */
  public Session(Wasi wasi) {
    this.wasi = wasi;
    List<Preopen> list = new ArrayList<>();
    for (PreopenedFolder folder : wasi.folders()) {
      list.add(new Preopen(new OpenFolder(this, new Root(folder), List.of()), folder.guest()));
    }
    preopens = List.copyOf(list);
  }

  /**
   * Returns the configuration.
   *
   * @return what the program may have
   */
  public Wasi wasi() {
    return wasi;
  }

  /**
   * Returns the folders that are open from the start.
   *
   * @return the folders in the configuration's order
   */
  public List<Preopen> preopens() {
    return preopens;
  }

  /**
   * Returns the standard input.
   *
   * @return the same object at each call
   */
  public InputSource standardInput() {
    if (input == null) {
      input = new InputSource(wasi.standardInput(), lock, change);
    }
    return input;
  }

  /**
   * Returns what makes hashes hard to compute for those who do not know it.
   *
   * @return the same random number at each call
   */
  public long secret() {
    return secret;
  }

  void requireWritable(Root root) throws WasiException {
    if (root.access() != FolderAccess.READ_WRITE) {
      throw new WasiException(ErrorCode.READ_ONLY);
    }
  }

  void checkDescriptors() throws WasiException {
    if (files.size() >= wasi.maximumDescriptors()) {
      throw new WasiException(ErrorCode.TOO_MANY_DESCRIPTORS);
    }
  }

  void add(OpenFile file) {
    files.add(file);
  }

  void release(OpenFile file) {
    files.remove(file);
  }

  /**
   * Returns the time of day.
   *
   * @return the time
   */
  public Instant wallTime() {
    return wasi.wallClock().instant();
  }

  /**
   * Returns a time of the monotonic clock that lies in the future.
   *
   * @param nanoseconds how far, unsigned
   * @return the time, or the last that there is
   */
  public long deadlineAfter(long nanoseconds) {
    long now = wasi.monotonicClock().now();
    long deadline = now + nanoseconds;
    return nanoseconds < 0 || deadline < now ? Long.MAX_VALUE : deadline;
  }

  /**
   * Returns whether something has happened; does not wait.
   *
   * @param event what
   * @return true if it has
   */
  public boolean isReady(Event event) {
    return isReady(event, event instanceof Event.Time ? wasi.monotonicClock().now() : 0);
  }

  private static boolean isReady(Event event, long now) {
    if (event instanceof Event.Time time) {
      return now >= time.deadline();
    }
    return !(event instanceof Event.Input in) || in.source().isReady();
  }

  /**
   * Waits until one of several things has happened.
   *
   * @param events what to wait for, at least one
   * @return the indices of all that have happened, in order
   * @throws GuestInterruptedException if the thread is interrupted
   */
  public int[] poll(List<? extends Event> events) {
    try {
      long slice = FIRST_SLICE;
      while (true) {
        int[] ready = ready(events);
        if (ready.length > 0) {
          return ready;
        }
        sleep(events, slice);
        // By another clock than the system's, time may pass as fast as it is waited for.
        slice = slice > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : slice * 2;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestInterruptedException(e);
    }
  }

  private int[] ready(List<? extends Event> events) {
    long now = hasTime(events) ? wasi.monotonicClock().now() : 0;
    int count = 0;
    int[] ready = new int[events.size()];
    for (int i = 0; i < ready.length; i++) {
      if (isReady(events.get(i), now)) {
        ready[count++] = i;
      }
    }
    return java.util.Arrays.copyOf(ready, count);
  }

  private static boolean hasTime(List<? extends Event> events) {
    return events.stream().anyMatch(Event.Time.class::isInstance);
  }

  private void sleep(List<? extends Event> events, long slice) throws InterruptedException {
    MonotonicClock clock = wasi.monotonicClock();
    boolean inputs = events.stream().anyMatch(Event.Input.class::isInstance);
    long remaining = Long.MAX_VALUE;
    if (hasTime(events)) {
      long now = clock.now();
      for (Event event : events) {
        if (event instanceof Event.Time time) {
          remaining = Math.min(remaining, Math.max(0, time.deadline() - now));
        }
      }
      if (remaining == 0) {
        return;
      }
    }
    if (!inputs) {
      clock.sleep(remaining);
    } else if (!hasTime(events) || clock == MonotonicClock.system()) {
      awaitInput(events, remaining);
    } else {
      clock.sleep(Math.min(remaining, slice));
    }
  }

  private void awaitInput(List<? extends Event> events, long nanoseconds)
      throws InterruptedException {
    lock.lock();
    try {
      long remaining = nanoseconds;
      while (remaining > 0 && events.stream().noneMatch(this::isReadyInput)) {
        remaining = change.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isReadyInput(Event event) {
    return event instanceof Event.Input in && in.source().isReady();
  }

  /**
   * Waits for one thing.
   *
   * @param event what
   */
  public void await(Event event) {
    poll(List.of(event));
  }

  /**
   * Flushes the standard outputs.
   *
   * @throws IOException if one fails
   */
  public void flush() throws IOException {
    try {
      wasi.standardOutput().flush();
    } finally {
      wasi.standardError().flush();
    }
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (OpenFile file : List.copyOf(files)) {
      try {
        file.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    flush();
    if (failure != null) {
      throw failure;
    }
  }
}
