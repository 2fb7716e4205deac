package dev.cascara.runtime.internal;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Locks for the atomic accesses of a shared memory: one for many addresses, the same for all that
 * are in the same eight bytes.
 *
 * <p>A lock is a number, odd while it is held and larger each time. A writer makes it odd, writes,
 * and makes it even. A reader does not write: it reads the number, the memory and the number again,
 * until both were the same and even. So what is read and written under a lock has one order. It is
 * also sequentially consistent over all locks: a reader that misses a write has read that write's
 * lock before it was acquired, acquiring is a volatile write and the reader's first read is a
 * volatile one, and those have one order over all locks, in which each thread's come in the order
 * of the program.
 */
final class SequenceLocks {
  private static final int LOCKS_LOG2 = 6;

  /** A cache line for each, so that they do not disturb each other. */
  private static final int SPACING_LOG2 = 3;

  /** Spreads neighbouring addresses: the golden ratio as a fraction of 2⁶⁴. */
  private static final long GOLDEN_RATIO = 0x9E37_79B9_7F4A_7C15L;

  private static final int SPINS = 100;
  private static final int YIELDS = 50;
  private static final long PAUSE_NANOS = 50_000;

  private final AtomicLongArray sequences = new AtomicLongArray(1 << (LOCKS_LOG2 + SPACING_LOG2));

  /** The lock of an address. */
  static int of(long address) {
    return (int) (((address >>> 3) * GOLDEN_RATIO) >>> (64 - LOCKS_LOG2)) << SPACING_LOG2;
  }

  /**
   * Acquires a lock.
   *
   * @return what {@link #release} must be told
   */
  long acquire(int lock) {
    long sequence = sequences.get(lock);
    if ((sequence & 1) != 0 || !sequences.compareAndSet(lock, sequence, sequence + 1)) {
      sequence = acquireContended(lock);
    }
    // The number must be seen odd before anything that is written now.
    VarHandle.storeStoreFence();
    return sequence;
  }

  private long acquireContended(int lock) {
    for (int attempt = 0; ; attempt++) {
      long sequence = sequences.get(lock);
      if ((sequence & 1) == 0 && sequences.compareAndSet(lock, sequence, sequence + 1)) {
        return sequence;
      }
      pause(attempt);
    }
  }

  /** The one who holds a lock does so for a moment only, unless its thread was suspended. */
  @SuppressWarnings("ThreadPriorityCheck") // Nothing relies on it: whoever yields tries again.
  private static void pause(int attempt) {
    if (attempt < SPINS) {
      Thread.onSpinWait();
    } else if (attempt < SPINS + YIELDS) {
      Thread.yield();
    } else {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  void release(int lock, long sequence) {
    sequences.setRelease(lock, sequence + 2);
  }

  /**
   * Begins a read that may have to be repeated.
   *
   * @return what {@link #isUnchanged} must be told
   */
  long startReading(int lock) {
    long sequence = sequences.get(lock);
    return (sequence & 1) == 0 ? sequence : startReadingContended(lock);
  }

  private long startReadingContended(int lock) {
    for (int attempt = 0; ; attempt++) {
      long sequence = sequences.get(lock);
      if ((sequence & 1) == 0) {
        return sequence;
      }
      pause(attempt);
    }
  }

  /** Returns whether nothing was written under a lock since a read began. */
  boolean isUnchanged(int lock, long sequence) {
    VarHandle.acquireFence();
    return sequences.getOpaque(lock) == sequence;
  }
}
