package dev.cascara.wit;

import dev.cascara.wit.text.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Prints resolved WIT as text that {@link WitReader} reads back to the same model. Worlds are
 * printed complete, with what they include and imply.
 */
public final class WitPrinter {
  private static final String INDENT = "  ";

  private final Comments comments;

  /** Whether documentation is printed. */
  public enum Comments {
    /** As {@code ///} comments. */
    PRINTED,
    /** Not at all. */
    OMITTED
  }

  /**
   * Creates a printer.
   *
   * @param comments whether documentation is printed
   */
  public WitPrinter(Comments comments) {
    this.comments = comments;
  }

  /**
   * Prints all packages to one text: the root package, then the others as {@code package a:b { …
   * }}.
   *
   * @param resolve the packages
   * @return a whole file
   */
  public String print(WitResolve resolve) {
    Output out = new Output();
    packageFile(resolve.root(), out);
    for (WitPackage other : resolve.packages()) {
      if (!other.name().equals(resolve.root().name())) {
        out.gap();
        docs(other.docs(), out);
        out.line("package " + Names.escape(other.name()) + " {");
        out.indented(() -> items(other, out));
        out.line("}");
      }
    }
    return out.toString();
  }

  /**
   * Prints all packages, each to a file of its own, in the layout that {@link WitReader} reads from
   * a folder.
   *
   * @param resolve the packages
   * @return texts by file name: one for the root package, {@code deps/…} for each other one
   */
  public Map<String, String> printFiles(WitResolve resolve) {
    Map<String, String> files = new LinkedHashMap<>();
    for (WitPackage each : resolve.packages()) {
      String name = fileName(each.name());
      files.put(each.name().equals(resolve.root().name()) ? name : "deps/" + name, print(each));
    }
    return files;
  }

  private static String fileName(PackageName name) {
    return (name.unversioned() + name.version().map(version -> "-" + version).orElse(""))
            .replace(':', '-')
            .replace('/', '-')
        + ".wit";
  }

  /**
   * Prints one package.
   *
   * @param witPackage the package
   * @return a whole file
   */
  public String print(WitPackage witPackage) {
    Output out = new Output();
    packageFile(witPackage, out);
    return out.toString();
  }

  /**
   * Prints one world, without its package.
   *
   * @param world the world
   * @return {@code world name { … }}
   */
  public String print(World world) {
    Output out = new Output();
    world(world, out);
    return out.toString();
  }

  /**
   * Prints a type as it is written where all definitions go by their own names.
   *
   * @param type the type
   * @return for example {@code option<list<u8>>}
   */
  public static String print(Type type) {
    return new TypeText(TypeDefinition::name).of(type);
  }

  /**
   * Prints one interface, without its package.
   *
   * @param definition an interface with a name
   * @return {@code interface name { … }}
   */
  public String print(Interface definition) {
    Output out = new Output();
    interfaceItem(definition, out);
    return out.toString();
  }

  private void packageFile(WitPackage witPackage, Output out) {
    docs(witPackage.docs(), out);
    out.line("package " + Names.escape(witPackage.name()) + ";");
    if (!witPackage.interfaces().isEmpty() || !witPackage.worlds().isEmpty()) {
      out.gap();
    }
    items(witPackage, out);
  }

  private void items(WitPackage witPackage, Output out) {
    boolean first = true;
    for (Interface definition : witPackage.interfaces()) {
      if (!first) {
        out.gap();
      }
      first = false;
      interfaceItem(definition, out);
    }
    for (World world : witPackage.worlds()) {
      if (!first) {
        out.gap();
      }
      first = false;
      world(world, out);
    }
  }

  private void interfaceItem(Interface definition, Output out) {
    QualifiedName name =
        definition
            .name()
            .orElseThrow(() -> new IllegalArgumentException("an interface without a name"));
    metadata(definition.metadata(), out);
    block(
        "interface " + Names.escape(name.name()),
        out,
        () -> members(definition.types(), definition.functions(), name.packageName(), out));
  }

  private static void block(String head, Output out, Runnable body) {
    out.line(head + " {");
    out.indented(body);
    out.line("}");
  }

  private void members(
      List<TypeDefinition> types, List<Function> functions, PackageName home, Output out) {
    TypePrinter printer = new TypePrinter(types);
    Map<TypeDefinition, List<Function>> ofResources = FunctionLists.byResource(functions);
    uses(types, home, out);
    for (TypeDefinition type : types) {
      if (!(type.kind() instanceof TypeKind.Use)) {
        out.gap();
        typeItem(type, ofResources.getOrDefault(type, List.of()), printer, out);
      }
    }
    functions(FunctionLists.free(functions), out, f -> freeFunction("", f, printer, out));
  }

