package dev.cascara.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a former run generated, kept in a text file: a line {@code component <fingerprint>} for each
 * component, then a line {@code <size> <path>} for each of its files, the path relative to the base
 * folder.
 */
final class GenerationState {
  private static final String COMPONENT = "component ";

  /** A generated file. */
  record Output(long size, String path) {}

  private final Map<String, List<Output>> components = new LinkedHashMap<>();

  /**
   * Reads the state; that of a damaged or missing file is empty, so that everything is generated
   * again.
   */
  static GenerationState read(Path file) throws IOException {
    GenerationState state = new GenerationState();
    if (!Files.isRegularFile(file)) {
      return state;
    }
    List<Output> outputs = new ArrayList<>();
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      if (line.startsWith(COMPONENT)) {
        outputs = new ArrayList<>();
        state.components.put(line.substring(COMPONENT.length()), outputs);
        continue;
      }
      int space = line.indexOf(' ');
      if (space <= 0 || !line.substring(0, space).chars().allMatch(c -> c >= '0' && c <= '9')) {
        return new GenerationState();
      }
      outputs.add(new Output(Long.parseLong(line.substring(0, space)), line.substring(space + 1)));
    }
    return state;
  }

  void write(Path file) throws IOException {
    StringBuilder text = new StringBuilder();
    components.forEach(
        (fingerprint, outputs) -> {
          text.append(COMPONENT).append(fingerprint).append('\n');
          for (Output output : outputs) {
            text.append(output.size()).append(' ').append(output.path()).append('\n');
          }
        });
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  void put(String fingerprint, List<Output> outputs) {
    components.put(fingerprint, List.copyOf(outputs));
  }

  /** The files of the component with that fingerprint, or an empty list. */
  List<Output> outputs(String fingerprint) {
    return components.getOrDefault(fingerprint, List.of());
  }

  /** All files of all components. */
  List<Output> outputs() {
    return components.values().stream().flatMap(List::stream).toList();
  }

  /** Whether that component was generated, and all its files are still there in their size. */
  boolean isCurrent(String fingerprint, Path base) throws IOException {
    List<Output> outputs = outputs(fingerprint);
    for (Output output : outputs) {
      Path file = base.resolve(output.path());
      if (!Files.isRegularFile(file) || Files.size(file) != output.size()) {
        return false;
      }
    }
    return !outputs.isEmpty();
  }
}
