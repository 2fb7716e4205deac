package dev.cascara.it.conformance;

/**
 * What became of one command.
 *
 * @param line where it is in its script
 * @param status whether it did what the script says
 * @param reason why it failed or was not run, or the feature that is not supported; empty if it
 *     passed
 */
record Outcome(int line, Status status, String reason) {
  /** Whether a command did what the script says. */
  enum Status {
    PASSED,
    FAILED,
    /** It needs a feature that the compiler refuses. */
    UNSUPPORTED,
    /** It tests what this implementation does not have. */
    NOT_RUN
  }

  static Outcome passed(int line) {
    return new Outcome(line, Status.PASSED, "");
  }

  static Outcome failed(int line, String reason) {
    return new Outcome(line, Status.FAILED, reason);
  }
}
