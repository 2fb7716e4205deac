package dev.cascara.runtime.internal;

/**
 * Loads and stores of 32-bit floats in memories that are one array.
 *
 * @see ArrayAccess
 */
public final class FloatAccess {
  private FloatAccess() {}

  /**
   * {@code f32.load}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static float load(int address, int offset, LinearMemory memory) {
    try {
      return (float)
          MemoryAccess.FLOAT.get(
              memory.bytes, ArrayAccess.index(address, offset, 4, memory, 0, 0, 0));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code f32.store}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, float value, int offset, LinearMemory memory) {
    try {
      MemoryAccess.FLOAT.set(
          memory.bytes, ArrayAccess.index(address, offset, 4, memory, 0, 0, 0), value);
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
  public static float read(int address, int offset, LinearMemory memory) {
    return (float)
        MemoryAccess.FLOAT.get(
            memory.bytes, ArrayAccess.checkedIndex(address, offset, 4, memory, 0, 0, 0));
  }

  /**
   * A store that is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void write(int address, float value, int offset, LinearMemory memory) {
    MemoryAccess.FLOAT.set(
        memory.bytes, ArrayAccess.checkedIndex(address, offset, 4, memory, 0, 0, 0), value);
  }

  /**
   * {@code f32.load} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @return the number
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static float load(int address, int offset, byte[] bytes, int limit) {
    try {
      return (float) MemoryAccess.FLOAT.get(bytes, ArrayAccess.index(address, offset, 4, limit));
    } catch (ArrayIndexOutOfBoundsException e) {
      throw ArrayAccess.outOfBounds(address);
    }
  }

  /**
   * {@code f32.store} for code that holds a memory's array and size.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param bytes the array that the memory is in
   * @param limit the size of the memory in bytes
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void store(int address, float value, int offset, byte[] bytes, int limit) {
    try {
      MemoryAccess.FLOAT.set(bytes, ArrayAccess.index(address, offset, 4, limit), value);
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
  public static float read(int address, int offset, byte[] bytes, int limit) {
    return (float)
        MemoryAccess.FLOAT.get(bytes, ArrayAccess.checkedIndex(address, offset, 4, limit));
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
  public static void write(int address, float value, int offset, byte[] bytes, int limit) {
    MemoryAccess.FLOAT.set(bytes, ArrayAccess.checkedIndex(address, offset, 4, limit), value);
  }
}
