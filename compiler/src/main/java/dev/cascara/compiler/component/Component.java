package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.CustomSection;
import java.util.List;

/**
 * A component as written: its definitions in order, each of which adds to an index space (or to
 * none, as {@code start} does). Offsets are relative to {@code bytes}.
 *
 * @param bytes the input; not to be changed
 * @param definitions the definitions
 * @param customSections the custom sections
 * @param offset where the component begins
 */
public record Component(
    byte[] bytes, List<Definition> definitions, List<CustomSection> customSections, long offset) {
  public Component {
    definitions = List.copyOf(definitions);
    customSections = List.copyOf(customSections);
  }

  /**
   * Returns whether bytes begin as a component does, and not as a core module does.
   *
   * @param bytes any bytes
   * @return true if magic and layer say that this is a component
   */
  public static boolean isComponent(byte[] bytes) {
    return bytes.length >= 8
        && bytes[0] == 0
        && bytes[1] == 'a'
        && bytes[2] == 's'
        && bytes[3] == 'm'
        && bytes[6] == 1
        && bytes[7] == 0;
  }
}
