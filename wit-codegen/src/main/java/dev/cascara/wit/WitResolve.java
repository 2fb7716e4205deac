package dev.cascara.wit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All packages that were read together: the root and everything it depends on.
 *
 * @param root the package that was asked for
 * @param packages all packages, each after those that it depends on; the root is among them
 */
public record WitResolve(WitPackage root, List<WitPackage> packages) {
  /** Creates the value. */
  public WitResolve {
    packages = List.copyOf(packages);
  }

  /**
   * Returns the only world of the root package.
   *
   * @return the world
   * @throws WitException if there is none, or more than one to choose from; the message lists them
   */
  public World world() {
    if (root.worlds().size() == 1) {
      return root.worlds().get(0);
    }
    if (root.worlds().isEmpty()) {
      throw new WitException("package " + root.name() + " has no world");
    }
    throw new WitException(
        "package " + root.name() + " has several worlds, choose one of: " + worldNames(root));
  }

  /**
   * Returns a world by name.
   *
   * @param name {@code world} for a world of the root package, or {@code ns:package/world}, with or
   *     without {@code @version}, for any other
   * @return the world
   * @throws WitException if there is no such world, or if packages of several versions have it
   */
  public World world(String name) {
    List<World> found;
    if (name.contains("/")) {
      found =
          worlds()
              .filter(
                  world ->
                      world.name().toString().equals(name)
                          || (world.name().packageName().unversioned() + "/" + world.name().name())
                              .equals(name))
              .toList();
    } else {
      Optional<World> world = root.findWorld(name);
      found = world.map(List::of).orElseGet(List::of);
    }
    if (found.size() == 1) {
      return found.get(0);
    }
    if (found.isEmpty()) {
      String known =
          packages.stream()
              .map(WitResolve::worldNames)
              .filter(s -> !s.isEmpty())
              .collect(Collectors.joining(", "));
      throw new WitException("no world " + name + (known.isEmpty() ? "" : "; there are: " + known));
    }
    throw new WitException(
        "several worlds are named "
            + name
            + ", choose one of: "
            + found.stream().map(w -> w.name().toString()).collect(Collectors.joining(", ")));
  }

  private Stream<World> worlds() {
    return packages.stream().flatMap(p -> p.worlds().stream());
  }

  private static String worldNames(WitPackage witPackage) {
    return witPackage.worlds().stream()
        .map(world -> world.name().toString())
        .collect(Collectors.joining(", "));
  }
}
