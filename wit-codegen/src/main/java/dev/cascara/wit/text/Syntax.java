package dev.cascara.wit.text;

import dev.cascara.wit.Direction;
import dev.cascara.wit.Function.Synchrony;
import dev.cascara.wit.Gate;
import dev.cascara.wit.PackageName;
import dev.cascara.wit.Type.Primitive;
import dev.cascara.wit.Version;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The syntax tree of a file: what was written, each name with its place. */
final class Syntax {
  private Syntax() {}

  /** A file: the package that it says it belongs to, its items, and packages within it. */
  record File(
      SourceFile source,
      Optional<PackageHeader> header,
      List<Item> items,
      List<NestedPackage> nestedPackages) {}

  /** {@code package a:b@1.0.0}. */
  record PackageHeader(PackageName name, Span span, String docs) {}

  /** {@code package a:b { … }}. */
  record NestedPackage(PackageHeader header, List<Item> items) {}

  /** A name as written; a leading {@code %} is not part of it. */
  record Id(String name, Span span) {}

  /** {@code name} or {@code ns:package/name@1.0.0}. */
  record Path(Optional<PackageName> packageName, Id name, Span span) {
    String text() {
      return packageName
          .map(p -> new dev.cascara.wit.QualifiedName(p, name.name()).toString())
          .orElse(name.name());
    }
  }

  /** What precedes an item: documentation and {@code @…}. */
  record Annotations(
      String docs,
      Gate gate,
      Span gateSpan,
      Optional<Version> deprecated,
      Optional<String> externalId) {}

  /** An item of a package. */
  sealed interface Item {
    Annotations annotations();

    /** The whole item. */
    Span span();
  }

  /** {@code use a:b/c as d;} at the top of a file. */
  record TopLevelUse(Span span, Annotations annotations, Path path, Id name) implements Item {}

  /** {@code interface name { … }}. */
  record InterfaceItem(Span span, Annotations annotations, Id name, List<Member> members)
      implements Item {}

  /** {@code world name { … }}. */
  record WorldItem(Span span, Annotations annotations, Id name, List<Member> members)
      implements Item {}

  /** What is inside an interface or a world; the last two are only in worlds. */
  sealed interface Member {
    Annotations annotations();
  }

  /** {@code use path.{a, b as c};}. */
  record Use(Annotations annotations, Path path, List<Renaming> names) implements Member {}

  /** {@code a as b}; for a plain {@code a}, both are that. */
  record Renaming(Id from, Id to) {}

  /** A named type. */
  record TypeItem(Annotations annotations, Id name, TypeBody body) implements Member {}

  /** A function of an interface. */
  record FunctionItem(Annotations annotations, Id name, FunctionType type) implements Member {}

  /** {@code import …} or {@code export …}. */
  record Extern(Annotations annotations, Direction direction, ExternBody body) implements Member {}

  /** {@code include path with { a as b }}. */
  record Include(Annotations annotations, Path path, List<Renaming> names) implements Member {}

  /** What is imported or exported. */
  sealed interface ExternBody {}

  /** {@code import a:b/c;}. */
  record ExternPath(Path path) implements ExternBody {}

  /** {@code import name: a:b/c;}. */
  record ExternNamedPath(Id name, Path path) implements ExternBody {}

  /** {@code import name: func();}. */
  record ExternFunction(Id name, FunctionType type) implements ExternBody {}

  /** {@code import name: interface { … }}. */
  record ExternInterface(Id name, List<Member> members) implements ExternBody {}

  /** {@code async? func(…) -> …}. */
  record FunctionType(
      Synchrony synchrony, List<Parameter> parameters, Optional<TypeSyntax> result) {}

  /** {@code name: type} of a function or a record. */
  record Parameter(Id name, TypeSyntax type) {}

  /** What a type item defines. */
  sealed interface TypeBody {}

  /** {@code type name = …}. */
  record AliasBody(TypeSyntax type) implements TypeBody {}

  /** {@code record}. */
  record RecordBody(List<Field> fields) implements TypeBody {}

  /** A field. */
  record Field(String docs, Id name, TypeSyntax type) {}

  /** {@code variant}. */
  record VariantBody(List<Case> cases) implements TypeBody {}

  /** A case. */
  record Case(String docs, Id name, Optional<TypeSyntax> type) {}

  /** {@code enum}. */
  record EnumBody(List<Label> cases) implements TypeBody {}

  /** {@code flags}. */
  record FlagsBody(List<Label> flags) implements TypeBody {}

  /** A case of an enum or a flag. */
  record Label(String docs, Id name) {}

  /** {@code resource}. */
  record ResourceBody(List<ResourceFunction> functions) implements TypeBody {}

  /** A function of a resource. */
  record ResourceFunction(Annotations annotations, Role role, Id name, FunctionType type) {
    enum Role {
      METHOD,
      STATIC,
      CONSTRUCTOR
    }
  }

  /** A type as written. */
  sealed interface TypeSyntax {
    Span span();
  }

  record PrimitiveSyntax(Span span, Primitive type) implements TypeSyntax {}

  record NameSyntax(Span span, Id name) implements TypeSyntax {}

  record BorrowSyntax(Span span, Id name) implements TypeSyntax {}

  record OwnSyntax(Span span, Id name) implements TypeSyntax {}

  record ListSyntax(Span span, TypeSyntax element, OptionalLong length) implements TypeSyntax {}

  record MapSyntax(Span span, TypeSyntax key, TypeSyntax value) implements TypeSyntax {}

  record OptionSyntax(Span span, TypeSyntax some) implements TypeSyntax {}

  record ResultSyntax(Span span, Optional<TypeSyntax> ok, Optional<TypeSyntax> error)
      implements TypeSyntax {}

  record TupleSyntax(Span span, List<TypeSyntax> elements) implements TypeSyntax {}

  record StreamSyntax(Span span, Optional<TypeSyntax> element) implements TypeSyntax {}

  record FutureSyntax(Span span, Optional<TypeSyntax> value) implements TypeSyntax {}
}
