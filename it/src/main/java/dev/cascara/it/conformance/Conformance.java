package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  /** Scripts that exhaust the stack do so quickly, those that need a deep one have it. */
  private static final long STACK_SIZE = 16L << 20;

  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "Scripts, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", paramLabel = "FILE", description = "Writes the results as JSON, too.")
  private @Nullable File json;

  @Option(names = "--check-classes", description = "Checks all generated classes with ASM.")
  private boolean checkClasses;

  @Option(
      names = "--engine",
      paramLabel = "ENGINE",
      description =
          "What executes components: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private ComponentEngine engine = ComponentEngine.DYNAMIC;

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
   * Runs all scripts of a folder.
   *
   * @param path a script or a folder of them
   * @param check whether generated classes are checked
   * @param engine what executes components
   * @return what became of each script, sorted by name
   * @throws ConversionException if the scripts cannot be converted, where Node is missing for
   *     example
   */
  public static List<FileReport> run(Path path, ClassCheck check, ComponentEngine engine)
      throws ConversionException {
    List<FileReport> reports = new ArrayList<>();
    List<ScriptConverter.Converted> scripts = new ScriptConverter().convert(path);
    ExecutorService executor =
        Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            task -> {
              Thread thread = new Thread(null, task, "script", STACK_SIZE);
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<FileReport>> running = new ArrayList<>();
      for (ScriptConverter.Converted script : scripts) {
        running.add(executor.submit(() -> ScriptRunner.run(script, check, engine)));
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

  @Override
  public Integer call() throws IOException {
    List<FileReport> reports = new ArrayList<>();
    int scriptsNotRun = 0;
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw new ParameterException(
            Objects.requireNonNull(spec).commandLine(), path + " does not exist");
      }
      try {
        List<FileReport> results =
            run(path, checkClasses ? ClassCheck.ASM : ClassCheck.NONE, engine);
        results.forEach(this::print);
        reports.addAll(results);
      } catch (ConversionException e) {
        int scripts = ScriptConverter.scripts(path).size();
        scriptsNotRun += scripts;
        out.println("NOT RUN: the " + scripts + " scripts in " + path + ": " + e.getMessage());
      }
    }
    Totals totals = Totals.ofAll(reports);
    totals
        .unsupported()
        .forEach((feature, count) -> out.println("unsupported " + count + ": " + feature));
    totals.notRun().forEach((reason, count) -> out.println("not run " + count + ": " + reason));
    if (json != null) {
      JSON.writerWithDefaultPrettyPrinter().writeValue(json, toJson(reports));
    }
    out.println(
        "conformance: "
            + totals
            + (scriptsNotRun == 0 ? "" : "; " + scriptsNotRun + " whole scripts not run"));
    return totals.failed() == 0 ? 0 : 1;
  }

  private void print(FileReport report) {
    out.println(report.file() + ": " + report.totals());
    report.failures().forEach(failure -> out.println("  FAILED " + failure));
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
    node.put("passed", totals.passed()).put("failed", totals.failed());
    totals.unsupported().forEach(node.putObject("unsupported")::put);
    totals.notRun().forEach(node.putObject("not_run")::put);
    return node;
  }
}
