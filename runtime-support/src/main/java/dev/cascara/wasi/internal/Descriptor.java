package dev.cascara.wasi.internal;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** A file or folder that a guest has open. */
public sealed interface Descriptor permits OpenFile, OpenFolder {
  /**
   * Returns what is known of the object.
   *
   * @return its status now
   * @throws IOException if the host fails
   */
  FileStatus status() throws IOException;

  /**
   * Returns the type of the object.
   *
   * @return its type
   * @throws IOException if the host fails
   */
  FileType type() throws IOException;

  /**
   * Sets times of the object.
   *
   * @param accessed when it was last read, null to leave that
   * @param modified when it was last written, null to leave that
   * @throws IOException if the host fails or the guest may not
   */
  void setTimes(@Nullable FileTime accessed, @Nullable FileTime modified) throws IOException;

  /**
   * Brings what was written to the host's storage.
   *
   * @param mode what to bring there
   * @throws IOException if the host fails
   */
  void sync(SyncMode mode) throws IOException;

  /**
   * Ends the use of the descriptor.
   *
   * @throws IOException if the host fails
   */
  void close() throws IOException;
}
