package dev.cascara.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares what engines observe. */
final class Differences {
  private final Engine tested;
  private final Engine variant;
  private final List<Engine> references;
  private final SortedMap<String, Integer> compared = new TreeMap<>();
  private final SortedMap<String, Integer> uncompared = new TreeMap<>();
  private final SortedMap<String, Integer> outliers = new TreeMap<>();

  /**
   * Compares engines.
   *
   * @param tested the engine that is tested
   * @param variant the same in another configuration, which must observe the same whatever others
   *     do
   * @param references what else must agree
   */
  Differences(Engine tested, Engine variant, List<Engine> references) {
    this.tested = tested;
    this.variant = variant;
    this.references = List.copyOf(references);
    compared.put(variant.name(), 0);
    uncompared.put(variant.name(), 0);
    for (Engine reference : references) {
      compared.put(reference.name(), 0);
      uncompared.put(reference.name(), 0);
      outliers.put(reference.name(), 0);
    }
  }

  /** Returns how many modules were compared with each engine. */
  SortedMap<String, Integer> compared() {
    return compared;
  }

  /** Returns how many modules each engine could not run, or did to the end of its stack. */
  SortedMap<String, Integer> uncompared() {
    return uncompared;
  }

  /** Returns how often each engine differed from the others, which agreed. */
  SortedMap<String, Integer> outliers() {
    return outliers;
  }

  /**
   * Runs a module on all engines.
   *
   * @return what is different, in words, if no reference agrees with the tested engine; an engine
   *     that differs alone is taken to be wrong
   */
  Optional<String> of(GeneratedModule module) {
    Optional<List<String>> actual = observe(tested, module);
    if (actual.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> ofVariant =
        observeAndCount(variant, module)
            .flatMap(varied -> difference(actual.get(), variant.name(), varied));
    if (ofVariant.isPresent()) {
      return ofVariant;
    }
    List<String> differences = new ArrayList<>();
    List<String> different = new ArrayList<>();
    boolean confirmed = false;
    for (Engine reference : references) {
      Optional<List<String>> expected = observeAndCount(reference, module);
      if (expected.isPresent()) {
        Optional<String> difference = difference(actual.get(), reference.name(), expected.get());
        difference.ifPresent(differences::add);
        difference.ifPresent(each -> different.add(reference.name()));
        confirmed |= difference.isEmpty();
      }
    }
    if (confirmed) {
      different.forEach(name -> outliers.merge(name, 1, Integer::sum));
      return Optional.empty();
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", differences));
  }

  private Optional<String> difference(List<String> actual, String name, List<String> expected) {
    for (int i = 0; i < Math.max(actual.size(), expected.size()); i++) {
      String found = i < actual.size() ? actual.get(i) : "nothing";
      String other = i < expected.size() ? expected.get(i) : "nothing";
      if (!found.equals(other)) {
        return Optional.of(tested.name() + ": " + found + "; " + name + ": " + other);
      }
    }
    return Optional.empty();
  }

  private Optional<List<String>> observeAndCount(Engine engine, GeneratedModule module) {
    Optional<List<String>> observed = observe(engine, module);
    (observed.isPresent() ? compared : uncompared).merge(engine.name(), 1, Integer::sum);
    return observed;
  }

  /** Runs a module; empty if the engine cannot. */
  private static Optional<List<String>> observe(Engine engine, GeneratedModule module) {
    try {
      return Optional.of(engine.run(module));
    } catch (Engine.ExhaustedException e) {
      return Optional.empty();
    } catch (Exception | LinkageError | StackOverflowError e) {
      StackTraceElement[] trace = e.getStackTrace();
      return Optional.of(List.of(e + (trace.length == 0 ? "" : " at " + trace[0])));
    }
  }
}
