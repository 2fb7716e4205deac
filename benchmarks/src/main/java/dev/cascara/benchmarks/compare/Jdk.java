package dev.cascara.benchmarks.compare;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK of this machine.
 *
 * @param java its launcher
 * @param version its version, as its {@code release} file has it
 */
record Jdk(Path java, String version) {
  /**
   * Finds a JDK: the one that {@code JAVA17_HOME} names (for version 17), the one that runs this,
   * or one in {@code /usr/lib/jvm}.
   *
   * @param feature the version's first number
   * @throws EngineFailure if there is none
   */
  static Jdk find(int feature) throws IOException, EngineFailure {
    for (Path home : homes(feature)) {
      String version = versionOf(home);
      if (version.equals(String.valueOf(feature)) || version.startsWith(feature + ".")) {
        return new Jdk(home.resolve("bin").resolve("java"), version);
      }
    }
    throw new EngineFailure(
        String.format(Locale.ROOT, "no JDK %d found; JAVA%d_HOME can name one", feature, feature));
  }

  private static List<Path> homes(int feature) throws IOException {
    List<Path> homes = new ArrayList<>();
    String named = System.getenv("JAVA" + feature + "_HOME");
    if (named != null) {
      homes.add(Path.of(named));
    }
    homes.add(Path.of(System.getProperty("java.home")));
    Path installed = Path.of("/usr/lib/jvm");
    if (Files.isDirectory(installed)) {
      try (Stream<Path> found = Files.list(installed)) {
        homes.addAll(found.sorted().toList());
      }
    }
    return homes;
  }

  private static String versionOf(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isRegularFile(release) || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
      return "";
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    return properties.getProperty("JAVA_VERSION", "").replace("\"", "");
  }
}
