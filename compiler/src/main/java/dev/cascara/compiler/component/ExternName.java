package dev.cascara.compiler.component;

import java.util.Optional;

/**
 * The name of an import or export, as written, with its attributes (Binary.md, "Import and Export
 * Definitions").
 *
 * @param text the name
 * @param implementsInterface the interface that an instance under a plain name implements
 * @param versionSuffix what follows the canonical version in the name
 * @param externalId what the world outside calls it
 */
public record ExternName(
    String text,
    Optional<String> implementsInterface,
    Optional<String> versionSuffix,
    Optional<String> externalId) {
  /**
   * Makes a name without attributes.
   *
   * @param text the name
   * @return the name
   */
  public static ExternName of(String text) {
    return new ExternName(text, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
