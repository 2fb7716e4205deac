package dev.cascara.runtime.internal;

/**
 * What loads and stores of memories that are one array have in common. For each type of number
 * there is a class with four methods that take a memory, and four that take its array and its size,
 * for code that holds these in local variables.
 *
 * <p>HotSpot's first compiler must not inline these methods: what an access by {@code VarHandle}
 * consists of is so much for it that it would take long, or give up. It does not inline a method
 * that needs more than ten places on the stack, so some arguments are there for nothing else. The
 * optimising compiler inlines a method with at most 35 bytes of code wherever it is called, until
 * there is too much code; larger ones only where it has seen many calls.
 */
final class ArrayAccess {
  private ArrayAccess() {}

  /** Does nothing, but that this class, which has assertions, is initialised afterwards. */
  static void initialize() {}

  /**
   * Returns where in the array an access begins. If there is no offset, that a negative address is
   * outside is left to the array, which finds it in any case.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param size how many bytes are accessed
   * @param memory the memory
   * @param a nothing, as {@code b} and {@code c}: takes room on the stack of the caller
   * @return the sum, not negative if there is an offset
   * @throws IndexOutOfBoundsException if the access is not in the memory
   */
  static int index(int address, int offset, int size, LinearMemory memory, long a, long b, long c) {
    if (address > memory.limit - size - offset || (offset != 0 && address < 0)) {
      throw outOfBounds(address);
    }
    return address + offset;
  }

  /**
   * Returns where in the array an access begins that is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param size how many bytes are accessed
   * @param memory the memory
   * @param a nothing, as {@code b} and {@code c}: takes room on the stack of the caller
   * @return the sum
   */
  static int checkedIndex(
      int address, int offset, int size, LinearMemory memory, long a, long b, long c) {
    assert isInside(address, offset, size, memory.limit);
    return address + offset;
  }

  /**
   * Returns where in the array an access begins. If there is no offset, that a negative address is
   * outside is left to the array, which finds it in any case.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param size how many bytes are accessed
   * @param limit the size of the memory in bytes
   * @return the sum, not negative if there is an offset
   * @throws IndexOutOfBoundsException if the access is not in the memory
   */
  static int index(int address, int offset, int size, int limit) {
    if (address > limit - size - offset || (offset != 0 && address < 0)) {
      throw outOfBounds(address);
    }
    return address + offset;
  }

  /**
   * Returns where in the array an access begins that is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param size how many bytes are accessed
   * @param limit the size of the memory in bytes
   * @return the sum
   */
  static int checkedIndex(int address, int offset, int size, int limit) {
    assert isInside(address, offset, size, limit);
    return address + offset;
  }

  private static boolean isInside(int address, int offset, int size, int limit) {
    return address >= 0 && offset >= 0 && address <= limit - size - offset;
  }

  /**
   * Returns what is thrown if an access is not in the memory.
   *
   * @param address the address
   * @return an exception that is not one of arrays: those come from the guest's own
   */
  static IndexOutOfBoundsException outOfBounds(int address) {
    return new IndexOutOfBoundsException(Integer.toUnsignedString(address));
  }
}
