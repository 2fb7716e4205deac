package dev.cascara.wasi.internal;

/** What becomes of a symbolic link at the end of a path. Those before it are always followed. */
public enum SymbolicLinks {
  /** It is followed. */
  FOLLOW,
  /** It is what the path means, unless a slash follows. */
  KEEP,
  /** It is what the path means. */
  NEVER_FOLLOW
}
