package dev.cascara.wit;

import java.util.Optional;

/** Whether a function belongs to a resource, and how. */
public sealed interface FunctionKind {
  /** The kind of functions that belong to no resource. */
  // A record without static state: no thread waits in its initialisation.
  @SuppressWarnings("ClassInitializationDeadlock")
  FunctionKind FREE = new Free();

  /**
   * Returns the resource that the function belongs to.
   *
   * @return the definition of the resource, if there is one
   */
  default Optional<TypeDefinition> ofResource() {
    return Optional.empty();
  }

  /**
   * Returns the name that a component's imports and exports have for a function of this kind.
   *
   * @param name the function's own name
   * @return for example {@code [static]file.open}
   */
  String externName(String name);

  /** A function that belongs to no resource. */
  record Free() implements FunctionKind {
    @Override
    public String externName(String name) {
      return name;
    }
  }

  /**
   * A method: it has a parameter {@code self}, a borrowed handle.
   *
   * @param resource the resource
   */
  record Method(TypeDefinition resource) implements FunctionKind {
    @Override
    public Optional<TypeDefinition> ofResource() {
      return Optional.of(resource);
    }

    @Override
    public String externName(String name) {
      return "[method]" + resource.name() + "." + name;
    }
  }

  /**
   * A static function.
   *
   * @param resource the resource
   */
  record Static(TypeDefinition resource) implements FunctionKind {
    @Override
    public Optional<TypeDefinition> ofResource() {
      return Optional.of(resource);
    }

    @Override
    public String externName(String name) {
      return "[static]" + resource.name() + "." + name;
    }
  }

  /**
   * The constructor.
   *
   * @param resource the resource
   */
  record Constructor(TypeDefinition resource) implements FunctionKind {
    @Override
    public Optional<TypeDefinition> ofResource() {
      return Optional.of(resource);
    }

    @Override
    public String externName(String name) {
      return "[constructor]" + resource.name();
    }
  }
}
