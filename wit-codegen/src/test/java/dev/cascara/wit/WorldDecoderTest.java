package dev.cascara.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.Component;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorldDecoderTest {
  private static final Path GUESTS = Path.of("../it/guests");
  private static final WitPrinter PRINTER = new WitPrinter(WitPrinter.Comments.PRINTED);

  static Stream<Path> components() throws IOException {
    try (Stream<Path> files = Files.walk(GUESTS)) {
      return files
          .filter(file -> file.toString().endsWith(".wasm") && isComponent(file))
          .sorted()
          .toList()
          .stream();
    }
  }

  private static boolean isComponent(Path file) {
    return Component.isComponent(bytes(file));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("components")
  void aDecodedWorldReadsBackFromItsText(Path file) {
    String printed = PRINTER.print(WorldDecoder.decode(bytes(file)));
    WitResolve again = WitReader.readText(Map.of("a.wit", printed));
    assertThat(PRINTER.print(again)).isEqualTo(printed);
  }

  @Test
  void decodesResourcesAndWhereTypesComeFrom() {
    WitResolve resolve = WorldDecoder.decode(bytes(GUESTS.resolve("resources/resources.wasm")));
    assertThat(PRINTER.print(resolve))
        .isEqualTo(
            """
            package root:component;

            world root {
              import demo:resources/logging@1.0.0;

              use demo:resources/logging@1.0.0.{logger};

              export demo:resources/counters@1.0.0;

              export use-logger: func(logger: borrow<logger>, line: string) -> u32;
            }

            package demo:resources@1.0.0 {
              interface logging {
                resource logger {
                  constructor(name: string);
                  log: func(line: string);
                  lines: func() -> u32;
                }

                root: func() -> logger;
              }

              interface counters {
                resource counter {
                  constructor(name: string, start: u32);
                  increment: func(by: u32) -> u32;
                  value: func() -> u32;
                  merge: static func(a: counter, b: counter) -> counter;
                }

                total: func(counters: list<borrow<counter>>) -> u64;
                larger: func(a: counter, b: counter) -> counter;
                live: func() -> u32;
              }
            }
            """);
  }

  @Test
  void decodesWhatAnAdapterImports() {
    World world = WorldDecoder.decode(bytes(GUESTS.resolve("tool/tool.component.wasm"))).world();
    List<String> imports = world.imports().stream().map(WorldItem::externName).toList();
    assertThat(imports).contains("wasi:io/error@0.2.3", "wasi:io/streams@0.2.3");
    Interface streams =
        world.interfaces(Direction.IMPORT).stream()
            .filter(item -> item.externName().equals("wasi:io/streams@0.2.3"))
            .findFirst()
            .orElseThrow()
            .definition();
    assertThat(streams.dependencies())
        .extracting(QualifiedName::toString)
        .containsExactly("wasi:io/error@0.2.3");
    assertThat(streams.type("error").orElseThrow().isResource()).isTrue();
  }

  @Test
  void rejectsCoreModules() {
    byte[] module = {0, 'a', 's', 'm', 1, 0, 0, 0};
    assertThatThrownBy(() -> WorldDecoder.decode(module)).isInstanceOf(WasmFormatException.class);
  }

  @Test
  void componentsCutOrChangedAnywhereAreDecodedOrRejected() {
    byte[] original = bytes(GUESTS.resolve("types/resource.wasm"));
    for (int i = 0; i < original.length; i++) {
      decode(Arrays.copyOf(original, i));
      byte[] changed = original.clone();
      changed[i] ^= (byte) (1 << (i % 8));
      decode(changed);
    }
  }

  private static void decode(byte[] bytes) {
    try {
      PRINTER.print(WorldDecoder.decode(bytes));
    } catch (WasmFormatException
        | WasmValidationException
        | UnsupportedFeatureException
        | WitException expected) {
      // An error of the input is an answer; anything else fails the test.
    }
  }
}
