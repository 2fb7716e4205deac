package dev.cascara.runtime.internal;

import dev.cascara.runtime.I31;
import dev.cascara.runtime.WasmArray;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmTrap;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
    if (thrown instanceof NullPointerException) {
      return new WasmTrap(WasmTrap.Kind.NULL_REFERENCE, nullReference(thrown.getMessage()), thrown);
    }
    if (thrown instanceof ClassCastException) {
      return new WasmTrap(WasmTrap.Kind.CAST_FAILURE, thrown);
    }
    if (thrown instanceof ArrayIndexOutOfBoundsException) {
      return new WasmTrap(WasmTrap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS, thrown);
    }
    if (thrown instanceof NegativeArraySizeException || thrown instanceof OutOfMemoryError) {
      return new WasmTrap(WasmTrap.Kind.ALLOCATION_FAILURE, thrown);
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
   * Says what was null, by what the JVM says that it could not do. It says nothing any more where
   * the same trap has become frequent.
   */
  private static String nullReference(@Nullable String failure) {
    String action = failure == null ? "" : failure;
    if (action.startsWith("Cannot read field \"elements\"")
        || action.startsWith("Cannot invoke \"" + WasmArray.class.getName() + ".")) {
      return "null array reference";
    }
    if (action.startsWith("Cannot read field \"f")
        || action.startsWith("Cannot assign field \"f")) {
      return "null structure reference";
    }
    if (action.startsWith("Cannot invoke \"" + I31.class.getName() + ".")) {
      return "null i31 reference";
    }
    return action.startsWith("Cannot invoke \"") ? "null function reference" : "null reference";
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
   * Wraps what a function of the host threw that a component imports. An exception of WebAssembly
   * is a failure as well: none crosses the boundary of a component.
   *
   * @param thrown what the host function threw
   * @return what to throw
   */
  public static RuntimeException importFailure(Throwable thrown) {
    return thrown instanceof WasmException ? new HostException(thrown) : hostFailure(thrown);
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
