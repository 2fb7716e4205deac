package dev.cascara.compiler.component;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The type of an instance of a component.
 *
 * @param exports what it exports, by name, in order
 * @param abstractResources the resource types that each instance brings its own of; empty for the
 *     type of a particular instance, whose resource types are known
 */
public record ComponentInstanceType(
    Map<String, ComponentExternType> exports, List<ResourceType> abstractResources)
    implements AnyType {
  public ComponentInstanceType {
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    abstractResources = List.copyOf(abstractResources);
  }
}
