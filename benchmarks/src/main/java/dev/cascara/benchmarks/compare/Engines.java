package dev.cascara.benchmarks.compare;

import dev.cascara.compiler.CompilerOptions.SimdTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The engines of a comparison.
 *
 * @param present those that are there, in the order asked for
 * @param missing the others, with the reason
 */
record Engines(List<Engine> present, Map<String, String> missing) {
  /** What is compared if nothing else is said. */
  static final String DEFAULT = "v8,cascara-17,cascara-25,chicory-25,graalwasm-25";

  /** The engine that others are compared with. */
  static final String REFERENCE = "v8";

  private static final Pattern NAME =
      Pattern.compile("(cascara|cascara-vectors|chicory|graalwasm)-([0-9]{2})");

  /**
   * Finds engines.
   *
   * @param names their names: {@code v8}, or one of {@code cascara}, {@code cascara-vectors},
   *     {@code chicory} and {@code graalwasm}, with a JDK's version, as in {@code cascara-17}, or
   *     without for those of the default
   * @param peers where engines are that are not ours
   * @throws IllegalArgumentException if there is no engine of a name
   */
  static Engines find(List<String> names, Path peers) throws IOException {
    List<Engine> present = new ArrayList<>();
    Map<String, String> missing = new TreeMap<>();
    for (String name : expand(names)) {
      try {
        present.add(find(name, new Peers(peers)));
      } catch (EngineFailure e) {
        missing.put(name, e.reason());
      }
    }
    return new Engines(List.copyOf(present), missing);
  }

  /** Replaces names without a version by those of the default; takes each once. */
  static Set<String> expand(List<String> names) {
    Set<String> expanded = new LinkedHashSet<>();
    for (String name : names) {
      List<String> meant =
          Stream.of(DEFAULT.split(",")).filter(each -> each.startsWith(name + "-")).toList();
      expanded.addAll(meant.isEmpty() ? List.of(name) : meant);
    }
    return expanded;
  }

  private static Engine find(String name, Peers peers) throws IOException, EngineFailure {
    if (name.equals("v8")) {
      return new V8Engine();
    }
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "no engine is named "
              + name
              + "; there are v8, cascara, chicory and graalwasm, and with versions "
              + DEFAULT
              + " and cascara-vectors-25");
    }
    int feature = Integer.parseInt(matcher.group(2));
    return switch (matcher.group(1)) {
      case "cascara" -> new CascaraEngine(feature, SimdTarget.SCALAR);
      case "cascara-vectors" -> new CascaraEngine(feature, SimdTarget.VECTOR_API);
      case "chicory" -> new ChicoryEngine(feature, peers);
      default -> new GraalWasmEngine(feature, peers);
    };
  }
}
