package dev.cascara.runtime.internal;

import dev.cascara.runtime.Memory;
import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.WasmTrap;
import java.util.Arrays;
import java.util.Objects;

/**
 * A memory as compiled code sees it: its first bytes, the <em>head</em>, are in one Java array;
 * what an array does not hold, or what must not be moved when the memory grows, follows in chunks.
 *
 * <p>Code for memories that are never larger than an array reads {@link #bytes} and {@link #limit}
 * only and compares the address, not its sum with the offset, with {@code limit - offset - size}:
 * so no sum overflows, and addresses from 2 GiB are negative {@code int}s ({@link ArrayAccess}).
 * What it throws becomes the trap. Such code must have {@linkplain #confineToArray confined} the
 * memory. Code for other memories tries the head in the same way and calls a method of this class
 * for everything outside.
 */
public abstract class LinearMemory extends Memory {
  /**
   * The bytes in a chunk: with the array's header still a multiple of what garbage collectors hand
   * out for large arrays.
   */
  static final int CHUNK_SIZE = 63 * PAGE_SIZE;

  private static final int CHUNK_PAGES = CHUNK_SIZE / PAGE_SIZE;

  /** The largest head: pages in a Java array. */
  static final int MAXIMUM_HEAD = 32767 * PAGE_SIZE;

  /** The first bytes; an unshared memory may replace them when it grows. */
  public byte[] bytes;

  /** How many bytes of the head are in the memory. */
  public int limit;

  /** What follows the head; all of one size. */
  byte[][] chunks = {};

  static {
    // A class whose initialisation ends with an exhausted stack is lost for good: these must not be
    // initialised by the first access of a guest, wherever that is.
    MemoryAccess.initialize();
    ArrayAccess.initialize();
  }

  /**
   * Creates a memory of zeros.
   *
   * @param type its type
   * @param head how large the array is at first
   * @throws OutOfMemoryError if the heap has no room for it
   */
  LinearMemory(MemoryType type, int head) {
    super(type);
    this.bytes = new byte[head];
  }

  /**
   * Creates a memory of zeros.
   *
   * @param type its type
   * @return the memory
   * @throws OutOfMemoryError if the heap has no room for it
   */
  public static LinearMemory create(MemoryType type) {
    long size = saturatedProduct(type.minimum(), type.pageSize());
    if (size > Runtime.getRuntime().maxMemory()) {
      throw new OutOfMemoryError("a memory of type " + type + " is larger than the heap");
    }
    return type.isShared()
        ? new SharedMemory(type, size, SharedMemory.preferredHead())
        : new UnsharedMemory(type, size, MAXIMUM_HEAD);
  }

  /** The size that a memory of a type cannot exceed, in bytes; above any heap for those without. */
  static long maximumBytes(MemoryType type) {
    return saturatedProduct(type.effectiveMaximum(), type.pageSize());
  }

  private static long saturatedProduct(long pages, int pageSize) {
    long limit = Long.MAX_VALUE / PAGE_SIZE;
    return pages < 0 || pages > limit ? limit : pages * pageSize;
  }

  /**
   * Keeps this memory in its array from now on: growing beyond it fails. Code that only knows the
   * array asks for that.
   *
   * @return false if the memory is already larger than an array
   */
  public abstract boolean confineToArray();

  // ---------------------------------------------------------------- growth

  @Override
  public abstract long grow(long pages);

  /**
   * Returns the size after growing.
   *
   * @param pages by how many, unsigned
   * @param maximum the largest size in bytes
   * @return the size in bytes, or -1 if it is beyond the maximum or the heap
   */
  final long grownSize(long pages, long maximum) {
    long size = byteSize();
    long largest = Math.min(maximum, Runtime.getRuntime().maxMemory());
    return pages < 0 || pages > Math.max(0, largest - size) / type().pageSize()
        ? -1
        : size + pages * type().pageSize();
  }

  /**
   * Allocates chunks.
   *
   * @param size the size in bytes that head and chunks are to hold
   * @return the present chunks and new ones
   * @throws OutOfMemoryError if the heap has no room for them
   */
  final byte[][] chunksFor(long size) {
    long needed = Math.max(0, size - bytes.length + CHUNK_SIZE - 1) / CHUNK_SIZE;
    if (needed <= chunks.length) {
      return chunks;
    }
    byte[][] more = Arrays.copyOf(chunks, (int) needed);
    for (int i = chunks.length; i < more.length; i++) {
      more[i] = new byte[CHUNK_SIZE];
    }
    return more;
  }

