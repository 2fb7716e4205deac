package dev.cascara.wit;

import java.util.List;
import java.util.Optional;

/**
 * A package: interfaces and worlds.
 *
 * @param name its name
 * @param interfaces its interfaces, each after those that it uses types of
 * @param worlds its worlds, each after those of the package that it includes
 * @param docs its documentation, or an empty string
 */
public record WitPackage(
    PackageName name, List<Interface> interfaces, List<World> worlds, String docs) {
  /** Creates a package. */
  public WitPackage {
    interfaces = List.copyOf(interfaces);
    worlds = List.copyOf(worlds);
  }

  /**
   * Looks an interface up.
   *
   * @param interfaceName its own name, without the package's
   * @return the interface, if there is one
   */
  public Optional<Interface> findInterface(String interfaceName) {
    return interfaces.stream()
        .filter(i -> i.name().filter(n -> n.name().equals(interfaceName)).isPresent())
        .findFirst();
  }

  /**
   * Looks a world up.
   *
   * @param worldName its own name, without the package's
   * @return the world, if there is one
   */
  public Optional<World> findWorld(String worldName) {
    return worlds.stream().filter(w -> w.name().name().equals(worldName)).findFirst();
  }
}
