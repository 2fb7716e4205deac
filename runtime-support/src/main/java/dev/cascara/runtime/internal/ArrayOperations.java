package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmTrap;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The instructions on arrays that are more than an access (section 4.6.7, "Aggregate Reference
 * Instructions"), on the Java arrays that hold the elements. Lengths and indices are unsigned; what
 * no Java array can have is left to the JVM's own checks, whose exceptions {@link Traps} knows.
 */
public final class ArrayOperations {
  private ArrayOperations() {}

  private static void checkRange(int start, int length, int size) {
    if ((start & 0xFFFF_FFFFL) + (length & 0xFFFF_FFFFL) > size) {
      throw new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS);
    }
  }

  /** Returns the bytes of a segment as a buffer that ends where the elements end. */
  private static ByteBuffer data(byte[] segment, int offset, int length, int elementSize) {
    long end = (offset & 0xFFFF_FFFFL) + (length & 0xFFFF_FFFFL) * elementSize;
    if (end > segment.length) {
      throw new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
    return ByteBuffer.wrap(segment, offset, (int) end - offset).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * {@code array.copy}.
   *
   * @param target the Java array to copy to
   * @param targetIndex where the elements go
   * @param source the Java array to copy from
   * @param sourceIndex where the elements are
   * @param length how many
   */
  public static void copy(
      Object target, int targetIndex, Object source, int sourceIndex, int length) {
    System.arraycopy(source, sourceIndex, target, targetIndex, length);
  }

  /**
   * {@code array.new_elem}.
   *
   * @param offset where the elements are in the segment
   * @param length how many
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static @Nullable Object[] elements(int offset, int length, @Nullable Object[] segment) {
    checkElements(offset, length, segment);
    return Arrays.copyOfRange(segment, offset, offset + length);
  }

  private static void checkElements(int offset, int length, @Nullable Object[] segment) {
    if ((offset & 0xFFFF_FFFFL) + (length & 0xFFFF_FFFFL) > segment.length) {
      throw new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS);
    }
  }

  /**
   * {@code array.init_elem}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the new elements are in the segment
   * @param length how many
   * @param segment the segment, empty once dropped
   */
  public static void initElements(
      @Nullable Object[] elements, int index, int offset, int length, @Nullable Object[] segment) {
    checkRange(index, length, elements.length);
    checkElements(offset, length, segment);
    System.arraycopy(segment, offset, elements, index, length);
  }

  /**
   * {@code array.new} of {@code i8}.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static byte[] bytes(int value, int length) {
    byte[] elements = new byte[length];
    Arrays.fill(elements, (byte) value);
    return elements;
  }

  /**
   * {@code array.fill} of {@code i8}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(byte[] elements, int index, int value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, (byte) value);
  }

  /**
   * {@code array.new_data} of {@code i8}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static byte[] bytes(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, Byte.BYTES);
    byte[] elements = new byte[length];
    data.get(elements);
    return elements;
  }

  /**
   * {@code array.init_data} of {@code i8}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void init(byte[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length);
    data(segment, offset, length, Byte.BYTES).get(elements, index, length);
  }

  /**
   * {@code array.new} of {@code i16}.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static short[] shorts(int value, int length) {
    short[] elements = new short[length];
    Arrays.fill(elements, (short) value);
    return elements;
  }

  /**
   * {@code array.fill} of {@code i16}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(short[] elements, int index, int value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, (short) value);
  }

  /**
   * {@code array.new_data} of {@code i16}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static short[] shorts(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, Short.BYTES);
    short[] elements = new short[length];
    data.asShortBuffer().get(elements);
    return elements;
  }

  /**
   * {@code array.init_data} of {@code i16}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void init(short[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length);
    data(segment, offset, length, Short.BYTES).asShortBuffer().get(elements, index, length);
  }

  /**
   * {@code array.new} of {@code i32}.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static int[] ints(int value, int length) {
    int[] elements = new int[length];
    Arrays.fill(elements, value);
    return elements;
  }

  /**
   * {@code array.fill} of {@code i32}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(int[] elements, int index, int value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, value);
  }

  /**
   * {@code array.new_data} of {@code i32}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static int[] ints(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, Integer.BYTES);
    int[] elements = new int[length];
    data.asIntBuffer().get(elements);
    return elements;
  }

  /**
   * {@code array.init_data} of {@code i32}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void init(int[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length);
    data(segment, offset, length, Integer.BYTES).asIntBuffer().get(elements, index, length);
  }

  /**
   * {@code array.new} of {@code i64}.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static long[] longs(long value, int length) {
    long[] elements = new long[length];
    Arrays.fill(elements, value);
    return elements;
  }

  /**
   * {@code array.fill} of {@code i64}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(long[] elements, int index, long value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, value);
  }

  /**
   * {@code array.new_data} of {@code i64}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static long[] longs(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, Long.BYTES);
    long[] elements = new long[length];
    data.asLongBuffer().get(elements);
    return elements;
  }

  /**
   * {@code array.init_data} of {@code i64}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void init(long[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length);
    data(segment, offset, length, Long.BYTES).asLongBuffer().get(elements, index, length);
  }

  /**
   * {@code array.new} of {@code f32}.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static float[] floats(float value, int length) {
    float[] elements = new float[length];
    Arrays.fill(elements, value);
    return elements;
  }

  /**
   * {@code array.fill} of {@code f32}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(float[] elements, int index, float value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, value);
  }

  /**
   * {@code array.new_data} of {@code f32}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static float[] floats(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, Float.BYTES);
    float[] elements = new float[length];
    data.asFloatBuffer().get(elements);
    return elements;
  }

  /**
   * {@code array.init_data} of {@code f32}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void init(float[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length);
    data(segment, offset, length, Float.BYTES).asFloatBuffer().get(elements, index, length);
  }

  /**
   * {@code array.new} of {@code f64}.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static double[] doubles(double value, int length) {
    double[] elements = new double[length];
    Arrays.fill(elements, value);
    return elements;
  }

  /**
   * {@code array.fill} of {@code f64}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(double[] elements, int index, double value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, value);
  }

  /**
   * {@code array.new_data} of {@code f64}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static double[] doubles(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, Double.BYTES);
    double[] elements = new double[length];
    data.asDoubleBuffer().get(elements);
    return elements;
  }

  /**
   * {@code array.init_data} of {@code f64}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void init(double[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length);
    data(segment, offset, length, Double.BYTES).asDoubleBuffer().get(elements, index, length);
  }

  /**
   * {@code array.new} of references.
   *
   * @param value what each element is
   * @param length how many
   * @return the elements
   */
  public static @Nullable Object[] references(@Nullable Object value, int length) {
    @Nullable Object[] elements = new @Nullable Object[length];
    Arrays.fill(elements, value);
    return elements;
  }

  /**
   * {@code array.fill} of references.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param value what each becomes
   * @param length how many
   */
  public static void fill(
      @Nullable Object[] elements, int index, @Nullable Object value, int length) {
    checkRange(index, length, elements.length);
    Arrays.fill(elements, index, index + length, value);
  }

  // ---------------------------------------------------------------- vectors: two halves each

  private static WasmTrap outOfBounds() {
    return new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS);
  }

  /**
   * Reads the low half of an element.
   *
   * @param elements the Java array
   * @param index which element
   * @return bytes 0 to 7
   */
  public static long low(long[] elements, int index) {
    if (index < 0 || index >= elements.length >> 1) {
      throw outOfBounds();
    }
    return elements[index << 1];
  }

  /**
   * Reads the high half of an element.
   *
   * @param elements the Java array
   * @param index which element
   * @return bytes 8 to 15
   */
  public static long high(long[] elements, int index) {
    if (index < 0 || index >= elements.length >> 1) {
      throw outOfBounds();
    }
    return elements[(index << 1) + 1];
  }

  /**
   * Writes an element.
   *
   * @param elements the Java array
   * @param index which element
   * @param low bytes 0 to 7
   * @param high bytes 8 to 15
   */
  public static void set(long[] elements, int index, long low, long high) {
    if (index < 0 || index >= elements.length >> 1) {
      throw outOfBounds();
    }
    elements[index << 1] = low;
    elements[(index << 1) + 1] = high;
  }

  /**
   * {@code array.new_default} of {@code v128}.
   *
   * @param length how many elements
   * @return the elements
   */
  public static long[] vectors(int length) {
    if (length < 0 || length > Integer.MAX_VALUE / 2) {
      throw new WasmTrap(WasmTrap.Kind.ALLOCATION_FAILURE);
    }
    return new long[2 * length];
  }

  /**
   * {@code array.new} of {@code v128}.
   *
   * @param low the low half of each element
   * @param high the high half of each element
   * @param length how many elements
   * @return the elements
   */
  public static long[] vectors(long low, long high, int length) {
    long[] elements = vectors(length);
    fill(elements, 0, low, high, length);
    return elements;
  }

  /**
   * {@code array.new_data} of {@code v128}.
   *
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   * @return the elements
   */
  public static long[] vectors(int offset, int length, byte[] segment) {
    ByteBuffer data = data(segment, offset, length, 2 * Long.BYTES);
    long[] elements = vectors(length);
    data.asLongBuffer().get(elements);
    return elements;
  }

  /**
   * {@code array.fill} of {@code v128}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param low the low half of what each becomes
   * @param high the high half of what each becomes
   * @param length how many
   */
  public static void fill(long[] elements, int index, long low, long high, int length) {
    checkRange(index, length, elements.length >> 1);
    for (int i = 2 * index; i < 2 * (index + length); i += 2) {
      elements[i] = low;
      elements[i + 1] = high;
    }
  }

  /**
   * {@code array.copy} of {@code v128}.
   *
   * @param target the Java array to copy to
   * @param targetIndex where the elements go
   * @param source the Java array to copy from
   * @param sourceIndex where the elements are
   * @param length how many
   */
  public static void copyVectors(
      long[] target, int targetIndex, long[] source, int sourceIndex, int length) {
    checkRange(targetIndex, length, target.length >> 1);
    checkRange(sourceIndex, length, source.length >> 1);
    System.arraycopy(source, 2 * sourceIndex, target, 2 * targetIndex, 2 * length);
  }

  /**
   * {@code array.init_data} of {@code v128}.
   *
   * @param elements the Java array
   * @param index the first element that is written
   * @param offset where the bytes are in the segment
   * @param length how many elements
   * @param segment the segment, empty once dropped
   */
  public static void initVectors(
      long[] elements, int index, int offset, int length, byte[] segment) {
    checkRange(index, length, elements.length >> 1);
    data(segment, offset, length, 2 * Long.BYTES)
        .asLongBuffer()
        .get(elements, 2 * index, 2 * length);
  }
}
