package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmTrap;
import java.util.Objects;

/** Turns what compiled code throws into what its host sees. */
public final class Traps {
  private Traps() {}

  /**
   * Translates at the boundary where a host called compiled code: the exceptions of HotSpot's own
   * checks become traps, a host function's exception is unwrapped, anything else stays what it is,
   * an exception of WebAssembly that nothing caught above all.
   *
   * @param thrown what compiled code threw
   * @return what to throw
   */
  public static Throwable atBoundary(Throwable thrown) {
    if (thrown instanceof WasmTrap) {
      return thrown;
    }
    if (thrown instanceof HostException) {
      return Objects.requireNonNull(thrown.getCause());
    }
    if (thrown instanceof IndexOutOfBoundsException) {
      return new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS, thrown);
    }
    if (thrown instanceof ArithmeticException) {
      return new WasmTrap(WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO, thrown);
    }
    if (thrown instanceof StackOverflowError) {
      return new WasmTrap(WasmTrap.Kind.CALL_STACK_EXHAUSTED);
    }
    return thrown;
  }

  /**
   * Wraps what a host function threw, so that it passes through compiled code unchanged. An
   * exception of WebAssembly stays one: the guest may catch it.
   *
   * @param thrown what the host function threw
   * @return what to throw
   */
  public static Throwable fromHost(Throwable thrown) {
    return thrown instanceof WasmTrap
            || thrown instanceof WasmException
            || thrown instanceof HostException
            || thrown instanceof StackOverflowError
        ? thrown
        : new HostException(thrown);
  }

  /**
   * Wraps what a host function threw, for functions written in Java: compiled code has no checked
   * exceptions.
   *
   * @param thrown what the host function threw
   * @return what to throw
   */
  public static RuntimeException hostFailure(Throwable thrown) {
    Throwable failure = fromHost(thrown);
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  /**
   * Makes the trap of {@code unreachable}.
   *
   * @return the trap, to be thrown
   */
  public static WasmTrap unreachable() {
    return new WasmTrap(WasmTrap.Kind.UNREACHABLE);
  }
}
