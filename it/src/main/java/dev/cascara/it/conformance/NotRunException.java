package dev.cascara.it.conformance;

import dev.cascara.compiler.UnsupportedFeatureException;
import java.io.Serial;

/** A command cannot be run, through no fault of its own. */
final class NotRunException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final Outcome.Status status;
  private final String reason;

  private NotRunException(Outcome.Status status, String reason) {
    super(reason);
    this.status = status;
    this.reason = reason;
  }

  /** The command uses what is not compiled yet, or needs a module that does. */
  static NotRunException unsupported(String feature) {
    return new NotRunException(Outcome.Status.UNSUPPORTED, feature);
  }

  static NotRunException unsupported(UnsupportedFeatureException cause) {
    return unsupported(cause.feature());
  }

  /** The command is not for this implementation. */
  static NotRunException because(String reason) {
    return new NotRunException(Outcome.Status.NOT_RUN, reason);
  }

  /** What became of a command at a line of its script. */
  Outcome outcome(int line) {
    return new Outcome(line, status, reason);
  }
}
