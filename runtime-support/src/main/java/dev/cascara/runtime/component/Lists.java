package dev.cascara.runtime.component;

import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.internal.LinearMemory;
import dev.cascara.runtime.internal.MemoryAccess;

/**
 * Lifts and lowers lists: those of primitive types as a whole, to and from Java arrays; for others,
 * the checks around a loop over the elements.
 */
public final class Lists {
  /** The largest list that can be lifted or lowered, in bytes. */
  public static final int MAXIMUM_BYTE_LENGTH = (1 << 28) - 1;

  private Lists() {}

  /**
   * Checks a list before its elements are lifted.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are, unsigned
   * @param elementSize the size of one in bytes
   * @param alignment a power of two
   * @return the length, which is not negative
   * @throws WasmTrap if the list is too large, not aligned or not within the memory
   */
  public static int check(
      CanonicalOptions options, int address, int length, int elementSize, int alignment) {
    long byteLength = Integer.toUnsignedLong(length) * elementSize;
    if (byteLength > MAXIMUM_BYTE_LENGTH) {
      throw AbiTrap.of("list content out-of-bounds: the list is too large");
    }
    if ((address & (alignment - 1)) != 0) {
      throw AbiTrap.of("unaligned pointer");
    }
    if (Integer.toUnsignedLong(address) + byteLength > options.memory().byteSize()) {
      throw AbiTrap.of("list content out-of-bounds");
    }
    return length;
  }

  /**
   * Returns the size of a list that is to be lowered.
   *
   * @param length how many elements
   * @param elementSize the size of one in bytes
   * @return the size in bytes
   * @throws IllegalArgumentException if it is larger than the ABI allows
   */
  public static int byteLength(int length, int elementSize) {
    long byteLength = (long) length * elementSize;
    if (byteLength > MAXIMUM_BYTE_LENGTH) {
      throw new IllegalArgumentException(
          "a list of " + byteLength + " bytes is too large: " + MAXIMUM_BYTE_LENGTH + " at most");
    }
    return (int) byteLength;
  }

