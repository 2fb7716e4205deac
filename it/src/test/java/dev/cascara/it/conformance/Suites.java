package dev.cascara.it.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the official suites are: the system property {@code suites}, else beside the project. */
final class Suites {
  private Suites() {}

  /** Returns the folder of a suite; where there is none, the calling test is skipped. */
  static Path folder(String name) {
    Path folder = Path.of(System.getProperty("suites", "../../shared/suites")).resolve(name);
    if (!Files.isDirectory(folder)) {
      skip("the official suite is not at " + folder.toAbsolutePath().normalize());
    }
    return folder;
  }

  /** Skips the calling test, because scripts cannot be converted. */
  static void skip(ConversionException e) {
    skip(String.valueOf(e.getMessage()));
  }

  /** Says on the console, too, that something is not tested. */
  private static void skip(String reason) {
    System.err.println("SKIPPED: " + reason + "; see CONTRIBUTING.md");
    abort(reason);
  }
}
