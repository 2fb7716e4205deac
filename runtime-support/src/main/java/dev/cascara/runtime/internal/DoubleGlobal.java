package dev.cascara.runtime.internal;

import dev.cascara.runtime.Global;
import dev.cascara.runtime.ValueType;
import org.jspecify.annotations.Nullable;

/** A global that holds {@code double}s. */
public final class DoubleGlobal extends Global {
  /** The value. */
  public double value;

  /**
   * Creates a global.
   *
   * @param mutable whether the value can change
   * @param value the value
   */
  public DoubleGlobal(boolean mutable, double value) {
    super(ValueType.F64, mutable);
    this.value = value;
  }

  @Override
  public Object get() {
    return value;
  }

  @Override
  protected void put(@Nullable Object newValue) {
    if (!(newValue instanceof Double number)) {
      throw unsuitable(newValue);
    }
    value = number;
  }
}
