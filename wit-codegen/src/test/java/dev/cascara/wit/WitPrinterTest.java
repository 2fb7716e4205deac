package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WitPrinterTest {
  private static final WitPrinter PRINTER = new WitPrinter(WitPrinter.Comments.PRINTED);

  static Stream<String> texts() {
    return Samples.texts();
  }

  @ParameterizedTest
  @MethodSource("texts")
  void printedTextReadsBackToTheSame(String text) {
    WitResolve resolve = WitReader.readText(Map.of("a.wit", text), Features.all());
    String printed = PRINTER.print(resolve);
    WitResolve again = WitReader.readText(Map.of("a.wit", printed), Features.all());
    assertThat(PRINTER.print(again)).isEqualTo(printed);
    assertThat(PRINTER.print(WitReader.readText(PRINTER.printFiles(resolve), Features.all())))
        .isEqualTo(printed);
  }

  @Test
  void printsEverythingAsItIsWritten() {
    String text =
        """
        /// The package.
        package x:p@1.0.0;

        /// An interface.
        @since(version = 1.0.0)
        interface types {
          /// A record.
          record point {
            /// Across.
            x: f64,
            y: f64,
          }

          variant shape {
            none,
            circle(tuple<point, f64>),
          }

          enum %enum {
            %u8,
            b,
          }

          flags access {
            read,
            write,
          }

          type numbers = list<u32, 4>;

          resource file;

          resource stream-of {
            constructor(name: string) -> result<stream-of>;
            read: async func(n: u32) -> result<_, string>;
            open: static func(f: borrow<file>) -> file;
          }

          a: func();
          b: func(m: map<string, u8>) -> stream<u8>;

          /// Apart.
          @unstable(feature = f)
          @deprecated(version = 1.0.0)
          c: func(f: future, r: result);
        }

        interface other {
          use types.{point, shape as form};

          draw: func(p: point) -> option<form>;
        }

        world w {
          import types;
          import other;

          @external-id("outside \\"it\\"")
          import second: other;

          import inline: interface {
            use types.{file};

            f: func() -> file;
          }

          use types.{point};

          type t = point;

          import log: func(t: t);

          export other;

          export run: async func() -> result;
        }
        """;
    WitResolve resolve = WitReader.readText(Map.of("a.wit", text), Features.all());
    assertThat(PRINTER.print(resolve)).isEqualTo(text);
  }

  @Test
  void leavesDocumentationOutIfAskedTo() {
    WitResolve resolve =
        WitReader.readText(Map.of("a.wit", "/// P\npackage x:p;\n/// I\ninterface i {}"));
    assertThat(new WitPrinter(WitPrinter.Comments.OMITTED).print(resolve))
        .isEqualTo("package x:p;\n\ninterface i {\n}\n");
  }

  @Test
  void printsAWorldAlone() {
    WitResolve resolve =
        WitReader.readText(Map.of("a.wit", "package x:p; world w { export f: func(); }"));
    assertThat(PRINTER.print(resolve.world())).isEqualTo("world w {\n  export f: func();\n}\n");
  }
}
