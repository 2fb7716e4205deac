package dev.cascara.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Command lines, and what they print. */
class CommandTest {
  private static final Path GUESTS = Path.of("../it/guests");

  /** What a command line did. */
  private record Result(int exitCode, String out, String err) {}

  private static Result execute(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = Main.commandLine(new CascaraEngine());
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Result(command.execute(arguments), out.toString(), err.toString());
  }

  private static String guest(String path) {
    return GUESTS.resolve(path).toString();
  }

  @Test
  void printsHelp() {
    Result result = execute("--help");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).startsWith("Usage: cascara").contains("inspect", "Exit codes:");
  }

  @Test
  void printsItsVersion() {
    Result result = execute("--version");

    assertThat(result.out()).matches("cascara \\d+\\.\\d+\\.\\d+\\S* \\(Java .*\\)\\R");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "inspect", "inspect --nonsense x", "inspect a b"})
  void reportsWrongCommandLinesOnOneLine(String line) {
    Result result = execute(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("cascara: ")
        .contains("--help");
  }

  @Test
  void reportsAMissingFileOnOneLine() {
    Result result = execute("inspect", "nowhere.wasm");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines()).containsExactly("cascara: nowhere.wasm: no such file");
  }

  @Test
  void reportsABrokenModuleOnOneLine(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("broken.wasm"), new byte[] {0, 'a', 's', 'm', 1, 0});

    Result result = execute("inspect", file.toString());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err().lines())
        .singleElement()
        .asString()
        .startsWith("cascara: " + file + ": ")
        .contains("offset 0x");
  }

  @Test
  void inspectsACoreModule() {
    Result result = execute("inspect", guest("calc/calc.wasm"));

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("core module, ")
        .contains("  \"env\" \"log\": func (i32) -> ()")
        .contains("  \"add\": func (i32, i32) -> (i32)")
        .contains("  \"memory\": memory, 2 or more")
        .containsPattern("0x[0-9a-f]{8} +\\d+ bytes  code\\R");
  }

  @Test
  void inspectsAComponent() {
    Result result = execute("inspect", guest("resources/resources.wasm"));

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .contains("component, ")
        .containsPattern("0x[0-9a-f]{8} +[\\d,]+ bytes  core module\\R")
        .containsPattern("imports:\\R  demo:resources/logging@1.0.0\\R")
        .containsPattern("exports:\\R(  \\S+\\R)*  demo:resources/counters@1.0.0\\R")
        .containsPattern("  0 \"resources.core.wasm\": \\d+ functions \\(\\d+ imported\\)")
        .doesNotContain("cabi_realloc");
  }

  @Test
  void listsFunctionsOfAComponentsModules() {
    assertThat(execute("inspect", "--functions", guest("resources/resources.wasm")).out())
        .containsPattern("functions of core module 0:\\R")
        .containsPattern(
            "  \\d+ cabi_realloc: func \\(i32, i32, i32, i32\\) -> \\(i32\\), \\d+ bytes\\R");
  }

  @Test
  void inspectsAsJson() {
    Result result = execute("inspect", "--json", guest("numbers/numbers.wasm"));

    assertThat(result.out().strip())
        .startsWith("{\"kind\":\"core module\",\"size\":124,\"sections\":[{\"name\":\"type\",")
        .contains("\"exports\":[\"\\\"add\\\": func (i32, i32) -> (i32)\"")
        .endsWith("}");
  }

  @Test
  void printsACompletionScript() {
    Result result = execute("completion");

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).contains("complete ").contains("cascara").contains("inspect");
  }
}
