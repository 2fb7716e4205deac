package dev.cascara.wit.bindings;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a component or a core module became.
 *
 * @param sources Java source texts by their paths below the source root, such as {@code
 *     com/example/Greeter.java}; the class files must be on the class path of their compilation
 * @param classes class files by their paths below the output folder
 */
public record GeneratedLibrary(
    SortedMap<String, String> sources, SortedMap<String, byte[]> classes) {
  /** Creates the value. */
  public GeneratedLibrary {
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    classes = Collections.unmodifiableSortedMap(new TreeMap<>(classes));
  }
}
