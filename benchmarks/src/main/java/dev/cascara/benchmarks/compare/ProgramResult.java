package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.compare.Outcome.Measured;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What the engines made of a program.
 *
 * @param file the program's file
 * @param size its size in bytes
 * @param hash its SHA-256
 * @param outcomes by the engine's name, in the order of the engines
 */
record ProgramResult(Path file, long size, String hash, Map<String, Outcome> outcomes) {
  ProgramResult {
    outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
  }

  /** The file's name without its ending. */
  String name() {
    return file.getFileName().toString().replaceFirst("\\.wasm$", "");
  }

  /** What an engine measured, if it did. */
  Optional<Measured> measured(String engine) {
    return outcomes.get(engine) instanceof Measured measured
        ? Optional.of(measured)
        : Optional.empty();
  }

  /** One engine's value by another's, if both measured the program. */
  Optional<Double> ratio(String engine, String reference, ToDoubleFunction<Measured> value) {
    return measured(engine)
        .flatMap(
            measured ->
                measured(reference)
                    .map(other -> value.applyAsDouble(measured) / value.applyAsDouble(other)));
  }

  /**
   * Whether an engine's exit code and output are others than those of V8, or, if V8 could not run
   * the program, of the first engine that could.
   */
  boolean differs(String engine) {
    Optional<Measured> reference =
        measured(Engines.REFERENCE)
            .or(
                () ->
                    outcomes.keySet().stream()
                        .flatMap(name -> measured(name).stream())
                        .findFirst());
    Optional<Measured> measured = measured(engine);
    return measured.isPresent()
        && reference.isPresent()
        && (measured.get().exitCode() != reference.get().exitCode()
            || !measured.get().outputHash().equals(reference.get().outputHash()));
  }
}
