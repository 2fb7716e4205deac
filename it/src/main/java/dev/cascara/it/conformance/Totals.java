package dev.cascara.it.conformance;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts of commands. Each command is in exactly one of them.
 *
 * @param passed how many did what their script says
 * @param wrong how many did not, though all that they need is there
 * @param unsupported how many did not because of a feature that is missing, by feature
 * @param skipped how many were not run, by reason
 */
public record Totals(
    int passed,
    int wrong,
    SortedMap<String, Integer> unsupported,
    SortedMap<String, Integer> skipped) {
  /** Copies the maps. */
  public Totals {
    unsupported = Collections.unmodifiableSortedMap(new TreeMap<>(unsupported));
    skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
  }

  /** Counts outcomes. */
  static Totals of(Collection<Outcome> outcomes) {
    int passed = 0;
    int wrong = 0;
    SortedMap<String, Integer> unsupported = new TreeMap<>();
    SortedMap<String, Integer> skipped = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      switch (outcome.status()) {
        case PASSED -> passed++;
        case FAILED -> wrong++;
        case UNSUPPORTED -> unsupported.merge(outcome.reason(), 1, Integer::sum);
        case SKIPPED -> skipped.merge(outcome.reason(), 1, Integer::sum);
      }
    }
    return new Totals(passed, wrong, unsupported, skipped);
  }

  /**
   * Counts the commands of several scripts.
   *
   * @param reports what became of them
   * @return their sum
   */
  public static Totals ofAll(List<FileReport> reports) {
    return of(reports.stream().flatMap(report -> report.outcomes().stream()).toList());
  }

  /**
   * Counts the commands that did not do what their script says, for whatever reason.
   *
   * @return the wrong ones and those that need a feature that is missing
   */
  public int failed() {
    return wrong + sum(unsupported);
  }

  /**
   * Counts the commands that were not run.
   *
   * @return the sum over all reasons
   */
  public int totalSkipped() {
    return sum(skipped);
  }

  private static int sum(SortedMap<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the three counts on one line. */
  @Override
  public String toString() {
    return passed + " passed, " + failed() + " failed, " + totalSkipped() + " skipped";
  }
}
