package dev.cascara.runtime.internal;

import dev.cascara.runtime.MemoryType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What loads and stores of memories that are one array have in common. For each type of number
 * there is a class with four methods, and a constant method handle for each of them.
 *
 * <p>HotSpot's first compiler does not inline what has more than 35 bytes of code, and it must not
 * inline these methods: what an access by {@code VarHandle} consists of is so much for it that it
 * would take long, or give up. With their assertions, which cost nothing else unless they are
 * switched on, all have more but those for bytes, which are cheap. The optimising compiler inlines
 * a method that is called often, until there is too much code; a method that is called by a
 * constant handle it always inlines. So what may be executed often is called by handle.
 */
final class ArrayAccess {
  /**
   * After 127 calls, {@code java.lang.invoke} makes code for the one handle. A call that has been
   * compiled by HotSpot's first compiler before that would do it each time again.
   */
  static final int WARM_UP_CALLS = 130;

  private ArrayAccess() {}

  /**
   * Returns where in the array an access begins.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param end the first index at which the access would reach beyond the memory; negative if the
   *     memory is smaller than the access
   * @return the sum
   * @throws IndexOutOfBoundsException if the access is not in the memory
   */
  static int index(int address, int offset, int end) {
    if (address < 0 || address >= end - offset) {
      throw new IndexOutOfBoundsException(Integer.toUnsignedString(address));
    }
    return address + offset;
  }

  /** Whether some bytes are in a memory. */
  static boolean isWithin(int address, int offset, int size, LinearMemory memory) {
    return address >= 0 && offset >= 0 && address <= memory.limit - size - offset;
  }

  /** Returns a handle for a static method of the class that looks it up. */
  static MethodHandle handle(MethodHandles.Lookup lookup, String name, MethodType type) {
    try {
      return lookup.findStatic(lookup.lookupClass(), name, type);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(name, e);
    }
  }

  /** Returns a memory that a load and a store at address 0 are in. */
  static LinearMemory newMemory() {
    return LinearMemory.create(MemoryType.of(1));
  }
}
