package dev.cascara.runtime.internal;

/**
 * Loads and stores of bytes in memories that are one array.
 *
 * @see ArrayAccess
 */
public final class ByteAccess {
  private ByteAccess() {}

  /**
   * {@code i32.load8_u}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the byte, extended by zeros
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int load(int address, int offset, LinearMemory memory) {
    try {
      return memory.bytes[ArrayAccess.index(address, offset, 1, memory, 0, 0, 0)] & 0xFF;
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code i32.store8}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, int value, int offset, LinearMemory memory) {
    try {
      memory.bytes[ArrayAccess.index(address, offset, 1, memory, 0, 0, 0)] = (byte) value;
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
   * @return the byte, extended by zeros
   */
  public static int read(int address, int offset, LinearMemory memory) {
    return memory.bytes[ArrayAccess.checkedIndex(address, offset, 1, memory, 0, 0, 0)] & 0xFF;
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
    memory.bytes[ArrayAccess.checkedIndex(address, offset, 1, memory, 0, 0, 0)] = (byte) value;
  }

  /**
   * {@code i32.load8_u} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @return the byte, extended by zeros
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int load(int address, int offset, byte[] bytes, int limit) {
    try {
      return bytes[ArrayAccess.index(address, offset, 1, limit)] & 0xFF;
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code i32.store8} for code that holds a memory's array and size.
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
      bytes[ArrayAccess.index(address, offset, 1, limit)] = (byte) value;
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
   * @return the byte, extended by zeros
   */
  public static int read(int address, int offset, byte[] bytes, int limit) {
    return bytes[ArrayAccess.checkedIndex(address, offset, 1, limit)] & 0xFF;
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
    bytes[ArrayAccess.checkedIndex(address, offset, 1, limit)] = (byte) value;
  }
}
