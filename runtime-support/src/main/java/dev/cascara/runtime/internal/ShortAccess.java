package dev.cascara.runtime.internal;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Loads and stores of 16-bit numbers in memories that are one array.
 *
 * @see ArrayAccess
 */
public final class ShortAccess {
  private static final MethodType LOADING =
      MethodType.methodType(int.class, int.class, int.class, LinearMemory.class);

  private static final MethodType STORING =
      MethodType.methodType(void.class, int.class, int.class, int.class, LinearMemory.class);

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  /** Calls {@link #load}. */
  public static final MethodHandle LOAD = ArrayAccess.handle(LOOKUP, "load", LOADING);

  /** Calls {@link #read}. */
  public static final MethodHandle READ = ArrayAccess.handle(LOOKUP, "read", LOADING);

  /** Calls {@link #store}. */
  public static final MethodHandle STORE = ArrayAccess.handle(LOOKUP, "store", STORING);

  /** Calls {@link #write}. */
  public static final MethodHandle WRITE = ArrayAccess.handle(LOOKUP, "write", STORING);

  static {
    try {
      LinearMemory memory = ArrayAccess.newMemory();
      for (int i = 0; i < ArrayAccess.WARM_UP_CALLS; i++) {
        STORE.invokeExact(0, (int) LOAD.invokeExact(0, 0, memory), 0, memory);
        WRITE.invokeExact(0, (int) READ.invokeExact(0, 0, memory), 0, memory);
      }
    } catch (Throwable e) {
      throw new LinkageError("ShortAccess", e);
    }
  }

  private ShortAccess() {}

  /** Does nothing, but that this class is initialised afterwards. */
  public static void initialize() {}

  /**
   * {@code i32.load16_s}.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by its sign
   * @throws IndexOutOfBoundsException if that is not in the memory
   */
  public static int load(int address, int offset, LinearMemory memory) {
    assert offset >= 0;
    return (short)
        MemoryAccess.SHORT.get(memory.bytes, ArrayAccess.index(address, offset, memory.limit - 1));
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
  public static void store(int address, int value, int offset, LinearMemory memory) {
    assert offset >= 0;
    MemoryAccess.SHORT.set(
        memory.bytes, ArrayAccess.index(address, offset, memory.limit - 1), (short) value);
  }

  /**
   * A load that is known to be in the memory.
   *
   * @param address the address
   * @param offset what is added to the address, not negative
   * @param memory the memory
   * @return the number, extended by its sign
   */
  public static int read(int address, int offset, LinearMemory memory) {
    assert ArrayAccess.isWithin(address, offset, 2, memory);
    return (short) MemoryAccess.SHORT.get(memory.bytes, address + offset);
  }

  /**
   * A store that is known to be in the memory.
   *
   * @param address the address
   * @param value what is stored
   * @param offset what is added to the address, not negative
   * @param memory the memory
   */
  public static void write(int address, int value, int offset, LinearMemory memory) {
    assert ArrayAccess.isWithin(address, offset, 2, memory);
    MemoryAccess.SHORT.set(memory.bytes, address + offset, (short) value);
  }
}
