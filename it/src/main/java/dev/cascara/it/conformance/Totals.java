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
 * @param failed how many did not
 * @param unsupported how many need a feature that the compiler refuses, by feature
 * @param notRun how many were not run for another reason, by reason
 */
public record Totals(
    int passed,
    int failed,
    SortedMap<String, Integer> unsupported,
    SortedMap<String, Integer> notRun) {
  /** Copies the maps. */
  public Totals {
    unsupported = Collections.unmodifiableSortedMap(new TreeMap<>(unsupported));
    notRun = Collections.unmodifiableSortedMap(new TreeMap<>(notRun));
  }

  /** Counts outcomes. */
  static Totals of(Collection<Outcome> outcomes) {
    int passed = 0;
    int failed = 0;
    SortedMap<String, Integer> unsupported = new TreeMap<>();
    SortedMap<String, Integer> notRun = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      switch (outcome.status()) {
        case PASSED -> passed++;
        case FAILED -> failed++;
        case UNSUPPORTED -> unsupported.merge(outcome.reason(), 1, Integer::sum);
        case NOT_RUN -> notRun.merge(outcome.reason(), 1, Integer::sum);
      }
    }
    return new Totals(passed, failed, unsupported, notRun);
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
   * Counts the commands that need a feature that the compiler refuses.
   *
   * @return the sum over all features
   */
  public int totalUnsupported() {
    return sum(unsupported);
  }

  /**
   * Counts the commands that were not run for another reason.
   *
   * @return the sum over all reasons
   */
  public int totalNotRun() {
    return sum(notRun);
  }

  private static int sum(SortedMap<String, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Returns the four counts on one line. */
  @Override
  public String toString() {
    return passed
        + " passed, "
        + failed
        + " failed, "
        + totalUnsupported()
        + " unsupported, "
        + totalNotRun()
        + " not run";
  }
}
