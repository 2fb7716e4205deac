package dev.cascara.runtime;

import java.util.Optional;

/**
 * A type that modules define (section 2.3, "Recursive Types"). Types are the same if and only if
 * their definitions are, those of all types of their group included, whatever module they are in
 * (section 3.3, "Defined Types").
 *
 * @param kind what it describes
 * @param identity the same for the same type only: a digest of its definition, or the type's text
 *     where that says all
 * @param supertype the declared supertype
 */
public record DefinedType(Kind kind, String identity, Optional<DefinedType> supertype)
    implements HeapType {
  /** What a type describes. */
  public enum Kind {
    /** Functions. */
    FUNC,
    /** Structures. */
    STRUCT,
    /** Arrays. */
    ARRAY
  }

  @Override
  public AbstractHeapType top() {
    return kind == Kind.FUNC ? AbstractHeapType.FUNC : AbstractHeapType.ANY;
  }

  @Override
  public boolean isSubtypeOf(HeapType other) {
    if (other instanceof AbstractHeapType type) {
      return switch (type) {
        case FUNC -> kind == Kind.FUNC;
        case STRUCT -> kind == Kind.STRUCT;
        case ARRAY -> kind == Kind.ARRAY;
        case EQ, ANY -> kind != Kind.FUNC;
        default -> false;
      };
    }
    for (Optional<DefinedType> type = Optional.of(this);
        type.isPresent();
        type = type.get().supertype()) {
      if (type.get().equals(other)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean describes(Object value) {
    if (value instanceof WasmStruct struct) {
      return struct.type().isSubtypeOf(this);
    }
    if (value instanceof WasmArray array) {
      return array.type().isSubtypeOf(this);
    }
    return value instanceof WasmFunction function
        && function.type().definedType().isSubtypeOf(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DefinedType type && identity.equals(type.identity);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  @Override
  public String toString() {
    return kind.name().toLowerCase(java.util.Locale.ROOT) + " type " + identity;
  }
}
