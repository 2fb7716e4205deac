package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples stand alone, so they hold copies: these are what they were copied from. */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../examples");

  @ParameterizedTest
  @CsvSource({
    "greeter, greeter, greeter/greeter",
    "host-interface, translator, translator/translator",
    "resources, resources, resources/resources",
    "core-module, calc, calc/calc",
    "wasi-command, tool, tool/tool.component",
    "several-components, greeter, greeter/greeter",
    "several-components, translator, translator/translator",
  })
  void hasTheGuestAsItIsBuiltHere(String example, String file, String guest) {
    assertThat(EXAMPLES.resolve(example + "/src/main/wasm/" + file + ".wasm"))
        .hasSameBinaryContentAs(Path.of("guests", guest + ".wasm"));
  }

  @Test
  void usesThisVersion() throws IOException {
    String version = Files.readString(Path.of("../pom.xml")).split("</?version>", 3)[1];

    try (Stream<Path> examples = Files.list(EXAMPLES)) {
      List<Path> poms =
          examples.map(folder -> folder.resolve("pom.xml")).filter(Files::isRegularFile).toList();
      assertThat(poms)
          .hasSize(6)
          .allSatisfy(
              pom ->
                  assertThat(pom)
                      .content(StandardCharsets.UTF_8)
                      .contains("<cascara.version>" + version + "</cascara.version>"));
    }
  }
}
