package dev.cascara.compiler.component;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The type of a core module.
 *
 * @param imports what it imports
 * @param exports what it exports, by name, in order
 */
public record CoreModuleType(List<Import> imports, Map<String, CoreExternType> exports) {
  /**
   * An import.
   *
   * @param module the module's name
   * @param name its name in the module
   * @param type what it must be
   */
  public record Import(String module, String name, CoreExternType type) {}

  public CoreModuleType {
    imports = List.copyOf(imports);
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
  }
}
