package dev.cascara.compiler.validation;

import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.NumberType;
import java.util.List;

/**
 * Value types as {@code int}s, as the validation algorithm keeps them on its operand stack. A
 * reference type is {@link #REFERENCE}, perhaps {@link #NULLABLE}, and a heap type: the place of an
 * abstract one among its kind, {@link #NO_HEAP_TYPE}, or {@link #FIRST_CONCRETE} plus the canonical
 * index of a defined one. Equal types have equal codes.
 */
final class TypeCode {
  /** The bottom type: what unreachable code leaves on the stack. */
  static final int UNKNOWN = 0;

  static final int I32 = 1;
  static final int I64 = 2;
  static final int F32 = 3;
  static final int F64 = 4;
  static final int V128 = 5;

  private static final List<AbstractHeapType> HEAP_TYPES = List.of(AbstractHeapType.values());

  static final int REFERENCE = 1 << 30;
  static final int NULLABLE = 1 << 29;

  private static final int HEAP_TYPE_MASK = NULLABLE - 1;

  /** The bottom of all heap types, which only unreachable code has. */
  static final int NO_HEAP_TYPE = 15;

  static final int FIRST_CONCRETE = 16;

  static final int FUNCREF = nullable(AbstractHeapType.FUNC);
  static final int EXTERNREF = nullable(AbstractHeapType.EXTERN);
  static final int EXNREF = nullable(AbstractHeapType.EXN);
  static final int EQREF = nullable(AbstractHeapType.EQ);
  static final int I31REF = nullable(AbstractHeapType.I31);
  static final int ARRAYREF = nullable(AbstractHeapType.ARRAY);

  private TypeCode() {}

  static int of(NumberType type) {
    return switch (type) {
      case I32 -> I32;
      case I64 -> I64;
      case F32 -> F32;
      case F64 -> F64;
    };
  }

  static int nullable(AbstractHeapType type) {
    return REFERENCE | NULLABLE | heapType(type);
  }

  static int nonNull(AbstractHeapType type) {
    return REFERENCE | heapType(type);
  }

  /** Returns the code of an abstract heap type: its place among them. */
  static int heapType(AbstractHeapType type) {
    return HEAP_TYPES.indexOf(type);
  }

  static AbstractHeapType abstractHeapType(int heapType) {
    return HEAP_TYPES.get(heapType);
  }

  static int reference(int heapType, int nullability) {
    return REFERENCE | nullability | heapType;
  }

  static boolean isReference(int type) {
    return (type & REFERENCE) != 0;
  }

  static boolean isNullable(int type) {
    return (type & NULLABLE) != 0;
  }

  static int heapType(int type) {
    return type & HEAP_TYPE_MASK;
  }

  static boolean isNumberOrVector(int type) {
    return type <= V128;
  }

  static boolean isDefaultable(int type) {
    return !isReference(type) || isNullable(type);
  }

  static String toText(int type) {
    if (!isReference(type)) {
      return switch (type) {
        case I32 -> "i32";
        case I64 -> "i64";
        case F32 -> "f32";
        case F64 -> "f64";
        case V128 -> "v128";
        default -> "any type";
      };
    }
    int heapType = heapType(type);
    String heap;
    if (heapType >= FIRST_CONCRETE) {
      heap = Integer.toString(heapType - FIRST_CONCRETE);
    } else if (heapType == NO_HEAP_TYPE) {
      heap = "any heap type";
    } else {
      heap = abstractHeapType(heapType).toString();
    }
    return "(ref " + (isNullable(type) ? "null " : "") + heap + ")";
  }
}
