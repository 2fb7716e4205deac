package dev.cascara.wit;

/**
 * The name of an interface or a world together with its package, e.g. {@code
 * wasi:io/streams@0.2.0}. For an interface this is its name among a component's imports and
 * exports.
 *
 * @param packageName the package that declares it
 * @param name its own name, {@code streams}
 */
public record QualifiedName(PackageName packageName, String name) {
  /** Returns the name as a component's imports and exports have it, the version at its end. */
  @Override
  public String toString() {
    return packageName.unversioned()
        + "/"
        + name
        + packageName.version().map(version -> "@" + version).orElse("");
  }
}
