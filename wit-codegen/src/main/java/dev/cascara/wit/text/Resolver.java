package dev.cascara.wit.text;

import dev.cascara.wit.Features;
import dev.cascara.wit.Interface;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeOwner;
import dev.cascara.wit.WitException;
import dev.cascara.wit.WitPackage;
import dev.cascara.wit.WitResolve;
import dev.cascara.wit.World;
import dev.cascara.wit.text.Scopes.Entry;
import dev.cascara.wit.text.Scopes.FileScope;
import dev.cascara.wit.text.Scopes.PackageScope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Groups of files to resolved packages. */
public final class Resolver {
  /** Includes can multiply: so many imports and exports all worlds together may have. */
  private static final long MAX_WORLD_ITEMS = 250_000;

  private final Features features;
  private final Scopes scopes = new Scopes();
  private final Types types = new Types();
  private final Map<PackageName, WitPackage> resolved = new HashMap<>();
  private final Map<QualifiedName, Interface> interfaces = new HashMap<>();
  private final Map<PackageScope, List<List<Syntax.Item>>> contents = new HashMap<>();
  private long worldItems;

  private Resolver(Features features) {
    this.features = features;
  }

  /**
   * Parses and resolves.
   *
   * @param root the files of the root package
   * @param dependencies for each dependency its files
   * @param features which unstable features are wanted
   * @return the packages
   * @throws WitException if the files are wrong
   */
  public static WitResolve resolve(
      List<SourceFile> root, List<List<SourceFile>> dependencies, Features features) {
    return new Resolver(features).run(root, dependencies);
  }

  private WitResolve run(List<SourceFile> root, List<List<SourceFile>> dependencies) {
    PackageScope rootScope =
        addGroup(root)
            .orElseThrow(
                () ->
                    new WitException(
                        "no file of "
                            + root.stream().map(SourceFile::name).limit(5).toList()
                            + " declares its package; one needs `package namespace:name;` at its"
                            + " top"));
    dependencies.forEach(this::addGroup);
    for (PackageScope scope : scopes.packages().values()) {
      Scopes.define(scope);
    }
    List<PackageScope> order =
        Topology.sort(
            scopes.packages().values(),
            this::packageEdges,
            (scope, span) -> {
              throw span.error("package " + scope.name + " depends on itself, by way of this");
            });
    order.forEach(this::resolve);
    return new WitResolve(
        result(rootScope.name), order.stream().map(scope -> result(scope.name)).toList());
  }

  private WitPackage result(PackageName name) {
    return Optional.ofNullable(resolved.get(name)).orElseThrow();
  }

  /** Adds the packages of one folder or file; returns the one that the files belong to. */
  private Optional<PackageScope> addGroup(List<SourceFile> sources) {
    List<Syntax.File> files = sources.stream().map(Parser::parse).toList();
    Optional<Syntax.PackageHeader> header = Optional.empty();
    StringBuilder docs = new StringBuilder();
    for (Syntax.File file : files) {
      if (file.header().isEmpty()) {
        continue;
      }
      Syntax.PackageHeader declared = file.header().get();
      if (header.isPresent() && !header.get().name().equals(declared.name())) {
        throw declared
            .span()
            .error(
                "this folder's files belong to package "
                    + header.get().name()
                    + " ("
                    + header.get().span().file().name()
                    + "), and not to "
                    + declared.name());
      }
      header = Optional.of(header.orElse(declared));
      if (!declared.docs().isEmpty()) {
        Docs.append(docs, declared.docs());
      }
    }
    Optional<PackageScope> main = Optional.empty();
    if (header.isPresent()) {
      main =
          Optional.of(
              addPackage(
                  header.get(), docs.toString(), files.stream().map(Syntax.File::items).toList()));
    } else {
      for (Syntax.File file : files) {
        if (!file.items().isEmpty()) {
          throw new SourceFileStart(file.source())
              .error(
                  "no file here declares its package; write `package namespace:name;` at the top");
        }
      }
    }
    for (Syntax.File file : files) {
      for (Syntax.NestedPackage nested : file.nestedPackages()) {
        addPackage(nested.header(), nested.header().docs(), List.of(nested.items()));
      }
    }
    return main;
  }

  private record SourceFileStart(SourceFile file) {
    WitException error(String message) {
      return file.error(0, message);
    }
  }

