package dev.cascara.benchmarks.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cascara.benchmarks.compare.Outcome.Measured;
import dev.cascara.benchmarks.compare.Outcome.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The report for programs: everything that was measured; times in nanoseconds. */
final class JsonReport {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /** Writes the report. */
  static void write(Path file, Engines engines, List<ProgramResult> results, EngineRun settings)
      throws IOException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    root.putObject("machine")
        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .put("processors", Runtime.getRuntime().availableProcessors());
    root.put("seconds", settings.seconds()).put("iterations", settings.iterations());
    ObjectNode descriptions = root.putObject("engines");
    engines.present().forEach(engine -> descriptions.put(engine.name(), engine.description()));
    ObjectNode missing = root.putObject("missing");
    engines.missing().forEach(missing::put);
    ArrayNode programs = root.putArray("programs");
    results.forEach(result -> program(programs.addObject(), result));
    ObjectNode means = root.putObject("geometricMeans");
    for (Engine engine : engines.present()) {
      ObjectNode mean = means.putObject(engine.name());
      for (Engine reference : engines.present()) {
        List<Double> steady =
            TextReport.ratios(results, engine.name(), reference.name(), Measured::steady);
        if (!steady.isEmpty()) {
          mean.putObject("by " + reference.name())
              .put("median", Statistics.geometricMean(steady))
              .put(
                  "first",
                  Statistics.geometricMean(
                      TextReport.ratios(results, engine.name(), reference.name(), Measured::first)))
              .put("programs", steady.size());
        }
      }
    }
    MAPPER.writeValue(file.toFile(), root);
  }

  private static void program(ObjectNode node, ProgramResult result) {
    node.put("file", result.file().toString())
        .put("name", result.name())
        .put("bytes", result.size())
        .put("sha256", result.hash());
    ObjectNode outcomes = node.putObject("engines");
    result
        .outcomes()
        .forEach((engine, outcome) -> outcome(outcomes.putObject(engine), result, engine, outcome));
  }

  private static void outcome(
      ObjectNode node, ProgramResult result, String engine, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      node.put("notRun", failed.reason());
    } else if (outcome instanceof Measured measured) {
      node.put("load", measured.load())
          .put("first", (long) measured.first())
          .put("warmUp", (long) measured.warmUp())
          .put("median", measured.steady())
          .put("minimum", (long) measured.minimum());
      result
          .ratio(engine, Engines.REFERENCE, Measured::steady)
          .ifPresent(ratio -> node.put("medianByV8", ratio));
      result
          .ratio(engine, Engines.REFERENCE, Measured::first)
          .ifPresent(ratio -> node.put("firstByV8", ratio));
      node.put("exitCode", measured.exitCode())
          .put("outputSha256", measured.outputHash())
          .put("differs", result.differs(engine))
          .put("loadAverage", measured.loadAverage())
          .put("note", measured.note());
      ArrayNode runs = node.putArray("runs");
      measured.runs().stream().mapToLong(Run::timed).forEach(runs::add);
    }
  }
}
