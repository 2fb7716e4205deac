package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command that runs test scripts. */
@Command(
    name = "conformance",
    mixinStandardHelpOptions = true,
    description = {
      "Runs WebAssembly test scripts (.wast) and counts the commands that pass.",
      "Needs Node; CASCARA_NODE_MODULES may name a node_modules folder that has @bytecodealliance/jco,"
          + " CASCARA_CACHE a folder for conversions."
    })
public final class Conformance implements Callable<Integer> {
  /** The slowest script of the official suites takes seconds. */
  private static final long SCRIPT_TIMEOUT_MINUTES = 10;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Scripts, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON, too.")
  private @Nullable File json;

  @Option(
      names = "--no-check-classes",
      description = "Leaves it to the JVM to verify the generated classes that are used.")
  private boolean uncheckedClasses;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "What executes components: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private ComponentEngine engine = ComponentEngine.DYNAMIC;

  @Option(
      names = "--simd",
      paramLabel = "TARGET",
      description =
          "What vectors of core modules become: ${COMPLETION-CANDIDATES} (default"
              + " ${DEFAULT-VALUE}). VECTOR_API needs JDK 25 with --add-modules"
              + " jdk.incubator.vector.")
  private SimdTarget simdTarget = SimdTarget.SCALAR;

  @Spec private @Nullable CommandSpec spec;

  private final PrintWriter out;

  private Conformance(PrintWriter out) {
    this.out = out;
  }

  /**
   * Runs the command and exits: 0 if nothing failed, 1 if something did, 2 if the arguments are
   * wrong.
   *
   * @param arguments see {@code --help}
   */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    System.exit(new CommandLine(new Conformance(out)).execute(arguments));
  }

  /**
   * Runs a script, or all scripts of a folder.
   *
   * @param path a script or a folder of them
   * @param check which generated classes are checked
   * @param engine what executes components
   * @return what became of each script, sorted by name
   * @throws ConversionException if the scripts cannot be converted, where Node is missing for
   *     example
   */
  public static List<FileReport> run(Path path, ClassCheck check, ComponentEngine engine)
      throws ConversionException {
    return run(path, check, engine, SimdTarget.SCALAR);
  }

  /**
   * Runs a script, or all scripts of a folder.
   *
   * @param path a script or a folder of them
   * @param check which generated classes are checked
   * @param engine what executes components
   * @param simdTarget what vectors of core modules become
   * @return what became of each script, sorted by name
   * @throws ConversionException if the scripts cannot be converted, where Node is missing for
   *     example
   */
  public static List<FileReport> run(
      Path path, ClassCheck check, ComponentEngine engine, SimdTarget simdTarget)
      throws ConversionException {
    List<FileReport> reports = new ArrayList<>();
    List<ScriptConverter.Converted> scripts = new ScriptConverter().convert(path);
    ExecutorService executor =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<FileReport>> running = new ArrayList<>();
      for (ScriptConverter.Converted script : scripts) {
        running.add(executor.submit(() -> run(script, check, engine, simdTarget)));
      }
      for (Future<FileReport> report : running) {
        reports.add(report.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw new UncheckedIOException(failure);
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      executor.shutdownNow();
    }
    return reports;
  }

  private static FileReport run(
      ScriptConverter.Converted script,
      ClassCheck check,
      ComponentEngine engine,
      SimdTarget simdTarget)
      throws IOException {
    JsonNode commands = JSON.readTree(script.json().toFile()).path("commands");
    ScriptThread thread =
        ScriptThread.start(
            outcomes -> ScriptRunner.run(script, commands, check, engine, simdTarget, outcomes));
    boolean ended = thread.join(TimeUnit.MINUTES.toMillis(SCRIPT_TIMEOUT_MINUTES));
    List<Outcome> outcomes = new ArrayList<>(thread.outcomes());
    if (!ended) {
      for (int i = outcomes.size(); i < commands.size(); i++) {
        outcomes.add(
            Outcome.failed(
                commands.get(i).path("line").asInt(),
                "the script has not ended after " + SCRIPT_TIMEOUT_MINUTES + " minutes"));
      }
    }
    return new FileReport(script.name(), outcomes);
  }

  @Override
  public Integer call() throws IOException {
    List<FileReport> reports = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(), path + " does not exist");
      }
      List<FileReport> results = runOrFail(path);
      results.forEach(this::print);
      reports.addAll(results);
    }
    Totals totals = Totals.ofAll(reports);
    totals
        .unsupported()
        .forEach((feature, count) -> out.println("not supported " + count + ": " + feature));
    totals.skipped().forEach((reason, count) -> out.println("skipped " + count + ": " + reason));
    if (json != null) {
      JSON.writerWithDefaultPrettyPrinter().writeValue(json, toJson(reports));
    }
    out.println("conformance: " + totals);
    return totals.failed() == 0 ? 0 : 1;
  }

  /** Where nothing can be run, each script is a failure. */
  private List<FileReport> runOrFail(Path path) throws IOException {
    try {
      return run(path, uncheckedClasses ? ClassCheck.NONE : ClassCheck.ALL, engine, simdTarget);
    } catch (ConversionException e) {
      return ScriptConverter.scripts(path).stream()
          .map(script -> FileReport.failed(script.toString(), "not run: " + e.getMessage()))
          .toList();
    }
  }

  private void print(FileReport report) {
    out.println(report.file() + ": " + report.totals());
    report.notPassed().forEach(line -> out.println("  " + line));
  }

  private static ObjectNode toJson(List<FileReport> reports) {
    ObjectNode root = count(JSON.createObjectNode(), Totals.ofAll(reports));
    ArrayNode files = root.putArray("files");
    for (FileReport report : reports) {
      ObjectNode file = files.addObject().put("file", report.file());
      ArrayNode others = count(file, report.totals()).putArray("not_passed");
      for (Outcome outcome : report.outcomes()) {
        if (outcome.status() != Outcome.Status.PASSED) {
          others
              .addObject()
              .put("line", outcome.line())
              .put("status", outcome.status().name().toLowerCase(Locale.ROOT))
              .put("reason", outcome.reason());
        }
      }
    }
    return root;
  }

  private static ObjectNode count(ObjectNode node, Totals totals) {
    node.put("passed", totals.passed())
        .put("failed", totals.failed())
        .put("skipped", totals.totalSkipped());
    totals.unsupported().forEach(node.putObject("unsupported")::put);
    totals.skipped().forEach(node.putObject("skip_reasons")::put);
    return node;
  }
}