  private PackageScope addPackage(
      Syntax.PackageHeader header, String docs, List<List<Syntax.Item>> files) {
    PackageScope present = scopes.packages().get(header.name());
    if (present != null) {
      if (!Fingerprint.of(files)
          .equals(Fingerprint.of(contents.getOrDefault(present, List.of())))) {
        throw header
            .span()
            .error(
                "package "
                    + header.name()
                    + " is already defined, with other contents, in "
                    + present.span.file().name());
      }
      return present;
    }
    PackageScope scope =
        new PackageScope(header.name(), header.span(), new Gates(header.name(), features));
    scope.docs = docs;
    files.forEach(items -> scope.files.add(new FileScope(scope, items)));
    scopes.packages().put(header.name(), scope);
    contents.put(scope, files);
    return scope;
  }

  private List<Topology.Edge<PackageScope, Span>> packageEdges(PackageScope scope) {
    List<Topology.Edge<PackageScope, Span>> edges = new ArrayList<>();
    for (FileScope file : scope.files) {
      for (Syntax.Item item : file.items) {
        if (!scope.gates.include(item.annotations())) {
          continue;
        }
        for (Syntax.Path path : Paths.of(item, scope.gates)) {
          if (path.packageName().isPresent() && !path.packageName().get().equals(scope.name)) {
            edges.add(
                new Topology.Edge<>(
                    scopes.findPackage(path.packageName().get(), path.span()), path.span()));
          }
        }
      }
    }
    return edges;
  }

  private void resolve(PackageScope scope) {
    for (FileScope file : scope.files) {
      for (Syntax.TopLevelUse use : file.uses.values()) {
        if (scope.gates.include(use.annotations())) {
          scopes.checkExists(file, use.path());
        }
      }
    }
    for (Entry entry : scope.entries.values()) {
      if (entry.item instanceof Syntax.InterfaceItem item
          && !scope.gates.include(item.annotations())) {
        checkExcluded(item, scope.gates);
      }
    }
    List<Entry> included =
        scope.entries.values().stream()
            .filter(entry -> scope.gates.include(entry.item.annotations()))
            .toList();
    List<Entry> order =
        Topology.sort(
            included,
            this::entryEdges,
            (entry, span) -> {
              throw span.error("`" + entry.name.name() + "` depends on itself");
            });
    InterfaceResolver interfaceResolver = new InterfaceResolver(scopes, types);
    WorldResolver worldResolver =
        new WorldResolver(
            scopes,
            types,
            interfaceResolver,
            name -> Optional.ofNullable(interfaces.get(name)).orElseThrow());
    List<Interface> packageInterfaces = new ArrayList<>();
    List<World> packageWorlds = new ArrayList<>();
    for (Entry entry : order) {
      if (entry.item instanceof Syntax.InterfaceItem item) {
        Interface result =
            interfaceResolver.resolve(
                Optional.of(entry.name),
                new TypeOwner.InterfaceOwner(entry.name),
                "interface " + entry.name.name(),
                entry.file,
                item.members(),
                Gates.metadata(item.annotations()));
        entry.resolve(result);
        interfaces.put(entry.name, result);
        packageInterfaces.add(result);
      } else {
        World result = worldResolver.resolve(entry);
        worldItems += result.imports().size() + result.exports().size();
        if (worldItems > MAX_WORLD_ITEMS) {
          throw entry
              .id
              .span()
              .error(
                  "the worlds up to here have more than "
                      + MAX_WORLD_ITEMS
                      + " imports and exports together");
        }
        entry.resolve(result);
        packageWorlds.add(result);
      }
    }
    resolved.put(
        scope.name, new WitPackage(scope.name, packageInterfaces, packageWorlds, scope.docs));
  }

  /** What is inside an item of a feature has to be of the feature itself. */
  private static void checkExcluded(Syntax.InterfaceItem item, Gates gates) {
    for (Syntax.Member member : item.members()) {
      if (member instanceof Syntax.TypeItem type && gates.include(type.annotations())) {
        throw type.name()
            .span()
            .error(
                "interface `"
                    + Lexer.shorten(item.name().name())
                    + "` belongs to a feature that is not enabled, so what it contains has to have"
                    + " that gate as well");
      }
    }
  }

  private List<Topology.Edge<Entry, Span>> entryEdges(Entry entry) {
    List<Topology.Edge<Entry, Span>> edges = new ArrayList<>();
    for (Paths.Reference reference : Paths.references(entry.item, entry.file.owner.gates)) {
      Entry target =
          switch (reference.kind()) {
            case INTERFACE -> scopes.findInterface(entry.file, reference.path());
            case WORLD -> scopes.findWorld(entry.file, reference.path());
          };
      if (target.file.owner == entry.file.owner) {
        edges.add(new Topology.Edge<>(target, reference.path().span()));
      }
    }
    return edges;
  }
}
