package dev.cascara.runtime;

import dev.cascara.runtime.internal.LinearMemory;

/**
 * A linear memory (section 4.2, "Memory Instances"): bytes, little-endian, in pages.
 *
 * <p>Addresses and lengths are in bytes. An address that is an {@code int} is unsigned, as it is in
 * WebAssembly code for memories with 32-bit addresses; a {@code long} reaches every byte of every
 * memory, and one that is negative lies outside. Every access outside the memory throws a {@link
 * WasmTrap} of kind {@link WasmTrap.Kind#OUT_OF_BOUNDS_MEMORY_ACCESS}, and then nothing was read or
 * written.
 *
 * <p>An unshared memory is used by one thread at a time. A {@linkplain MemoryType#asShared()
 * shared} one may be used by any number of threads, of the host too; what these methods read and
 * write is then ordered by WebAssembly's atomic instructions or by the host's own means only.
 *
 * <p>What a memory can grow to is limited by its maximum and by the JVM's heap, in which it is.
 * Code that was compiled for memories below 2 GiB limits those that it imports to that size.
 */
public abstract non-sealed class Memory implements Extern {
  /** Bytes in a page, unless the memory's type says otherwise; see {@link MemoryType#pageSize}. */
  public static final int PAGE_SIZE = 65536;

  private final MemoryType type;

  /**
   * For the representations in {@code dev.cascara.runtime.internal}.
   *
   * @param type the type that the memory was declared with
   */
  protected Memory(MemoryType type) {
    this.type = type;
  }

  /**
   * Creates an unshared memory with 32-bit addresses for modules to import.
   *
   * @param minimumPages its size in pages of 64 KiB
   * @param maximumPages the size it can grow to, in pages, at most 65,536
   * @return a memory of zeros
   * @throws IllegalArgumentException if the sizes contradict each other
   * @throws OutOfMemoryError if the heap has no room for it
   */
  public static Memory create(int minimumPages, int maximumPages) {
    return create(MemoryType.of(minimumPages).withMaximum(maximumPages));
  }

  /**
   * Creates a memory for modules to import: shared, with 64-bit addresses or with other pages where
   * the type says so.
   *
   * @param type its type
   * @return a memory of zeros
   * @throws OutOfMemoryError if the heap has no room for it
   */
  public static Memory create(MemoryType type) {
    return LinearMemory.create(type);
  }

  /**
   * Returns the type that this memory was declared with: its minimum is the size at the start.
   *
   * @return the type
   */
  public final MemoryType type() {
    return type;
  }

  /**
   * Returns the size in pages.
   *
   * @return the number of pages of {@link MemoryType#pageSize} bytes
   */
  public final long pages() {
    return byteSize() / type.pageSize();
  }

  /**
   * Returns the maximum.
   *
   * @return the declared maximum in pages; where none was declared, what addresses reach, such as
   *     65,536 pages of 64 KiB for 32-bit addresses; unsigned
   */
  public final long maximumPages() {
    return type.effectiveMaximum();
  }

  /**
   * Grows this memory by pages of zeros.
   *
   * @param pages how many, unsigned
   * @return the former size in pages, or -1 if the maximum or the host's memory does not allow it
   */
  public abstract long grow(long pages);

  /**
   * Returns the size in bytes.
   *
   * @return the size, never negative
   */
  public abstract long byteSize();

  /**
   * Reads 8 bits.
   *
   * @param address where, unsigned
   * @return the byte
   */
  public final byte readByte(int address) {
    return readByte(address & 0xFFFF_FFFFL);
  }

  /**
   * Reads 8 bits.
   *
   * @param address where
   * @return the byte
   */
  public abstract byte readByte(long address);

  /**
   * Reads 16 bits.
   *
   * @param address where, unsigned, of any alignment
   * @return the value
   */
  public final short readShort(int address) {
    return readShort(address & 0xFFFF_FFFFL);
  }

  /**
   * Reads 16 bits.
   *
   * @param address where, of any alignment
   * @return the value
   */
  public abstract short readShort(long address);

  /**
   * Reads 32 bits.
   *
   * @param address where, unsigned, of any alignment
   * @return the value
   */
  public final int readInt(int address) {
    return readInt(address & 0xFFFF_FFFFL);
  }

  /**
   * Reads 32 bits.
   *
   * @param address where, of any alignment
   * @return the value
   */
  public abstract int readInt(long address);

  /**
   * Reads 64 bits.
   *
   * @param address where, unsigned, of any alignment
   * @return the value
   */
  public final long readLong(int address) {
    return readLong(address & 0xFFFF_FFFFL);
  }

  /**
   * Reads 64 bits.
   *
   * @param address where, of any alignment
   * @return the value
   */
  public abstract long readLong(long address);

  /**
   * Writes 8 bits.
   *
   * @param address where, unsigned
   * @param value the byte
   */
  public final void writeByte(int address, byte value) {
    writeByte(address & 0xFFFF_FFFFL, value);
  }

  /**
   * Writes 8 bits.
   *
   * @param address where
   * @param value the byte
   */
  public abstract void writeByte(long address, byte value);

  /**
   * Writes 16 bits.
   *
   * @param address where, unsigned, of any alignment
   * @param value the value
   */
  public final void writeShort(int address, short value) {
    writeShort(address & 0xFFFF_FFFFL, value);
  }

  /**
   * Writes 16 bits.
   *
   * @param address where, of any alignment
   * @param value the value
   */
  public abstract void writeShort(long address, short value);

  /**
   * Writes 32 bits.
   *
   * @param address where, unsigned, of any alignment
   * @param value the value
   */
  public final void writeInt(int address, int value) {
    writeInt(address & 0xFFFF_FFFFL, value);
  }

  /**
   * Writes 32 bits.
   *
   * @param address where, of any alignment
   * @param value the value
   */
  public abstract void writeInt(long address, int value);

  /**
   * Writes 64 bits.
   *
   * @param address where, unsigned, of any alignment
   * @param value the value
   */
  public final void writeLong(int address, long value) {
    writeLong(address & 0xFFFF_FFFFL, value);
  }

  /**
   * Writes 64 bits.
   *
   * @param address where, of any alignment
   * @param value the value
   */
  public abstract void writeLong(long address, long value);

  /**
   * Copies bytes out of this memory.
   *
   * @param address where the bytes begin, unsigned
   * @param target what receives them
   * @param offset where in the target
   * @param length how many
   */
  public final void read(int address, byte[] target, int offset, int length) {
    read(address & 0xFFFF_FFFFL, target, offset, length);
  }

  /**
   * Copies bytes out of this memory.
   *
   * @param address where the bytes begin
   * @param target what receives them
   * @param offset where in the target
   * @param length how many
   */
  public abstract void read(long address, byte[] target, int offset, int length);

  /**
   * Copies bytes into this memory.
   *
   * @param address where the bytes go, unsigned
   * @param source what holds them
   * @param offset where in the source
   * @param length how many
   */
  public final void write(int address, byte[] source, int offset, int length) {
    write(address & 0xFFFF_FFFFL, source, offset, length);
  }

  /**
   * Copies bytes into this memory.
   *
   * @param address where the bytes go
   * @param source what holds them
   * @param offset where in the source
   * @param length how many
   */
  public abstract void write(long address, byte[] source, int offset, int length);
}
