package dev.cascara.wasi.internal;

/** How a path is opened. */
public enum OpenFlag {
  /** Its data will be read. */
  READ,
  /** Its data will be written. */
  WRITE,
  /** Names will be created or deleted in it. */
  MUTATE_DIRECTORY,
  /** A file is created if there is none. */
  CREATE,
  /** It must be a directory. */
  DIRECTORY,
  /** With {@link #CREATE}: there must be none. */
  EXCLUSIVE,
  /** The file becomes empty. */
  TRUNCATE
}