  // ---------------------------------------------------------------- checks

  static WasmTrap outOfBounds() {
    return new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
  }

  /** Checks a range of unsigned bounds. */
  final void check(long address, long length) {
    if (address < 0 || length < 0 || address > byteSize() - length) {
      throw outOfBounds();
    }
  }

  /**
   * Returns whether a range is in the head, so that {@link #bytes} holds it all.
   *
   * @param address where it begins
   * @param length its length, not negative
   * @return whether it is there
   */
  public final boolean isInHead(long address, long length) {
    return address >= 0 && address <= limit - length;
  }

  /**
   * Adds a 64-bit offset to a 64-bit address.
   *
   * @param address unsigned
   * @param offset unsigned
   * @return the sum, or a number that is outside every memory if it is 2⁶³ or more
   */
  public static long effectiveAddress(long address, long offset) {
    return (address | offset | (address + offset)) < 0 ? Long.MIN_VALUE : address + offset;
  }

  // ---------------------------------------------------------------- arrays

  /** The number of the chunk that holds a byte, which is so far behind the head. */
  private static int chunkOf(long distance) {
    // A division of ints is much cheaper than one of longs.
    return (int) (distance / PAGE_SIZE) / CHUNK_PAGES;
  }

  /** The array that holds a byte of this memory. */
  private byte[] arrayAt(long address) {
    long distance = address - bytes.length;
    return distance < 0 ? bytes : chunks[chunkOf(distance)];
  }

  /** Where a byte of this memory is in its array. */
  private int indexAt(long address) {
    long distance = address - bytes.length;
    return (int) (distance < 0 ? address : distance - (long) chunkOf(distance) * CHUNK_SIZE);
  }

  /** How much of a range the array that its first byte is in holds. */
  private int run(long address, long length) {
    return (int) Math.min(length, arrayAt(address).length - indexAt(address));
  }

  /** How much of a range the array that its last byte is in holds. */
  private int runBefore(long end, long length) {
    return (int) Math.min(length, indexAt(end - 1) + 1L);
  }

  // ---------------------------------------------------------------- loads and stores

  @Override
  public final byte readByte(long address) {
    if (isInHead(address, 1)) {
      return bytes[(int) address];
    }
    check(address, 1);
    return arrayAt(address)[indexAt(address)];
  }

  @Override
  public final short readShort(long address) {
    return isInHead(address, 2)
        ? (short) MemoryAccess.SHORT.get(bytes, (int) address)
        : (short) readOutside(address, 2);
  }

  @Override
  public final int readInt(long address) {
    return isInHead(address, 4)
        ? (int) MemoryAccess.INT.get(bytes, (int) address)
        : (int) readOutside(address, 4);
  }

  @Override
  public final long readLong(long address) {
    return isInHead(address, 8)
        ? (long) MemoryAccess.LONG.get(bytes, (int) address)
        : readOutside(address, 8);
  }

  /** Reads what is not in the head, or not wholly. */
  private long readOutside(long address, int size) {
    check(address, size);
    long distance = address - bytes.length;
    if (distance >= 0) {
      int chunk = chunkOf(distance);
      int index = (int) (distance - (long) chunk * CHUNK_SIZE);
      if (index <= CHUNK_SIZE - size) {
        return read(chunks[chunk], index, size);
      }
    }
    return readBytes(address, size);
  }

  private static long read(byte[] array, int index, int size) {
    return switch (size) {
      case 2 -> (short) MemoryAccess.SHORT.get(array, index);
      case 4 -> (int) MemoryAccess.INT.get(array, index);
      default -> (long) MemoryAccess.LONG.get(array, index);
    };
  }

  /** Reads what is in two arrays. */
  private long readBytes(long address, int size) {
    long value = 0;
    for (int i = size - 1; i >= 0; i--) {
      value = value << 8 | (arrayAt(address + i)[indexAt(address + i)] & 0xFF);
    }
    return value;
  }

  @Override
  public final void writeByte(long address, byte value) {
    if (isInHead(address, 1)) {
      bytes[(int) address] = value;
    } else {
      check(address, 1);
      arrayAt(address)[indexAt(address)] = value;
    }
  }

