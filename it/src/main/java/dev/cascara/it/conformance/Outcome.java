package dev.cascara.it.conformance;

/**
 * What became of one command.
 *
 * @param line where it is in its script
 * @param status whether it did what the script says
 * @param reason why it failed or was not run; empty if it passed
 */
record Outcome(int line, Status status, String reason) {
  /** Whether a command did what the script says. */
  enum Status {
    PASSED,
    FAILED,
    SKIPPED
  }

  static Outcome passed(int line) {
    return new Outcome(line, Status.PASSED, "");
  }

  static Outcome failed(int line, String reason) {
    return new Outcome(line, Status.FAILED, reason);
  }

  static Outcome skipped(int line, String reason) {
    return new Outcome(line, Status.SKIPPED, reason);
  }
}
