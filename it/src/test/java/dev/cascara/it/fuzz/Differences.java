package dev.cascara.it.fuzz;

import java.util.List;
import java.util.Optional;

/** Compares what engines observe. */
final class Differences {
  private final Engine tested;
  private final List<Engine> references;

  Differences(Engine tested, List<Engine> references) {
    this.tested = tested;
    this.references = List.copyOf(references);
  }

  /**
   * Runs a module on all engines.
   *
   * @return what is different, in words, if something is
   * @throws Engine.ExhaustedException if there is nothing to compare
   */
  Optional<String> of(GeneratedModule module) throws Engine.ExhaustedException {
    List<String> actual = observe(tested, module);
    for (Engine reference : references) {
      List<String> expected = observe(reference, module);
      for (int i = 0; i < Math.max(actual.size(), expected.size()); i++) {
        String found = i < actual.size() ? actual.get(i) : "nothing";
        String other = i < expected.size() ? expected.get(i) : "nothing";
        if (!found.equals(other)) {
          return Optional.of(
              tested.name() + ": " + found + "; " + reference.name() + ": " + other);
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> observe(Engine engine, GeneratedModule module)
      throws Engine.ExhaustedException {
    try {
      return engine.run(module);
    } catch (Engine.ExhaustedException e) {
      throw e;
    } catch (Exception | LinkageError | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return List.of(e + (trace.length == 0 ? "" : " at " + trace[0]));
    }
  }
}
