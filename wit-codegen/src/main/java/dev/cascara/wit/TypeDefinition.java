package dev.cascara.wit;

/**
 * A type that has a name in an interface or a world: a record, variant, enum, flags, resource,
 * alias, or a name that {@code use} brought.
 *
 * <p>Definitions are equal only to themselves: two records with the same fields are two types. (The
 * same interface imported and exported by a world is one {@link Interface} with one set of
 * definitions, though at run time the import's and the export's resources differ.)
 */
public final class TypeDefinition {
  private final String name;
  private final TypeOwner owner;
  private final TypeKind kind;
  private final Metadata metadata;

  /**
   * Creates a definition.
   *
   * @param name the name it has in its owner
   * @param owner what it is defined in
   * @param kind what it defines
   * @param metadata documentation and gates
   */
  public TypeDefinition(String name, TypeOwner owner, TypeKind kind, Metadata metadata) {
    this.name = name;
    this.owner = owner;
    this.kind = kind;
    this.metadata = metadata;
  }

  /**
   * Returns the name it has in its owner.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns what it is defined in.
   *
   * @return the owner
   */
  public TypeOwner owner() {
    return owner;
  }

  /**
   * Returns what it defines.
   *
   * @return the kind
   */
  public TypeKind kind() {
    return kind;
  }

  /**
   * Returns documentation and gates.
   *
   * @return the metadata
   */
  public Metadata metadata() {
    return metadata;
  }

  /**
   * Follows {@code use}s to the item that defines the type.
   *
   * @return this definition unless it is a {@code use}
   */
  public TypeDefinition original() {
    TypeDefinition definition = this;
    while (definition.kind instanceof TypeKind.Use use) {
      definition = use.target();
    }
    return definition;
  }

  /**
   * Tells whether this is a resource, possibly behind {@code use}s and aliases.
   *
   * @return whether {@link #resource()} has an answer
   */
  public boolean isResource() {
    return unaliased().kind instanceof TypeKind.Resource;
  }

  /**
   * Follows {@code use}s and aliases to a resource.
   *
   * @return the resource's definition
   * @throws IllegalStateException if this is no resource
   */
  public TypeDefinition resource() {
    TypeDefinition definition = unaliased();
    if (!(definition.kind instanceof TypeKind.Resource)) {
      throw new IllegalStateException(this + " is not a resource");
    }
    return definition;
  }

  private TypeDefinition unaliased() {
    TypeDefinition definition = original();
    while (definition.kind instanceof TypeKind.Alias alias
        && alias.target() instanceof Type.Named named) {
      definition = named.definition().original();
    }
    return definition;
  }

  /** Returns the owner's name, {@code #} and the type's name, for messages. */
  @Override
  public String toString() {
    return owner + "#" + name;
  }
}
