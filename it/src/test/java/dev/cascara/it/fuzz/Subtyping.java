package dev.cascara.it.fuzz;

import java.util.List;

/** Which types match which, by what the definitions declare. */
final class Subtyping {
  private final List<Definition> types;

  Subtyping(List<Definition> types) {
    this.types = types;
  }

  boolean matches(Type type, Type expected) {
    if (!type.isReference() || !expected.isReference()) {
      return type.equals(expected);
    }
    return (expected.nullable() || !type.nullable()) && matches(type.heap(), expected.heap());
  }

  /** Returns whether a heap type is a subtype of another. */
  boolean matches(int heap, int expected) {
    if (heap == expected) {
      return true;
    }
    if (heap >= 0) {
      int supertype = types.get(heap).supertype();
      return (supertype >= 0 && matches(supertype, expected)) || matches(kind(heap), expected);
    }
    return switch (heap) {
      case Heap.EQ -> expected == Heap.ANY;
      case Heap.I31, Heap.STRUCT, Heap.ARRAY -> matches(Heap.EQ, expected);
      case Heap.NONE -> top(expected) == Heap.ANY;
      case Heap.NOFUNC -> top(expected) == Heap.FUNC;
      case Heap.NOEXTERN -> expected == Heap.EXTERN;
      case Heap.NOEXN -> expected == Heap.EXN;
      default -> false;
    };
  }

  /** Returns the abstract type of all structures, all arrays or all functions. */
  private int kind(int type) {
    Composite composite = types.get(type).composite();
    if (composite instanceof Signature) {
      return Heap.FUNC;
    }
    return composite instanceof Composite.Struct ? Heap.STRUCT : Heap.ARRAY;
  }

  /** Returns the type that all of a hierarchy are subtypes of. */
  int top(int heap) {
    if (heap >= 0) {
      return top(kind(heap));
    }
    return switch (heap) {
      case Heap.FUNC, Heap.NOFUNC -> Heap.FUNC;
      case Heap.EXTERN, Heap.NOEXTERN -> Heap.EXTERN;
      case Heap.EXN, Heap.NOEXN -> Heap.EXN;
      default -> Heap.ANY;
    };
  }
}
