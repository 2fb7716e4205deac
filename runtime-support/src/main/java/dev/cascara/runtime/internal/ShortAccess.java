package dev.cascara.runtime.internal;

/**
 * Loads and stores of 16-bit numbers in memories that are one array.
 *
 * @see ArrayAccess
 */
public final class ShortAccess {
  private ShortAccess() {}

  /**
   * {@code i32.load16_s}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by its sign
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int load(int address, int offset, LinearMemory memory) {
    try {
      return (short)
          MemoryAccess.SHORT.get(
              memory.bytes, ArrayAccess.index(address, offset, 2, memory, 0, 0, 0));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code i32.store16}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, int value, int offset, LinearMemory memory) {
    try {
      MemoryAccess.SHORT.set(
          memory.bytes, ArrayAccess.index(address, offset, 2, memory, 0, 0, 0), (short) value);
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
   * @return the number, extended by its sign
   */
  public static int read(int address, int offset, LinearMemory memory) {
    return (short)
        MemoryAccess.SHORT.get(
            memory.bytes, ArrayAccess.checkedIndex(address, offset, 2, memory, 0, 0, 0));
  }

  /**
   * A store that is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void write(int address, int value, int offset, LinearMemory memory) {
    MemoryAccess.SHORT.set(
        memory.bytes, ArrayAccess.checkedIndex(address, offset, 2, memory, 0, 0, 0), (short) value);
  }

  /**
   * {@code i32.load16_s} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @return the number, extended by its sign
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int load(int address, int offset, byte[] bytes, int limit) {
    try {
      return (short) MemoryAccess.SHORT.get(bytes, ArrayAccess.index(address, offset, 2, limit));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code i32.store16} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, int value, int offset, byte[] bytes, int limit) {
    try {
      MemoryAccess.SHORT.set(bytes, ArrayAccess.index(address, offset, 2, limit), (short) value);
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
   * @return the number, extended by its sign
   */
  public static int read(int address, int offset, byte[] bytes, int limit) {
    return (short)
        MemoryAccess.SHORT.get(bytes, ArrayAccess.checkedIndex(address, offset, 2, limit));
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
  public static void write(int address, int value, int offset, byte[] bytes, int limit) {
    MemoryAccess.SHORT.set(
        bytes, ArrayAccess.checkedIndex(address, offset, 2, limit), (short) value);
  }
}
