package dev.cascara.wit.binary;

import dev.cascara.compiler.component.ComponentExternType;
import dev.cascara.compiler.component.ComponentInstanceType;
import dev.cascara.compiler.component.ComponentType;
import dev.cascara.compiler.component.ExternName;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.wit.Direction;
import dev.cascara.wit.Function;
import dev.cascara.wit.Interface;
import dev.cascara.wit.Metadata;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.TypeKind;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.Version;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitPackage;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldItem;
import dev.cascara.wit.text.Topology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Decodes interfaces and worlds; what several of them share is decoded once. */
public final class ComponentDecoder {
  private final KnownTypes known = new KnownTypes();
  private final Optional<PackageName> documented;
  private final PackageDocs docs;
  private final Map<QualifiedName, InterfaceDecoder> interfaces = new LinkedHashMap<>();
  private final Map<PackageName, List<PendingWorld>> worlds = new LinkedHashMap<>();

  /**
   * Creates a decoder.
   *
   * @param documented the package that documentation is about, if there is one
   * @param docs the documentation
   */
  public ComponentDecoder(Optional<PackageName> documented, PackageDocs docs) {
    this.documented = documented;
    this.docs = docs;
  }

  private boolean isDocumented(PackageName name) {
    return documented.filter(name::equals).isPresent();
  }

  /** An import or export whose interface is not complete yet. */
  private record PendingInterface(
      Optional<String> plainName, InterfaceDecoder definition, Metadata metadata) {
    WorldItem finish() {
      return new WorldItem.InterfaceItem(plainName, definition.finish(), metadata);
    }
  }

  private record PendingWorld(
      QualifiedName name,
      List<PendingInterface> importedInterfaces,
      List<PendingInterface> exportedInterfaces,
      PackageDocs.Scope docs,
      ScopeDecoder scope,
      List<Function> exportedFunctions) {}

  /**
   * Decodes a component's type to a world.
   *
   * @param name the world's name
   * @param type the component's type
   * @param importNames the names of its imports with their attributes, as far as they are known
   * @param exportNames the names of its exports with their attributes, as far as they are known
   */
  public void addWorld(
      QualifiedName name,
      ComponentType type,
      Map<String, ExternName> importNames,
      Map<String, ExternName> exportNames) {
    PackageDocs.Scope worldDocs =
        isDocumented(name.packageName()) ? docs.ofWorld(name.name()) : PackageDocs.Scope.NONE;
    PendingWorld world =
        new PendingWorld(
            name,
            new ArrayList<>(),
            new ArrayList<>(),
            worldDocs,
            new ScopeDecoder(new TypeOwner.WorldOwner(name), known, worldDocs),
            new ArrayList<>());
    type.imports()
        .forEach(
            (text, each) ->
                item(
                    world,
                    Direction.IMPORT,
                    importNames.getOrDefault(text, ExternName.of(text)),
                    each));
    type.exports()
        .forEach(
            (text, each) ->
                item(
                    world,
                    Direction.EXPORT,
                    exportNames.getOrDefault(text, ExternName.of(text)),
                    each));
    worlds.computeIfAbsent(name.packageName(), key -> new ArrayList<>()).add(world);
  }

  /**
   * Decodes an instance's type to an interface.
   *
   * @param name the interface's name
   * @param type the instance's type
   */
  public void addInterface(QualifiedName name, ComponentInstanceType type) {
    interfaceOf(name).add(type);
  }

  private void item(
      PendingWorld world, Direction direction, ExternName name, ComponentExternType type) {
    if (name.text().indexOf(':') >= 0 && !(type instanceof ComponentExternType.Instance)) {
      throw new WitException(
          "the component "
              + direction.keyword()
              + "s `"
              + name.text()
              + "`, which has the name of an interface but is none; WIT cannot express that");
    }
    if (type instanceof ComponentExternType.Instance instance) {
      PendingInterface item = interfaceItem(world, direction, name, instance.type());
      (direction == Direction.IMPORT ? world.importedInterfaces : world.exportedInterfaces)
          .add(item);
    } else if (type instanceof ComponentExternType.Function function) {
      if (direction == Direction.IMPORT) {
        world.scope.addFunction(name.text(), function.type(), name.externalId());
      } else {
        world.exportedFunctions.add(
            world.scope.exportedFunction(name.text(), function.type(), name.externalId()));
      }
    } else if (type instanceof ComponentExternType.Type each) {
      if (direction == Direction.EXPORT
          && each.type() instanceof ResourceType
          && !world.scope.isKnown(each.type())) {
        // A world's resources are those that it imports: this one would be taken for the host's.
        throw new WitException(
            "the component exports a resource outside an interface, `"
                + name.text()
                + "`, which WIT cannot express");
      }
      world.scope.addType(name.text(), each.type());
    } else {
      throw new WitException(
          "the component "
              + direction.keyword()
              + "s a component or module, `"
              + name.text()
              + "`, which WIT cannot express");
    }
  }

  private PendingInterface interfaceItem(
      PendingWorld world, Direction direction, ExternName name, ComponentInstanceType type) {
    boolean inline = name.text().indexOf(':') < 0 && name.implementsInterface().isEmpty();
    PackageDocs.Scope inlineDocs =
        world.docs.inline(
            direction == Direction.IMPORT ? "interfaces" : "interface_exports", name.text());
    Metadata said =
        inline
            ? inlineDocs.metadata()
            : world.docs.reference(direction.keyword(), referenceKey(name.text()));
    Metadata metadata =
        new Metadata(said.docs(), said.gate(), said.deprecated(), name.externalId());
    Optional<String> plainName = Optional.empty();
    InterfaceDecoder decoder;
    if (name.text().indexOf(':') >= 0) {
      decoder = interfaceOf(interfaceName(name.text(), name.versionSuffix()));
    } else {
      plainName = Optional.of(name.text());
      decoder =
          name.implementsInterface().isPresent()
              ? interfaceOf(interfaceName(name.implementsInterface().get(), Optional.empty()))
              : new InterfaceDecoder(
                  Optional.empty(),
                  new TypeOwner.InlineOwner(world.name, direction, name.text()),
                  known,
                  inlineDocs);
    }
    decoder.add(type);
    return new PendingInterface(plainName, decoder, metadata);
  }

