package dev.cascara.compiler.wasm;

/** What an import or export is. */
public enum ExternKind {
  /** A function. */
  FUNCTION,
  /** A table. */
  TABLE,
  /** A memory. */
  MEMORY,
  /** A global. */
  GLOBAL,
  /** A tag. */
  TAG
}
