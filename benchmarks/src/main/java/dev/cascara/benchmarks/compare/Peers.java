package dev.cascara.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The other engines for the JVM, where the build of {@code benchmarks/peers} has put them.
 *
 * @param folder its {@code target} folder
 */
record Peers(Path folder) {
  /**
   * An engine's libraries.
   *
   * @param jars all of them
   * @param peers the classes that run programs on them
   * @param version the engine's version
   */
  record Libraries(List<Path> jars, Path peers, String version) {}

  /**
   * Finds an engine's libraries.
   *
   * @param name the folder that they are in
   * @param library the one whose version is the engine's
   */
  Libraries libraries(String name, String library) throws IOException, EngineFailure {
    List<Path> jars = ClassPath.jars(folder.resolve(name));
    Path peers = folder.resolve("peers.jar");
    Pattern versioned = Pattern.compile(Pattern.quote(library) + "-([0-9].*)\\.jar");
    for (Path jar : jars) {
      Matcher matcher = versioned.matcher(jar.getFileName().toString());
      if (matcher.matches() && Files.exists(peers)) {
        return new Libraries(jars, peers, matcher.group(1));
      }
    }
    throw new EngineFailure("not in " + folder + ": mvn -Ppeers -pl benchmarks/peers -am package");
  }
}
