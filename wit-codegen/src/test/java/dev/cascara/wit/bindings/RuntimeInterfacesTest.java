package dev.cascara.wit.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.wit.WitReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The WASI interfaces that are kept in the runtime are those that the generator makes. To
 * regenerate them, run {@link #main} with the runtime's {@code src/main} folder.
 */
class RuntimeInterfacesTest {
  private static final Path RUNTIME = Path.of("..", "runtime-support", "src", "main");

  private static Map<String, String> generate(Path main) {
    return RuntimeInterfaces.generate(WitReader.read(main.resolve("wit")));
  }

  public static void main(String[] arguments) throws IOException {
    Path main = Path.of(arguments[0]);
    for (Map.Entry<String, String> file : generate(main).entrySet()) {
      Files.writeString(main.resolve("java").resolve(file.getKey()), file.getValue());
    }
  }

  @Test
  void keptSourcesAreTheGeneratedOnes() throws IOException {
    Map<String, String> generated = generate(RUNTIME);
    assertThat(generated).hasSizeGreaterThan(40);
    for (Map.Entry<String, String> file : generated.entrySet()) {
      assertThat(RUNTIME.resolve("java").resolve(file.getKey())).hasContent(file.getValue());
    }
  }
}
