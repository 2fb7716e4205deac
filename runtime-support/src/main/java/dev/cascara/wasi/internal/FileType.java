package dev.cascara.wasi.internal;

import java.nio.file.attribute.BasicFileAttributes;

/** What kind of thing a descriptor or a name in a folder stands for. */
public enum FileType {
  /** None of the others, or one that the JDK cannot tell, such as a device. */
  UNKNOWN,
  /** A character device, which is what the standard streams pass for if they are terminals. */
  CHARACTER_DEVICE,
  /** A directory. */
  DIRECTORY,
  /** A symbolic link. */
  SYMBOLIC_LINK,
  /** A file. */
  REGULAR_FILE;

  static FileType of(BasicFileAttributes attributes) {
    if (attributes.isRegularFile()) {
      return REGULAR_FILE;
    }
    if (attributes.isDirectory()) {
      return DIRECTORY;
    }
    return attributes.isSymbolicLink() ? SYMBOLIC_LINK : UNKNOWN;
  }
}
