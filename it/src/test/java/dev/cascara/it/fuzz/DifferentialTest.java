package dev.cascara.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A short comparison, always of the same modules. */
class DifferentialTest {
  private static final int MODULES = 150;

  @Test
  void enginesAgree() throws IOException {
    Optional<V8Engine> v8 = V8Engine.start();
    try {
      List<Engine> references = new ArrayList<>();
      v8.ifPresent(references::add);
      references.add(new ChicoryEngine());
      Differences differences =
          new Differences(CascaraEngine.ordinary(), CascaraEngine.dividing(), references);
      SortedMap<Integer, String> found = new TreeMap<>();
      for (int seed = 0; seed < MODULES; seed++) {
        int number = seed;
        differences
            .of(ModuleGenerator.generate(seed))
            .ifPresent(difference -> found.put(number, difference));
      }
      System.err.println(
          "differential: "
              + differences.compared()
              + ", not compared: "
              + differences.uncompared()
              + ", wrong alone: "
              + differences.outliers());
      if (v8.isEmpty()) {
        String skipped = MODULES + " modules were not compared with V8: there is no node";
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

  @Test
  void modulesFollowFromTheirSeeds() {
    for (int seed = 0; seed < 20; seed++) {
      assertThat(ModuleGenerator.generate(seed).encode())
          .isEqualTo(ModuleGenerator.generate(seed).encode());
    }
  }
}
