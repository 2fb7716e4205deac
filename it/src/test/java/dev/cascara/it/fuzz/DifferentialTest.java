package dev.cascara.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A short comparison, always of the same modules. */
class DifferentialTest {
  private static final int MODULES = 150;

  @Test
  void enginesAgree() throws IOException {
    List<Long> seeds = seeds(false);
    Optional<V8Engine> v8 = V8Engine.start();
    try {
      SortedMap<Long, String> found = compare(seeds, v8);
      if (v8.isEmpty()) {
        String skipped = seeds.size() + " modules were not compared with V8: there is no node";
        System.err.println("SKIPPED: " + skipped);
        if (!found.isEmpty()) {
          // Chicory has bugs of its own; without a third engine there is no telling whose it is.
          abort(skipped + "; these differ from Chicory: " + found);
        }
      }
      assertThat(found).isEmpty();
    } finally {
      v8.ifPresent(V8Engine::close);
    }
  }

  /** Chicory's interpreter does not know these modules. */
  @Test
  void enginesAgreeOnReferences() throws IOException {
    List<Long> seeds = seeds(true);
    Optional<V8Engine> v8 = V8Engine.start();
    try {
      assertThat(compare(seeds, v8)).isEmpty();
      Optional<String> missing =
          v8.isEmpty() ? Optional.of("there is no node") : v8.get().newerMissing();
      if (missing.isPresent()) {
        String skipped = seeds.size() + " modules were not compared with V8: " + missing.get();
        System.err.println("SKIPPED: " + skipped);
        abort(skipped);
      }
    } finally {
      v8.ifPresent(V8Engine::close);
    }
  }

  /** The seeds of modules that Node 20 knows, or of those that it does not. */
  private static List<Long> seeds(boolean isNew) {
    return LongStream.range(0, MODULES)
        .filter(seed -> Extension.of(seed).stream().anyMatch(Extension::isNew) == isNew)
        .boxed()
        .toList();
  }

  /** Returns what differs, by the seed. */
  private static SortedMap<Long, String> compare(List<Long> seeds, Optional<V8Engine> v8) {
    SortedMap<Long, String> found = new TreeMap<>();
    try (Engine chicory = new ChicoryEngine()) {
      List<Engine> references = new ArrayList<>();
      v8.ifPresent(references::add);
      references.add(chicory);
      Differences differences =
          new Differences(CascaraEngine.ordinary(), CascaraEngine.dividing(), references);
      for (long seed : seeds) {
        differences
            .of(ModuleGenerator.generate(seed))
            .ifPresent(difference -> found.put(seed, difference));
      }
      System.err.println(
          "differential: "
              + differences.compared()
              + ", not compared: "
              + differences.uncompared()
              + ", wrong alone: "
              + differences.outliers());
    }
    return found;
  }

  @Test
  void modulesFollowFromTheirSeeds() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(ModuleGenerator.generate(seed).encode())
          .isEqualTo(ModuleGenerator.generate(seed).encode());
    }
  }
}
