package dev.cascara.it.conformance;

import dev.cascara.compiler.UnsupportedFeatureException;
import java.io.Serial;

/** A command cannot be run. */
final class NotRunException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Outcome.Status status;
  private final String reason;

  private NotRunException(Outcome.Status status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  /** The command uses what is missing here, or needs a module that does. */
  static NotRunException unsupported(String feature) {
    return new NotRunException(Outcome.Status.UNSUPPORTED, feature);
  }

  static NotRunException unsupported(UnsupportedFeatureException cause) {
    return unsupported(cause.feature());
  }

  /** The command tests a parser of text, which there is none of: no binary says the same. */
  static NotRunException malformedText() {
    return new NotRunException(Outcome.Status.SKIPPED, "malformed text, which no binary expresses");
  }

  /** What became of a command at a line of its script. */
  Outcome outcome(int line) {
    return new Outcome(line, status, reason);
  }
}
