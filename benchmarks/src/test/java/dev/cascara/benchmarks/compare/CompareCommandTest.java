package dev.cascara.benchmarks.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CompareCommandTest {
  private static final String CASCARA = "cascara-" + Runtime.version().feature();

  /** Imports bench.start and bench.end, exports a memory, and calls both in _start. */
  private static final String COMMAND =
      "0061736d01000000 010401600000"
          + "021b02 0562656e6368057374617274 0000 0562656e636803656e64 0000"
          + "03020100 0503010001"
          + "071302 066d656d6f7279 0200 065f7374617274 0002"
          + "0a0801 0600 1000 1001 0b";

  @TempDir private Path folder;

  private final StringWriter report = new StringWriter();

  @Test
  void measuresAProgramOnTwoEngines() throws IOException {
    assumeTrue(hasNode(), "there is no Node");
    Path json = folder.resolve("report.json");

    int exitCode = compare(CASCARA + ",v8", COMMAND, "--json", json.toString());

    assertThat(exitCode).as(report.toString()).isZero();
    JsonNode engines = new ObjectMapper().readTree(json.toFile()).at("/programs/0/engines");
    for (String engine : new String[] {CASCARA, "v8"}) {
      assertThat(engines.path(engine).path("runs")).as(engine).hasSize(3);
      assertThat(engines.path(engine).path("exitCode").asInt(-1)).isZero();
      assertThat(engines.path(engine).path("differs").asBoolean(true)).isFalse();
    }
    assertThat(report.toString()).contains("geometric means", CASCARA);
  }

  @Test
  void saysWhyAProgramWasNotRun() throws IOException {
    int exitCode = compare(CASCARA, "0061736d01000000 0a0101");

    assertThat(exitCode).isEqualTo(1);
    assertThat(report.toString()).contains(CASCARA, "not run: ");
  }

  @Test
  void saysWhichEnginesAreMissing() throws IOException {
    compare("chicory-" + Runtime.version().feature(), COMMAND);

    assertThat(report.toString()).contains("not there: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cascara; cascara-17,cascara-25",
        "chicory; chicory-25",
        "graalwasm; graalwasm-25",
        "v8; v8",
        "cascara-vectors-25; cascara-vectors-25",
        "chicory-17; chicory-17",
        "v8,cascara,chicory,graalwasm; v8,cascara-17,cascara-25,chicory-25,graalwasm-25",
        "cascara-25,cascara; cascara-25,cascara-17",
        "casc; casc"
      })
  void namesWithoutAVersionMeanThoseOfTheDefault(String names, String engines) {
    assertThat(Engines.expand(List.of(names.split(",")))).containsExactly(engines.split(","));
  }

  @Test
  void takesNamesWithoutAVersion() throws IOException {
    compare("chicory", COMMAND);

    assertThat(report.toString()).contains("not there: ", "chicory-25");
  }

  @Test
  void refusesUnknownEngines() throws IOException {
    assertThat(compare("spidermonkey", COMMAND)).isEqualTo(CommandLine.ExitCode.USAGE);
  }

  private int compare(String engines, String program, String... options) throws IOException {
    Path file = folder.resolve("program.wasm");
    Files.write(file, HexFormat.of().parseHex(program.replace(" ", "")));
    PrintWriter out = new PrintWriter(report);
    CommandLine command =
        CompareCommand.commandLine().setOut(out).setErr(new PrintWriter(new StringWriter()));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--engines", engines, "--seconds=0", "--iterations=3"));
    arguments.addAll(List.of("--timeout=120", "--peers", folder.toString()));
    arguments.addAll(List.of(options));
    arguments.add(file.toString());
    return command.execute(arguments.toArray(String[]::new));
  }

  private static boolean hasNode() throws IOException {
    try {
      Node.find();
      return true;
    } catch (EngineFailure e) {
      return false;
    }
  }
}
