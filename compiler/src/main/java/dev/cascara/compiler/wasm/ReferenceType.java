package dev.cascara.compiler.wasm;

/**
 * The type of a reference.
 *
 * @param nullable whether null is one of its values
 * @param heapType what it refers to
 */
public record ReferenceType(boolean nullable, HeapType heapType) implements ValueType {
  /** {@code (ref null func)}. */
  public static final ReferenceType FUNCREF = new ReferenceType(true, AbstractHeapType.FUNC);

  /** {@code (ref null extern)}. */
  public static final ReferenceType EXTERNREF = new ReferenceType(true, AbstractHeapType.EXTERN);

  @Override
  public boolean isDefaultable() {
    return nullable;
  }

  @Override
  public String toString() {
    return nullable && heapType instanceof AbstractHeapType type
        ? type.shorthand()
        : "(ref " + (nullable ? "null " : "") + heapType + ")";
  }
}
