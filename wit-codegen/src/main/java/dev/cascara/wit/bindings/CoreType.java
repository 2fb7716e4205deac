package dev.cascara.wit.bindings;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.TypeName;

/** The type of a flat value. */
// TypeName is immutable, but has no annotation that says so.
@SuppressWarnings("ImmutableEnumChecker")
enum CoreType {
  I32(TypeName.INT),
  I64(TypeName.LONG),
  F32(TypeName.FLOAT),
  F64(TypeName.DOUBLE);

  private final TypeName javaType;

  CoreType(TypeName javaType) {
    this.javaType = javaType;
  }

  TypeName javaType() {
    return javaType;
  }

  /** The type of the flat value that holds either this or the other one. */
  CoreType join(CoreType other) {
    if (this == other) {
      return this;
    }
    return (this == I32 && other == F32) || (this == F32 && other == I32) ? I32 : I64;
  }

  /** Converts a value of this type to the type it is joined to. */
  CodeBlock toJoined(CodeBlock value, CoreType joined) {
    if (this == joined) {
      return value;
    }
    return switch (this) {
      case I32 -> CodeBlock.of("$T.toUnsignedLong($L)", Integer.class, value);
      case F32 ->
          joined == I32
              ? CodeBlock.of("$T.floatToRawIntBits($L)", Float.class, value)
              : CodeBlock.of(
                  "$T.toUnsignedLong($T.floatToRawIntBits($L))", Integer.class, Float.class, value);
      case F64 -> CodeBlock.of("$T.doubleToRawLongBits($L)", Double.class, value);
      case I64 -> throw new IllegalStateException("nothing holds more than an i64");
    };
  }

  /** Converts a value of the type that this is joined to back to this one. */
  CodeBlock fromJoined(CodeBlock value, CoreType joined) {
    if (this == joined) {
      return value;
    }
    return switch (this) {
      case I32 -> CodeBlock.of("(int) $L", value);
      case F32 ->
          joined == I32
              ? CodeBlock.of("$T.intBitsToFloat($L)", Float.class, value)
              : CodeBlock.of("$T.intBitsToFloat((int) $L)", Float.class, value);
      case F64 -> CodeBlock.of("$T.longBitsToDouble($L)", Double.class, value);
      case I64 -> throw new IllegalStateException("nothing holds more than an i64");
    };
  }
}
