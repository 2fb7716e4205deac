package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.compare.Outcome.Measured;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The report for people: a table a program, then the geometric means.
 *
 * @param out where it goes
 */
record TextReport(PrintWriter out) {
  private static final double MILLISECOND = 1e6;
  private static final String ROW = "  %-14s %10s %10s %10s %10s %6s %10s %10s%s%n";

  /** Says what is compared. */
  void begin(Engines engines) {
    engines.present().forEach(engine -> print("%-14s %s%n", engine.name(), engine.description()));
    engines.missing().forEach((name, reason) -> print("%-14s not there: %s%n", name, reason));
  }

  /** Prints a program's table. */
  void program(ProgramResult result) {
    print("%n%s, %d bytes; milliseconds%n", result.file(), result.size());
    print(ROW, "", "first", "warm-up", "median", "minimum", "runs", "median/v8", "first/v8", "");
    result.outcomes().forEach((engine, outcome) -> row(result, engine, outcome));
    out.flush();
  }

  private void row(ProgramResult result, String engine, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      print("  %-14s not run: %s%n", engine, failed.reason());
    } else if (outcome instanceof Measured measured) {
      print(
          ROW,
          engine,
          milliseconds(measured.first()),
          milliseconds(measured.warmUp()),
          milliseconds(measured.steady()),
          milliseconds(measured.minimum()),
          measured.runs().size(),
          number(result.ratio(engine, Engines.REFERENCE, Measured::steady)),
          number(result.ratio(engine, Engines.REFERENCE, Measured::first)),
          note(result, engine, measured));
    }
  }

  private static String note(ProgramResult result, String engine, Measured measured) {
    StringBuilder note = new StringBuilder();
    if (result.differs(engine)) {
      note.append("  result differs");
    }
    if (measured.exitCode() != 0) {
      note.append("  exit code ").append(measured.exitCode());
    }
    if (!measured.note().isEmpty()) {
      note.append("  ").append(measured.note());
    }
    return note.toString();
  }

  /**
   * Prints the geometric means of all programs, relative to each engine that others are held to.
   */
  void means(List<ProgramResult> results, Engines engines) {
    List<String> names = engines.present().stream().map(Engine::name).toList();
    names.stream()
        .filter(name -> name.equals(Engines.REFERENCE) || name.startsWith("chicory"))
        .forEach(reference -> means(results, names, reference));
    double load =
        results.stream()
            .flatMap(result -> result.outcomes().values().stream())
            .mapToDouble(outcome -> outcome instanceof Measured m ? m.loadAverage() : 0)
            .max()
            .orElse(0);
    print(
        "%nload average up to %.1f on %d processors, one of which the engine itself keeps busy%n",
        load, Runtime.getRuntime().availableProcessors());
    out.flush();
  }

  private void means(List<ProgramResult> results, List<String> names, String reference) {
    String format = "  %-14s %10s %10s %9s %9s   %-24s %s%n";
    print("%nby %s, geometric means over the programs that both ran%n", reference);
    print(format, "", "median", "first", "programs", "not run", "worst median", "worst first");
    for (String engine : names) {
      List<Double> steady = ratios(results, engine, reference, Measured::steady);
      print(
          format,
          engine,
          number(mean(steady)),
          number(mean(ratios(results, engine, reference, Measured::first))),
          steady.size(),
          results.stream().filter(result -> result.measured(engine).isEmpty()).count(),
          worst(results, engine, reference, Measured::steady),
          worst(results, engine, reference, Measured::first));
    }
  }

  /** The ratios of the programs that two engines ran. */
  static List<Double> ratios(
      List<ProgramResult> results,
      String engine,
      String reference,
      ToDoubleFunction<Measured> value) {
    return results.stream()
        .flatMap(result -> result.ratio(engine, reference, value).stream())
        .toList();
  }

  private static Optional<Double> mean(List<Double> ratios) {
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Statistics.geometricMean(ratios));
  }

  private static String worst(
      List<ProgramResult> results,
      String engine,
      String reference,
      ToDoubleFunction<Measured> value) {
    return results.stream()
        .flatMap(
            result ->
                result
                    .ratio(engine, reference, value)
                    .map(r -> Map.entry(result.name(), r))
                    .stream())
        .max(Comparator.comparing(Map.Entry<String, Double>::getValue))
        .map(entry -> number(Optional.of(entry.getValue())) + " " + entry.getKey())
        .orElse("–");
  }

  private static String milliseconds(double nanoseconds) {
    return String.format(Locale.ROOT, "%.2f", nanoseconds / MILLISECOND);
  }

  private static String number(Optional<Double> ratio) {
    return ratio.map(r -> String.format(Locale.ROOT, "%.2f", r)).orElse("–");
  }

  private void print(String format, Object... values) {
    out.printf(Locale.ROOT, format, values);
  }
}