  /**
   * Checks a list of fixed length that is to be lowered.
   *
   * @param length how many elements it has
   * @param expected how many its type says
   * @throws IllegalArgumentException if these are not the same
   */
  public static void checkFixedLength(int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          "a list of " + length + " elements where the type says " + expected);
    }
  }

  /**
   * Lifts a {@code list<u8>} or {@code list<s8>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static byte[] liftBytes(CanonicalOptions options, int address, int length) {
    byte[] array = new byte[check(options, address, length, 1, 1)];
    options.memory().read(address, array, 0, array.length);
    return array;
  }

  /**
   * Lowers a {@code list<u8>} or {@code list<s8>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerBytes(CanonicalOptions options, byte[] array) {
    int address = options.allocate(1, byteLength(array.length, 1));
    options.memory().write(address, array, 0, array.length);
    return address;
  }

  /**
   * Lifts a {@code list<bool>}: any byte but 0 is true.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static boolean[] liftBooleans(CanonicalOptions options, int address, int length) {
    boolean[] array = new boolean[check(options, address, length, 1, 1)];
    Memory memory = options.memory();
    for (int i = 0; i < array.length; i++) {
      array[i] = memory.readByte(address + i) != 0;
    }
    return array;
  }

  /**
   * Lowers a {@code list<bool>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerBooleans(CanonicalOptions options, boolean[] array) {
    int address = options.allocate(1, byteLength(array.length, 1));
    Memory memory = options.memory();
    for (int i = 0; i < array.length; i++) {
      memory.writeByte(address + i, (byte) (array[i] ? 1 : 0));
    }
    return address;
  }

  /**
   * Lifts a {@code list<char>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array of code points
   * @throws WasmTrap as {@link #check}, or if an element is no Unicode scalar value
   */
  public static int[] liftChars(CanonicalOptions options, int address, int length) {
    int[] array = liftInts(options, address, length);
    for (int point : array) {
      Scalars.liftChar(point);
    }
    return array;
  }

  /**
   * Lowers a {@code list<char>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements, code points
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if an element is no Unicode scalar value, or the list is
   *     larger than the ABI allows
   */
  public static int lowerChars(CanonicalOptions options, int[] array) {
    for (int point : array) {
      Scalars.lowerChar(point);
    }
    return lowerInts(options, array);
  }

  /**
   * Lifts a {@code list<u16>} or {@code list<s16>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static short[] liftShorts(CanonicalOptions options, int address, int length) {
    short[] array = new short[check(options, address, length, 2, 2)];
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 2L * array.length)) {
      byte[] from = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        array[i] = (short) MemoryAccess.SHORT.get(from, address + 2 * i);
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        array[i] = memory.readShort(address + 2 * i);
      }
    }
    return array;
  }

  /**
   * Lowers a {@code list<u16>} or {@code list<s16>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerShorts(CanonicalOptions options, short[] array) {
    int address = options.allocate(2, byteLength(array.length, 2));
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 2L * array.length)) {
      byte[] to = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        MemoryAccess.SHORT.set(to, address + 2 * i, array[i]);
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        memory.writeShort(address + 2 * i, array[i]);
      }
    }
    return address;
  }

  /**
   * Lifts a {@code list<u32>} or {@code list<s32>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static int[] liftInts(CanonicalOptions options, int address, int length) {
    int[] array = new int[check(options, address, length, 4, 4)];
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 4L * array.length)) {
      byte[] from = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        array[i] = (int) MemoryAccess.INT.get(from, address + 4 * i);
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        array[i] = memory.readInt(address + 4 * i);
      }
    }
    return array;
  }

  /**
   * Lowers a {@code list<u32>} or {@code list<s32>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerInts(CanonicalOptions options, int[] array) {
    int address = options.allocate(4, byteLength(array.length, 4));
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 4L * array.length)) {
      byte[] to = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        MemoryAccess.INT.set(to, address + 4 * i, array[i]);
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        memory.writeInt(address + 4 * i, array[i]);
      }
    }
    return address;
  }

  /**
   * Lifts a {@code list<u64>} or {@code list<s64>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static long[] liftLongs(CanonicalOptions options, int address, int length) {
    long[] array = new long[check(options, address, length, 8, 8)];
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 8L * array.length)) {
      byte[] from = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        array[i] = (long) MemoryAccess.LONG.get(from, address + 8 * i);
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        array[i] = memory.readLong(address + 8 * i);
      }
    }
    return array;
  }

  /**
   * Lowers a {@code list<u64>} or {@code list<s64>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerLongs(CanonicalOptions options, long[] array) {
    int address = options.allocate(8, byteLength(array.length, 8));
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 8L * array.length)) {
      byte[] to = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        MemoryAccess.LONG.set(to, address + 8 * i, array[i]);
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        memory.writeLong(address + 8 * i, array[i]);
      }
    }
    return address;
  }

  /**
   * Lifts a {@code list<f32>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static float[] liftFloats(CanonicalOptions options, int address, int length) {
    float[] array = new float[check(options, address, length, 4, 4)];
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 4L * array.length)) {
      byte[] from = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        array[i] = Scalars.canonicalizeNan((float) MemoryAccess.FLOAT.get(from, address + 4 * i));
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        array[i] = Scalars.canonicalizeNan(Float.intBitsToFloat(memory.readInt(address + 4 * i)));
      }
    }
    return array;
  }

  /**
   * Lowers a {@code list<f32>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerFloats(CanonicalOptions options, float[] array) {
    int address = options.allocate(4, byteLength(array.length, 4));
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 4L * array.length)) {
      byte[] to = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        MemoryAccess.FLOAT.set(to, address + 4 * i, Scalars.canonicalizeNan(array[i]));
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        memory.writeInt(address + 4 * i, Float.floatToIntBits(array[i]));
      }
    }
    return address;
  }

  /**
   * Lifts a {@code list<f64>}.
   *
   * @param options the guest's memory
   * @param address where the elements begin
   * @param length how many there are
   * @return a new array
   * @throws WasmTrap as {@link #check}
   */
  public static double[] liftDoubles(CanonicalOptions options, int address, int length) {
    double[] array = new double[check(options, address, length, 8, 8)];
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 8L * array.length)) {
      byte[] from = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        array[i] = Scalars.canonicalizeNan((double) MemoryAccess.DOUBLE.get(from, address + 8 * i));
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        array[i] =
            Scalars.canonicalizeNan(Double.longBitsToDouble(memory.readLong(address + 8 * i)));
      }
    }
    return array;
  }

  /**
   * Lowers a {@code list<f64>}.
   *
   * @param options the guest's memory and allocator
   * @param array the elements
   * @return where they are; there are as many as in the array
   * @throws WasmTrap if the allocator traps or returns an address that is not suitable
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public static int lowerDoubles(CanonicalOptions options, double[] array) {
    int address = options.allocate(8, byteLength(array.length, 8));
    Memory memory = options.memory();
    if (memory instanceof LinearMemory bytes
        && bytes.isInHead(Integer.toUnsignedLong(address), 8L * array.length)) {
      byte[] to = bytes.bytes;
      for (int i = 0; i < array.length; i++) {
        MemoryAccess.DOUBLE.set(to, address + 8 * i, Scalars.canonicalizeNan(array[i]));
      }
    } else {
      for (int i = 0; i < array.length; i++) {
        memory.writeLong(address + 8 * i, Double.doubleToLongBits(array[i]));
      }
    }
    return address;
  }
}
