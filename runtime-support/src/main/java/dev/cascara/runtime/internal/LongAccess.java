package dev.cascara.runtime.internal;

/**
 * Loads and stores of 64-bit numbers in memories that are one array.
 *
 * @see ArrayAccess
 */
public final class LongAccess {
  private LongAccess() {}

  /**
   * {@code i64.load}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static long load(int address, int offset, LinearMemory memory) {
    try {
      return (long)
          MemoryAccess.LONG.get(
              memory.bytes, ArrayAccess.index(address, offset, 8, memory, 0, 0, 0));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code i64.store}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, long value, int offset, LinearMemory memory) {
    try {
      MemoryAccess.LONG.set(
          memory.bytes, ArrayAccess.index(address, offset, 8, memory, 0, 0, 0), value);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * A load that is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static long read(int address, int offset, LinearMemory memory) {
    return (long)
        MemoryAccess.LONG.get(
            memory.bytes, ArrayAccess.checkedIndex(address, offset, 8, memory, 0, 0, 0));
  }

  /**
   * A store that is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void write(int address, long value, int offset, LinearMemory memory) {
    MemoryAccess.LONG.set(
        memory.bytes, ArrayAccess.checkedIndex(address, offset, 8, memory, 0, 0, 0), value);
  }

  /**
   * {@code i64.load} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @return the number
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static long load(int address, int offset, byte[] bytes, int limit) {
    try {
      return (long) MemoryAccess.LONG.get(bytes, ArrayAccess.index(address, offset, 8, limit));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code i64.store} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, long value, int offset, byte[] bytes, int limit) {
    try {
      MemoryAccess.LONG.set(bytes, ArrayAccess.index(address, offset, 8, limit), value);
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * A load that is known to be in the memory, for code that holds its array and size.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @return the number
   */
  public static long read(int address, int offset, byte[] bytes, int limit) {
    return (long) MemoryAccess.LONG.get(bytes, ArrayAccess.checkedIndex(address, offset, 8, limit));
  }

  /**
   * A store that is known to be in the memory, for code that holds its array and size.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   */
  public static void write(int address, long value, int offset, byte[] bytes, int limit) {
    MemoryAccess.LONG.set(bytes, ArrayAccess.checkedIndex(address, offset, 8, limit), value);
  }
}
