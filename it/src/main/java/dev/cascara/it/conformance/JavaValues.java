package dev.cascara.it.conformance;

import dev.cascara.compiler.dynamic.Value;

/** Values of components as generated Java has them: numbers and strings. */
final class JavaValues {
  private JavaValues() {}

  /** What a method takes for a value. */
  static Object toJava(Value value) throws NotRunException {
    if (value instanceof Value.Bool each) {
      return each.value();
    }
    if (value instanceof Value.S8 each) {
      return (byte) each.value();
    }
    if (value instanceof Value.U8 each) {
      return (byte) each.value();
    }
    if (value instanceof Value.S16 each) {
      return (short) each.value();
    }
    if (value instanceof Value.U16 each) {
      return (short) each.value();
    }
    if (value instanceof Value.S32 each) {
      return each.value();
    }
    if (value instanceof Value.U32 each) {
      return (int) each.value();
    }
    if (value instanceof Value.S64 each) {
      return each.value();
    }
    if (value instanceof Value.U64 each) {
      return each.value();
    }
    if (value instanceof Value.F32 each) {
      return each.value();
    }
    if (value instanceof Value.F64 each) {
      return each.value();
    }
    if (value instanceof Value.Char each) {
      return each.codePoint();
    }
    if (value instanceof Value.StringOf each) {
      return each.value();
    }
    throw structured();
  }

  /**
   * The value that a method returned.
   *
   * @param alike a value of its type
   */
  static Value of(Object result, Value alike) throws NotRunException {
    if (alike instanceof Value.Bool) {
      return new Value.Bool((boolean) result);
    }
    if (alike instanceof Value.S8) {
      return new Value.S8((byte) result);
    }
    if (alike instanceof Value.U8) {
      return new Value.U8(Byte.toUnsignedInt((byte) result));
    }
    if (alike instanceof Value.S16) {
      return new Value.S16((short) result);
    }
    if (alike instanceof Value.U16) {
      return new Value.U16(Short.toUnsignedInt((short) result));
    }
    if (alike instanceof Value.S32) {
      return new Value.S32((int) result);
    }
    if (alike instanceof Value.U32) {
      return new Value.U32(Integer.toUnsignedLong((int) result));
    }
    if (alike instanceof Value.S64) {
      return new Value.S64((long) result);
    }
    if (alike instanceof Value.U64) {
      return new Value.U64((long) result);
    }
    if (alike instanceof Value.F32) {
      return new Value.F32((float) result);
    }
    if (alike instanceof Value.F64) {
      return new Value.F64((double) result);
    }
    if (alike instanceof Value.Char) {
      return new Value.Char((int) result);
    }
    if (alike instanceof Value.StringOf) {
      return new Value.StringOf((String) result);
    }
    throw structured();
  }

  private static NotRunException structured() {
    return NotRunException.unsupported("structured values through generated bindings");
  }
}
