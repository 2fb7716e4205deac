package dev.cascara.compiler.component;

/** What an import or export is, as written: types are indices. */
public sealed interface ExternTypeSyntax {
  /**
   * A core module.
   *
   * @param type the index of a core module type
   */
  record CoreModule(int type) implements ExternTypeSyntax {}

  /**
   * A function.
   *
   * @param type the index of a function type
   */
  record Function(int type) implements ExternTypeSyntax {}

  /**
   * A value equal to another.
   *
   * @param index that value's index
   */
  record ValueEqual(int index) implements ExternTypeSyntax {}

  /**
   * A value.
   *
   * @param type its type
   */
  record ValueOf(ValueTypeSyntax type) implements ExternTypeSyntax {}

  /**
   * A type equal to another.
   *
   * @param index that type's index
   */
  record TypeEqual(int index) implements ExternTypeSyntax {}

  /** A type of which is known only that it is a resource type. */
  record SubResource() implements ExternTypeSyntax {}

  /**
   * A component.
   *
   * @param type the index of a component type
   */
  record ComponentOf(int type) implements ExternTypeSyntax {}

  /**
   * An instance.
   *
   * @param type the index of an instance type
   */
  record InstanceOf(int type) implements ExternTypeSyntax {}
}
