package dev.cascara.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The type of a reference (section 2.3, "Reference Types").
 *
 * @param nullable whether null is one of its values
 * @param heapType what it refers to
 */
public record ReferenceType(boolean nullable, HeapType heapType) implements ValueType {
  public ReferenceType {
    Objects.requireNonNull(heapType);
  }

  @Override
  public Class<?> carrier() {
    return switch (heapType.top()) {
      case FUNC -> WasmFunction.class;
      case EXN -> WasmException.class;
      default -> Object.class;
    };
  }

  @Override
  public boolean isSubtypeOf(ValueType other) {
    return other instanceof ReferenceType reference
        && (!nullable || reference.nullable)
        && heapType.isSubtypeOf(reference.heapType);
  }

  @Override
  public boolean isInstance(@Nullable Object value) {
    return value == null ? nullable : carrier().isInstance(value) && heapType.describes(value);
  }

  @Override
  public String toString() {
    return nullable && heapType instanceof AbstractHeapType type
        ? type.shorthand()
        : "(ref " + (nullable ? "null " : "") + heapType + ")";
  }
}
