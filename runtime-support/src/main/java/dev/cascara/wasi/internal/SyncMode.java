package dev.cascara.wasi.internal;

/** What is brought to the host's storage. */
public enum SyncMode {
  /** A file's data. */
  DATA,
  /** A file's data and its attributes. */
  DATA_AND_METADATA
}
