package dev.cascara.wit;

import java.util.Optional;

/**
 * The name of an interface or a world together with its package, e.g. {@code
 * wasi:io/streams@0.2.0}. For an interface this is its name among a component's imports and
 * exports.
 *
 * @param packageName the package that declares it
 * @param name its own name, {@code streams}
 */
public record QualifiedName(PackageName packageName, String name) {
  /**
   * Reads a name as a component's imports and exports have it.
   *
   * @param text for example {@code wasi:io/streams@0.2.0}
   * @return the name, or empty if the text is not the name of an interface
   */
  public static Optional<QualifiedName> parse(String text) {
    int at = text.indexOf('@');
    String path = at < 0 ? text : text.substring(0, at);
    int slash = path.lastIndexOf('/');
    int colon = path.lastIndexOf(':');
    if (colon <= 0 || slash < colon + 2 || slash == path.length() - 1) {
      return Optional.empty();
    }
    Optional<Version> version = at < 0 ? Optional.empty() : Version.parse(text.substring(at + 1));
    if (at >= 0 && version.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new QualifiedName(
            new PackageName(path.substring(0, colon), path.substring(colon + 1, slash), version),
            path.substring(slash + 1)));
  }

  /** Returns the name as a component's imports and exports have it, the version at its end. */
  @Override
  public String toString() {
    return packageName.unversioned()
        + "/"
        + name
        + packageName.version().map(version -> "@" + version).orElse("");
  }
}
