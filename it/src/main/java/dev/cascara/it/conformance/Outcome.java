package dev.cascara.it.conformance;

/**
 * What became of one command.
 *
 * @param line where it is in its script
 * @param status whether it did what the script says
 * @param reason why it failed or was skipped, or the feature that is not supported; empty if it
 *     passed
 */
record Outcome(int line, Status status, String reason) {
  /** Whether a command did what the script says. */
  enum Status {
    PASSED,
    FAILED,
    /** A failure whose cause is known: it needs what this implementation does not have yet. */
    UNSUPPORTED,
    /** There is nothing in it that this implementation could do. */
    SKIPPED
  }

  static Outcome passed(int line) {
    return new Outcome(line, Status.PASSED, "");
  }

  static Outcome failed(int line, String reason) {
    return new Outcome(line, Status.FAILED, reason);
  }
}
