package dev.cascara.cli;

/** What the command's exit codes mean, besides the guest's own that {@code run} passes on. */
final class ExitCodes {
  /** All went well. */
  static final int SUCCESS = 0;

  /** The input is wrong, or the guest trapped. */
  static final int FAILURE = 1;

  /** The command line is wrong. */
  static final int USAGE = 2;

  private ExitCodes() {}
}
