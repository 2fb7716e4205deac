package dev.cascara.benchmarks.compare;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs WASI commands on Cascara and other engines, and compares their times. */
@Command(
    name = "compare",
    description = "Runs WASI commands on Cascara and other engines, and compares their times.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A program may import bench.start and bench.end, both without parameters and results; only",
      "what is between them is timed then. Its own folder is its current one.",
      "The exit code is 1 if Cascara cannot run a program or results differ."
    })
public final class CompareCommand implements Callable<Integer> {
  private static final double MILLISECOND = 1e6;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "WASI preview 1 commands.")
  private List<Path> files = List.of();

  @Option(
      names = "--engines",
      split = ",",
      paramLabel = "LIST",
      defaultValue = Engines.DEFAULT,
      description =
          "v8, cascara, chicory and graalwasm; the last three with a JDK's version, as in cascara-17,"
              + " or without for those of the default (default: ${DEFAULT-VALUE});"
              + " cascara-vectors-25 is with vectors of the JDK.")
  private List<String> engines = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      defaultValue = "10",
      description = "How long an engine runs a program at least (default: ${DEFAULT-VALUE}).")
  private double seconds;

  @Option(
      names = "--iterations",
      paramLabel = "NUMBER",
      defaultValue = "7",
      description = "How often at least (default: ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "After how long an engine is given up (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Where everything that was measured is written, too.")
  private @Nullable Path json;

  @Option(
      names = "--peers",
      paramLabel = "FOLDER",
      description = "The target folder of benchmarks/peers.",
      defaultValue = "benchmarks/peers/target",
      hidden = true)
  private Path peers = Path.of("");

  /** Creates the command for picocli. */
  public CompareCommand() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  /** The command, ready to execute. */
  static CommandLine commandLine() {
    return new CommandLine(new CompareCommand())
        .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8));
  }

  @Override
  public Integer call() throws IOException {
    CommandLine command = Objects.requireNonNull(spec).commandLine();
    for (Path file : files) {
      if (!Files.isRegularFile(file)) {
        throw new ParameterException(command, "no file " + file);
      }
    }
    Engines found;
    try {
      found = Engines.find(engines, peers);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, String.valueOf(e.getMessage()), e);
    }
    EngineRun run = new EngineRun(seconds, iterations, timeout);
    TextReport report = new TextReport(command.getOut());
    report.begin(found);
    List<ProgramResult> results = new ArrayList<>();
    for (Path file : files) {
      ProgramResult result = measure(file, found, run, command.getErr());
      results.add(result);
      report.program(result);
      // At each program, so that what was measured is not lost with what follows.
      if (json != null) {
        JsonReport.write(json, found, results, run);
      }
    }
    report.means(results, found);
    return results.stream().allMatch(CompareCommand::isGood) ? 0 : 1;
  }

  private static boolean isGood(ProgramResult result) {
    return result.outcomes().entrySet().stream()
        .noneMatch(
            entry ->
                result.differs(entry.getKey())
                    || (entry.getKey().startsWith("cascara")
                        && entry.getValue() instanceof Outcome.Failed));
  }

  private static ProgramResult measure(
      Path file, Engines engines, EngineRun settings, PrintWriter progress) throws IOException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (Engine engine : engines.present()) {
      progress.printf("%s on %s:", file.getFileName(), engine.name());
      progress.flush();
      Path work = Files.createTempDirectory("compare");
      try {
        Outcome outcome =
            settings.run(
                engine,
                file.toAbsolutePath(),
                work,
                run -> {
                  progress.printf(Locale.ROOT, " %.0f", run.timed() / MILLISECOND);
                  progress.flush();
                });
        outcomes.put(engine.name(), outcome);
        progress.println(outcome instanceof Outcome.Failed failed ? " " + failed.reason() : " ms");
      } finally {
        delete(work);
      }
    }
    engines.missing().forEach((name, reason) -> outcomes.put(name, new Outcome.Failed(reason)));
    return new ProgramResult(file, Files.size(file), EngineRun.sha256(file), outcomes);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