  @Override
  public final void writeShort(long address, short value) {
    if (isInHead(address, 2)) {
      MemoryAccess.SHORT.set(bytes, (int) address, value);
    } else {
      writeOutside(address, 2, value);
    }
  }

  @Override
  public final void writeInt(long address, int value) {
    if (isInHead(address, 4)) {
      MemoryAccess.INT.set(bytes, (int) address, value);
    } else {
      writeOutside(address, 4, value);
    }
  }

  @Override
  public final void writeLong(long address, long value) {
    if (isInHead(address, 8)) {
      MemoryAccess.LONG.set(bytes, (int) address, value);
    } else {
      writeOutside(address, 8, value);
    }
  }

  /** Writes what is not in the head, or not wholly. */
  private void writeOutside(long address, int size, long value) {
    check(address, size);
    long distance = address - bytes.length;
    if (distance >= 0) {
      int chunk = chunkOf(distance);
      int index = (int) (distance - (long) chunk * CHUNK_SIZE);
      if (index <= CHUNK_SIZE - size) {
        write(chunks[chunk], index, size, value);
        return;
      }
    }
    writeBytes(address, size, value);
  }

  private static void write(byte[] array, int index, int size, long value) {
    switch (size) {
      case 2 -> MemoryAccess.SHORT.set(array, index, (short) value);
      case 4 -> MemoryAccess.INT.set(array, index, (int) value);
      default -> MemoryAccess.LONG.set(array, index, value);
    }
  }

  /** Writes what is in two arrays. */
  private void writeBytes(long address, int size, long value) {
    for (int i = 0; i < size; i++) {
      arrayAt(address + i)[indexAt(address + i)] = (byte) (value >> (8 * i));
    }
  }

  // ---------------------------------------------------------------- ranges

  @Override
  public final void read(long address, byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    check(address, length);
    for (int done = 0; done < length; ) {
      int run = run(address + done, length - done);
      System.arraycopy(
          arrayAt(address + done), indexAt(address + done), target, offset + done, run);
      done += run;
    }
  }

