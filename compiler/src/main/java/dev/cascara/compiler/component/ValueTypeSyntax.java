package dev.cascara.compiler.component;

/** A value type as written. */
public sealed interface ValueTypeSyntax {
  /**
   * A primitive type.
   *
   * @param type which
   */
  record Primitive(PrimitiveType type) implements ValueTypeSyntax {}

  /**
   * A defined type.
   *
   * @param index its index among the types
   */
  record Indexed(int index) implements ValueTypeSyntax {}
}
