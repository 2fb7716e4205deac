package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.internal.OpenFile;
import dev.cascara.wasi.internal.SyncMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** A file that a descriptor and the streams made of it use; the last one closes it. */
final class SharedFile {
  private final OpenFile file;
  private final @Nullable SyncMode syncMode;
  private int users = 1;

  /**
   * Creates it with one user.
   *
   * @param file the file
   * @param syncMode what to bring to the host's storage at each write, or null
   */
  SharedFile(OpenFile file, @Nullable SyncMode syncMode) {
    this.file = file;
    this.syncMode = syncMode;
  }

  OpenFile file() {
    return file;
  }

  @Nullable SyncMode syncMode() {
    return syncMode;
  }

  void write(long position, byte[] bytes) throws IOException {
    file.write(position, bytes, 0, bytes.length);
    if (syncMode != null) {
      file.sync(syncMode);
    }
  }

  SharedFile share() {
    users++;
    return this;
  }

  void release() {
    users--;
    if (users == 0) {
      try {
        file.close();
      } catch (IOException e) {
        // A guest that drops a handle cannot be told.
        throw new UncheckedIOException(e);
      }
    }
  }
}
