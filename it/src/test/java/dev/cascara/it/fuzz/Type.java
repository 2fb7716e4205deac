package dev.cascara.it.fuzz;

/**
 * A value type of generated modules.
 *
 * @param kind what it is of
 * @param heap what references refer to: a {@link Heap}, or a defined type by its index; 0 for
 *     others
 * @param nullable whether there is a null
 */
record Type(Kind kind, int heap, boolean nullable) {
  static final Type I32 = new Type(Kind.I32, 0, false);
  static final Type I64 = new Type(Kind.I64, 0, false);
  static final Type F32 = new Type(Kind.F32, 0, false);
  static final Type F64 = new Type(Kind.F64, 0, false);

  /** It cannot be passed to or from a host. */
  static final Type V128 = new Type(Kind.V128, 0, false);

  static final Type FUNCREF = nullable(Heap.FUNC);
  static final Type EXTERNREF = nullable(Heap.EXTERN);
  static final Type ANYREF = nullable(Heap.ANY);
  static final Type EXNREF = nullable(Heap.EXN);

  /** What it is of. */
  enum Kind {
    I32(0x7F),
    I64(0x7E),
    F32(0x7D),
    F64(0x7C),
    V128(0x7B),
    REFERENCE(0);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  static Type nullable(int heap) {
    return new Type(Kind.REFERENCE, heap, true);
  }

  static Type nonNull(int heap) {
    return new Type(Kind.REFERENCE, heap, false);
  }

  /** Returns the one of the four numeric types that a number stands for. */
  static Type number(int index) {
    return switch (index) {
      case 0 -> I32;
      case 1 -> I64;
      case 2 -> F32;
      case 3 -> F64;
      default -> throw new IllegalArgumentException(String.valueOf(index));
    };
  }

  /** The same reference without null. */
  Type asNonNull() {
    return nonNull(heap);
  }

  /** The same reference or null. */
  Type orNull() {
    return nullable(heap);
  }

  /** Writes the type in the binary format. */
  void encode(Bytes out) {
    if (kind != Kind.REFERENCE) {
      out.put(kind.code);
    } else if (nullable && heap < 0) {
      out.signed(heap);
    } else {
      out.put(nullable ? 0x63 : 0x64).signed(heap);
    }
  }

  boolean isReference() {
    return kind == Kind.REFERENCE;
  }

  /** Returns whether it is a reference to a type that the module defines. */
  boolean isConcrete() {
    return kind == Kind.REFERENCE && heap >= 0;
  }

  boolean isFloat() {
    return kind == Kind.F32 || kind == Kind.F64;
  }

  /** Returns whether a local of the type has a value from the beginning. */
  boolean isDefaultable() {
    return kind != Kind.REFERENCE || nullable;
  }

  /** Returns whether a value can be passed to or from a host. */
  boolean isForHosts() {
    return equals(FUNCREF) || equals(EXTERNREF) || (kind != Kind.REFERENCE && kind != Kind.V128);
  }

  /** The name by which hosts know the type. */
  String hostName() {
    return equals(FUNCREF) ? "FUNCREF" : equals(EXTERNREF) ? "EXTERNREF" : kind.name();
  }
}
