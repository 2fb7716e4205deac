package dev.cascara.runtime;

/** What a reference refers to (section 2.3, "Heap Types"). */
public sealed interface HeapType permits AbstractHeapType, DefinedType {
  /**
   * Returns the top of the hierarchy that this type belongs to.
   *
   * @return one of {@code ANY}, {@code EXTERN}, {@code FUNC} and {@code EXN}
   */
  AbstractHeapType top();

  /**
   * Returns whether this type matches another (section 3.3, "Heap Types").
   *
   * @param other the other type
   * @return true if what this type describes is also described by the other
   */
  boolean isSubtypeOf(HeapType other);

  /**
   * Returns whether this type describes a value.
   *
   * @param value not null, of the Java type that carries this type's hierarchy
   * @return true if references to the value match this type
   */
  boolean describes(Object value);
}