  @Override
  public final void write(long address, byte[] source, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, source.length);
    check(address, length);
    for (int done = 0; done < length; ) {
      int run = run(address + done, length - done);
      System.arraycopy(
          source, offset + done, arrayAt(address + done), indexAt(address + done), run);
      done += run;
    }
  }

  /**
   * {@code memory.copy} from another memory or this one.
   *
   * @param target where the bytes go, unsigned
   * @param from the memory that holds them
   * @param source where they are there, unsigned
   * @param length how many, unsigned
   */
  public final void copy(long target, LinearMemory from, long source, long length) {
    check(target, length);
    from.check(source, length);
    if (isInHead(target, length) && from.isInHead(source, length)) {
      System.arraycopy(from.bytes, (int) source, bytes, (int) target, (int) length);
    } else if (from == this && source < target) {
      copyBackwards(target, source, length);
    } else {
      for (long done = 0; done < length; ) {
        int run =
            Math.min(run(target + done, length - done), from.run(source + done, length - done));
        System.arraycopy(
            from.arrayAt(source + done),
            from.indexAt(source + done),
            arrayAt(target + done),
            indexAt(target + done),
            run);
        done += run;
      }
    }
  }

  /** Copies within this memory from the end, for a target that is behind the source. */
  private void copyBackwards(long target, long source, long length) {
    for (long rest = length; rest > 0; ) {
      int run = Math.min(runBefore(target + rest, rest), runBefore(source + rest, rest));
      rest -= run;
      System.arraycopy(
          arrayAt(source + rest),
          indexAt(source + rest),
          arrayAt(target + rest),
          indexAt(target + rest),
          run);
    }
  }

  /**
   * {@code memory.fill}.
   *
   * @param target where the bytes go, unsigned
   * @param value what each becomes, in the low 8 bits
   * @param length how many, unsigned
   */
  public final void fill(long target, int value, long length) {
    check(target, length);
    if (isInHead(target, length)) {
      Arrays.fill(bytes, (int) target, (int) (target + length), (byte) value);
      return;
    }
    for (long done = 0; done < length; ) {
      int run = run(target + done, length - done);
      int index = indexAt(target + done);
      Arrays.fill(arrayAt(target + done), index, index + run, (byte) value);
      done += run;
    }
  }

  /**
   * {@code memory.init}.
   *
   * @param target where the bytes go, unsigned
   * @param source where they are in the segment, unsigned
   * @param length how many, unsigned
   * @param segment the segment, empty once dropped
   */
  public final void init(long target, int source, int length, byte[] segment) {
    check(target, Integer.toUnsignedLong(length));
    if (Integer.toUnsignedLong(source) + Integer.toUnsignedLong(length) > segment.length) {
      throw outOfBounds();
    }
    write(target, segment, source, length);
  }

  /**
   * Copies active segments, one after the other, until one is not in the memory.
   *
   * @param target where the first goes, unsigned
   * @param pieces for each segment, the bytes between it and the one before, and its length
   * @param bytes the bytes of all segments
   * @throws WasmTrap if one is not in the memory
   */
  public final void init(long target, int[] pieces, byte[] bytes) {
    int source = 0;
    for (int i = 0; i < pieces.length; i += 2) {
      target += pieces[i];
      init(target, source, pieces[i + 1], bytes);
      target += pieces[i + 1];
      source += pieces[i + 1];
    }
  }

  // ---------------------------------------------------------------- accesses of compiled code

  // The order of the parameters is that in which code has them on its stack.

  /**
   * A load of 8 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the byte
   */
  public static byte loadByte(int address, LinearMemory memory, long offset) {
    return memory.readByte((address & 0xFFFF_FFFFL) + offset);
  }

  /**
   * A load of 16 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the value
   */
  public static short loadShort(int address, LinearMemory memory, long offset) {
    return memory.readShort((address & 0xFFFF_FFFFL) + offset);
  }

  /**
   * A load of 32 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the value
   */
  public static int loadInt(int address, LinearMemory memory, long offset) {
    return memory.readInt((address & 0xFFFF_FFFFL) + offset);
  }

  /**
   * A load of 64 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the value
   */
  public static long loadLong(int address, LinearMemory memory, long offset) {
    return memory.readLong((address & 0xFFFF_FFFFL) + offset);
  }

  /**
   * A load of 8 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the byte
   */
  public static byte loadByte(long address, LinearMemory memory, long offset) {
    return memory.readByte(effectiveAddress(address, offset));
  }

  /**
   * A load of 16 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the value
   */
  public static short loadShort(long address, LinearMemory memory, long offset) {
    return memory.readShort(effectiveAddress(address, offset));
  }

  /**
   * A load of 32 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the value
   */
  public static int loadInt(long address, LinearMemory memory, long offset) {
    return memory.readInt(effectiveAddress(address, offset));
  }

  /**
   * A load of 64 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @return the value
   */
  public static long loadLong(long address, LinearMemory memory, long offset) {
    return memory.readLong(effectiveAddress(address, offset));
  }

  /**
   * A store of 8 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the byte in the low bits
   */
  public static void storeByte(int address, LinearMemory memory, long offset, int value) {
    memory.writeByte((address & 0xFFFF_FFFFL) + offset, (byte) value);
  }

  /**
   * A store of 16 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the value in the low bits
   */
  public static void storeShort(int address, LinearMemory memory, long offset, int value) {
    memory.writeShort((address & 0xFFFF_FFFFL) + offset, (short) value);
  }

  /**
   * A store of 32 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the value
   */
  public static void storeInt(int address, LinearMemory memory, long offset, int value) {
    memory.writeInt((address & 0xFFFF_FFFFL) + offset, value);
  }

  /**
   * A store of 64 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the value
   */
  public static void storeLong(int address, LinearMemory memory, long offset, long value) {
    memory.writeLong((address & 0xFFFF_FFFFL) + offset, value);
  }

  /**
   * A store of 8 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the byte in the low bits
   */
  public static void storeByte(long address, LinearMemory memory, long offset, int value) {
    memory.writeByte(effectiveAddress(address, offset), (byte) value);
  }

  /**
   * A store of 16 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the value in the low bits
   */
  public static void storeShort(long address, LinearMemory memory, long offset, int value) {
    memory.writeShort(effectiveAddress(address, offset), (short) value);
  }

  /**
   * A store of 32 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the value
   */
  public static void storeInt(long address, LinearMemory memory, long offset, int value) {
    memory.writeInt(effectiveAddress(address, offset), value);
  }

  /**
   * A store of 64 bits that is not known to be in the head.
   *
   * @param address the address
   * @param memory the memory
   * @param offset the offset, unsigned
   * @param value the value
   */
  public static void storeLong(long address, LinearMemory memory, long offset, long value) {
    memory.writeLong(effectiveAddress(address, offset), value);
  }

  // ---------------------------------------------------------------- atomic accesses

  /** What an atomic read-modify-write instruction makes of the value in memory and its operand. */
  public enum AtomicOperator {
    /** The sum. */
    ADD,
    /** The difference. */
    SUB,
    /** The bits in both. */
    AND,
    /** The bits in either. */
    OR,
    /** The bits in one of them. */
    XOR,
    /** The operand. */
    XCHG;

    final long apply(long value, long operand) {
      return switch (this) {
        case ADD -> value + operand;
        case SUB -> value - operand;
        case AND -> value & operand;
        case OR -> value | operand;
        case XOR -> value ^ operand;
        case XCHG -> operand;
      };
    }
  }

  /** Checks the address of an atomic access. */
  final void checkAtomic(long address, int size) {
    if ((address & (size - 1)) != 0) {
      throw new WasmTrap(WasmTrap.Kind.UNALIGNED_ATOMIC);
    }
    check(address, size);
  }

  /** Reads an unsigned number of 1 to 8 bytes. */
  final long readUnsigned(long address, int size) {
    return switch (size) {
      case 1 -> readByte(address) & 0xFF;
      case 2 -> readShort(address) & 0xFFFF;
      case 4 -> readInt(address) & 0xFFFF_FFFFL;
      default -> readLong(address);
    };
  }

  /** Writes the low bits of a number to 1 to 8 bytes. */
  final void writeLow(long address, int size, long value) {
    switch (size) {
      case 1 -> writeByte(address, (byte) value);
      case 2 -> writeShort(address, (short) value);
      case 4 -> writeInt(address, (int) value);
      default -> writeLong(address, value);
    }
  }

  /**
   * An atomic load.
   *
   * @param address where
   * @param size how many bytes: 1, 2, 4 or 8
   * @return the value, unsigned
   */
  public long atomicLoad(long address, int size) {
    checkAtomic(address, size);
    return readUnsigned(address, size);
  }

  /**
   * An atomic store.
   *
   * @param address where
   * @param size how many bytes: 1, 2, 4 or 8
   * @param value the value in the low bits
   */
  public void atomicStore(long address, int size, long value) {
    checkAtomic(address, size);
    writeLow(address, size, value);
  }

  /**
   * An atomic read-modify-write.
   *
   * @param address where
   * @param size how many bytes: 1, 2, 4 or 8
   * @param operand the operand in the low bits
   * @param operator what becomes of the value
   * @return the former value, unsigned
   */
  public long atomicUpdate(long address, int size, long operand, AtomicOperator operator) {
    checkAtomic(address, size);
    long old = readUnsigned(address, size);
    writeLow(address, size, operator.apply(old, operand));
    return old;
  }

  /**
   * An atomic compare-and-exchange.
   *
   * @param address where
   * @param size how many bytes: 1, 2, 4 or 8
   * @param expected the value to be replaced, of whose bits all count
   * @param replacement what replaces it, in the low bits
   * @return the former value, unsigned
   */
  public long atomicCompareExchange(long address, int size, long expected, long replacement) {
    checkAtomic(address, size);
    long old = readUnsigned(address, size);
    if (old == expected) {
      writeLow(address, size, replacement);
    }
    return old;
  }

  /**
   * {@code memory.atomic.wait32} and {@code memory.atomic.wait64}.
   *
   * @param address where
   * @param size how many bytes: 4 or 8
   * @param expected the value at which to wait, unsigned
   * @param timeout how long in nanoseconds; without end if negative
   * @return 0 when notified, 1 if the value is another, 2 after the timeout
   */
  public int atomicWait(long address, int size, long expected, long timeout) {
    checkAtomic(address, size);
    throw new WasmTrap(WasmTrap.Kind.EXPECTED_SHARED_MEMORY);
  }

  /**
   * {@code memory.atomic.notify}.
   *
   * @param address where
   * @param count how many threads at most, unsigned
   * @return how many were waiting and are not any longer
   */
  public int atomicNotify(long address, int count) {
    checkAtomic(address, 4);
    return 0;
  }
}
