package dev.cascara.compiler.component;

/** The type of a value, resolved: no indices. */
public sealed interface ComponentValueType extends AnyType permits PrimitiveType, DefinedType {
  /**
   * Returns what the type is made of, aliases resolved.
   *
   * @return the structure
   */
  TypeStructure structure();

  /**
   * Returns how values are in memory and among core values.
   *
   * @return sizes, alignments, flat types
   */
  Layout layout();

  /**
   * Returns whether both are the same type: types have no names, only structure.
   *
   * @param other a type of the same component
   * @return true if values of one are values of the other
   */
  boolean isSameAs(ComponentValueType other);
}
