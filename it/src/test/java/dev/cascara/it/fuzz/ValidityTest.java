package dev.cascara.it.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Damaged modules are valid here if they are valid elsewhere, and not otherwise. */
class ValidityTest {
  private static final int MODULES = 40;
  private static final int MUTANTS = 25;

  @Test
  void verdictsAreThoseOfV8() throws IOException {
    Optional<V8Engine> v8 = V8Engine.start();
    if (v8.isEmpty()) {
      String skipped = "the validity of damaged modules was not compared: there is no node";
      System.err.println("SKIPPED: " + skipped);
      abort(skipped);
    }
    try (V8Engine engine = v8.orElseThrow()) {
      Validity validity = new Validity(engine);
      SortedMap<String, String> found = new TreeMap<>();
      for (int seed = 0; seed < MODULES; seed++) {
        GeneratedModule module = ModuleGenerator.generate(seed);
        Mutations mutations = new Mutations(new Choices(seed));
        for (int i = 0; i < MUTANTS; i++) {
          byte[] mutant = mutations.mutate(module);
          validity
              .difference(mutant)
              .ifPresent(difference -> found.put(difference, HexFormat.of().formatHex(mutant)));
        }
      }
      System.err.println("validity: " + validity);
      assertThat(found).isEmpty();
    }
  }
}
