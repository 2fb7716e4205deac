package dev.cascara.it.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Compares the validity of damaged modules with V8's verdict for as long as it is told to. */
final class ValidityFuzzer {
  private static final int MUTANTS = 100;
  private static final int REPORT_EVERY = 100;

  private ValidityFuzzer() {}

  /**
   * Runs until the time is over.
   *
   * @param arguments seconds, the first seed, and the folder for the modules that differ
   */
  public static void main(String[] arguments) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(arguments[0])).toNanos();
    long first = Long.parseLong(arguments[1]);
    Path folder = Files.createDirectories(Path.of(arguments[2]));
    int different = 0;
    try (V8Engine v8 = V8Engine.start().orElseThrow(() -> new IOException("there is no node"))) {
      Validity validity = new Validity(v8);
      for (long seed = first; System.nanoTime() < end; seed++) {
        GeneratedModule module = ModuleGenerator.generate(seed);
        Mutations mutations = new Mutations(new Choices(seed));
        for (int i = 0; i < MUTANTS; i++) {
          byte[] mutant = mutations.mutate(module);
          Optional<String> difference = validity.difference(mutant);
          if (difference.isPresent()) {
            different++;
            System.out.println("seed " + seed + ", mutant " + i + ": " + difference.get());
            Files.write(folder.resolve(seed + "-" + i + ".wasm"), mutant);
          }
        }
        if (seed % REPORT_EVERY == 0) {
          System.out.println("validity: before seed " + seed + ": " + validity);
        }
      }
      System.out.println("validity: " + validity + ", " + different + " differ");
    }
    System.exit(different == 0 ? 0 : 1);
  }
}
