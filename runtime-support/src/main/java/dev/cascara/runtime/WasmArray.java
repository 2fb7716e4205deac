package dev.cascara.runtime;

/**
 * An array (section 4.2, "Array Instances"). The compiler generates a subclass for each array type;
 * the classes of subtypes extend those of their supertypes.
 */
public abstract class WasmArray {
  /** For the representations in {@code dev.cascara.runtime.internal}. */
  protected WasmArray() {}

  /**
   * Returns the length.
   *
   * @return the number of elements, unsigned
   */
  public abstract int length();

  /**
   * Returns the type that this was created with.
   *
   * @return the type
   */
  public abstract DefinedType type();
}
