package dev.cascara.runtime.component;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.internal.Traps;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** A guest's allocator: the canonical option {@code realloc}. */
@FunctionalInterface
public interface Realloc {
  /**
   * Allocates, grows or shrinks a range of the guest's memory. Addresses and sizes are unsigned.
   *
   * @param address where the range is, 0 for a new one
   * @param size its size in bytes, 0 for a new one
   * @param alignment a power of two that the new address must be a multiple of
   * @param newSize the size in bytes that is needed
   * @return the new address
   */
  int realloc(int address, int size, int alignment, int newSize);

  /**
   * Makes a guest's function an allocator.
   *
   * @param function the function
   * @return the allocator, which calls it without boxes
   * @throws LinkException if the function is not of type {@code (i32, i32, i32, i32) -> (i32)}
   */
  static Realloc of(WasmFunction function) {
    FunctionType expected =
        FunctionType.of(
            List.of(ValueType.I32, ValueType.I32, ValueType.I32, ValueType.I32),
            List.of(ValueType.I32));
    if (!function.type().equals(expected)) {
      throw new LinkException(
          "a realloc function is of type " + expected + ", not " + function.type());
    }
    MethodHandle handle = function.handle();
    return (address, size, alignment, newSize) -> {
      try {
        return (int) handle.invokeExact(address, size, alignment, newSize);
      } catch (RuntimeException | Error thrown) {
        throw thrown;
      } catch (Throwable thrown) {
        throw new IllegalStateException(Traps.atBoundary(thrown));
      }
    };
  }
}
