package dev.cascara.wit.text;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Gate;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Completes a world by the interfaces whose types others use, and puts everything in an order in
 * which each item comes after those that it needs.
 */
final class WorldElaboration {
  private final QualifiedName world;
  private final Span span;
  private final Function<QualifiedName, Interface> interfaces;
  private final Map<String, WorldItem> imports = new LinkedHashMap<>();
  private final Map<String, WorldItem> exports = new LinkedHashMap<>();

  WorldElaboration(QualifiedName world, Span span, Function<QualifiedName, Interface> interfaces) {
    this.world = world;
    this.span = span;
    this.interfaces = interfaces;
  }

  World elaborate(WorldBuilder builder, Metadata metadata) {
    Map<String, WorldItem> declaredImports = builder.items(Direction.IMPORT);
    Map<String, WorldItem> declaredExports = builder.items(Direction.EXPORT);
    for (WorldItem item : declaredImports.values()) {
      if (item instanceof WorldItem.InterfaceItem) {
        addInterfaces(item, declaredImports, imports);
      }
    }
    for (WorldItem item : declaredImports.values()) {
      if (item instanceof WorldItem.TypeItem type) {
        usedInterface(type.definition())
            .ifPresent(name -> addInterfaces(implied(name), declaredImports, imports));
      }
    }
    elaborateExports(declaredImports, declaredExports);
    return new World(
        world, ordered(imports, declaredImports), ordered(exports, declaredExports), metadata);
  }

  private static List<WorldItem> ordered(
      Map<String, WorldItem> elaborated, Map<String, WorldItem> declared) {
    List<WorldItem> items = new ArrayList<>(elaborated.values());
    addTypes(items, declared, true);
    addTypes(items, declared, false);
    addFunctions(items, declared, true);
    addFunctions(items, declared, false);
    return items;
  }

  private static void addTypes(
      List<WorldItem> items, Map<String, WorldItem> declared, boolean uses) {
    for (WorldItem item : declared.values()) {
      if (item instanceof WorldItem.TypeItem type
          && type.definition().kind() instanceof TypeKind.Use == uses) {
        items.add(item);
      }
    }
  }

  private static void addFunctions(
      List<WorldItem> items, Map<String, WorldItem> declared, boolean ofResources) {
    for (WorldItem item : declared.values()) {
      if (item instanceof WorldItem.FunctionItem function
          && function.function().kind().ofResource().isPresent() == ofResources) {
        items.add(item);
      }
    }
  }

  private WorldItem implied(QualifiedName name) {
    Interface definition = interfaces.apply(name);
    // What is of a feature can be named only where that feature is enabled.
    Gate gate =
        definition.metadata().gate() instanceof Gate.Unstable unstable ? unstable : Gate.NONE;
    return new WorldItem.InterfaceItem(
        Optional.empty(), definition, new Metadata("", gate, Optional.empty(), Optional.empty()));
  }

  private static Optional<QualifiedName> usedInterface(TypeDefinition definition) {
    return definition.kind() instanceof TypeKind.Use use
            && use.target().owner() instanceof TypeOwner.InterfaceOwner owner
        ? Optional.of(owner.name())
        : Optional.empty();
  }

  /** Adds an interface after all that it uses. */
  private void addInterfaces(
      WorldItem item, Map<String, WorldItem> declared, Map<String, WorldItem> target) {
    if (target.containsKey(item.externName())) {
      return;
    }
    for (QualifiedName name : needs(item)) {
      target.computeIfAbsent(name.toString(), key -> declared.getOrDefault(key, implied(name)));
    }
    target.put(item.externName(), item);
  }

  /** All interfaces that an interface uses, directly or not, in order, without itself. */
  private List<QualifiedName> needs(WorldItem item) {
    Interface definition = ((WorldItem.InterfaceItem) item).definition();
    return Topology.sort(
        definition.dependencies(),
        name ->
            interfaces.apply(name).dependencies().stream()
                .map(dependency -> new Topology.Edge<>(dependency, span))
                .toList(),
        (name, place) -> {
          throw place.error("interface " + name + " uses itself");
        });
  }

  private void elaborateExports(
      Map<String, WorldItem> declaredImports, Map<String, WorldItem> declaredExports) {
    // An exported interface that uses an exported one means the export's types, so the latter is
    // an export of the component before it. One that is not exported is an import, and so is then
    // whatever that one uses; for that to be exported as well would give two meanings to one type.
    List<String> names =
        Topology.sort(
            declaredExports.keySet().stream()
                .filter(name -> declaredExports.get(name) instanceof WorldItem.InterfaceItem)
                .toList(),
            name ->
                definition(declaredExports, name).dependencies().stream()
                    .map(QualifiedName::toString)
                    .filter(declaredExports::containsKey)
                    .map(dependency -> new Topology.Edge<>(dependency, span))
                    .toList(),
            (name, place) -> {
              throw place.error("interface " + name + " uses itself");
            });
    Map<QualifiedName, Optional<QualifiedName>> clashes = new HashMap<>();
    Set<String> done = new HashSet<>();
    for (String name : names) {
      for (QualifiedName dependency : definition(declaredExports, name).dependencies()) {
        if (declaredExports.containsKey(dependency.toString())) {
          continue;
        }
        Optional<QualifiedName> clash =
            clashes.computeIfAbsent(dependency, d -> findExported(d, declaredExports));
        if (clash.isPresent()) {
          throw span.error(
              "exported `"
                  + name
                  + "` uses types of `"
                  + dependency
                  + "`, which is not exported and therefore imported; that one needs `"
                  + clash.get()
                  + "`, which is exported: export `"
                  + dependency
                  + "` as well");
        }
        if (done.add(dependency.toString())) {
          addInterfaces(
              declaredImports.getOrDefault(dependency.toString(), implied(dependency)),
              declaredImports,
              imports);
        }
      }
      WorldItem item = declaredExports.get(name);
      if (item != null) {
        exports.put(name, item);
      }
    }
  }

  private Optional<QualifiedName> findExported(
      QualifiedName name, Map<String, WorldItem> declaredExports) {
    return needs(implied(name)).stream()
        .filter(needed -> declaredExports.containsKey(needed.toString()))
        .findFirst();
  }

  private static Interface definition(Map<String, WorldItem> items, String name) {
    if (items.get(name) instanceof WorldItem.InterfaceItem item) {
      return item.definition();
    }
    throw new IllegalStateException(name + " is not an interface");
  }
}
