package dev.cascara.runtime.internal;

import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What compiled code leaves in an instance between a tail call and the place where the function
 * that made it was called: from there the next function is called, so that the stack does not grow.
 */
public abstract class TailCaller {
  /**
   * The function to be called next, null if the last one has returned; its arguments are where it
   * finds them.
   */
  public @Nullable WasmFunction pending;

  /**
   * The function that knows the further results of the last call, null if they are where this
   * instance's functions leave theirs.
   */
  public @Nullable WasmFunction returned;

  /** For {@link dev.cascara.runtime.Instance}. */
  protected TailCaller() {}

  /**
   * Hands what a function left to the instance whose tail calls led to it.
   *
   * @param from the instance of the function
   * @param function the function, which has just returned
   * @param to the other instance, possibly the same
   */
  public static void handOver(TailCaller from, WasmFunction function, TailCaller to) {
    if (from == to) {
      return;
    }
    to.pending = from.pending;
    from.pending = null;
    if (to.pending == null && hasFurtherResults(function.type().results())) {
      WasmFunction further = from.returned;
      to.returned = further == null ? function : further;
      from.returned = null;
    }
  }

  private static boolean hasFurtherResults(List<ValueType> results) {
    return results.size() > 1 || results.contains(ValueType.V128);
  }
}