  /** A gap before each group of functions, and around those with documentation. */
  private void functions(List<Function> functions, Output out, Consumer<Function> print) {
    boolean wide = true;
    for (Function function : functions) {
      boolean hasDocs = !plain(function.metadata());
      if (wide || hasDocs) {
        out.gap();
      }
      wide = hasDocs;
      print.accept(function);
    }
  }

  private boolean plain(Metadata metadata) {
    return (comments == Comments.OMITTED ? metadata.withDocs("") : metadata).equals(Metadata.NONE);
  }

  private void freeFunction(String prefix, Function function, TypePrinter types, Output out) {
    metadata(function.metadata(), out);
    out.line(prefix + Names.escape(function.name()) + ": " + functionType(function, types) + ";");
  }

  private static String functionType(Function function, TypePrinter types) {
    return (function.isAsync() ? "async func" : "func")
        + parameters(function, types)
        + function.result().map(type -> " -> " + types.print(type)).orElse("");
  }

  private static String parameters(Function function, TypePrinter types) {
    return function.parameters().stream()
        .map(p -> Names.escape(p.name()) + ": " + types.print(p.type()))
        .collect(Collectors.joining(", ", "(", ")"));
  }

  private void uses(List<TypeDefinition> types, PackageName home, Output out) {
    List<TypeDefinition> uses =
        types.stream().filter(type -> type.kind() instanceof TypeKind.Use).toList();
    for (int i = 0; i < uses.size(); ) {
      TypeDefinition first = uses.get(i);
      QualifiedName source = source(first);
      List<String> names = new ArrayList<>();
      // Names of one statement share its documentation and gates.
      while (i < uses.size()
          && source(uses.get(i)).equals(source)
          && uses.get(i).metadata().equals(first.metadata())) {
        TypeDefinition use = uses.get(i);
        String original = ((TypeKind.Use) use.kind()).target().name();
        names.add(
            original.equals(use.name())
                ? Names.escape(original)
                : Names.escape(original) + " as " + Names.escape(use.name()));
        i++;
      }
      metadata(first.metadata(), out);
      out.line("use " + path(source, home) + ".{" + String.join(", ", names) + "};");
    }
  }

  private static QualifiedName source(TypeDefinition use) {
    if (((TypeKind.Use) use.kind()).target().owner() instanceof TypeOwner.InterfaceOwner owner) {
      return owner.name();
    }
    throw new IllegalArgumentException(use + " does not come from an interface with a name");
  }

  private static String path(QualifiedName name, PackageName home) {
    return name.packageName().equals(home) ? Names.escape(name.name()) : Names.escape(name);
  }

  private void typeItem(
      TypeDefinition type, List<Function> functions, TypePrinter types, Output out) {
    metadata(type.metadata(), out);
    String name = Names.escape(type.name());
    if (type.kind() instanceof TypeKind.Resource) {
      resource(name, functions, types, out);
    } else if (type.kind() instanceof TypeKind.Record fields) {
      block(
          "record " + name,
          out,
          () -> {
            for (TypeKind.Field field : fields.fields()) {
              docs(field.docs(), out);
              out.line(Names.escape(field.name()) + ": " + types.print(field.type()) + ",");
            }
          });
    } else if (type.kind() instanceof TypeKind.Variant cases) {
      block(
          "variant " + name,
          out,
          () -> {
            for (TypeKind.Case c : cases.cases()) {
              docs(c.docs(), out);
              String payload = c.type().map(t -> "(" + types.print(t) + ")").orElse("");
              out.line(Names.escape(c.name()) + payload + ",");
            }
          });
    } else if (type.kind() instanceof TypeKind.Enum cases) {
      labels("enum " + name, cases.cases(), out);
    } else if (type.kind() instanceof TypeKind.Flags flags) {
      labels("flags " + name, flags.flags(), out);
    } else if (type.kind() instanceof TypeKind.Alias alias) {
      out.line("type " + name + " = " + types.print(alias.target()) + ";");
    }
  }

  private void labels(String head, List<TypeKind.Label> labels, Output out) {
    block(
        head,
        out,
        () -> {
          for (TypeKind.Label label : labels) {
            docs(label.docs(), out);
            out.line(Names.escape(label.name()) + ",");
          }
        });
  }

  private void resource(String name, List<Function> functions, TypePrinter types, Output out) {
    if (functions.isEmpty()) {
      out.line("resource " + name + ";");
      return;
    }
    block(
        "resource " + name,
        out,
        () -> functions(functions, out, f -> resourceFunction(f, types, out)));
  }

