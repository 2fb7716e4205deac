package dev.cascara.wasi.internal;

import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.PreopenedFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A preopened folder of the host: where the ways of all paths in it begin. */
final class Root {
  private final Path path;
  private final @Nullable Object key;
  private final boolean byPath;
  private final FolderAccess access;

  Root(PreopenedFolder preopened) {
    access = preopened.access();
    try {
      path = preopened.host().toRealPath();
      try (Folder folder = Folder.open(path)) {
        if (!folder.attributes().isDirectory()) {
          throw new NotDirectoryException(path.toString());
        }
        key = folder.key();
        byPath = folder.goesByPath();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + preopened.host() + " cannot be opened for a guest", e);
    }
  }

  FolderAccess access() {
    return access;
  }

  /** Whether operations in it are safe only as long as no name changes. */
  boolean goesByPath() {
    return byPath;
  }

  /**
   * Opens the folder. Another preopened folder may hold this one, and its guest may have put a
   * symbolic link to anywhere in its place; so it must be the directory that it was.
   */
  Folder open() throws IOException {
    Folder folder = Folder.open(path);
    if (!Objects.equals(key, folder.key())) {
      folder.close();
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
    return folder;
  }
}
