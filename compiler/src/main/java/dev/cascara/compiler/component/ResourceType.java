package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.NumberType;

/**
 * A resource type. Each is equal to itself only. One that a component defines has a representation;
 * one that it imports, or that comes out of an instance, is abstract: it stands for a type that an
 * instantiation brings.
 */
public final class ResourceType implements AnyType {
  private final NumberType representation;
  private final Origin origin;

  /** Where a resource type comes from. */
  public enum Origin {
    /** The component at hand defines it. */
    DEFINED,
    /** It comes from an import, an instance or a type. */
    ABSTRACT
  }

  private ResourceType(NumberType representation, Origin origin) {
    this.representation = representation;
    this.origin = origin;
  }

  static ResourceType defined(NumberType representation) {
    return new ResourceType(representation, Origin.DEFINED);
  }

  /**
   * Creates a type that is unequal to all others.
   *
   * @return a new type
   */
  public static ResourceType fresh() {
    return new ResourceType(NumberType.I32, Origin.ABSTRACT);
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
