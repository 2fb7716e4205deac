package dev.cascara.compiler.wasm;

/** A small integer that only fields hold. */
public enum PackedType implements StorageType {
  /** 8 bits. */
  I8,
  /** 16 bits. */
  I16
}
