package dev.cascara.runtime.internal;

import dev.cascara.runtime.AddressType;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A table in a Java array, with spare capacity once it has grown. */
public final class ArrayTable extends Table {
  /** The largest number of elements that this implementation allows. */
  public static final int MAXIMUM_SIZE = 10_000_000;

  /** The elements; replaced when the table grows. */
  public @Nullable Object[] elements;

  /** The number of elements. */
  public int size;

  private final ValueType elementType;
  private final Limits limits;

  /**
   * Creates a table.
   *
   * @param elementType the type of its elements
   * @param limits its limits, with a minimum of at most {@link #MAXIMUM_SIZE}
   * @param initial what each element is
   */
  ArrayTable(ValueType elementType, Limits limits, @Nullable Object initial) {
    this.elementType = elementType;
    this.limits = limits;
    this.size = (int) limits.minimum();
    this.elements = new Object[size];
    if (initial != null) {
      Arrays.fill(elements, initial);
    }
  }

  /**
   * Creates a table of nulls.
   *
   * @param elementType the type of its elements
   * @param addressType the type of its indices
   * @param minimumSize its size, at most {@link #MAXIMUM_SIZE}
   * @param maximumSize its declared maximum, unsigned
   */
  public ArrayTable(
      ValueType elementType, AddressType addressType, int minimumSize, long maximumSize) {
    this(elementType, new Limits(addressType, minimumSize, OptionalLong.of(maximumSize)), null);
  }

  @Override
  public ValueType elementType() {
    return elementType;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public AddressType addressType() {
    return limits.addressType();
  }

  @Override
  public long maximumSize() {
    return limits.maximum().orElse(addressType() == AddressType.I32 ? 0xFFFF_FFFFL : -1);
  }

  /** The limits that this table was declared with. */
  Limits limits() {
    return limits;
  }

  /**
   * Makes an index or length of a 64-bit table one of 32 bits: those that are too large for one are
   * too large for any table.
   *
   * @param index unsigned
   * @return the same number, or one that is beyond every table
   */
  public static int index(long index) {
    return index >>> 32 == 0 ? (int) index : -1;
  }

  private static WasmTrap outOfBounds() {
    return new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS);
  }

  private int check(int index) {
    if (Integer.compareUnsigned(index, size) >= 0) {
      throw outOfBounds();
    }
    return index;
  }

  private static void checkRange(int start, int length, int size) {
    if ((start & 0xFFFF_FFFFL) + (length & 0xFFFF_FFFFL) > size) {
      throw outOfBounds();
    }
  }

  @Override
  public @Nullable Object get(int index) {
    return elements[check(index)];
  }

  /**
   * Reads an element of a table of functions.
   *
   * @param index which
   * @return the function, or null
   */
  public @Nullable WasmFunction getFunction(int index) {
    return (WasmFunction) elements[check(index)];
  }

  /**
   * Finds the element that {@code call_indirect} names.
   *
   * @param index which
   * @return the element
   * @throws WasmTrap if there is none
   */
  public Object callee(int index) {
    if (Integer.compareUnsigned(index, size) >= 0) {
      throw new WasmTrap(WasmTrap.Kind.UNDEFINED_ELEMENT);
    }
    Object element = elements[index];
    if (element == null) {
      throw new WasmTrap(WasmTrap.Kind.UNINITIALIZED_ELEMENT);
    }
    return element;
  }

  @Override
  public void set(int index, @Nullable Object value) {
    checkElement(value);
    put(index, value);
  }

  /**
   * {@code table.set}.
   *
   * @param index which element
   * @param value of the right type
   */
  public void put(int index, @Nullable Object value) {
    elements[check(index)] = value;
  }

  @Override
  public int grow(int count, @Nullable Object value) {
    checkElement(value);
    return growBy(count, value);
  }

  private void checkElement(@Nullable Object value) {
    if (!elementType.isInstance(value)) {
      throw new IllegalArgumentException(
          "an element of type " + elementType + " cannot be " + value);
    }
  }

  private int growBy(int count, @Nullable Object value) {
    int old = size;
    long newSize = old + (count & 0xFFFF_FFFFL);
    if (newSize > MAXIMUM_SIZE || Long.compareUnsigned(newSize, maximumSize()) > 0) {
      return -1;
    }
    if (newSize > elements.length) {
      try {
        elements = Arrays.copyOf(elements, (int) Math.min(MAXIMUM_SIZE, newSize + newSize / 2));
      } catch (OutOfMemoryError e) {
        return -1;
      }
    }
    size = (int) newSize;
    Arrays.fill(elements, old, size, value);
    return old;
  }

  /**
   * {@code table.grow} with the operands in the instruction's order.
   *
   * @param value what each new element is
   * @param count how many
   * @return the former size, or -1
   */
  public int grow(@Nullable Object value, int count) {
    return growBy(count, value);
  }

  /**
   * {@code table.fill}.
   *
   * @param start the first element
   * @param value what each becomes
   * @param length how many
   */
  public void fill(int start, @Nullable Object value, int length) {
    checkRange(start, length, size);
    Arrays.fill(elements, start, start + length, value);
  }

  /**
   * {@code table.copy} from another table or this one.
   *
   * @param target where the elements go
   * @param from the table that holds them
   * @param source where they are there
   * @param length how many
   */
  public void copy(int target, ArrayTable from, int source, int length) {
    checkRange(source, length, from.size);
    checkRange(target, length, size);
    System.arraycopy(from.elements, source, elements, target, length);
  }

  /**
   * {@code table.init}.
   *
   * @param target where the elements go
   * @param source where they are in the segment
   * @param length how many
   * @param segment the segment, empty once dropped
   */
  public void init(int target, int source, int length, @Nullable Object[] segment) {
    checkRange(source, length, segment.length);
    checkRange(target, length, size);
    System.arraycopy(segment, source, elements, target, length);
  }
}
