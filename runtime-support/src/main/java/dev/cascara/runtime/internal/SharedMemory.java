package dev.cascara.runtime.internal;

import dev.cascara.runtime.MemoryType;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A memory that several threads use. Nothing of it moves when it grows: the head is of one size
 * from the start, and chunks are only added.
 *
 * <p>Plain accesses are those of Java to plain arrays, so data races have the outcomes that Java
 * gives them. Atomic accesses of the same bytes exclude each other by a sequence lock, one of a few
 * for all addresses; see {@link SequenceLocks} for why that makes them sequentially consistent.
 *
 * <p>{@link #limit} and {@link #chunks} may be seen late by other threads. Then an access misses
 * the head that could have been there, and finds the truth by {@link #size}, which is volatile.
 */
final class SharedMemory extends LinearMemory {
  /** So much of what the memory may become is in the head at once, for it is the fastest. */
  private static final int PREFERRED_HEAD = 64 << 20;

  private final SequenceLocks locks = new SequenceLocks();
  private final WaiterQueues waiters = new WaiterQueues();
  private final ReentrantLock growing = new ReentrantLock();
  private volatile long size;

  /**
   * Creates a memory of zeros.
   *
   * @param type its type
   * @param size its minimum in bytes
   * @param preferredHead how large the head is where the memory can become that large
   * @throws OutOfMemoryError if the heap has no room for it
   */
  SharedMemory(MemoryType type, long size, long preferredHead) {
    super(type, headSize(type, size, preferredHead));
    this.chunks = chunksFor(size);
    this.limit = (int) Math.min(size, bytes.length);
    this.size = size;
  }

  /** How large the head should be, but for memories that cannot become as large. */
  static long preferredHead() {
    return Math.min(PREFERRED_HEAD, Runtime.getRuntime().maxMemory() / 8);
  }

  private static int headSize(MemoryType type, long size, long preferredHead) {
    long head = Math.min(MAXIMUM_HEAD, Math.max(size, Math.min(maximumBytes(type), preferredHead)));
    // No aligned access may be in two arrays.
    return (int) (head + 7) & -8;
  }

  @Override
  public long byteSize() {
    return size;
  }

  /** Code for shared memories knows of chunks. */
  @Override
  public boolean confineToArray() {
    return false;
  }

  @Override
  public long grow(long pages) {
    growing.lock();
    try {
      long old = pages();
      long newSize = grownSize(pages, maximumBytes(type()));
      if (newSize < 0) {
        return -1;
      }
      chunks = chunksFor(newSize);
      limit = (int) Math.min(newSize, bytes.length);
      size = newSize;
      return old;
    } catch (OutOfMemoryError e) {
      return -1;
    } finally {
      growing.unlock();
    }
  }

  @Override
  public long atomicLoad(long address, int size) {
    checkAtomic(address, size);
    int lock = SequenceLocks.of(address);
    while (true) {
      long sequence = locks.startReading(lock);
      long value = readUnsigned(address, size);
      if (locks.isUnchanged(lock, sequence)) {
        return value;
      }
    }
  }

  @Override
  public void atomicStore(long address, int size, long value) {
    checkAtomic(address, size);
    int lock = SequenceLocks.of(address);
    long sequence = locks.acquire(lock);
    try {
      writeLow(address, size, value);
    } finally {
      locks.release(lock, sequence);
    }
  }

  @Override
  public long atomicUpdate(long address, int size, long operand, AtomicOperator operator) {
    checkAtomic(address, size);
    int lock = SequenceLocks.of(address);
    long sequence = locks.acquire(lock);
    try {
      long old = readUnsigned(address, size);
      writeLow(address, size, operator.apply(old, operand));
      return old;
    } finally {
      locks.release(lock, sequence);
    }
  }

  @Override
  public long atomicCompareExchange(long address, int size, long expected, long replacement) {
    checkAtomic(address, size);
    int lock = SequenceLocks.of(address);
    long sequence = locks.acquire(lock);
    try {
      long old = readUnsigned(address, size);
      if (old == expected) {
        writeLow(address, size, replacement);
      }
      return old;
    } finally {
      locks.release(lock, sequence);
    }
  }

  @Override
  public int atomicWait(long address, int size, long expected, long timeout) {
    checkAtomic(address, size);
    return waiters.await(address, () -> atomicLoad(address, size) == expected, timeout);
  }

  @Override
  public int atomicNotify(long address, int count) {
    checkAtomic(address, 4);
    return waiters.signal(address, count);
  }
}
