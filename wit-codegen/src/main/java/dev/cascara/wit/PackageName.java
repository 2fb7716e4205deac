package dev.cascara.wit;

import java.util.Optional;

/**
 * The name of a package, e.g. {@code wasi:clocks@0.2.0}.
 *
 * @param namespace what precedes the last colon, {@code wasi}; nested namespaces keep their colons
 * @param name what follows it, {@code clocks}; nested packages keep their slashes
 * @param version the version, if the package has one
 */
public record PackageName(String namespace, String name, Optional<Version> version) {
  /**
   * Returns the name without its version.
   *
   * @return for example {@code wasi:clocks}
   */
  public String unversioned() {
    return namespace + ":" + name;
  }

  /** Returns the name as it is written after {@code package}. */
  @Override
  public String toString() {
    return unversioned() + version.map(v -> "@" + v).orElse("");
  }
}
