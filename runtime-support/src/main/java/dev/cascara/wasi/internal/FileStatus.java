package dev.cascara.wasi.internal;

import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file.
 *
 * @param type its type
 * @param identity a number that differs between any two files
 * @param linkCount the number of names it has, 1 if the host cannot tell
 * @param size its size in bytes
 * @param accessed when it was last read
 * @param modified when it was last written
 * @param changed when its attributes last changed, null if the host cannot tell
 */
public record FileStatus(
    FileType type,
    long identity,
    long linkCount,
    long size,
    FileTime accessed,
    FileTime modified,
    @Nullable FileTime changed) {
  FileStatus withSize(long newSize) {
    return new FileStatus(type, identity, linkCount, newSize, accessed, modified, changed);
  }

  FileStatus withoutLinks() {
    return new FileStatus(type, identity, 0, size, accessed, modified, changed);
  }
}