  private void resourceFunction(Function function, TypePrinter types, Output out) {
    metadata(function.metadata(), out);
    if (function.kind() instanceof FunctionKind.Constructor) {
      String fallible =
          function
              .result()
              .filter(Type.ResultType.class::isInstance)
              .map(type -> " -> " + types.print(type))
              .orElse("");
      out.line("constructor" + parameters(function, types) + fallible + ";");
      return;
    }
    String prefix = function.kind() instanceof FunctionKind.Static ? "static " : "";
    out.line(Names.escape(function.name()) + ": " + prefix + functionType(function, types) + ";");
  }

  private void world(World world, Output out) {
    metadata(world.metadata(), out);
    block("world " + Names.escape(world.name().name()), out, () -> worldItems(world, out));
  }

  private void worldItems(World world, Output out) {
    PackageName home = world.name().packageName();
    List<TypeDefinition> types = world.types();
    TypePrinter printer = new TypePrinter(types);
    List<Function> imported = world.functions(Direction.IMPORT);
    Map<TypeDefinition, List<Function>> ofResources = FunctionLists.byResource(imported);
    worldInterfaces(world, Direction.IMPORT, home, out);
    if (types.stream().anyMatch(type -> type.kind() instanceof TypeKind.Use)) {
      out.gap();
    }
    uses(types, home, out);
    for (TypeDefinition type : types) {
      if (!(type.kind() instanceof TypeKind.Use)) {
        out.gap();
        typeItem(type, ofResources.getOrDefault(type, List.of()), printer, out);
      }
    }
    functions(FunctionLists.free(imported), out, f -> freeFunction("import ", f, printer, out));
    worldInterfaces(world, Direction.EXPORT, home, out);
    functions(
        world.functions(Direction.EXPORT), out, f -> freeFunction("export ", f, printer, out));
  }

  private void worldInterfaces(World world, Direction direction, PackageName home, Output out) {
    boolean wide = true;
    for (WorldItem.InterfaceItem item : world.interfaces(direction)) {
      boolean inline = item.definition().name().isEmpty();
      boolean apart = inline || !plain(item.metadata());
      if (wide || apart) {
        out.gap();
      }
      wide = apart;
      metadata(item.metadata(), out);
      String head =
          direction.keyword()
              + " "
              + item.plainName().map(name -> Names.escape(name) + ": ").orElse("");
      Optional<QualifiedName> name = item.definition().name();
      if (name.isPresent()) {
        out.line(head + path(name.get(), home) + ";");
      } else {
        block(
            head + "interface",
            out,
            () -> members(item.definition().types(), item.definition().functions(), home, out));
      }
    }
  }

  private void metadata(Metadata metadata, Output out) {
    docs(metadata.docs(), out);
    if (metadata.gate() instanceof Gate.Since since) {
      out.line("@since(version = " + since.version() + ")");
    } else if (metadata.gate() instanceof Gate.Unstable unstable) {
      out.line("@unstable(feature = " + Names.escape(unstable.feature()) + ")");
    }
    metadata.deprecated().ifPresent(version -> out.line("@deprecated(version = " + version + ")"));
    metadata.externalId().ifPresent(id -> out.line("@external-id(" + Names.quote(id) + ")"));
  }

  private void docs(String docs, Output out) {
    if (comments == Comments.PRINTED && !docs.isEmpty()) {
      for (String line : docs.split("\n", -1)) {
        out.line(line.isEmpty() ? "///" : "/// " + line);
      }
    }
  }

  /** Prints types as one interface or world names them. */
  private static final class TypePrinter {
    private final Map<TypeDefinition, String> names = new HashMap<>();

    TypePrinter(List<TypeDefinition> types) {
      for (TypeDefinition type : types) {
        names.putIfAbsent(type.original(), Names.escape(type.name()));
      }
    }

    private String name(TypeDefinition definition) {
      String name = names.get(definition.original());
      if (name == null) {
        throw new IllegalArgumentException(definition + " is not known here");
      }
      return name;
    }

    String print(Type type) {
      return new TypeText(this::name).of(type);
    }
  }

  /** Collects lines; a gap is an empty line, but none at the start of a block. */
  private static final class Output {
    private final StringBuilder text = new StringBuilder();
    private String indent = "";
    private boolean atStart = true;
    private boolean gap;

    void line(String line) {
      if (gap && !atStart) {
        text.append('\n');
      }
      gap = false;
      atStart = false;
      text.append(indent).append(line).append('\n');
    }

    void gap() {
      gap = true;
    }

    void indented(Runnable body) {
      indent += INDENT;
      atStart = true;
      gap = false;
      body.run();
      gap = false;
      indent = indent.substring(INDENT.length());
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
