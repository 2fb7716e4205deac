package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.NumberType;
import org.jspecify.annotations.Nullable;

/**
 * A resource type. One that a component defines has a representation; one that it imports, or that
 * comes out of an instance, is abstract: it stands for a type that an instantiation brings. Imports
 * and exports make new names for a type, which matter to what may be exported; {@link #root} is the
 * type itself, equal to itself only.
 */
public final class ResourceType implements AnyType {
  private final NumberType representation;
  private final Origin origin;
  private final @Nullable ResourceType root;

  /** Where a resource type comes from. */
  public enum Origin {
    /** The component at hand defines it. */
    DEFINED,
    /** It comes from an import, an instance or a type. */
    ABSTRACT
  }

  private ResourceType(NumberType representation, Origin origin, @Nullable ResourceType root) {
    this.representation = representation;
    this.origin = origin;
    this.root = root;
  }

  static ResourceType defined(NumberType representation) {
    return new ResourceType(representation, Origin.DEFINED, null);
  }

  /**
   * Creates a type that is unequal to all others.
   *
   * @return a new type
   */
  public static ResourceType fresh() {
    return new ResourceType(NumberType.I32, Origin.ABSTRACT, null);
  }

  /** Another name for a type. */
  static ResourceType named(ResourceType type) {
    return new ResourceType(type.representation, type.origin, type.root());
  }

  /**
   * Returns the type that this is a name for.
   *
   * @return the type itself, by which types are compared
   */
  public ResourceType root() {
    return root == null ? this : root;
  }

  /**
   * Returns where the type comes from.
   *
   * @return its origin
   */
  public Origin origin() {
    return origin;
  }

  /**
   * Returns the core type of representations.
   *
   * @return {@code i32} or {@code i64} for a defined type
   */
  public NumberType representation() {
    return representation;
  }
}
