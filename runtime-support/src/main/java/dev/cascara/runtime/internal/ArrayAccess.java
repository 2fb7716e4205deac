package dev.cascara.runtime.internal;

import java.util.Objects;

/**
 * Loads and stores of memories that are one array, as methods: calls take a third of the code that
 * the same takes in place. HotSpot inlines them as long as the calling method is not too large.
 */
public final class ArrayAccess {
  private ArrayAccess() {}

  /**
   * {@code i32.load8_s}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the byte, extended by its sign
   */
  public static int loadByte(int address, int offset, LinearMemory memory) {
    return memory.bytes[Objects.checkIndex(address, memory.limit - offset) + offset];
  }

  /**
   * {@code i32.load8_u}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the byte, extended by zeros
   */
  public static int loadUnsignedByte(int address, int offset, LinearMemory memory) {
    return memory.bytes[Objects.checkIndex(address, memory.limit - offset) + offset] & 0xFF;
  }

  /**
   * {@code i32.load16_s}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by its sign
   */
  public static int loadShort(int address, int offset, LinearMemory memory) {
    return (short)
        MemoryAccess.SHORT.get(
            memory.bytes, Objects.checkIndex(address, memory.limit - 1 - offset) + offset);
  }

  /**
   * {@code i32.load16_u}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by zeros
   */
  public static int loadUnsignedShort(int address, int offset, LinearMemory memory) {
    return (short)
            MemoryAccess.SHORT.get(
                memory.bytes, Objects.checkIndex(address, memory.limit - 1 - offset) + offset)
        & 0xFFFF;
  }

  /**
   * {@code i32.load}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static int loadInt(int address, int offset, LinearMemory memory) {
    return (int)
        MemoryAccess.INT.get(
            memory.bytes, Objects.checkIndex(address, memory.limit - 3 - offset) + offset);
  }

  /**
   * {@code i64.load}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static long loadLong(int address, int offset, LinearMemory memory) {
    return (long)
        MemoryAccess.LONG.get(
            memory.bytes, Objects.checkIndex(address, memory.limit - 7 - offset) + offset);
  }

  /**
   * {@code f32.load}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static float loadFloat(int address, int offset, LinearMemory memory) {
    return (float)
        MemoryAccess.FLOAT.get(
            memory.bytes, Objects.checkIndex(address, memory.limit - 3 - offset) + offset);
  }

  /**
   * {@code f64.load}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static double loadDouble(int address, int offset, LinearMemory memory) {
    return (double)
        MemoryAccess.DOUBLE.get(
            memory.bytes, Objects.checkIndex(address, memory.limit - 7 - offset) + offset);
  }

  /**
   * {@code i32.store8}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void storeByte(int address, int value, int offset, LinearMemory memory) {
    memory.bytes[Objects.checkIndex(address, memory.limit - offset) + offset] = (byte) value;
  }

  /**
   * {@code i32.store16}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void storeShort(int address, int value, int offset, LinearMemory memory) {
    MemoryAccess.SHORT.set(
        memory.bytes,
        Objects.checkIndex(address, memory.limit - 1 - offset) + offset,
        (short) value);
  }

  /**
   * {@code i32.store}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void storeInt(int address, int value, int offset, LinearMemory memory) {
    MemoryAccess.INT.set(
        memory.bytes, Objects.checkIndex(address, memory.limit - 3 - offset) + offset, value);
  }

  /**
   * {@code i64.store}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void storeLong(int address, long value, int offset, LinearMemory memory) {
    MemoryAccess.LONG.set(
        memory.bytes, Objects.checkIndex(address, memory.limit - 7 - offset) + offset, value);
  }

  /**
   * {@code f32.store}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void storeFloat(int address, float value, int offset, LinearMemory memory) {
    MemoryAccess.FLOAT.set(
        memory.bytes, Objects.checkIndex(address, memory.limit - 3 - offset) + offset, value);
  }

  /**
   * {@code f64.store}.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void storeDouble(int address, double value, int offset, LinearMemory memory) {
    MemoryAccess.DOUBLE.set(
        memory.bytes, Objects.checkIndex(address, memory.limit - 7 - offset) + offset, value);
  }
}
