package dev.cascara.runtime;

import dev.cascara.runtime.internal.ByteArrayMemory;

/**
 * A linear memory (section 4.2, "Memory Instances"): bytes, little-endian, in pages of 64 KiB.
 *
 * <p>Addresses and lengths are in bytes and, where they are {@code int}s, unsigned as in
 * WebAssembly; every access outside the memory throws a {@link WasmTrap} of kind {@link
 * WasmTrap.Kind#OUT_OF_BOUNDS_MEMORY_ACCESS}.
 */
public abstract non-sealed class Memory implements Extern {
  /** Bytes in a page. */
  public static final int PAGE_SIZE = 65536;

  /** For the representations in {@code dev.cascara.runtime.internal}. */
  protected Memory() {}

  /**
   * Creates a memory for modules to import.
   *
   * @param minimumPages its size in pages
   * @param maximumPages the size it can grow to, in pages, at most 65,536
   * @return a memory of zeros
   * @throws IllegalArgumentException if the sizes contradict each other or the minimum is 2 GiB or
   *     more
   */
  public static Memory create(int minimumPages, int maximumPages) {
    if (minimumPages < 0
        || minimumPages > Math.min(maximumPages, ByteArrayMemory.MAXIMUM_PAGES)
        || maximumPages > 65536) {
      throw new IllegalArgumentException(
          "no memory of " + minimumPages + " to " + maximumPages + " pages");
    }
    return new ByteArrayMemory(minimumPages, maximumPages);
  }

  /**
   * Returns the size.
   *
   * @return the size in pages
   */
  public abstract int pages();

  /**
   * Returns the declared maximum.
   *
   * @return the maximum in pages, 65,536 where none was declared
   */
  public abstract int maximumPages();

  /**
   * Grows this memory by pages of zeros.
   *
   * @param pages how many, unsigned
   * @return the former size in pages, or -1 if the maximum or the host's memory does not allow it
   */
  public abstract int grow(int pages);

  /**
   * Returns the size.
   *
   * @return the size in bytes
   */
  public final long byteSize() {
    return (long) pages() * PAGE_SIZE;
  }

  /**
   * Reads 8 bits.
   *
   * @param address where
   * @return the byte
   */
  public abstract byte readByte(int address);

  /**
   * Reads 16 bits.
   *
   * @param address where, of any alignment
   * @return the value
   */
  public abstract short readShort(int address);

  /**
   * Reads 32 bits.
   *
   * @param address where, of any alignment
   * @return the value
   */
  public abstract int readInt(int address);

  /**
   * Reads 64 bits.
   *
   * @param address where, of any alignment
   * @return the value
   */
  public abstract long readLong(int address);

  /**
   * Writes 8 bits.
   *
   * @param address where
   * @param value the byte
   */
  public abstract void writeByte(int address, byte value);

  /**
   * Writes 16 bits.
   *
   * @param address where, of any alignment
   * @param value the value
   */
  public abstract void writeShort(int address, short value);

  /**
   * Writes 32 bits.
   *
   * @param address where, of any alignment
   * @param value the value
   */
  public abstract void writeInt(int address, int value);

  /**
   * Writes 64 bits.
   *
   * @param address where, of any alignment
   * @param value the value
   */
  public abstract void writeLong(int address, long value);

  /**
   * Copies bytes out of this memory.
   *
   * @param address where the bytes begin
   * @param target what receives them
   * @param offset where in the target
   * @param length how many
   */
  public abstract void read(int address, byte[] target, int offset, int length);

  /**
   * Copies bytes into this memory.
   *
   * @param address where the bytes go
   * @param source what holds them
   * @param offset where in the source
   * @param length how many
   */
  public abstract void write(int address, byte[] source, int offset, int length);
}
