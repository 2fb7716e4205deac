package dev.cascara.wit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An interface: types and functions.
 *
 * @param name its name; empty for one that is written inside a world
 * @param types its types in an order in which each refers only to earlier ones, the used ones first
 * @param functions its functions: those of resources, resource by resource, then the others, each
 *     in the order of the text
 * @param metadata documentation and gates
 */
public record Interface(
    Optional<QualifiedName> name,
    List<TypeDefinition> types,
    List<Function> functions,
    Metadata metadata) {
  /** Creates an interface. */
  public Interface {
    types = List.copyOf(types);
    functions = List.copyOf(functions);
  }

  /**
   * Looks a type up.
   *
   * @param typeName its name in this interface
   * @return the definition, a {@code use} included
   */
  public Optional<TypeDefinition> type(String typeName) {
    return types.stream().filter(type -> type.name().equals(typeName)).findFirst();
  }

  /**
   * Returns the constructor, methods and static functions of a resource.
   *
   * @param resource a resource that this interface defines
   * @return its functions in the order of the text
   */
  public List<Function> functionsOf(TypeDefinition resource) {
    return FunctionLists.of(resource, functions);
  }

  /**
   * Returns the functions that belong to no resource.
   *
   * @return the functions in the order of the text
   */
  public List<Function> freeFunctions() {
    return FunctionLists.free(functions);
  }

  /**
   * Returns the interfaces that {@code use}s of this one name; what those use in turn is not
   * included.
   *
   * @return their names, each once, in the order of the types
   */
  public Set<QualifiedName> dependencies() {
    Set<QualifiedName> names = new LinkedHashSet<>();
    for (TypeDefinition type : types) {
      if (type.kind() instanceof TypeKind.Use use
          && use.target().owner() instanceof TypeOwner.InterfaceOwner owner) {
        names.add(owner.name());
      }
    }
    return names;
  }
}
