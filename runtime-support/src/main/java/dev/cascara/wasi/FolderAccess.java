package dev.cascara.wasi;

/** What a guest may do in a folder and everything below it. */
public enum FolderAccess {
  /** Read files and list folders; anything else fails as on a read-only file system. */
  READ_ONLY,
  /** Read, write, create, rename and delete. */
  READ_WRITE
}
