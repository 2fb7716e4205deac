package dev.cascara.wit;

/** Which way an item of a world goes, seen from the component. */
public enum Direction {
  /** The component needs it. */
  IMPORT("import"),
  /** The component provides it. */
  EXPORT("export");

  private final String keyword;

  Direction(String keyword) {
    this.keyword = keyword;
  }

  /**
   * Returns the direction's word in WIT.
   *
   * @return {@code import} or {@code export}
   */
  public String keyword() {
    return keyword;
  }
}
