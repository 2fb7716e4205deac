package dev.cascara.runtime.component;

import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmTrap;
import org.jspecify.annotations.Nullable;

/**
 * Where and how a canonical function finds and puts values: the canonical options ({@code canonopt}
 * in the Canonical ABI) together with the instance whose function it is.
 *
 * <p>Validation has seen to it that a function which needs a memory or an allocator has one.
 */
public final class CanonicalOptions {
  private final ComponentInstance instance;
  private final StringEncoding stringEncoding;
  private final @Nullable Memory memory;
  private final @Nullable Realloc realloc;

  /**
   * Creates options.
   *
   * @param instance the component instance
   * @param stringEncoding how strings are in the memory
   * @param memory the memory, or null if no value is in memory
   * @param realloc the allocator of the memory, or null if nothing is allocated
   */
  public CanonicalOptions(
      ComponentInstance instance,
      StringEncoding stringEncoding,
      @Nullable Memory memory,
      @Nullable Realloc realloc) {
    this.instance = instance;
    this.stringEncoding = stringEncoding;
    this.memory = memory;
    this.realloc = realloc;
  }

  /**
   * Returns the component instance.
   *
   * @return the instance whose handles are meant and whose code is called
   */
  public ComponentInstance instance() {
    return instance;
  }

  /**
   * Returns the instance's handles.
   *
   * @return the table of {@link #instance()}
   */
  public HandleTable handles() {
    return instance.handles();
  }

  /**
   * Returns how strings are in the memory.
   *
   * @return the encoding
   */
  public StringEncoding stringEncoding() {
    return stringEncoding;
  }

  /**
   * Returns the memory.
   *
   * @return the memory
   * @throws IllegalStateException if there is none, which validation excludes
   */
  public Memory memory() {
    if (memory == null) {
      throw new IllegalStateException("the canonical option memory is missing");
    }
    return memory;
  }

  /**
   * Allocates a range of the memory; an empty one as well.
   *
   * @param alignment a power of two
   * @param size in bytes, unsigned
   * @return its address, checked
   * @throws WasmTrap if the guest's allocator traps or returns an address that is not a multiple of
   *     the alignment or too near the memory's end
   */
  public int allocate(int alignment, int size) {
    return reallocate(0, 0, alignment, size);
  }

  /**
   * Allocates a range of the memory for a list.
   *
   * @param alignment a power of two
   * @param length how many elements
   * @param elementSize the size of one in bytes
   * @return its address, checked
   * @throws WasmTrap as {@link #allocate(int, int)}
   * @throws IllegalArgumentException if the list is larger than the ABI allows
   */
  public int allocateList(int alignment, int length, int elementSize) {
    return allocate(alignment, Lists.byteLength(length, elementSize));
  }

  /**
   * Grows or shrinks a range of the memory.
   *
   * @param address where it is
   * @param size its size in bytes
   * @param alignment a power of two
   * @param newSize the size in bytes that is needed, unsigned
   * @return its new address, checked
   * @throws WasmTrap as {@link #allocate}
   */
  public int reallocate(int address, int size, int alignment, int newSize) {
    if (realloc == null) {
      throw new IllegalStateException("the canonical option realloc is missing");
    }
    instance.forbidLeaving();
    int result = realloc.realloc(address, size, alignment, newSize);
    instance.allowLeaving();
    if ((result & (alignment - 1)) != 0) {
      throw AbiTrap.of("realloc return: result not aligned");
    }
    if (Integer.toUnsignedLong(result) + Integer.toUnsignedLong(newSize) > memory().byteSize()) {
      throw AbiTrap.of("realloc return: beyond end of memory");
    }
    return result;
  }

  /**
   * Checks a guest's pointer to values in memory, before they are read or written.
   *
   * @param address the pointer, unsigned
   * @param size the size of all values in bytes
   * @param alignment a power of two
   * @return the pointer
   * @throws WasmTrap if it is not a multiple of the alignment, or the values are not within the
   *     memory
   */
  public int checkPointer(int address, int size, int alignment) {
    if ((address & (alignment - 1)) != 0) {
      throw AbiTrap.of("unaligned pointer");
    }
    if (Integer.toUnsignedLong(address) + Integer.toUnsignedLong(size) > memory().byteSize()) {
      throw AbiTrap.of("pointer out of bounds of memory");
    }
    return address;
  }
}
