package dev.cascara.runtime.internal;

import java.util.Objects;

/**
 * Loads and stores of memories that are one array, as methods: calls take a third of the code that
 * the same takes in place.
 *
 * <p>HotSpot's optimising compiler inlines them where they are called often, as long as the calling
 * method is not too large. Its first compiler must not: what an access by {@code VarHandle}
 * consists of is so much for it that it would take long, or give up. It does not inline what has
 * more than 35 bytes of code, and with their assertions, which cost nothing else unless they are
 * switched on, all methods have but those for bytes, which are cheap.
 */
public final class ArrayAccess {
  private ArrayAccess() {}

  /** Whether some bytes are in a memory. */
  private static boolean isWithin(int address, int offset, int size, LinearMemory memory) {
    return address >= 0 && offset >= 0 && address <= memory.limit - size - offset;
  }

  /**
   * {@code i32.load8_s}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the byte, extended by its sign
   * @throws IndexOutOfBoundsException if that is not in the memory
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
   * @throws IndexOutOfBoundsException if that is not in the memory
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int loadShort(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int loadUnsignedShort(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int loadInt(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static long loadLong(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static float loadFloat(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static double loadDouble(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void storeShort(int address, int value, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void storeInt(int address, int value, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void storeLong(int address, long value, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void storeFloat(int address, float value, int offset, LinearMemory memory) {
    assert offset >= 0;
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
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static void storeDouble(int address, double value, int offset, LinearMemory memory) {
    assert offset >= 0;
    MemoryAccess.DOUBLE.set(
        memory.bytes, Objects.checkIndex(address, memory.limit - 7 - offset) + offset, value);
  }

  /**
   * {@code i32.load8_s} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the byte, extended by its sign
   */
  public static int readByte(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 1, memory);
    return memory.bytes[address + offset];
  }

  /**
   * {@code i32.load8_u} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the byte, extended by zeros
   */
  public static int readUnsignedByte(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 1, memory);
    return memory.bytes[address + offset] & 0xFF;
  }

  /**
   * {@code i32.load16_s} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by its sign
   */
  public static int readShort(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 2, memory);
    return (short) MemoryAccess.SHORT.get(memory.bytes, address + offset);
  }

  /**
   * {@code i32.load16_u} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by zeros
   */
  public static int readUnsignedShort(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 2, memory);
    return (short) MemoryAccess.SHORT.get(memory.bytes, address + offset) & 0xFFFF;
  }

  /**
   * {@code i32.load} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static int readInt(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 4, memory);
    return (int) MemoryAccess.INT.get(memory.bytes, address + offset);
  }

  /**
   * {@code i64.load} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static long readLong(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 8, memory);
    return (long) MemoryAccess.LONG.get(memory.bytes, address + offset);
  }

  /**
   * {@code f32.load} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static float readFloat(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 4, memory);
    return (float) MemoryAccess.FLOAT.get(memory.bytes, address + offset);
  }

  /**
   * {@code f64.load} of what is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number
   */
  public static double readDouble(int address, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 8, memory);
    return (double) MemoryAccess.DOUBLE.get(memory.bytes, address + offset);
  }

  /**
   * {@code i32.store8} where it is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void writeByte(int address, int value, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 1, memory);
    memory.bytes[address + offset] = (byte) value;
  }

  /**
   * {@code i32.store16} where it is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void writeShort(int address, int value, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 2, memory);
    MemoryAccess.SHORT.set(memory.bytes, address + offset, (short) value);
  }

  /**
   * {@code i32.store} where it is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void writeInt(int address, int value, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 4, memory);
    MemoryAccess.INT.set(memory.bytes, address + offset, value);
  }

  /**
   * {@code i64.store} where it is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void writeLong(int address, long value, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 8, memory);
    MemoryAccess.LONG.set(memory.bytes, address + offset, value);
  }

  /**
   * {@code f32.store} where it is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void writeFloat(int address, float value, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 4, memory);
    MemoryAccess.FLOAT.set(memory.bytes, address + offset, value);
  }

  /**
   * {@code f64.store} where it is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void writeDouble(int address, double value, int offset, LinearMemory memory) {
    assert isWithin(address, offset, 8, memory);
    MemoryAccess.DOUBLE.set(memory.bytes, address + offset, value);
  }
}
