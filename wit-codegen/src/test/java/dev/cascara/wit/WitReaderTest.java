package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitReaderTest {
  private static WitResolve read(String text) {
    return WitReader.readText(Map.of("world.wit", text));
  }

  private static Interface readInterface(String members) {
    return read("package x:p; interface i {" + members + "}")
        .root()
        .findInterface("i")
        .orElseThrow();
  }

  private static World readWorld(String text, String name) {
    return read("package x:p; " + text).world(name);
  }

  private static List<String> names(List<WorldItem> items) {
    return items.stream().map(WorldItem::externName).toList();
  }

  private static Type resultOf(Interface definition, String function) {
    return definition.functions().stream()
        .filter(f -> f.name().equals(function))
        .findFirst()
        .flatMap(Function::result)
        .orElseThrow();
  }

  @Test
  void readsPrimitiveTypes() {
    for (Type.Primitive primitive : Type.Primitive.values()) {
      Interface definition = readInterface("f: func() -> " + primitive.keyword() + ";");
      assertThat(resultOf(definition, "f")).isEqualTo(primitive);
    }
  }

  @Test
  void readsConstructedTypes() {
    Interface definition =
        readInterface(
            """
            a: func() -> list<u8>;
            b: func() -> list<u8, 4294967295>;
            c: func() -> option<string>;
            d: func() -> result;
            e: func() -> result<u8>;
            f: func() -> result<_, u8>;
            g: func() -> result<u8, s8>;
            h: func() -> tuple<u8, s8,>;
            i: func() -> map<string, u8>;
            j: func() -> stream<u8>;
            k: func() -> future;
            """);
    Optional<Type> u8 = Optional.of(Type.Primitive.U8);
    Optional<Type> s8 = Optional.of(Type.Primitive.S8);
    assertThat(definition.functions().stream().map(f -> f.result().orElseThrow()))
        .containsExactly(
            new Type.ListType(Type.Primitive.U8),
            new Type.FixedLengthListType(Type.Primitive.U8, 0xffff_ffffL),
            new Type.OptionType(Type.Primitive.STRING),
            new Type.ResultType(Optional.empty(), Optional.empty()),
            new Type.ResultType(u8, Optional.empty()),
            new Type.ResultType(Optional.empty(), u8),
            new Type.ResultType(u8, s8),
            new Type.TupleType(List.of(Type.Primitive.U8, Type.Primitive.S8)),
            new Type.MapType(Type.Primitive.STRING, Type.Primitive.U8),
            new Type.StreamType(u8),
            new Type.FutureType(Optional.empty()));
  }

  @Test
  void putsTypesAfterThoseThatTheyReferTo() {
    Interface definition = readInterface("type a = list<b>; record b { x: c } enum c { y }");
    assertThat(definition.types().stream().map(TypeDefinition::name))
        .containsExactly("c", "b", "a");
  }

  @Test
  void readsResources() {
    Interface definition =
        readInterface(
            """
            make: func() -> r;
            resource r {
              constructor(a: u8);
              m: func(other: borrow<r>);
              s: static async func() -> own<r>;
            }
            resource fallible { constructor() -> result<fallible, string>; }
            """);
    TypeDefinition r = definition.type("r").orElseThrow();
    assertThat(definition.functions().stream().map(Function::externName))
        .containsExactly(
            "[constructor]r", "[method]r.m", "[static]r.s", "[constructor]fallible", "make");
    Function constructor = definition.functionsOf(r).get(0);
    assertThat(constructor.result()).contains(new Type.Own(r));
    Function method = definition.functionsOf(r).get(1);
    assertThat(method.allParameters())
        .containsExactly(
            new Function.Parameter("self", new Type.Borrow(r)),
            new Function.Parameter("other", new Type.Borrow(r)));
    assertThat(definition.functionsOf(r).get(2).isAsync()).isTrue();
    assertThat(resultOf(definition, "make")).isEqualTo(new Type.Own(r));
  }

  @Test
  void aUsedNameMeansWhatItWasDefinedAs() {
    WitPackage root =
        read("package x:p; interface c { use b.{u as v}; f: func() -> v; }"
                + " interface b { use a.{t as u}; } interface a { record t { x: u8 } }")
            .root();
    assertThat(root.interfaces().stream().map(i -> i.name().orElseThrow().name()))
        .containsExactly("a", "b", "c");
    TypeDefinition t = root.findInterface("a").orElseThrow().type("t").orElseThrow();
    Interface c = root.findInterface("c").orElseThrow();
    assertThat(resultOf(c, "f")).isEqualTo(new Type.Named(t));
    assertThat(c.type("v").orElseThrow().original()).isSameAs(t);
    assertThat(c.dependencies().stream().map(QualifiedName::name)).containsExactly("b");
  }

  @Test
  void anAliasOfAResourceIsAResource() {
    Interface definition = readInterface("resource r; type a = r; f: func(x: borrow<a>) -> a;");
    TypeDefinition alias = definition.type("a").orElseThrow();
    assertThat(alias.resource()).isSameAs(definition.type("r").orElseThrow());
    assertThat(resultOf(definition, "f")).isEqualTo(new Type.Own(alias));
  }

  @Test
  void readsEscapedNames() {
    Interface definition = readInterface("%list: func(%type: u8); record %record { %u8: bool }");
    assertThat(definition.functions().get(0).name()).isEqualTo("list");
    assertThat(definition.functions().get(0).parameters().get(0).name()).isEqualTo("type");
    assertThat(definition.types().get(0).name()).isEqualTo("record");
  }

  @Test
  void readsDocumentation() {
    WitPackage root =
        read("""
                /// The package.
                package x:p@1.0.0;
                // Not documentation.
                /// Of the interface,
                ///
                ///   indented.
                @since(version = 1.0.0)
                interface i {
                  /** Of the function,
                   *  in a block. */
                  f: func();
                  record r {
                    /// Of the field.
                    x: u8,
                  }
                  //// Not documentation either.
                  g: func();
                }
                """)
            .root();
    assertThat(root.docs()).isEqualTo("The package.");
    Interface i = root.interfaces().get(0);
    assertThat(i.metadata().docs()).isEqualTo("Of the interface,\n\n  indented.");
    assertThat(i.functions().get(0).metadata().docs()).isEqualTo("Of the function,\n in a block.");
    assertThat(i.functions().get(1).metadata().docs()).isEmpty();
    assertThat(((TypeKind.Record) i.types().get(0).kind()).fields().get(0).docs())
        .isEqualTo("Of the field.");
  }

  @Test
  void leavesOutFeaturesThatWereNotAskedFor() {
    String text =
        """
        package x:p@1.0.0;
        interface i {
          @unstable(feature = f) a: func();
          @unstable(feature = g) b: func();
          @since(version = 0.9.0) @deprecated(version = 1.0.0) c: func();
        }
        """;
    assertThat(functionNames(text, Features.none())).containsExactly("c");
    assertThat(functionNames(text, Features.of(List.of("g")))).containsExactly("b", "c");
    assertThat(functionNames(text, Features.all())).containsExactly("a", "b", "c");
  }

  private static List<String> functionNames(String text, Features features) {
    Interface definition =
        WitReader.readText(Map.of("a.wit", text), features).root().interfaces().get(0);
    return definition.functions().stream().map(Function::name).toList();
  }

  @Test
  void keepsGates() {
    Metadata metadata =
        read("package x:p@1.2.3; @since(version = 1.2.0) @deprecated(version = 1.2.3-rc.1)"
                + " interface i {}")
            .root()
            .interfaces()
            .get(0)
            .metadata();
    assertThat(metadata.gate()).isEqualTo(new Gate.Since(new Version(1, 2, 0, "", "")));
    assertThat(metadata.deprecated()).contains(new Version(1, 2, 3, "rc.1", ""));
  }

  @Test
  void aTopLevelUseRenamesWithinItsFile() {
    WitResolve resolve =
        WitReader.readText(
            Map.of(
                "a.wit", "package x:p; use d:e/types@1.0.0 as t; interface a { use t.{x}; }",
                "b.wit", "interface t {}",
                "deps/e.wit", "package d:e@1.0.0; interface types { type x = u8; }"));
    assertThat(resolve.root().findInterface("a").orElseThrow().dependencies())
        .extracting(QualifiedName::toString)
        .containsExactly("d:e/types@1.0.0");
    assertThat(resolve.packages().stream().map(p -> p.name().toString()))
        .containsExactly("d:e@1.0.0", "x:p");
  }

  @Test
  void readsPackagesWithinAFile() {
    WitResolve resolve =
        read(
            "package x:p; package a:b { interface i { use j.{t}; } interface j { type t = u8; } }"
                + " world w { import a:b/i; }");
    assertThat(names(resolve.world("w").imports())).containsExactly("a:b/j", "a:b/i");
  }

  @Test
  void readsTheSamePackageFromSeveralDependencies() {
    String shared = "package s:s { interface i { /* a comment */ f: func(); } }";
    WitResolve resolve =
        WitReader.readText(
            Map.of(
                "w.wit", "package x:p;",
                "deps/a.wit", "package a:a; " + shared,
                "deps/b.wit", "package b:b; package s:s {\ninterface i { f: func(); }\n}"));
    assertThat(resolve.packages()).hasSize(4);
  }

  @Test
  void aWorldImportsWhatItsInterfacesUse() {
    World world =
        readWorld(
            "interface a { resource r; } interface b { use a.{r}; } interface c { use b.{r}; }"
                + " world w { import x: interface { use c.{r}; } use c.{r}; import f: func(); }",
            "w");
    assertThat(names(world.imports())).containsExactly("x:p/a", "x:p/b", "x:p/c", "x", "r", "f");
  }

  @Test
  void anExportUsesImportsUnlessTheyAreExportsToo() {
    String interfaces = "interface a { resource r; } interface b { use a.{r}; }";
    World importing = readWorld(interfaces + " world w { export b; }", "w");
    assertThat(names(importing.imports())).containsExactly("x:p/a");
    assertThat(names(importing.exports())).containsExactly("x:p/b");
    World exporting = readWorld(interfaces + " world w { export b; export a; }", "w");
    assertThat(exporting.imports()).isEmpty();
    assertThat(names(exporting.exports())).containsExactly("x:p/a", "x:p/b");
  }

  @Test
  void includesWorlds() {
    String worlds =
        "interface i { type t = u8; }"
            + " world v { import i; record r { x: u8 } import f: func(a: r); export g: func(); }";
    World world =
        readWorld(worlds + " world w { include v with { f as h, r as s } import i; }", "w");
    assertThat(names(world.imports())).containsExactly("x:p/i", "s", "h");
    assertThat(names(world.exports())).containsExactly("g");
    TypeDefinition s = world.types().get(0);
    assertThat(s.owner()).isEqualTo(new TypeOwner.WorldOwner(world.name()));
    assertThat(world.functions(Direction.IMPORT).get(0).parameters().get(0).type())
        .isEqualTo(new Type.Named(s));
  }

  @Test
  void theSameNameMayBeImportedAndExported() {
    World world =
        readWorld("world w { import f: func(); export f: interface { g: func(); } }", "w");
    assertThat(names(world.imports())).containsExactly("f");
    assertThat(names(world.exports())).containsExactly("f");
  }

  @Test
  void anInterfaceCanHaveOtherNamesInAWorld() {
    World world =
        readWorld(
            "interface i {} world w { @external-id(\"db \\u{2603}\") import a: i; import b: x:p/i; }",
            "w");
    assertThat(names(world.imports())).containsExactly("a", "b");
    assertThat(world.imports().get(0).metadata().externalId()).contains("db ☃");
    assertThat(world.interfaces(Direction.IMPORT).get(1).definition().name().orElseThrow())
        .hasToString("x:p/i");
  }

  @Test
  void readsAFolderWithDependencies(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("deps/io"));
    Files.writeString(folder.resolve("a.wit"), "package x:p; world w { import a:io/i; }");
    Files.writeString(folder.resolve("readme.md"), "no WIT");
    Files.writeString(folder.resolve("deps/io/a.wit"), "package a:io; interface i { use j.{t}; }");
    Files.writeString(folder.resolve("deps/io/b.wit"), "interface j { use b:b/k.{t}; }");
    Files.writeString(folder.resolve("deps/b.wit"), "package b:b; interface k { type t = u8; }");
    WitResolve resolve = WitReader.read(folder);
    assertThat(names(resolve.world().imports())).containsExactly("b:b/k", "a:io/j", "a:io/i");
    assertThat(WitReader.read(folder.resolve("deps/b.wit")).root().interfaces()).hasSize(1);
  }

  @Test
  void reportsWhatCannotBeRead(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> WitReader.read(folder))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("has no *.wit files");
    assertThatThrownBy(() -> WitReader.read(folder.resolve("missing.wit")))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("missing.wit");
    Path file = folder.resolve("latin1.wit");
    Files.write(file, new byte[] {(byte) 0xe9});
    assertThatThrownBy(() -> WitReader.read(file))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("not valid UTF-8");
  }
}
