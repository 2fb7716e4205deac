package dev.cascara.runtime.internal;

import dev.cascara.runtime.Global;
import dev.cascara.runtime.ValueType;
import org.jspecify.annotations.Nullable;

/** A global that holds references. */
public final class ReferenceGlobal extends Global {
  /** The value. */
  public @Nullable Object value;

  /**
   * Creates a global.
   *
   * @param type the value's type
   * @param mutable whether the value can change
   * @param value the value
   */
  public ReferenceGlobal(ValueType type, boolean mutable, @Nullable Object value) {
    super(type, mutable);
    this.value = value;
  }

  @Override
  public @Nullable Object get() {
    return value;
  }

  @Override
  protected void put(@Nullable Object newValue) {
    if (!type().isInstance(newValue)) {
      throw unsuitable(newValue);
    }
    value = newValue;
  }
}
