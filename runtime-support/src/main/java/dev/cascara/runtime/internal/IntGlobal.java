package dev.cascara.runtime.internal;

import dev.cascara.runtime.Global;
import dev.cascara.runtime.ValueType;
import org.jspecify.annotations.Nullable;

/** A global that holds {@code int}s. */
public final class IntGlobal extends Global {
  /** The value. */
  public int value;

  /**
   * Creates a global.
   *
   * @param mutable whether the value can change
   * @param value the value
   */
  public IntGlobal(boolean mutable, int value) {
    super(ValueType.I32, mutable);
    this.value = value;
  }

  @Override
  public Object get() {
    return value;
  }

  @Override
  protected void put(@Nullable Object newValue) {
    if (!(newValue instanceof Integer number)) {
      throw unsuitable(newValue);
    }
    value = number;
  }
}
