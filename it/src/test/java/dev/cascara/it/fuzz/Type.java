package dev.cascara.it.fuzz;

/** A value type of generated modules. */
enum Type {
  I32(0x7F),
  I64(0x7E),
  F32(0x7D),
  F64(0x7C),
  FUNCREF(0x70),
  EXTERNREF(0x6F),
  /** It cannot be passed to or from a host. */
  V128(0x7B);

  private final int code;

  Type(int code) {
    this.code = code;
  }

  /** Returns the type's byte in the binary format. */
  int code() {
    return code;
  }

  boolean isReference() {
    return this == FUNCREF || this == EXTERNREF;
  }

  boolean isFloat() {
    return this == F32 || this == F64;
  }
}
