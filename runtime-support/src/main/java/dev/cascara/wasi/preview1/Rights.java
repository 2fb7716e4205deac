package dev.cascara.wasi.preview1;

/**
 * The bits of {@code rights}. They are kept and told; what decides are those to read and to write.
 */
final class Rights {
  static final long FD_DATASYNC = 1;
  static final long FD_READ = 1 << 1;
  static final long FD_SEEK = 1 << 2;
  static final long FD_FDSTAT_SET_FLAGS = 1 << 3;
  static final long FD_SYNC = 1 << 4;
  static final long FD_TELL = 1 << 5;
  static final long FD_WRITE = 1 << 6;
  static final long FD_ADVISE = 1 << 7;
  static final long FD_ALLOCATE = 1 << 8;
  static final long FD_READDIR = 1 << 14;
  static final long FD_FILESTAT_GET = 1 << 21;
  static final long FD_FILESTAT_SET_SIZE = 1 << 22;
  static final long FD_FILESTAT_SET_TIMES = 1 << 23;
  static final long POLL_FD_READWRITE = 1 << 27;

  static final long FILE =
      FD_DATASYNC
          | FD_READ
          | FD_SEEK
          | FD_FDSTAT_SET_FLAGS
          | FD_SYNC
          | FD_TELL
          | FD_WRITE
          | FD_ADVISE
          | FD_ALLOCATE
          | FD_FILESTAT_GET
          | FD_FILESTAT_SET_SIZE
          | FD_FILESTAT_SET_TIMES
          | POLL_FD_READWRITE;

  /** All from path_create_directory (9) to path_filestat_set_times (20). */
  private static final long PATHS = 0x1F_FE00;

  private static final long PATH_SYMLINK = 1 << 24;
  private static final long PATH_REMOVE_DIRECTORY = 1 << 25;
  private static final long PATH_UNLINK_FILE = 1 << 26;

  static final long FOLDER =
      FD_FDSTAT_SET_FLAGS
          | FD_SYNC
          | PATHS
          | PATH_SYMLINK
          | PATH_REMOVE_DIRECTORY
          | PATH_UNLINK_FILE
          | FD_FILESTAT_GET
          | FD_FILESTAT_SET_TIMES
          | POLL_FD_READWRITE;

  private Rights() {}
}
