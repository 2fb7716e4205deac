package dev.cascara.wit.bindings;

import dev.cascara.wit.PackageName;
import java.util.Map;
import java.util.Optional;

/**
 * Where generated Java goes.
 *
 * @param packageName the base package: that of the component class, and the beginning of those of
 *     interfaces
 * @param className the simple name of the component class
 * @param packages Java packages for WIT packages, by the name without version, such as {@code
 *     wasi:http}, instead of {@code base.wasi.http}
 */
public record BindingsSettings(String packageName, String className, Map<String, String> packages) {
  /** The WIT packages whose Java interfaces are in the runtime. */
  private static final Map<String, String> RUNTIME =
      Map.of(
          "wasi:io", "dev.cascara.wasi.io",
          "wasi:cli", "dev.cascara.wasi.cli",
          "wasi:clocks", "dev.cascara.wasi.clocks",
          "wasi:random", "dev.cascara.wasi.random",
          "wasi:filesystem", "dev.cascara.wasi.filesystem");

  /** Creates settings. */
  public BindingsSettings {
    packages = Map.copyOf(packages);
  }

  /**
   * Creates settings without packages of their own for WIT packages.
   *
   * @param packageName the base package
   * @param className the simple name of the component class
   */
  public BindingsSettings(String packageName, String className) {
    this(packageName, className, Map.of());
  }

  /**
   * Returns the Java package of the runtime that has a WIT package's interfaces.
   *
   * @param name the WIT package
   * @return the Java package, if the runtime has it, in a version that is compatible
   */
  static Optional<String> runtimePackage(PackageName name) {
    return name.version()
        .filter(version -> version.major() == 0 && version.minor() == 2)
        .filter(version -> version.preRelease().isEmpty())
        .flatMap(version -> Optional.ofNullable(RUNTIME.get(name.unversioned())));
  }

  String javaPackage(PackageName name) {
    String mapped = packages.get(name.unversioned());
    if (mapped != null) {
      return mapped;
    }
    String own = JavaNames.packagePart(name.namespace()) + "." + JavaNames.packagePart(name.name());
    return packageName.isEmpty() ? own : packageName + "." + own;
  }
}
