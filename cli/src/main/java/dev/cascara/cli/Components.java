package dev.cascara.cli;

import dev.cascara.wasi.Wasi;

/** Runs components in this JVM. */
final class Components {
  private Components() {}

  /** Runs a command and returns its exit code. */
  static int run(InputFile input, Wasi wasi) {
    throw new CommandFailure(input.path() + ": components cannot be run yet");
  }

  /** Calls an exported function and returns its result as text. */
  static String invoke(InputFile input, String text, Wasi wasi) {
    throw new CommandFailure(input.path() + ": components cannot be called yet");
  }
}
