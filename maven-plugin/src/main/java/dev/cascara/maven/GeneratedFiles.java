package dev.cascara.maven;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one component became.
 *
 * @param sources Java source texts by their path below the source root, such as {@code
 *     com/example/Greeter.java}
 * @param classes class files and resources by their path below the output folder
 */
record GeneratedFiles(SortedMap<String, String> sources, SortedMap<String, byte[]> classes) {
  static GeneratedFiles of(Map<String, String> sources, Map<String, byte[]> classes) {
    return new GeneratedFiles(new TreeMap<>(sources), new TreeMap<>(classes));
  }
}
