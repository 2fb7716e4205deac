package dev.cascara.wit.binary;

import dev.cascara.compiler.component.AnyType;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.wit.TypeDefinition;
import java.util.IdentityHashMap;
import java.util.Optional;

/** Which definition each type of a component has become. */
final class KnownTypes {
  /** Types nested in one another are written out wherever they occur, so their sum is limited. */
  private static final int MAX_PARTS = 5_000_000;

  private final IdentityHashMap<AnyType, TypeDefinition> definitions = new IdentityHashMap<>();
  private final IdentityHashMap<ResourceType, TypeDefinition> resources = new IdentityHashMap<>();
  private int parts;

  Optional<TypeDefinition> find(AnyType type) {
    TypeDefinition definition = definitions.get(type);
    if (definition == null && type instanceof ResourceType resource) {
      definition = resources.get(resource.root());
    }
    return Optional.ofNullable(definition);
  }

  void add(AnyType type, TypeDefinition definition) {
    definitions.putIfAbsent(type, definition);
    if (type instanceof ResourceType resource) {
      resources.putIfAbsent(resource.root(), definition);
    }
  }

  void countPart() {
    parts++;
    if (parts > MAX_PARTS) {
      throw new dev.cascara.wit.WitException(
          "the component's types have more than " + MAX_PARTS + " parts together");
    }
  }
}
