package dev.cascara.runtime.internal;

import dev.cascara.runtime.I31;
import dev.cascara.runtime.WasmTrap;
import org.jspecify.annotations.Nullable;

/** Instructions on references that the JVM has no instruction for. */
public final class References {
  private References() {}

  /**
   * {@code ref.eq}.
   *
   * @param first a reference
   * @param second another
   * @return true if both are null, the same object, or the same integer
   */
  public static boolean equal(@Nullable Object first, @Nullable Object second) {
    return first == second
        || (first instanceof I31 integer && second != null && integer.equals(second));
  }

  /**
   * Checks the operand of {@code ref.cast} where null is no value of the target.
   *
   * @param reference the operand
   * @return the same
   * @throws WasmTrap if it is null
   */
  public static Object castNonNull(@Nullable Object reference) {
    if (reference == null) {
      throw castFailure();
    }
    return reference;
  }

  /**
   * Checks the operand of {@code ref.cast} where null is the only value of the target.
   *
   * @param reference the operand
   * @return null
   * @throws WasmTrap if it is not null
   */
  public static @Nullable Object castNull(@Nullable Object reference) {
    if (reference != null) {
      throw castFailure();
    }
    return null;
  }

  /**
   * {@code ref.as_non_null}.
   *
   * @param reference the operand
   * @return the same
   * @throws WasmTrap if it is null
   */
  public static Object nonNull(@Nullable Object reference) {
    if (reference == null) {
      throw new WasmTrap(WasmTrap.Kind.NULL_REFERENCE);
    }
    return reference;
  }

  /**
   * Makes the trap of a cast.
   *
   * @return the trap, to be thrown
   */
  public static WasmTrap castFailure() {
    return new WasmTrap(WasmTrap.Kind.CAST_FAILURE);
  }
}
