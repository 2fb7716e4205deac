package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The component that {@code componentize-js} makes of {@code guests/js}: 12 MB with its engine
 * inside, so it is built when a test asks for it, and kept in the cache of {@code guests/build}.
 */
public final class JavaScriptGuest {
  private static final long TIMEOUT_MINUTES = 5;

  private JavaScriptGuest() {}

  /**
   * Builds the component where it is not in the cache; the calling test is skipped where there is
   * no Node.
   *
   * @return where it is
   */
  public static Path build() throws IOException, InterruptedException {
    assumeTrue(isOnPath("node") && isOnPath("npm"), "needs node and npm on the path");
    Path component = Path.of("target", "guests", "js.wasm").toAbsolutePath();
    Path log = component.resolveSibling("js.log");
    Files.createDirectories(component.getParent());
    Process build =
        new ProcessBuilder("guests/build", "js", component.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (!build.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
      build.destroyForcibly();
    }
    assertThat(build.waitFor()).as(() -> "the exit code of guests/build, see " + log).isZero();
    return component;
  }

  private static boolean isOnPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
