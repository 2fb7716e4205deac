package dev.cascara.runtime;

import java.util.Objects;

/**
 * A tag (section 4.2, "Tag Instances"): what an exception is thrown with and caught by. Tags are
 * compared by identity.
 */
public final class Tag implements Extern {
  private final FunctionType type;

  /**
   * Creates a tag.
   *
   * @param type a type without results; its parameters are what exceptions carry
   * @throws IllegalArgumentException if the type has results
   */
  public Tag(FunctionType type) {
    if (!type.results().isEmpty()) {
      throw new IllegalArgumentException("a tag has no results: " + type);
    }
    this.type = Objects.requireNonNull(type);
  }

  /**
   * Returns the type.
   *
   * @return a type without results
   */
  public FunctionType type() {
    return type;
  }
}
