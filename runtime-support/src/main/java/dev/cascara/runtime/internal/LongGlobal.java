package dev.cascara.runtime.internal;

import dev.cascara.runtime.Global;
import dev.cascara.runtime.ValueType;
import org.jspecify.annotations.Nullable;

/** A global that holds {@code long}s. */
public final class LongGlobal extends Global {
  /** The value. */
  public long value;

  /**
   * Creates a global.
   *
   * @param mutable whether the value can change
   * @param value the value
   */
  public LongGlobal(boolean mutable, long value) {
    super(ValueType.I64, mutable);
    this.value = value;
  }

  @Override
  public Object get() {
    return value;
  }

  @Override
  protected void put(@Nullable Object newValue) {
    if (!(newValue instanceof Long number)) {
      throw unsuitable(newValue);
    }
    value = number;
  }
}
