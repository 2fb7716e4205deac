package dev.cascara.compiler.wasm;

import org.jspecify.annotations.Nullable;

/** The heap types that every module has. */
public enum AbstractHeapType implements HeapType {
  /** {@code noexn}. */
  NOEXN("noexn", "nullexnref", 0x74),
  /** {@code nofunc}. */
  NOFUNC("nofunc", "nullfuncref", 0x73),
  /** {@code noextern}. */
  NOEXTERN("noextern", "nullexternref", 0x72),
  /** {@code none}. */
  NONE("none", "nullref", 0x71),
  /** {@code func}. */
  FUNC("func", "funcref", 0x70),
  /** {@code extern}. */
  EXTERN("extern", "externref", 0x6f),
  /** {@code any}. */
  ANY("any", "anyref", 0x6e),
  /** {@code eq}. */
  EQ("eq", "eqref", 0x6d),
  /** {@code i31}. */
  I31("i31", "i31ref", 0x6c),
  /** {@code struct}. */
  STRUCT("struct", "structref", 0x6b),
  /** {@code array}. */
  ARRAY("array", "arrayref", 0x6a),
  /** {@code exn}. */
  EXN("exn", "exnref", 0x69);

  private static final @Nullable AbstractHeapType[] BY_CODE = new @Nullable AbstractHeapType[0x80];

  static {
    for (AbstractHeapType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final String text;
  private final String shorthand;
  private final int code;

  AbstractHeapType(String text, String shorthand, int code) {
    this.text = text;
    this.shorthand = shorthand;
    this.code = code;
  }

  /**
   * Finds a type by its encoding.
   *
   * @param code the byte
   * @return the type, or null if there is none
   */
  static @Nullable AbstractHeapType find(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }

  /**
   * Returns the short form of the nullable reference type.
   *
   * @return for example {@code funcref}
   */
  String shorthand() {
    return shorthand;
  }

  @Override
  public String toString() {
    return text;
  }
}
