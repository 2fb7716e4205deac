package dev.cascara.runtime.internal;

import dev.cascara.runtime.Global;
import dev.cascara.runtime.ValueType;
import org.jspecify.annotations.Nullable;

/** A global that holds {@code float}s. */
public final class FloatGlobal extends Global {
  /** The value. */
  public float value;

  /**
   * Creates a global.
   *
   * @param mutable whether the value can change
   * @param value the value
   */
  public FloatGlobal(boolean mutable, float value) {
    super(ValueType.F32, mutable);
    this.value = value;
  }

  @Override
  public Object get() {
    return value;
  }

  @Override
  protected void put(@Nullable Object newValue) {
    if (!(newValue instanceof Float number)) {
      throw unsuitable(newValue);
    }
    value = number;
  }
}
