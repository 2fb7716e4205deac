package dev.cascara.wasi.preview1;

import dev.cascara.wasi.internal.FileType;
import dev.cascara.wasi.internal.FolderEntry;
import dev.cascara.wasi.internal.InputSource;
import dev.cascara.wasi.internal.OpenFile;
import dev.cascara.wasi.internal.OpenFolder;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a number in the table of descriptors stands for. */
abstract sealed class Entry {
  /** The rights that apply to the descriptor itself. */
  long rights;

  /** The rights of descriptors that are opened through it. */
  long inheritedRights;

  /** The bits of {@code fdflags}. */
  int flags;

  Entry(long rights, long inheritedRights) {
    this.rights = rights;
    this.inheritedRights = inheritedRights;
  }

  /** The standard input. */
  static final class Input extends Entry {
    final InputSource source;
    final FileType type;

    Input(InputSource source, FileType type) {
      super(Rights.FD_READ | Rights.FD_FDSTAT_SET_FLAGS | Rights.POLL_FD_READWRITE, 0);
      this.source = source;
      this.type = type;
    }
  }

  /** The standard output or error. */
  static final class Output extends Entry {
    final OutputStream stream;
    final FileType type;

    Output(OutputStream stream, FileType type) {
      super(
          Rights.FD_WRITE
              | Rights.FD_FDSTAT_SET_FLAGS
              | Rights.FD_SYNC
              | Rights.FD_DATASYNC
              | Rights.POLL_FD_READWRITE,
          0);
      this.stream = stream;
      this.type = type;
    }
  }

  /** A file. */
  static final class File extends Entry {
    final OpenFile file;

    /** Where the next read or write happens. */
    long position;

    File(OpenFile file, long rights, int flags) {
      super(rights & Rights.FILE, 0);
      this.file = file;
      this.flags = flags;
    }
  }

  /** A folder. */
  static final class Folder extends Entry {
    final OpenFolder folder;

    /** Its name if it is open from the start, in UTF-8. */
    final byte @Nullable [] preopenName;

    /** Its names when a program began to read them. */
    @Nullable List<FolderEntry> list;

    Folder(OpenFolder folder, byte @Nullable [] preopenName, long rights, long inheritedRights) {
      super(rights & Rights.FOLDER, inheritedRights);
      this.folder = folder;
      this.preopenName = preopenName;
    }
  }
}
