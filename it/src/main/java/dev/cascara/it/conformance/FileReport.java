package dev.cascara.it.conformance;

import dev.cascara.it.conformance.Outcome.Status;
import java.util.List;

/**
 * What became of the commands of a script.
 *
 * @param file the script's path, as the caller named it
 * @param outcomes one for each command
 */
public record FileReport(String file, List<Outcome> outcomes) {
  /** Copies the list. */
  public FileReport {
    outcomes = List.copyOf(outcomes);
  }

  /**
   * Counts the commands.
   *
   * @return how many did what the script says, and so on
   */
  public Totals totals() {
    return Totals.of(outcomes);
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
}
