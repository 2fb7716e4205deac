package dev.cascara.wit;

import java.util.Optional;

/**
 * What is said about an item beside what it is.
 *
 * @param docs the documentation (Markdown, lines separated by {@code \n}, without comment markers),
 *     or an empty string
 * @param gate since when the item is there
 * @param deprecated the version that deprecated it, if any
 * @param externalId the identifier that the outside knows it by, from {@code @external-id}, if any
 */
public record Metadata(
    String docs, Gate gate, Optional<Version> deprecated, Optional<String> externalId) {
  /** Nothing is said. */
  public static final Metadata NONE =
      new Metadata("", Gate.NONE, Optional.empty(), Optional.empty());

  /**
   * Returns metadata that is nothing but documentation.
   *
   * @param docs the documentation, or an empty string
   * @return the metadata
   */
  public static Metadata ofDocs(String docs) {
    return new Metadata(docs, Gate.NONE, Optional.empty(), Optional.empty());
  }

  /**
   * Returns the same metadata with other documentation.
   *
   * @param newDocs the documentation, or an empty string
   * @return the metadata
   */
  public Metadata withDocs(String newDocs) {
    return new Metadata(newDocs, gate, deprecated, externalId);
  }
}
