package dev.cascara.runtime;

import java.util.Locale;

/** Integers that are narrower than values (section 2.3, "Packed Types"). */
public enum PackedType implements StorageType {
  /** 8 bits. */
  I8,
  /** 16 bits. */
  I16;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
