package dev.cascara.wit.text;

import dev.cascara.wit.Interface;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.QualifiedName;
import dev.cascara.wit.TypeDefinition;
import dev.cascara.wit.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All packages, their files and their items: where names of interfaces and worlds are found. */
final class Scopes {
  private final Map<PackageName, PackageScope> packages = new LinkedHashMap<>();

  /** A package while it is resolved. */
  static final class PackageScope {
    final PackageName name;
    final Span span;
    final Gates gates;
    final List<FileScope> files = new ArrayList<>();
    final Map<String, Entry> entries = new LinkedHashMap<>();
    String docs = "";

    PackageScope(PackageName name, Span span, Gates gates) {
      this.name = name;
      this.span = span;
      this.gates = gates;
    }
  }

  /** One file's part of a package; what a {@code use} at its top brings is known in it only. */
  static final class FileScope {
    final PackageScope owner;
    final List<Syntax.Item> items;
    final Map<String, Syntax.TopLevelUse> uses = new HashMap<>();

    FileScope(PackageScope owner, List<Syntax.Item> items) {
      this.owner = owner;
      this.items = items;
    }
  }

  /** An interface or a world; once it is resolved, what it has become. */
  static final class Entry {
    final QualifiedName name;
    final Syntax.Id id;
    final FileScope file;
    final Syntax.Item item;
    final Map<String, TypeDefinition> types = new HashMap<>();
    private @Nullable Interface resolvedInterface;
    private @Nullable World resolvedWorld;

    Entry(Syntax.Id id, FileScope file, Syntax.Item item) {
      this.name = new QualifiedName(file.owner.name, id.name());
      this.id = id;
      this.file = file;
      this.item = item;
    }

    void resolve(Interface resolved) {
      resolvedInterface = resolved;
      resolved.types().forEach(type -> types.put(type.name(), type));
    }

    void resolve(World resolved) {
      resolvedWorld = resolved;
    }

    Interface asInterface() {
      Interface resolved = resolvedInterface;
      if (resolved == null) {
        throw new IllegalStateException(name + " is not a resolved interface");
      }
      return resolved;
    }

    World asWorld() {
      World resolved = resolvedWorld;
      if (resolved == null) {
        throw new IllegalStateException(name + " is not a resolved world");
      }
      return resolved;
    }
  }

  Map<PackageName, PackageScope> packages() {
    return packages;
  }

  static void define(PackageScope scope) {
    UniqueNames names = new UniqueNames("package " + scope.name);
    for (FileScope file : scope.files) {
      UniqueNames fileNames = new UniqueNames("this file");
      for (Syntax.Item item : file.items) {
        Syntax.Id id = nameOf(item);
        fileNames.add(id);
        if (item instanceof Syntax.TopLevelUse use) {
          file.uses.put(id.name(), use);
        } else {
          names.add(id);
          scope.entries.put(id.name(), new Entry(id, file, item));
        }
      }
    }
  }

  private static Syntax.Id nameOf(Syntax.Item item) {
    if (item instanceof Syntax.InterfaceItem i) {
      return i.name();
    }
    if (item instanceof Syntax.WorldItem w) {
      return w.name();
    }
    return ((Syntax.TopLevelUse) item).name();
  }

  PackageScope findPackage(PackageName name, Span span) {
    PackageScope scope = packages.get(name);
    if (scope == null) {
      String known =
          packages.keySet().stream()
              .map(PackageName::toString)
              .sorted()
              .limit(20)
              .collect(Collectors.joining(", "));
      throw span.error("there is no package " + name + "; known are: " + known);
    }
    return scope;
  }

  Entry findInterface(FileScope file, Syntax.Path path) {
    Entry entry = find(file, path);
    if (!(entry.item instanceof Syntax.InterfaceItem)) {
      throw path.span().error("`" + path.text() + "` is a world, not an interface");
    }
    return entry;
  }

  Entry findWorld(FileScope file, Syntax.Path path) {
    Entry entry = find(file, path);
    if (!(entry.item instanceof Syntax.WorldItem)) {
      throw path.span().error("`" + path.text() + "` is an interface, not a world");
    }
    return entry;
  }

  void checkExists(FileScope file, Syntax.Path path) {
    find(file, path);
  }

  private Entry find(FileScope file, Syntax.Path written) {
    Syntax.Path path = target(file, written);
    PackageScope scope =
        path.packageName().isPresent()
            ? findPackage(path.packageName().orElseThrow(), written.span())
            : file.owner;
    Entry entry = scope.entries.get(path.name().name());
    if (entry == null) {
      throw written
          .span()
          .error(
              "there is no interface or world `"
                  + Lexer.shorten(path.name().name())
                  + "` in package "
                  + scope.name);
    }
    if (!scope.gates.include(entry.item.annotations())) {
      throw written
          .span()
          .error("`" + written.text() + "` belongs to a feature that is not enabled");
    }
    return entry;
  }

  /** Follows the uses at the top of the file. */
  private static Syntax.Path target(FileScope file, Syntax.Path written) {
    Syntax.Path path = written;
    Set<String> seen = new HashSet<>();
    while (path.packageName().isEmpty() && seen.add(path.name().name())) {
      Syntax.TopLevelUse use = file.uses.get(path.name().name());
      if (use == null) {
        break;
      }
      if (!file.owner.gates.include(use.annotations())) {
        throw written
            .span()
            .error("`" + written.text() + "` belongs to a feature that is not enabled");
      }
      path = use.path();
    }
    return path;
  }
}
