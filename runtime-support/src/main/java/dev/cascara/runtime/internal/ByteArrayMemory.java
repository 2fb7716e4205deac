package dev.cascara.runtime.internal;

import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmTrap;
import java.util.Arrays;
import java.util.Objects;

/**
 * A memory in one Java array. The array has spare capacity, so that growing by a page does not copy
 * everything; {@link #limit} says how much of it is the memory.
 *
 * <p>Compiled code reads both fields and checks {@code Objects.checkIndex(address, limit - (offset
 * + size - 1)) + offset}: one comparison finds addresses that are too large, sums that would
 * overflow, and, as a negative {@code int}, addresses from 2 GiB. What it throws becomes the trap.
 */
public final class ByteArrayMemory extends Memory {
  /** The largest number of pages that a Java array holds. */
  public static final int MAXIMUM_PAGES = 32767;

  /** The bytes; replaced when the memory grows. */
  public byte[] bytes;

  /** The size in bytes. */
  public int limit;

  static {
    // A class whose initialisation ends with an exhausted stack is lost for good: this one must not
    // be initialised by the first access of a guest, wherever that is.
    MemoryAccess.initialize();
  }

  private final int maximumPages;

  /**
   * Creates a memory of zeros.
   *
   * @param minimumPages its size, at most {@link #MAXIMUM_PAGES}
   * @param maximumPages its declared maximum, at most 65,536; -1 if there is none
   */
  public ByteArrayMemory(int minimumPages, int maximumPages) {
    this.maximumPages = maximumPages;
    this.limit = minimumPages * PAGE_SIZE;
    this.bytes = new byte[limit];
  }

  @Override
  public int pages() {
    return limit / PAGE_SIZE;
  }

  @Override
  public int maximumPages() {
    return maximumPages < 0 ? 65536 : maximumPages;
  }

  /**
   * Returns the declared maximum for the comparison of types.
   *
   * @return the maximum in pages, or {@link Long#MAX_VALUE} if there is none
   */
  long declaredMaximum() {
    return maximumPages < 0 ? Long.MAX_VALUE : maximumPages;
  }

  @Override
  public int grow(int pages) {
    int old = pages();
    if (pages < 0 || pages > Math.min(maximumPages(), MAXIMUM_PAGES) - old) {
      return -1;
    }
    int newLimit = (old + pages) * PAGE_SIZE;
    if (newLimit > bytes.length) {
      byte[] larger = allocate(newLimit);
      if (larger.length == 0) {
        return -1;
      }
      System.arraycopy(bytes, 0, larger, 0, limit);
      bytes = larger;
    }
    limit = newLimit;
    return old;
  }

  /**
   * An array with room for growth, or just large enough, or, if the host has no memory for that
   * either, empty.
   */
  private byte[] allocate(int size) {
    long spare =
        Math.min(
            Math.min(maximumPages(), MAXIMUM_PAGES) * (long) PAGE_SIZE, size + (long) size / 2);
    try {
      return new byte[(int) spare];
    } catch (OutOfMemoryError noSpare) {
      try {
        return new byte[size];
      } catch (OutOfMemoryError none) {
        return new byte[0];
      }
    }
  }

  private int check(int address, int size) {
    if (address < 0 || size > limit - address) {
      throw new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
    return address;
  }

  /** Checks a range of unsigned bounds. */
  private void checkRange(int address, int length) {
    if ((address & 0xFFFF_FFFFL) + (length & 0xFFFF_FFFFL) > limit) {
      throw new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
  }

  @Override
  public byte readByte(int address) {
    return bytes[check(address, 1)];
  }

  @Override
  public short readShort(int address) {
    return (short) MemoryAccess.SHORT.get(bytes, check(address, 2));
  }

  @Override
  public int readInt(int address) {
    return (int) MemoryAccess.INT.get(bytes, check(address, 4));
  }

  @Override
  public long readLong(int address) {
    return (long) MemoryAccess.LONG.get(bytes, check(address, 8));
  }

  @Override
  public void writeByte(int address, byte value) {
    bytes[check(address, 1)] = value;
  }

  @Override
  public void writeShort(int address, short value) {
    MemoryAccess.SHORT.set(bytes, check(address, 2), value);
  }

  @Override
  public void writeInt(int address, int value) {
    MemoryAccess.INT.set(bytes, check(address, 4), value);
  }

  @Override
  public void writeLong(int address, long value) {
    MemoryAccess.LONG.set(bytes, check(address, 8), value);
  }

  @Override
  public void read(int address, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    checkRange(address, length);
    System.arraycopy(bytes, address, target, offset, length);
  }

  @Override
  public void write(int address, byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    checkRange(address, length);
    System.arraycopy(source, offset, bytes, address, length);
  }

  /**
   * {@code memory.copy} from another memory or this one.
   *
   * @param target where the bytes go
   * @param from the memory that holds them
   * @param source where they are there
   * @param length how many
   */
  public void copy(int target, ByteArrayMemory from, int source, int length) {
    checkRange(target, length);
    from.checkRange(source, length);
    System.arraycopy(from.bytes, source, bytes, target, length);
  }

  /**
   * {@code memory.fill}.
   *
   * @param target where the bytes go
   * @param value what each becomes, in the low 8 bits
   * @param length how many
   */
  public void fill(int target, int value, int length) {
    checkRange(target, length);
    Arrays.fill(bytes, target, target + length, (byte) value);
  }

  /**
   * {@code memory.init}.
   *
   * @param target where the bytes go
   * @param source where they are in the segment
   * @param length how many
   * @param segment the segment, empty once dropped
   */
  public void init(int target, int source, int length, byte[] segment) {
    checkRange(target, length);
    if ((source & 0xFFFF_FFFFL) + (length & 0xFFFF_FFFFL) > segment.length) {
      throw new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
    System.arraycopy(segment, source, bytes, target, length);
  }
}
