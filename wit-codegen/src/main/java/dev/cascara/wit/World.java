package dev.cascara.wit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A world: what a component imports and exports. It is complete: what it includes of other worlds
 * is part of it, and for each interface whose types another one uses there is an import (or an
 * export, where the world says so).
 *
 * @param name its name
 * @param imports what it imports; an interface comes after those that it uses types of
 * @param exports what it exports; likewise
 * @param metadata documentation and gates
 */
public record World(
    QualifiedName name, List<WorldItem> imports, List<WorldItem> exports, Metadata metadata) {
  /** Creates a world. */
  public World {
    imports = List.copyOf(imports);
    exports = List.copyOf(exports);
  }

  /**
   * Returns the items of one direction.
   *
   * @param direction which ones
   * @return the imports or the exports
   */
  public List<WorldItem> items(Direction direction) {
    return switch (direction) {
      case IMPORT -> imports;
      case EXPORT -> exports;
    };
  }

  /**
   * Returns the interfaces of one direction, each after those that it uses types of.
   *
   * @param direction imported or exported ones
   * @return the interfaces
   */
  public List<WorldItem.InterfaceItem> interfaces(Direction direction) {
    return items(direction).stream()
        .filter(WorldItem.InterfaceItem.class::isInstance)
        .map(WorldItem.InterfaceItem.class::cast)
        .toList();
  }

  /**
   * Returns the world's own functions of one direction.
   *
   * @param direction imported or exported ones
   * @return the functions in the order of the text, those of the world's own resources included
   */
  public List<Function> functions(Direction direction) {
    return items(direction).stream()
        .filter(WorldItem.FunctionItem.class::isInstance)
        .map(item -> ((WorldItem.FunctionItem) item).function())
        .toList();
  }

  /**
   * Returns the world's own types.
   *
   * @return the definitions, {@code use}s included, each after those that it refers to
   */
  public List<TypeDefinition> types() {
    return imports.stream()
        .filter(WorldItem.TypeItem.class::isInstance)
        .map(item -> ((WorldItem.TypeItem) item).definition())
        .toList();
  }

  /**
   * Returns all interfaces of packages that the world imports or exports, each once.
   *
   * @return the interfaces by name, each after those that it uses types of
   */
  public Map<QualifiedName, Interface> namedInterfaces() {
    Map<QualifiedName, Interface> interfaces = new LinkedHashMap<>();
    for (Direction direction : Direction.values()) {
      for (WorldItem.InterfaceItem item : interfaces(direction)) {
        Optional<QualifiedName> itemName = item.definition().name();
        itemName.ifPresent(qualified -> interfaces.putIfAbsent(qualified, item.definition()));
      }
    }
    return interfaces;
  }
}
