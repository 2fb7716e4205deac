package dev.cascara.runtime;

import dev.cascara.runtime.internal.DoubleGlobal;
import dev.cascara.runtime.internal.FloatGlobal;
import dev.cascara.runtime.internal.IntGlobal;
import dev.cascara.runtime.internal.LongGlobal;
import dev.cascara.runtime.internal.ReferenceGlobal;
import dev.cascara.runtime.internal.VectorGlobal;
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
   * @return an {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@link V128}, or a
   *     reference (null included)
   */
  public abstract @Nullable Object get();

  /**
   * Sets the value.
   *
   * @param value of the type that {@link #get()} returns
   * @throws IllegalStateException if the global is immutable
   * @throws IllegalArgumentException if the value is of another type
   */
  public final void set(@Nullable Object value) {
    if (!mutable) {
      throw new IllegalStateException("the global is immutable");
    }
    put(value);
  }

  /**
   * Sets the value without asking whether it may change.
   *
   * @param value of the type that {@link #get()} returns
   */
  protected abstract void put(@Nullable Object value);

  /**
   * Makes the exception for a value of another type.
   *
   * @param value the value
   * @return the exception, to be thrown
   */
  protected final IllegalArgumentException unsuitable(@Nullable Object value) {
    return new IllegalArgumentException("a global of type " + type + " cannot be " + value);
  }

  /**
   * Creates a global for modules to import.
   *
   * @param type the value's type
   * @param mutable whether the value can change
   * @param value the value, of the type that {@link #get()} returns
   * @return the global
   * @throws IllegalArgumentException if the value is of another type
   */
  public static Global of(ValueType type, boolean mutable, @Nullable Object value) {
    Global global;
    if (type instanceof NumericType number) {
      global =
          switch (number) {
            case I32 -> new IntGlobal(mutable, 0);
            case I64 -> new LongGlobal(mutable, 0);
            case F32 -> new FloatGlobal(mutable, 0);
            case F64 -> new DoubleGlobal(mutable, 0);
            case V128 -> new VectorGlobal(mutable, 0, 0);
          };
    } else {
      global = new ReferenceGlobal(type, mutable, null);
    }
    global.put(value);
    return global;
  }
}
