package dev.cascara.runtime;

/**
 * A structure (section 4.2, "Structure Instances"). The compiler generates a subclass for each
 * structure type, with a field for each of its own; the classes of subtypes extend those of their
 * supertypes.
 */
public abstract class WasmStruct {
  /** For generated classes. */
  protected WasmStruct() {}

  /**
   * Returns the type that this was created with.
   *
   * @return the type
   */
  public abstract DefinedType type();
}
