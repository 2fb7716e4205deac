package dev.cascara.runtime.internal;

/**
 * What loads and stores of memories that are one array have in common. For each type of number
 * there is a class with four methods.
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
   * Returns where in the array an access begins.
   *
   * @param a nothing, as {@code b} and {@code c}: takes room on the stack of the caller
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param end the first index at which the access would reach beyond the memory; negative if the
   *     memory is smaller than the access
   * @return the sum
   * @throws IndexOutOfBoundsException if the access is not in the memory
   */
  static int index(long a, long b, long c, int address, int offset, int end) {
    if (address < 0 || address >= end - offset) {
      throw new IndexOutOfBoundsException(Integer.toUnsignedString(address));
    }
    return address + offset;
  }

  /**
   * Returns where in the array an access begins that is known to be in the memory.
   *
   * @param a nothing, as {@code b} and {@code c}: takes room on the stack of the caller
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param size how many bytes are accessed
   * @param memory the memory
   * @return the sum
   */
  static int index(long a, long b, long c, int address, int offset, int size, LinearMemory memory) {
    assert address >= 0 && offset >= 0 && address <= memory.limit - size - offset;
    return address + offset;
  }
}
