package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WitReaderErrorsTest {
  /**
   * Texts with the place of the mistake marked by {@code «}, and a part of the message. A package
   * declaration is put on a line before them unless the case has one itself.
   */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        // Characters and tokens.
        mistake("interface a { «#x: func(); }", "unexpected character `#`"),
        mistake("interface a { x: func(); } «\u0007", "U+0007 is not allowed"),
        mistake("interface a { x: func(); } // «\u202e", "U+202E is not allowed"),
        mistake("interface a {} «/* /* */", "the comment has no end"),
        mistake("interface «fooBar {}", "`fooBar` is not an identifier"),
        mistake("interface «a--b {}", "`a--b` is not an identifier"),
        mistake("interface «a- {}", "`a-` is not an identifier"),
        mistake("interface «a_b {}", "`a_b` is not an identifier"),
        mistake("interface «% {}", "expected an identifier after `%`"),
        mistake("interface «world {}", "write `%world` to use it as a name"),
        mistake("world a { @external-id(«\"x) import b: func(); }", "the string has no end"),
        mistake("world a { @external-id(\"«\\q\") import b: func(); }", "unknown escape"),
        mistake("world a { @external-id(\"«\\u{d800}\") import b: func(); }", "scalar value"),
        mistake("world a { @external-id(«\"\\ff\") import b: func(); }", "not valid UTF-8"),
        // Grammar.
        mistake("«foo {}", "expected `interface`, `world`, `use` or `package`, found `foo`"),
        mistake("interface a «;", "expected `{`, found `;`"),
        mistake("interface a { x: «(); }", "expected `func`, found `(`"),
        mistake("interface a { x: func()«}", "expected `;`, found `}`"),
        mistake("interface a {«", "expected a function, a type, `use` or `}`"),
        mistake("interface a { type t = «; }", "expected a type, found `;`"),
        mistake("interface a { type t = «func; }", "expected a type, found the keyword `func`"),
        mistake("interface a { type t = list<u8«; }", "expected `,` or `>`, found `;`"),
        mistake("interface a { type t = list<u8, «0>; }", "at least 1 and less than 2^32"),
        mistake("interface a { type t = list<u8, «4294967296>; }", "less than 2^32"),
        mistake("interface a { type t = «tuple<>; }", "at least one element"),
        mistake("interface a { record «t {} }", "record `t` needs at least one field"),
        mistake("interface a { variant «t {} }", "variant `t` needs at least one case"),
        mistake("interface a { enum «t {} }", "enum `t` needs at least one case"),
        mistake("interface a { flags «t {} }", "flags `t` needs at least one flag"),
        mistake("interface a { use b.«{}; } interface b {}", "names at least one type"),
        mistake("interface a { resource r «}", "expected `;` or `{`"),
        mistake("interface a { resource r { «u8 } }", "a function, `constructor` or `}`"),
        mistake("world a { import x: «u32; }", "expected `func`, `async func`, `interface`"),
        mistake("world a { import a:b«; }", "`a:b` is a package"),
        mistake("world a { «x: func(); }", "expected `import`, `export`"),
        mistake("use «u8;", "expected an identifier, found the keyword `u8`"),
        mistake("interface a {} «package x:y;", "before anything else"),
        mistake("package x:y { «package z:w {} }", "cannot be within another one"),
        mistake("package «FOO:y {}", "has to be lower case"),
        mistake("package a:b@«1.0 {}", "expected a semantic version"),
        mistake("package a:b@«01.0.0 {}", "found `01.0.0`"),
        // Annotations.
        mistake("@«sinceish(version = 1.0.0) interface a {}", "unknown annotation"),
        mistake("@since(«feature = a) interface a {}", "expected `version`, found `feature`"),
        mistake("@since(version = 1.0.0) «@unstable(feature = f) interface a {}", "either one"),
        mistake("«@since(version = 1.0.0) interface a {}", "needs a package with a version"),
        mistake(
            "package a:b@1.0.0; «@since(version = 1.0.1) interface a {}",
            "version 1.0.1 is later than the package's, 1.0.0"),
        mistake(
            "interface a { @unstable(feature = f) type t = u8; x: func() -> «t; }",
            "belongs to a feature that is not enabled"),
        mistake(
            "@unstable(feature = f) interface a {} world w { import «a; }",
            "belongs to a feature that is not enabled"),
        mistake(
            "@unstable(feature = f) interface a { type «t = u8; }",
            "has to have that gate as well"),
        // Names.
        mistake("interface a {} interface «a {}", "`a` is already defined in this file"),
        mistake("interface a {} world «a {}", "already defined"),
        mistake("interface ab {} interface «AB {}", "names differ by more than case"),
        mistake("use a as b; interface a {} interface «b {}", "already defined in this file"),
        mistake("interface a { x: func(); «x: func(); }", "already defined in interface a"),
        mistake("interface a { type x = u8; «x: func(); }", "already defined in interface a"),
        mistake("interface a { x: func(a: u8, «A: u8); }", "this function's parameters"),
        mistake("interface a { record r { x: u8, «x: u8 } }", "already defined in type `r`"),
        mistake("interface a { resource r { m: func(); «m: func(); } }", "in resource `r`"),
        mistake("interface a { resource r { «r: func(); } }", "cannot have the resource's name"),
        mistake("interface a { resource r { m: func(«self: u8); } }", "already defined"),
        mistake("interface a { x: func() -> «t; }", "there is no type `t` in interface a"),
        mistake("interface a { x: func(); type t = «x; }", "`x` is a function, not a type"),
        mistake("interface a { use «b.{t}; }", "no interface or world `b` in package x:p"),
        mistake("interface a { use b.{«t}; } interface b {}", "x:p/b has no type `t`"),
        mistake("interface a { use b.{«f}; } interface b { f: func(); }", "is a function of x:p/b"),
        mistake("interface a { use «w.{t}; } world w {}", "is a world, not an interface"),
        mistake("world w { include «a; } interface a {}", "is an interface, not a world"),
        mistake("world w { import «c:d/e; }", "there is no package c:d; known are: x:p"),
        // Types.
        mistake("interface a { type t = «t; }", "type `t` contains itself"),
        mistake("interface a { record r { x: list<s> } variant s { y(«r) } }", "`r` contains"),
        mistake("interface a { type t = borrow<«u>; type u = u8; }", "is not a resource"),
        mistake("interface a { resource r; x: func() -> «option<borrow<r>>; }", "cannot return"),
        mistake("interface a { type t = map<«f32, u8>; }", "keys of a map"),
        mistake("interface a { resource r; type t = stream<«borrow<r>>; }", "borrowed handles"),
        mistake("interface a { resource r { constructor() -> «u8; } }", "result<r"),
        mistake("interface a { resource r { constructor(); «constructor(); } }", "at most one"),
        mistake("interface a { type t = " + "list<".repeat(100) + "«list<u8", "more than 100 deep"),
        // Cycles.
        mistake("interface a { use b.{t}; } interface b { use «a.{t}; }", "`a` depends on itself"),
        mistake("world v { include w; } world w { include «v; }", "`v` depends on itself"),
        mistake(
            "world v { import a:b/i; } package a:b { world i { import «x:p/v; } }",
            "package x:p depends on itself"),
        // Worlds.
        mistake("world w { import f: func(); import «f: interface {} }", "already imports `f`"),
        mistake("world w { record f { x: u8 } import «f: func(); }", "already imports `f`"),
        mistake("interface a {} world w { export a; export «a; }", "already exports `x:p/a`"),
        mistake(
            "world v { import f: func(); } world w { import f: func(); include «v; }",
            "rename it by `with { f as … }`"),
        mistake(
            "world v { import f: func(); } world w { include v with { «g as h } }",
            "no import or export with the plain name `g`"),
        mistake(
            "world v { import f: func(); } world w { include v with { f as g, «f as h } }",
            "renamed twice"),
        mistake(
            "interface a { type t = u8; } interface b { use a.{t}; } interface c { use b.{t}; }"
                + " world «w { export a; export c; }",
            "export `x:p/b` as well"));
  }

  private static Arguments mistake(String text, String message) {
    return Arguments.of(text, message);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void reportsThePlaceAndWhatIsWrongThere(String marked, String message) {
    String header = marked.startsWith("package a:b@1.0.0;") ? "" : "package x:p;\n";
    String text = header + marked.replace("«", "");
    int column = marked.indexOf('«') + 1;
    int line = header.isEmpty() ? 1 : 2;

    WitException error =
        catchThrowableOfType(
            WitException.class, () -> WitReader.readText(Map.of("world.wit", text)));

    assertThat(error).isNotNull().hasMessageContaining(message);
    assertThat(error.position()).contains(new WitException.Position("world.wit", line, column));
  }

  @Test
  void showsTheLineAndACaret() {
    assertThatThrownBy(
            () -> WitReader.readText(Map.of("a.wit", "package x:p;\n\tinterface é a {}\n")))
        .isInstanceOf(WitException.class)
        .hasMessage("a.wit:2:12: unexpected character `é`\n  \tinterface é a {}\n  \t          ^");
  }

  @Test
  void showsPartOfALongLineOnly() {
    String text = "package x:p; " + "interface a {} ".repeat(1000);
    assertThatThrownBy(() -> WitReader.readText(Map.of("a.wit", text)))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("a.wit:1:39")
        .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(500));
  }

  @Test
  void namesTheFileOfADependency() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("world.wit", "package x:p;");
    files.put("deps/b/types.wit", "package x:b;\ninterface a { x: func() }");
    assertThatThrownBy(() -> WitReader.readText(files))
        .isInstanceOf(WitException.class)
        .hasMessageStartingWith("deps/b/types.wit:2:25: expected `;`");
  }

  @Test
  void wantsAPackageDeclaration() {
    assertThatThrownBy(() -> WitReader.readText(Map.of("world.wit", "")))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("declares its package");
    assertThatThrownBy(() -> WitReader.readText(Map.of("world.wit", "interface a {}")))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("no file here declares its package");
  }

  @Test
  void rejectsFilesOfTwoPackagesInOneFolder() {
    assertThatThrownBy(
            () -> WitReader.readText(Map.of("a.wit", "package x:a;", "b.wit", "package x:b;")))
        .isInstanceOf(WitException.class)
        .hasMessageStartingWith("b.wit:1:9: this folder's files belong to package x:a (a.wit)");
  }

  @Test
  void rejectsAPackageWithTwoContents() {
    assertThatThrownBy(
            () ->
                WitReader.readText(
                    Map.of(
                        "w.wit", "package x:p;",
                        "deps/a.wit", "package a:a; package s:s { interface i {} }",
                        "deps/b.wit", "package b:b; package s:s { interface j {} }")))
        .isInstanceOf(WitException.class)
        .hasMessageStartingWith("deps/b.wit:1:22: package s:s is already defined");
  }
}
