package dev.cascara.compiler.wasm;

/**
 * A clause of {@code try_table}.
 *
 * @param kind what it catches and passes on
 * @param tag the tag's index, for the kinds that name one
 * @param label where it branches to
 */
public record CatchClause(Kind kind, int tag, int label) {
  /** What a clause catches, and whether it passes the exception on. */
  public enum Kind {
    /** Exceptions of a tag. */
    CATCH,
    /** Exceptions of a tag, with a reference to them. */
    CATCH_REF,
    /** All exceptions. */
    CATCH_ALL,
    /** All exceptions, with a reference to them. */
    CATCH_ALL_REF;

    /**
     * Returns whether clauses of this kind name a tag.
     *
     * @return false for those that catch all exceptions
     */
    public boolean namesTag() {
      return this == CATCH || this == CATCH_REF;
    }
  }
}
