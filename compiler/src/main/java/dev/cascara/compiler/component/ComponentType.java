package dev.cascara.compiler.component;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The type of a component.
 *
 * @param imports what it imports, by name, in order
 * @param exports what its instances export, by name, in order
 * @param importedResources the resource types that stand for those which imports bring
 * @param exportedResources the resource types that each instance brings its own of
 */
public record ComponentType(
    Map<String, ComponentExternType> imports,
    Map<String, ComponentExternType> exports,
    List<ResourceType> importedResources,
    List<ResourceType> exportedResources)
    implements AnyType {
  public ComponentType {
    imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports));
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    importedResources = List.copyOf(importedResources);
    exportedResources = List.copyOf(exportedResources);
  }
}
