package dev.cascara.it.conformance;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JDK that has {@code jdk.incubator.vector} as generated code uses it: the one that runs the
 * tests, or else the one that the environment variable {@code JAVA25_HOME} names. Programs run in
 * processes of their own, for the module must be asked for when a JVM starts.
 */
final class VectorApiJdk {
  private static final String MODULE = "jdk.incubator.vector";
  private static final int FIRST_VERSION = 25;

  private VectorApiJdk() {}

  /**
   * What a program has done.
   *
   * @param exitCode 0 if it went well
   * @param output what it has written to either output
   */
  record Result(int exitCode, String output) {}

  /** Runs a class of the tests; the calling test is skipped where there is no suitable JDK. */
  static Result run(Path folder, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    Optional<Path> home = home();
    if (home.isEmpty()) {
      Suites.skip(
          MODULE
              + " is not tested: neither is this JDK "
              + FIRST_VERSION
              + " or later, nor does JAVA25_HOME name one");
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                home.orElseThrow().resolve("bin").resolve("java").toString(),
                "--add-modules",
                MODULE,
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    return new Result(process.waitFor(), Files.readString(output));
  }

  private static Optional<Path> home() {
    boolean isSuitable =
        Runtime.version().feature() >= FIRST_VERSION
            && ModuleFinder.ofSystem().find(MODULE).isPresent();
    return isSuitable
        ? Optional.of(Path.of(System.getProperty("java.home")))
        : Optional.ofNullable(System.getenv("JAVA25_HOME")).map(Path::of);
  }
}
