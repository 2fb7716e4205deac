package dev.cascara.benchmarks.compare;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Short runs of other commands. */
final class Command {
  private Command() {}

  /**
   * Runs a command to its end.
   *
   * @return its output, without white space around it
   * @throws EngineFailure if it cannot be started or fails
   */
  static String output(String... command) throws EngineFailure, IOException {
    return output(List.of(command));
  }

  /** Does the same. */
  static String output(List<String> command) throws EngineFailure, IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new EngineFailure(command.get(0) + " cannot be started: " + e.getMessage());
    }
    try (InputStream out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
      int exitCode = process.waitFor();
      if (exitCode != 0) {
        throw new EngineFailure(Reasons.of(text, exitCode));
      }
      return text;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted");
    }
  }
}
