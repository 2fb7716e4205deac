package dev.cascara.runtime.internal;

import dev.cascara.runtime.Global;
import dev.cascara.runtime.V128;
import dev.cascara.runtime.ValueType;
import org.jspecify.annotations.Nullable;

/** A global that holds vectors. */
public final class VectorGlobal extends Global {
  /** The lower half of the value. */
  public long low;

  /** The higher half of the value. */
  public long high;

  /**
   * Creates a global.
   *
   * @param mutable whether the value can change
   * @param low the lower half of the value
   * @param high the higher half of the value
   */
  public VectorGlobal(boolean mutable, long low, long high) {
    super(ValueType.V128, mutable);
    this.low = low;
    this.high = high;
  }

  @Override
  public Object get() {
    return new V128(low, high);
  }

  @Override
  protected void put(@Nullable Object newValue) {
    if (!(newValue instanceof V128 vector)) {
      throw unsuitable(newValue);
    }
    low = vector.low();
    high = vector.high();
  }
}
