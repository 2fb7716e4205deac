package dev.cascara.runtime;

import org.jspecify.annotations.Nullable;

/** A global variable (section 4.2, "Global Instances") that is imported or exported. */
public abstract non-sealed class Global implements Extern {
  private final ValueType type;
  private final boolean mutable;

  /**
   * For the representations in {@code dev.cascara.runtime.internal}, one for each carrier.
   *
   * @param type the value's type
   * @param mutable whether the value can change
   */
  protected Global(ValueType type, boolean mutable) {
    this.type = type;
    this.mutable = mutable;
  }

  /**
   * Returns the type of the value.
   *
   * @return the type
   */
  public final ValueType type() {
    return type;
  }

  /**
   * Returns whether the value can change.
   *
   * @return true for {@code mut} globals
   */
  public final boolean isMutable() {
    return mutable;
  }

  /**
   * Returns the value.
   *
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, or a reference (null
   *     included)
   */
  public abstract @Nullable Object get();

  /**
   * Sets the value.
   *
   * @param value of the type that {@link #get()} returns
   * @throws IllegalStateException if the global is immutable
   * @throws IllegalArgumentException if the value is of another type
   */
  public abstract void set(@Nullable Object value);
}
