package dev.cascara.runtime.internal;

import dev.cascara.runtime.AddressType;
import java.util.OptionalLong;

/**
 * How large a table is (section 2.3, "Limits"), with the type of its indices.
 *
 * @param addressType the type of indices
 * @param minimum the size at the start, unsigned
 * @param maximum the size it cannot exceed, unsigned, if there is one
 */
record Limits(AddressType addressType, long minimum, OptionalLong maximum) {
  /**
   * Reads limits that the compiler wrote as a string.
   *
   * @param text address type, minimum, and maximum or {@code -}, with spaces between
   * @return the limits
   */
  static Limits parse(String text) {
    String[] parts = text.split(" ", -1);
    return new Limits(
        AddressType.valueOf(parts[0]),
        Long.parseUnsignedLong(parts[1]),
        parts[2].equals("-")
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseUnsignedLong(parts[2])));
  }

  /**
   * Returns whether something of given limits can be imported where these are asked for (section
   * 3.3, "Limits").
   *
   * @param size its size now
   * @param found its limits
   */
  boolean admit(long size, Limits found) {
    return found.addressType == addressType
        && Long.compareUnsigned(size, minimum) >= 0
        && (maximum.isEmpty()
            || (found.maximum.isPresent()
                && Long.compareUnsigned(found.maximum.getAsLong(), maximum.getAsLong()) <= 0));
  }

  @Override
  public String toString() {
    return (addressType == AddressType.I64 ? "i64 " : "")
        + Long.toUnsignedString(minimum)
        + (maximum.isPresent() ? " " + Long.toUnsignedString(maximum.getAsLong()) : "");
  }
}
