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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
   * @return what became of each script, sorted by name
   * @throws ConversionException if the scripts cannot be converted, where Node is missing for
   *     example
   */
  public static List<FileReport> run(Path path) throws ConversionException {
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
        running.add(executor.submit(() -> ScriptRunner.run(script)));
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
    for (Path path : paths) {
      if (!Files.exists(path)) {
        out.println("SKIPPED: " + path + " does not exist: none of its scripts was run");
        continue;
      }
      try {
        for (FileReport report : run(path)) {
          print(report);
          reports.add(report);
        }
      } catch (ConversionException e) {
        out.println("SKIPPED: the scripts in " + path + " were not run: " + e.getMessage());
      }
    }
    printSkipReasons(reports);
    int failed = reports.stream().mapToInt(FileReport::failed).sum();
    if (json != null) {
      JSON.writerWithDefaultPrettyPrinter().writeValue(json, toJson(reports));
    }
    out.println(
        "conformance: "
            + reports.stream().mapToInt(FileReport::passed).sum()
            + " passed, "
            + failed
            + " failed, "
            + reports.stream().mapToInt(FileReport::skipped).sum()
            + " skipped");
    return failed == 0 ? 0 : 1;
  }

  private void print(FileReport report) {
    out.println(
        report.file()
            + ": "
            + report.passed()
            + " passed, "
            + report.failed()
            + " failed, "
            + report.skipped()
            + " skipped");
    report.failures().forEach(failure -> out.println("  FAILED " + failure));
    report
        .skipReasons()
        .forEach((reason, count) -> out.println("  skipped " + count + ": " + reason));
  }

  private void printSkipReasons(List<FileReport> reports) {
    Map<String, Integer> reasons = new TreeMap<>();
    for (FileReport report : reports) {
      report.skipReasons().forEach((reason, count) -> reasons.merge(reason, count, Integer::sum));
    }
    reasons.forEach((reason, count) -> out.println("skipped " + count + ": " + reason));
  }

  private static ObjectNode toJson(List<FileReport> reports) {
    ObjectNode root = JSON.createObjectNode();
    root.put("passed", reports.stream().mapToInt(FileReport::passed).sum());
    root.put("failed", reports.stream().mapToInt(FileReport::failed).sum());
    root.put("skipped", reports.stream().mapToInt(FileReport::skipped).sum());
    ArrayNode files = root.putArray("files");
    for (FileReport report : reports) {
      ObjectNode file = files.addObject();
      file.put("file", report.file());
      file.put("passed", report.passed());
      file.put("failed", report.failed());
      file.put("skipped", report.skipped());
      ArrayNode others = file.putArray("not_passed");
      for (Outcome outcome : report.outcomes()) {
        if (outcome.status() != Outcome.Status.PASSED) {
          others
              .addObject()
              .put("line", outcome.line())
              .put("status", outcome.status() == Outcome.Status.FAILED ? "failed" : "skipped")
              .put("reason", outcome.reason());
        }
      }
    }
    return root;
  }
}
