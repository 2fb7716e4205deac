package dev.cascara.wasi.preview1;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.ValueType;
import java.util.List;
import java.util.Locale;

/** The functions of {@code wasi_snapshot_preview1}, in the order of its document. */
enum Function {
  ARGS_GET(ProcessFunctions.class, "ii"),
  ARGS_SIZES_GET(ProcessFunctions.class, "ii"),
  ENVIRON_GET(ProcessFunctions.class, "ii"),
  ENVIRON_SIZES_GET(ProcessFunctions.class, "ii"),
  CLOCK_RES_GET(ProcessFunctions.class, "ii"),
  CLOCK_TIME_GET(ProcessFunctions.class, "ili"),
  FD_ADVISE(DescriptorFunctions.class, "illi"),
  FD_ALLOCATE(DescriptorFunctions.class, "ill"),
  FD_CLOSE(DescriptorFunctions.class, "i"),
  FD_DATASYNC(DescriptorFunctions.class, "i"),
  FD_FDSTAT_GET(DescriptorFunctions.class, "ii"),
  FD_FDSTAT_SET_FLAGS(DescriptorFunctions.class, "ii"),
  FD_FDSTAT_SET_RIGHTS(DescriptorFunctions.class, "ill"),
  FD_FILESTAT_GET(DescriptorFunctions.class, "ii"),
  FD_FILESTAT_SET_SIZE(DescriptorFunctions.class, "il"),
  FD_FILESTAT_SET_TIMES(DescriptorFunctions.class, "illi"),
  FD_PREAD(DescriptorFunctions.class, "iiili"),
  FD_PRESTAT_GET(DescriptorFunctions.class, "ii"),
  FD_PRESTAT_DIR_NAME(DescriptorFunctions.class, "iii"),
  FD_PWRITE(DescriptorFunctions.class, "iiili"),
  FD_READ(DescriptorFunctions.class, "iiii"),
  FD_READDIR(DescriptorFunctions.class, "iiili"),
  FD_RENUMBER(DescriptorFunctions.class, "ii"),
  FD_SEEK(DescriptorFunctions.class, "ilii"),
  FD_SYNC(DescriptorFunctions.class, "i"),
  FD_TELL(DescriptorFunctions.class, "ii"),
  FD_WRITE(DescriptorFunctions.class, "iiii"),
  PATH_CREATE_DIRECTORY(PathFunctions.class, "iii"),
  PATH_FILESTAT_GET(PathFunctions.class, "iiiii"),
  PATH_FILESTAT_SET_TIMES(PathFunctions.class, "iiiilli"),
  PATH_LINK(PathFunctions.class, "iiiiiii"),
  PATH_OPEN(PathFunctions.class, "iiiiillii"),
  PATH_READLINK(PathFunctions.class, "iiiiii"),
  PATH_REMOVE_DIRECTORY(PathFunctions.class, "iii"),
  PATH_RENAME(PathFunctions.class, "iiiiii"),
  PATH_SYMLINK(PathFunctions.class, "iiiii"),
  PATH_UNLINK_FILE(PathFunctions.class, "iii"),
  POLL_ONEOFF(ProcessFunctions.class, "iiii"),
  PROC_EXIT(ProcessFunctions.class, "i"),
  PROC_RAISE(ProcessFunctions.class, "i"),
  SCHED_YIELD(ProcessFunctions.class, ""),
  RANDOM_GET(ProcessFunctions.class, "ii"),
  SOCK_ACCEPT(DescriptorFunctions.class, "iii"),
  SOCK_RECV(DescriptorFunctions.class, "iiiiii"),
  SOCK_SEND(DescriptorFunctions.class, "iiiii"),
  SOCK_SHUTDOWN(DescriptorFunctions.class, "ii");

  private final Class<?> implementation;
  private final String parameters;

  /**
   * A function.
   *
   * @param implementation the class with a method of this name in Java's style, without a result
   * @param parameters a letter for each parameter, {@code i} for 32 bits, {@code l} for 64
   */
  Function(Class<?> implementation, String parameters) {
    this.implementation = implementation;
    this.parameters = parameters;
  }

  Class<?> implementation() {
    return implementation;
  }

  FunctionType type() {
    List<ValueType> types =
        parameters
            .chars()
            .mapToObj(letter -> letter == 'i' ? ValueType.I32 : ValueType.I64)
            .toList();
    return FunctionType.of(types, this == PROC_EXIT ? List.of() : List.of(ValueType.I32));
  }

  /** The name that modules import. */
  String importName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name of the method. */
  String methodName() {
    StringBuilder text = new StringBuilder();
    for (String word : importName().split("_", -1)) {
      text.append(text.isEmpty() ? word.charAt(0) : Character.toUpperCase(word.charAt(0)));
      text.append(word, 1, word.length());
    }
    return text.toString();
  }
}
