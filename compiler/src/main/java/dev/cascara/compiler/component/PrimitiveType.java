package dev.cascara.compiler.component;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The value types that have no parts. */
// Records of immutable lists are immutable, but only an annotation could tell the checker.
@SuppressWarnings("ImmutableEnumChecker")
public enum PrimitiveType implements ComponentValueType {
  /** A truth value. */
  BOOL(0x7F),
  /** A signed 8-bit integer. */
  S8(0x7E),
  /** An unsigned 8-bit integer. */
  U8(0x7D),
  /** A signed 16-bit integer. */
  S16(0x7C),
  /** An unsigned 16-bit integer. */
  U16(0x7B),
  /** A signed 32-bit integer. */
  S32(0x7A),
  /** An unsigned 32-bit integer. */
  U32(0x79),
  /** A signed 64-bit integer. */
  S64(0x78),
  /** An unsigned 64-bit integer. */
  U64(0x77),
  /** A 32-bit float. */
  F32(0x76),
  /** A 64-bit float. */
  F64(0x75),
  /** A Unicode scalar value. */
  CHAR(0x74),
  /** A sequence of Unicode scalar values. */
  STRING(0x73),
  /** A description of an error for people. */
  ERROR_CONTEXT(0x64);

  private final int code;
  private final TypeStructure structure;
  private final Layout layout;

  PrimitiveType(int code) {
    this.code = code;
    this.structure = new TypeStructure.Primitive(this);
    this.layout = Layout.ofPrimitive(code);
  }

  @Override
  public TypeStructure structure() {
    return structure;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  @Override
  public boolean isSameAs(ComponentValueType other) {
    return other.structure() instanceof TypeStructure.Primitive primitive
        && primitive.type() == this;
  }

  /**
   * Finds a type by its encoding.
   *
   * @param code the byte
   * @return the type, or null if there is none
   */
  static @Nullable PrimitiveType find(int code) {
    for (PrimitiveType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
