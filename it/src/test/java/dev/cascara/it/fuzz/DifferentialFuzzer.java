package dev.cascara.it.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares engines for as long as it is told to, and leaves a module for each difference.
 *
 * <pre>{@code
 * mvn -pl it -am verify -Pfuzz -Dfuzz.seconds=3600 -Dfuzz.seed=1000000
 * }</pre>
 */
final class DifferentialFuzzer {
  private static final int REPORT_EVERY = 1000;

  private DifferentialFuzzer() {}

  /**
   * Runs until the time is over.
   *
   * @param arguments seconds, the first seed, and the folder for the modules that differ
   */
  public static void main(String[] arguments) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[0])).toNanos();
    long seed = Long.parseLong(arguments[1]);
    Path folder = Files.createDirectories(Path.of(arguments[2]));
    try (Engine chicory = new ChicoryEngine()) {
      List<Engine> references = new ArrayList<>(List.of(chicory));
      Optional<V8Engine> v8 = V8Engine.start();
      v8.ifPresentOrElse(
          references::add, () -> System.out.println("NOT COMPARED with V8: there is no node"));
      v8.flatMap(V8Engine::newerMissing)
          .ifPresent(
              reason -> System.out.println("NOT COMPARED with V8, of WebAssembly 3.0: " + reason));
      Differences differences =
          new Differences(CascaraEngine.ordinary(), CascaraEngine.dividing(), references);
      int modules = 0;
      int different = 0;
      while (System.nanoTime() < end) {
        GeneratedModule module = ModuleGenerator.generate(seed);
        Optional<String> difference = differences.of(module);
        if (difference.isPresent()) {
          different++;
          System.out.println("seed " + seed + ": " + difference.get());
          report(folder, seed, module, differences);
        }
        modules++;
        seed++;
        if (modules % REPORT_EVERY == 0) {
          System.out.println(summary(seed, modules, different, differences));
        }
      }
      System.out.println(summary(seed, modules, different, differences));
      v8.ifPresent(V8Engine::close);
      System.exit(different == 0 ? 0 : 1);
    }
  }

  private static String summary(long seed, int modules, int different, Differences differences) {
    return "differential: before seed "
        + seed
        + ": "
        + modules
        + " modules, "
        + different
        + " differ, compared with "
        + differences.compared()
        + ", not with "
        + differences.uncompared()
        + ", which were wrong alone in "
        + differences.outliers();
  }

  private static void report(
      Path folder, long seed, GeneratedModule module, Differences differences) throws IOException {
    GeneratedModule reduced =
        Reducer.reduce(module, candidate -> differences.of(candidate).isPresent());
    Files.write(folder.resolve(seed + ".wasm"), reduced.encode());
    String difference = differences.of(reduced).orElseThrow();
    Files.writeString(
        folder.resolve(seed + ".txt"),
        difference + "\n" + reduced.calls() + "\n",
        StandardCharsets.UTF_8);
    System.out.println("  reduced: " + difference + " " + reduced.calls());
  }
}
