package dev.cascara.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where classes come from. */
final class ClassPath {
  private ClassPath() {}

  /** The folder or jar that a class was loaded from. */
  static Path home(Class<?> loaded) {
    try {
      return Path.of(loaded.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A class path of these elements, each once. */
  static String of(Path... elements) {
    return of(Arrays.asList(elements));
  }

  /** A class path of these elements, each once. */
  static String of(List<Path> elements) {
    return elements.stream()
        .distinct()
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The jars of a folder, or nothing if it does not exist. */
  static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }
}
