package dev.cascara.wasi;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A folder of the host that a guest finds open when it starts. It is all that the guest sees of the
 * file system: paths and symbolic links that lead out of it fail.
 *
 * @param host the folder; any file system that {@code java.nio.file} knows
 * @param guest its name for the guest, such as {@code /} or {@code .}
 * @param access what the guest may do in it
 */
public record PreopenedFolder(Path host, String guest, FolderAccess access) {
  public PreopenedFolder {
    Objects.requireNonNull(host);
    Objects.requireNonNull(access);
    if (guest.isEmpty() || guest.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no guest name for a folder: \"" + guest + '"');
    }
  }
}
