package dev.cascara.it.conformance;

import dev.cascara.it.conformance.Outcome.Status;
import java.util.ArrayList;
import java.util.Collections;
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

  /** A script none of whose commands could be run: it fails as a whole. */
  static FileReport failed(String file, String reason) {
    return new FileReport(file, List.of(Outcome.failed(1, reason)));
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
   * Tells the commands that failed though all that they need is there.
   *
   * @return for each the place and the reason
   */
  public List<String> wrong() {
    return outcomes.stream()
        .filter(outcome -> outcome.status() == Status.FAILED)
        .map(outcome -> place(outcome) + outcome.reason())
        .toList();
  }

  /**
   * Tells the commands that did not pass.
   *
   * @return a line for each, with its place and the reason
   */
  public List<String> notPassed() {
    List<String> lines = new ArrayList<>();
    for (Outcome outcome : outcomes) {
      switch (outcome.status()) {
        case PASSED -> {}
        case FAILED -> lines.add("FAILED " + place(outcome) + outcome.reason());
        case UNSUPPORTED ->
            lines.add("FAILED " + place(outcome) + "not supported: " + outcome.reason());
        case SKIPPED -> lines.add("skipped " + place(outcome) + outcome.reason());
      }
    }
    return Collections.unmodifiableList(lines);
  }

  private String place(Outcome outcome) {
    return file + ":" + outcome.line() + ": ";
  }
}
