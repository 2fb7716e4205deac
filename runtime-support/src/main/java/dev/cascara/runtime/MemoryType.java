package dev.cascara.runtime;

import java.util.Objects;
import java.util.OptionalLong;

/**
 * The type of a memory (section 2.3, "Memory Types", with what the threads and the
 * custom-page-sizes proposals add).
 *
 * <pre>{@code
 * MemoryType type = MemoryType.of(16).withMaximum(256).asShared();
 * Memory memory = Memory.create(type);
 * }</pre>
 *
 * @param addressType the type of addresses
 * @param minimum the size at the start in pages, unsigned
 * @param maximum the size in pages that the memory cannot exceed, unsigned, if there is one
 * @param sharing whether several threads may use the memory
 * @param pageSize the size of a page in bytes, 1 or 65,536
 */
public record MemoryType(
    AddressType addressType, long minimum, OptionalLong maximum, Sharing sharing, int pageSize) {
  /** Whether several threads may use a memory. */
  public enum Sharing {
    /** One thread at a time, as an instance. */
    UNSHARED,
    /**
     * Instances of several threads; atomic instructions on it are sequentially consistent, and
     * threads can wait for each other.
     */
    SHARED
  }

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the minimum is above the maximum, the page size is not
   *     allowed, more bytes are named than addresses of the type reach, or the memory is shared and
   *     has no maximum
   */
  public MemoryType {
    Objects.requireNonNull(addressType);
    Objects.requireNonNull(maximum);
    Objects.requireNonNull(sharing);
    if (pageSize != 1 && pageSize != Memory.PAGE_SIZE) {
      throw new IllegalArgumentException("no page has " + pageSize + " bytes");
    }
    long largest = largestMaximum(addressType, pageSize);
    if (Long.compareUnsigned(minimum, maximum.orElse(largest)) > 0
        || Long.compareUnsigned(maximum.orElse(largest), largest) > 0) {
      throw new IllegalArgumentException(
          "no memory has "
              + Long.toUnsignedString(minimum)
              + " to "
              + Long.toUnsignedString(maximum.orElse(largest))
              + " pages");
    }
    if (sharing == Sharing.SHARED && maximum.isEmpty()) {
      throw new IllegalArgumentException("a shared memory must have a maximum");
    }
  }

  /**
   * The type of an unshared memory with 32-bit addresses, pages of 64 KiB and no maximum.
   *
   * @param minimum the size at the start in pages
   * @return the type
   */
  public static MemoryType of(long minimum) {
    return of(AddressType.I32, minimum);
  }

  /**
   * The type of an unshared memory with pages of 64 KiB and no maximum.
   *
   * @param addressType the type of addresses
   * @param minimum the size at the start in pages
   * @return the type
   */
  public static MemoryType of(AddressType addressType, long minimum) {
    return new MemoryType(
        addressType, minimum, OptionalLong.empty(), Sharing.UNSHARED, Memory.PAGE_SIZE);
  }

  /**
   * Returns this type with a maximum.
   *
   * @param pages the size in pages that the memory cannot exceed, unsigned
   * @return a new type
   */
  public MemoryType withMaximum(long pages) {
    return new MemoryType(addressType, minimum, OptionalLong.of(pages), sharing, pageSize);
  }

  /**
   * Returns this type with pages of another size; minimum and maximum then count such pages.
   *
   * @param bytes the size of a page, 1 or 65,536
   * @return a new type
   */
  public MemoryType withPageSize(int bytes) {
    return new MemoryType(addressType, minimum, maximum, sharing, bytes);
  }

  /**
   * Returns this type as that of a shared memory.
   *
   * @return a new type
   */
  public MemoryType asShared() {
    return new MemoryType(addressType, minimum, maximum, Sharing.SHARED, pageSize);
  }

  /**
   * Returns whether several threads may use the memory.
   *
   * @return true for {@link Sharing#SHARED}
   */
  public boolean isShared() {
    return sharing == Sharing.SHARED;
  }

  /**
   * Returns the size in pages that the memory cannot exceed, declared or not.
   *
   * @return the maximum, or where there is none, how many pages addresses of the type reach;
   *     unsigned
   */
  public long effectiveMaximum() {
    return maximum.orElse(largestMaximum(addressType, pageSize));
  }

  /** How many pages a type may name: the validation rule's range (section 3.2, "Memory Types"). */
  private static long largestMaximum(AddressType addressType, int pageSize) {
    if (addressType == AddressType.I32) {
      return pageSize == 1 ? 0xFFFF_FFFFL : 1L << 16;
    }
    return pageSize == 1 ? -1L : 1L << 48;
  }

  /**
   * Returns this type in WebAssembly's text format.
   *
   * @return for example {@code i64 1 2 shared (pagesize 1)}
   */
  @Override
  public String toString() {
    return (addressType == AddressType.I64 ? "i64 " : "")
        + Long.toUnsignedString(minimum)
        + (maximum.isPresent() ? " " + Long.toUnsignedString(maximum.getAsLong()) : "")
        + (isShared() ? " shared" : "")
        + (pageSize == Memory.PAGE_SIZE ? "" : " (pagesize " + pageSize + ")");
  }
}
