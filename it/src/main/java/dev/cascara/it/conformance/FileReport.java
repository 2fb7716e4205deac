package dev.cascara.it.conformance;

import dev.cascara.it.conformance.Outcome.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the commands of a script.
 *
 * @param file the script's path, as the caller named it
 * @param outcomes one for each command
 */
public record FileReport(String file, List<Outcome> outcomes) {
  public FileReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Counts the commands that did what the script says.
   *
   * @return how many
   */
  public int passed() {
    return count(Status.PASSED);
  }

  /**
   * Counts the commands that did not.
   *
   * @return how many
   */
  public int failed() {
    return count(Status.FAILED);
  }

  /**
   * Counts the commands that were not run.
   *
   * @return how many
   */
  public int skipped() {
    return count(Status.SKIPPED);
  }

  private int count(Status status) {
    return (int) outcomes.stream().filter(outcome -> outcome.status() == status).count();
  }

  /**
   * Tells the commands that failed.
   *
   * @return for each the place and the reason
   */
  public List<String> failures() {
    return outcomes.stream()
        .filter(outcome -> outcome.status() == Status.FAILED)
        .map(outcome -> file + ":" + outcome.line() + ": " + outcome.reason())
        .toList();
  }

  /**
   * Tells why commands were not run.
   *
   * @return the number of commands by reason
   */
  public Map<String, Integer> skipReasons() {
    Map<String, Integer> reasons = new TreeMap<>();
    for (Outcome outcome : outcomes) {
      if (outcome.status() == Status.SKIPPED) {
        reasons.merge(outcome.reason(), 1, Integer::sum);
      }
    }
    return reasons;
  }
}
