package dev.cascara.benchmarks.compare;

/** An engine is not there, or cannot run a program; the message is the reason. */
final class EngineFailure extends Exception {
  private static final long serialVersionUID = 1;

  EngineFailure(String reason) {
    super(reason);
  }

  /** The reason. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