  /** In documentation, interfaces of the package itself go by their own names. */
  private String referenceKey(String name) {
    return QualifiedName.parse(name)
        .filter(qualified -> isDocumented(qualified.packageName()))
        .map(QualifiedName::name)
        .orElse(name);
  }

  private InterfaceDecoder interfaceOf(QualifiedName name) {
    return interfaces.computeIfAbsent(
        name,
        key ->
            new InterfaceDecoder(
                Optional.of(key),
                new TypeOwner.InterfaceOwner(key),
                known,
                isDocumented(key.packageName())
                    ? docs.ofInterface(key.name())
                    : PackageDocs.Scope.NONE));
  }

  /**
   * Reads the name of an interface; a canonical version, such as {@code 0.2}, is completed by its
   * suffix.
   *
   * @param text the name
   * @param suffix the rest of the version
   * @return the name
   */
  public static QualifiedName interfaceName(String text, Optional<String> suffix) {
    return QualifiedName.parse(text + suffix.orElse(""))
        .orElseThrow(
            () ->
                new WitException(
                    "`"
                        + text
                        + "` is not the name of an interface with a full version (as "
                        + new Version(1, 2, 3, "", "")
                        + "), which WIT cannot express"));
  }

  /**
   * Returns all that was decoded.
   *
   * @return the packages, each after those that it uses
   */
  public List<WitPackage> packages() {
    Map<QualifiedName, Interface> finished = new LinkedHashMap<>();
    interfaces.forEach((name, decoder) -> finished.put(name, decoder.finish()));
    Map<PackageName, List<Interface>> byPackage = new LinkedHashMap<>();
    worlds.keySet().forEach(name -> byPackage.put(name, new ArrayList<>()));
    for (QualifiedName name : sorted(finished)) {
      Interface definition = finished.get(name);
      if (definition != null) {
        byPackage.computeIfAbsent(name.packageName(), key -> new ArrayList<>()).add(definition);
      }
    }
    List<WitPackage> packages = new ArrayList<>();
    for (PackageName name : sortedPackages(byPackage)) {
      List<World> finishedWorlds =
          worlds.getOrDefault(name, List.of()).stream().map(ComponentDecoder::finish).toList();
      packages.add(
          new WitPackage(
              name,
              byPackage.getOrDefault(name, List.of()),
              finishedWorlds,
              isDocumented(name) ? docs.docs() : ""));
    }
    return packages;
  }

  private static World finish(PendingWorld world) {
    List<WorldItem> imports = new ArrayList<>();
    List<WorldItem> exports = new ArrayList<>();
    world.importedInterfaces.forEach(item -> imports.add(item.finish()));
    world.exportedInterfaces.forEach(item -> exports.add(item.finish()));
    for (TypeDefinition type : world.scope.types()) {
      imports.add(new WorldItem.TypeItem(type));
    }
    world.scope.functions().forEach(function -> imports.add(new WorldItem.FunctionItem(function)));
    world.exportedFunctions.forEach(function -> exports.add(new WorldItem.FunctionItem(function)));
    return new World(world.name, imports, exports, world.docs.metadata());
  }

  private static List<QualifiedName> sorted(Map<QualifiedName, Interface> finished) {
    return Topology.sort(
        finished.keySet(),
        name ->
            Optional.ofNullable(finished.get(name)).stream()
                .flatMap(definition -> definition.dependencies().stream())
                .map(dependency -> new Topology.Edge<>(dependency, name))
                .toList(),
        (name, place) -> {
          throw new WitException("interface " + name + " uses itself, by way of " + place);
        });
  }

  private List<PackageName> sortedPackages(Map<PackageName, List<Interface>> byPackage) {
    return Topology.sort(
        byPackage.keySet(),
        name -> {
          List<Topology.Edge<PackageName, PackageName>> edges = new ArrayList<>();
          for (Interface definition : byPackage.getOrDefault(name, List.of())) {
            for (TypeDefinition type : definition.types()) {
              if (type.kind() instanceof TypeKind.Use use
                  && use.target().owner() instanceof TypeOwner.InterfaceOwner owner
                  && !owner.name().packageName().equals(name)) {
                edges.add(new Topology.Edge<>(owner.name().packageName(), name));
              }
            }
          }
          for (PendingWorld world : worlds.getOrDefault(name, List.of())) {
            // The world's interfaces were all met before it is finished.
            world.importedInterfaces.forEach(item -> addEdge(item, name, edges));
            world.exportedInterfaces.forEach(item -> addEdge(item, name, edges));
          }
          return edges;
        },
        // Packages that need each other cannot be written in WIT, but a component may have them.
        (name, place) -> {});
  }

  private static void addEdge(
      PendingInterface item,
      PackageName home,
      List<Topology.Edge<PackageName, PackageName>> edges) {
    Interface definition = item.definition.finish();
    definition
        .name()
        .filter(name -> !name.packageName().equals(home))
        .ifPresent(name -> edges.add(new Topology.Edge<>(name.packageName(), home)));
    definition.dependencies().stream()
        .filter(name -> !name.packageName().equals(home))
        .forEach(name -> edges.add(new Topology.Edge<>(name.packageName(), home)));
  }
}
