package dev.cascara.runtime.internal;

import dev.cascara.runtime.MemoryType;

/**
 * A memory that one thread at a time uses. Its head has spare capacity, so that growing by a page
 * does not copy everything. It has chunks only once it is larger than an array, or than the heap
 * gives in one piece.
 */
final class UnsharedMemory extends LinearMemory {
  /** From this size on, there is room for half as much again only, not for twice as much. */
  private static final int LARGE = 256 << 20;

  private final int largestHead;
  private long size;
  private long maximumBytes;

  /**
   * Creates a memory of zeros.
   *
   * @param type its type
   * @param size its minimum in bytes
   * @param largestHead how large the head can become
   * @throws OutOfMemoryError if the heap has no room for it
   */
  UnsharedMemory(MemoryType type, long size, int largestHead) {
    super(type, (int) Math.min(size, largestHead));
    this.largestHead = largestHead;
    this.maximumBytes = maximumBytes(type);
    this.chunks = chunksFor(size);
    this.limit = bytes.length;
    this.size = size;
  }

  @Override
  public long byteSize() {
    return size;
  }

  @Override
  public boolean confineToArray() {
    maximumBytes = Math.min(maximumBytes, largestHead);
    return chunks.length == 0;
  }

  @Override
  public long grow(long pages) {
    long old = pages();
    long newSize = grownSize(pages, maximumBytes);
    if (newSize < 0) {
      return -1;
    }
    boolean grown = chunks.length == 0 && growHead(newSize);
    if (!grown && (maximumBytes <= largestHead || !growChunks(newSize))) {
      return -1;
    }
    size = newSize;
    limit = (int) Math.min(newSize, bytes.length);
    return old;
  }

  /**
   * Makes the head as large as it can become.
   *
   * @return whether it is large enough
   */
  private boolean growHead(long newSize) {
    int head = (int) Math.min(newSize, largestHead);
    if (head > bytes.length) {
      byte[] larger = allocate(head);
      if (larger.length == 0) {
        return false;
      }
      System.arraycopy(bytes, 0, larger, 0, limit);
      bytes = larger;
    }
    return bytes.length >= newSize;
  }

  /**
   * An array with room for growth, or just large enough, or, if the host has no memory for that
   * either, empty.
   */
  private byte[] allocate(int newSize) {
    long capacity = newSize < LARGE ? 2L * newSize : newSize + (long) newSize / 2;
    capacity = Math.min(capacity, Math.min(maximumBytes, largestHead));
    try {
      return new byte[(int) capacity];
    } catch (OutOfMemoryError noSpare) {
      try {
        return new byte[newSize];
      } catch (OutOfMemoryError none) {
        return new byte[0];
      }
    }
  }

  private boolean growChunks(long newSize) {
    try {
      chunks = chunksFor(newSize);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    }
  }
}
