package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The resource {@code package.wasm} is a package encoded as a component: two interfaces, a world.
 */
class PackageDecodingTest {
  private static final WitPrinter PRINTER = new WitPrinter(WitPrinter.Comments.PRINTED);

  private static byte[] encodedPackage() throws IOException {
    try (InputStream in = PackageDecodingTest.class.getResourceAsStream("package.wasm")) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  /** The package with a custom section {@code package-docs} at its end. */
  private static byte[] withDocs(String json) throws IOException {
    byte[] name = "package-docs".getBytes(StandardCharsets.UTF_8);
    byte[] text = json.getBytes(StandardCharsets.UTF_8);
    int size = 1 + name.length + 1 + text.length;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(encodedPackage());
    out.write(0);
    out.write(0x80 | (size & 0x7f));
    out.write(size >> 7);
    out.write(name.length);
    out.writeBytes(name);
    out.write(1);
    out.writeBytes(text);
    return out.toByteArray();
  }

  @Test
  void decodesInterfacesAndWorlds() throws IOException {
    assertThat(PRINTER.print(WorldDecoder.decode(encodedPackage())))
        .isEqualTo(
            """
            package ex:docs@1.0.0;

            interface types {
              record r {
                x: u8,
              }

              resource res {
                constructor();
              }

              f: func();
            }

            interface other {
              use types.{res, r};

              g: func(r: r) -> res;
            }

            world w {
              import types;
              import other;

              import i: interface {
                h: func();
              }

              export k: func();
            }
            """);
  }

  @Test
  void decodesDocumentationAndGates() throws IOException {
    byte[] bytes =
        withDocs(
            """
            {"docs": "The \\u0022package\\"",
             "worlds": {"w": {
               "docs": "A world",
               "interfaces": {"i": {"docs": "Inline", "funcs": {"h": "In it"}}},
               "funcs": {"k": {"docs": "Exported"}},
               "interface_import_stability": {"other": {"stable": {"since": "1.0.0"}}}}},
             "interfaces": {"types": {
               "docs": "Two\\nlines",
               "stability": {"stable": {"since": "0.9.0", "deprecated": "1.0.0"}},
               "funcs": {"[constructor]res": {"docs": "Makes one"},
                         "f": {"stability": {"unstable": {"feature": "x"}}}},
               "types": {"r": {"docs": "A record", "items": {"x": "A field"}}}}}}
            """);
    assertThat(PRINTER.print(WorldDecoder.decode(bytes)))
        .contains(
            "/// The \"package\"\npackage ex:docs@1.0.0;",
            "/// Two\n/// lines\n@since(version = 0.9.0)\n@deprecated(version = 1.0.0)\ninterface",
            "  /// A record\n  record r {\n    /// A field\n    x: u8,",
            "    /// Makes one\n    constructor();",
            "  @unstable(feature = x)\n  f: func();",
            "/// A world\nworld w {",
            "  @since(version = 1.0.0)\n  import other;",
            "  /// Inline\n  import i: interface {\n    /// In it\n    h: func();",
            "  /// Exported\n  export k: func();");
  }

  @Test
  void rejectsDocumentationThatIsNotJson() {
    for (String json : new String[] {"", "{", "{\"a\" 1}", "[".repeat(1000), "\"\\q\"", "nul"}) {
      assertThatThrownBy(() -> WorldDecoder.decode(withDocs(json)))
          .isInstanceOf(WitException.class)
          .hasMessageStartingWith("package-docs");
    }
  }

  @Test
  void anEncodedPackageCanBeADependency(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("deps"));
    Files.write(folder.resolve("deps/docs.wasm"), encodedPackage());
    Files.writeString(folder.resolve("a.wit"), "package x:p; world v { include ex:docs/w@1.0.0; }");
    World world = WitReader.read(folder).world();
    assertThat(world.imports().stream().map(WorldItem::externName))
        .containsExactly("ex:docs/types@1.0.0", "ex:docs/other@1.0.0", "i");
    Files.write(folder.resolve("deps/docs.wasm"), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> WitReader.read(folder))
        .isInstanceOf(WitException.class)
        .hasMessageContaining("docs.wasm: ");
  }
}
