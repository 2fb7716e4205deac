package dev.cascara.it.conformance;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the official suites are: in the folder that the system property {@code suites} or the
 * environment variable {@code CASCARA_SUITES} names, seen from the project's root, else beside the
 * project.
 */
final class Suites {
  private Suites() {}

  /** Returns the folder of a suite; where there is none, the calling test is skipped. */
  static Path folder(String name) {
    String suites = System.getProperty("suites", System.getenv("CASCARA_SUITES"));
    // Tests run in the folder of their module.
    Path folder = Path.of("..").resolve(suites == null ? "../shared/suites" : suites).resolve(name);
    if (!Files.isDirectory(folder)) {
      skip("the official suite is not at " + folder.toAbsolutePath().normalize());
    }
    return folder;
  }

  /** Skips the calling test, because scripts cannot be converted. */
  static void skip(ConversionException e, String what) {
    skip(what + " were not run: " + e.getMessage());
  }

  /** Skips the calling test, and says on the console, too, that something is not tested. */
  static void skip(String reason) {
    System.err.println("SKIPPED: " + reason + "; see CONTRIBUTING.md");
    abort(reason);
  }
}
