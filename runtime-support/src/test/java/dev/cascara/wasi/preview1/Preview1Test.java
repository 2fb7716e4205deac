package dev.cascara.wasi.preview1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.MonotonicClock;
import dev.cascara.wasi.StandardStream;
import dev.cascara.wasi.Wasi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls every function as a module would. */
class Preview1Test {
  private static final int SUCCESS = 0;
  private static final int BADF = 8;
  private static final int FAULT = 21;
  private static final int ILSEQ = 25;
  private static final int INVAL = 28;
  private static final int ISDIR = 31;
  private static final int MFILE = 33;
  private static final int NAMETOOLONG = 37;
  private static final int NOENT = 44;
  private static final int NOTDIR = 54;
  private static final int NOTSOCK = 57;
  private static final int NOTSUP = 58;
  private static final int PERM = 63;
  private static final int SPIPE = 70;
  private static final int NOTCAPABLE = 76;

  private static final int CREATE = 1;
  private static final int DIRECTORY = 2;
  private static final long READ_WRITE = Rights.FILE;

  /** Where results go. */
  private static final int RESULT = 1000;

  /** Where vectors are. */
  private static final int VECTORS = 2000;

  private static final int PATH = 3000;
  private static final int OTHER_PATH = 4000;
  private static final int BUFFER = 8192;
  private static final int FOLDER = 3;

  private final Memory memory = Memory.create(3, 3);
  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private final Path folder;

  private Preview1 preview1;

  Preview1Test(@TempDir Path folder) {
    this.folder = folder;
    preview1 =
        Preview1.of(
            Wasi.builder()
                .arguments("tool", "größe")
                .environment("NAME", "value")
                .standardInput("some input")
                .standardOutput(output)
                .folder(folder, "/data", FolderAccess.READ_WRITE)
                .maximumDescriptors(8)
                .build());
    preview1.attach(memory);
  }

  @AfterEach
  void close() throws IOException {
    preview1.close();
  }

  private void use(Wasi.Builder wasi) throws IOException {
    preview1.close();
    preview1 = Preview1.of(wasi.build());
    preview1.attach(memory);
  }

  private static WasmFunction function(Preview1 imports, String name) {
    return (WasmFunction) Objects.requireNonNull(imports.find(Preview1.MODULE, name), name);
  }

  private int call(String name, Object... arguments) {
    try {
      return (int) function(preview1, name).handle().invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private int put(int address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    memory.write(address, bytes, 0, bytes.length);
    return bytes.length;
  }

  private String text(int address, int length) {
    byte[] bytes = new byte[length];
    memory.read(address, bytes, 0, length);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String textUntilNul(int address) {
    int length = 0;
    while (memory.readByte(address + length) != 0) {
      length++;
    }
    return text(address, length);
  }

  private void vector(int index, int address, int length) {
    memory.writeInt(VECTORS + 8 * index, address);
    memory.writeInt(VECTORS + 8 * index + 4, length);
  }

  private int open(String path, int openFlags, long rights, int fdFlags) {
    assertThat(tryOpen(path, openFlags, rights, fdFlags)).isEqualTo(SUCCESS);
    return memory.readInt(RESULT);
  }

  private int tryOpen(String path, int openFlags, long rights, int fdFlags) {
    return call(
        "path_open", FOLDER, 1, PATH, put(PATH, path), openFlags, rights, -1L, fdFlags, RESULT);
  }

  private int write(int fd, String text) {
    vector(0, BUFFER, put(BUFFER, text));
    return call("fd_write", fd, VECTORS, 1, RESULT);
  }

  private String read(int fd) {
    vector(0, BUFFER, 100);
    assertThat(call("fd_read", fd, VECTORS, 1, RESULT)).isEqualTo(SUCCESS);
    return text(BUFFER, memory.readInt(RESULT));
  }

  // The imports.

  @Test
  void hasAllFunctions() {
    assertThat(Function.values()).hasSize(46);
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void functionsHaveTheTypeThatTheyTell(Function function) {
    assertThat(function(preview1, function.importName()).type()).isEqualTo(function.type());
  }

  @Test
  void otherModulesAreNotFound() {
    assertThat(preview1.find("env", "fd_write")).isNull();
    assertThat(preview1.find(Preview1.MODULE, "fd_dup")).isNull();
  }

  @Test
  void withoutMemoryThereIsAClearError() throws IOException {
    try (Preview1 other = Preview1.of(Wasi.builder().build())) {
      WasmFunction function = function(other, "random_get");
      assertThatThrownBy(() -> function.handle().invokeWithArguments(0, 1))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("memory");
    }
  }

  // Arguments, environment, time, random numbers.

  @Test
  void arguments() {
    assertThat(call("args_sizes_get", RESULT, RESULT + 4)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(2);
    assertThat(memory.readInt(RESULT + 4)).isEqualTo(5 + 8);
    assertThat(call("args_get", RESULT, BUFFER)).isEqualTo(SUCCESS);
    assertThat(textUntilNul(memory.readInt(RESULT))).isEqualTo("tool");
    assertThat(textUntilNul(memory.readInt(RESULT + 4))).isEqualTo("größe");
  }

  @Test
  void environment() {
    assertThat(call("environ_sizes_get", RESULT, RESULT + 4)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(1);
    assertThat(memory.readInt(RESULT + 4)).isEqualTo(11);
    assertThat(call("environ_get", RESULT, BUFFER)).isEqualTo(SUCCESS);
    assertThat(textUntilNul(memory.readInt(RESULT))).isEqualTo("NAME=value");
  }

  @Test
  void clocks() throws IOException {
    use(
        Wasi.builder()
            .wallClock(Clock.fixed(Instant.ofEpochSecond(12, 34), ZoneOffset.UTC))
            .monotonicClock(MonotonicClock.simulated(5)));
    assertThat(call("clock_time_get", 0, 0L, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isEqualTo(12_000_000_034L);
    assertThat(call("clock_time_get", 1, 0L, RESULT)).isEqualTo(SUCCESS);
    assertThat(call("clock_time_get", 1, 0L, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isEqualTo(5);
    assertThat(call("clock_res_get", 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isEqualTo(1);
    assertThat(call("clock_res_get", 0, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "4", "-1"})
  void otherClocksAreInvalid(int clock) {
    assertThat(call("clock_time_get", clock, 0L, RESULT)).isEqualTo(INVAL);
    assertThat(call("clock_res_get", clock, RESULT)).isEqualTo(INVAL);
  }

  @Test
  void randomNumbers() throws IOException {
    use(Wasi.builder().random(new SplittableRandom(7)));
    byte[] expected = new byte[100];
    new SplittableRandom(7).nextBytes(expected);
    assertThat(call("random_get", BUFFER, 100)).isEqualTo(SUCCESS);
    byte[] found = new byte[101];
    memory.read(BUFFER, found, 0, 101);
    assertThat(found).isEqualTo(Arrays.copyOf(expected, 101));
  }

  @Test
  void randomNumbersAreNotWrittenOutsideTheMemory() {
    assertThat(call("random_get", BUFFER, -1)).isEqualTo(FAULT);
  }

  // The process.

  @Test
  void exits() {
    WasmFunction exit = function(preview1, "proc_exit");
    assertThatThrownBy(() -> exit.handle().invokeWithArguments(300))
        .isInstanceOfSatisfying(
            ExitException.class, thrown -> assertThat(thrown.code()).isEqualTo(300));
  }

  @Test
  void raisesNoSignals() {
    assertThat(call("proc_raise", 0)).isEqualTo(SUCCESS);
    assertThat(call("proc_raise", 6)).isEqualTo(NOTSUP);
  }

  @Test
  void yields() {
    assertThat(call("sched_yield")).isEqualTo(SUCCESS);
  }

  // Standard streams.

  @Test
  void readsInput() {
    vector(0, BUFFER, 0);
    vector(1, BUFFER, 4);
    assertThat(call("fd_read", 0, VECTORS, 2, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(4);
    assertThat(text(BUFFER, 4)).isEqualTo("some");
    assertThat(read(0)).isEqualTo(" input");
    assertThat(read(0)).isEmpty();
  }

  @Test
  void writesOutput() {
    vector(0, BUFFER, put(BUFFER, "one "));
    vector(1, BUFFER + 100, put(BUFFER + 100, "two"));
    assertThat(call("fd_write", 1, VECTORS, 2, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(7);
    assertThat(output).hasToString("one two");
  }

  @Test
  void failuresOfOutputAreTold() throws IOException {
    use(
        Wasi.builder()
            .standardOutput(
                new OutputStream() {
                  @Override
                  public void write(int b) throws IOException {
                    throw new IOException("Broken pipe");
                  }
                }));
    assertThat(write(1, "text")).isEqualTo(64);
  }

  @Test
  void streamsGoOneWay() {
    assertThat(write(0, "text")).isEqualTo(BADF);
    vector(0, BUFFER, 1);
    assertThat(call("fd_read", 1, VECTORS, 1, RESULT)).isEqualTo(BADF);
  }

  @Test
  void streamsHaveNoPosition() {
    assertThat(call("fd_seek", 1, 0L, 1, RESULT)).isEqualTo(SPIPE);
    assertThat(call("fd_tell", 0, RESULT)).isEqualTo(SPIPE);
    assertThat(call("fd_pread", 0, VECTORS, 0, 0L, RESULT)).isEqualTo(SPIPE);
    assertThat(call("fd_pwrite", 1, VECTORS, 0, 0L, RESULT)).isEqualTo(SPIPE);
    assertThat(call("fd_advise", 1, 0L, 0L, 0)).isEqualTo(SPIPE);
  }

  @Test
  void terminalsAreCharacterDevices() throws IOException {
    assertThat(call("fd_fdstat_get", 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readByte(RESULT)).isZero();
    use(Wasi.builder().terminals(EnumSet.of(StandardStream.OUTPUT)));
    assertThat(call("fd_fdstat_get", 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readByte(RESULT)).isEqualTo((byte) 2);
    // What C libraries take for a terminal has no position.
    assertThat(memory.readLong(RESULT + 8) & (Rights.FD_SEEK | Rights.FD_TELL)).isZero();
  }

  @Test
  void statusOfAStream() {
    assertThat(call("fd_filestat_get", 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT + 32)).isZero();
  }

  // Descriptors.

  @Test
  void preopenedFoldersAreFound() {
    assertThat(call("fd_prestat_get", FOLDER, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isZero();
    assertThat(memory.readInt(RESULT + 4)).isEqualTo(5);
    assertThat(call("fd_prestat_dir_name", FOLDER, BUFFER, 5)).isEqualTo(SUCCESS);
    assertThat(text(BUFFER, 5)).isEqualTo("/data");
    assertThat(call("fd_prestat_dir_name", FOLDER, BUFFER, 4)).isEqualTo(NAMETOOLONG);
    assertThat(call("fd_prestat_get", FOLDER + 1, RESULT)).isEqualTo(BADF);
    assertThat(call("fd_prestat_get", 0, RESULT)).isEqualTo(BADF);
  }

  @ParameterizedTest
  @CsvSource({"4", "-1", "1000000", "2147483647"})
  void unknownDescriptorsAreBad(int fd) {
    assertThat(call("fd_close", fd)).isEqualTo(BADF);
    assertThat(call("fd_read", fd, VECTORS, 0, RESULT)).isEqualTo(BADF);
    assertThat(call("fd_readdir", fd, BUFFER, 10, 0L, RESULT)).isEqualTo(BADF);
    assertThat(call("path_create_directory", fd, PATH, put(PATH, "d"))).isEqualTo(BADF);
    assertThat(call("sock_shutdown", fd, 1)).isEqualTo(BADF);
  }

  @Test
  void descriptorsAreClosedOnce() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_close", fd)).isEqualTo(SUCCESS);
    assertThat(call("fd_close", fd)).isEqualTo(BADF);
  }

  @Test
  void theLowestNumberIsUsedAgain() {
    int fd = open("a", CREATE, READ_WRITE, 0);
    open("b", CREATE, READ_WRITE, 0);
    assertThat(call("fd_close", fd)).isEqualTo(SUCCESS);
    assertThat(open("c", CREATE, READ_WRITE, 0)).isEqualTo(fd);
  }

  @Test
  void descriptorsAreLimited() {
    for (int i = 0; i < 4; i++) {
      open("file", CREATE, READ_WRITE, 0);
    }
    assertThat(tryOpen("file", CREATE, READ_WRITE, 0)).isEqualTo(MFILE);
    assertThat(tryOpen(".", DIRECTORY, 0, 0)).isEqualTo(MFILE);
  }

  @Test
  void descriptorsAreRenumbered() {
    int a = open("a", CREATE, READ_WRITE, 0);
    int b = open("b", CREATE, READ_WRITE, 0);
    assertThat(write(a, "text")).isEqualTo(SUCCESS);
    assertThat(call("fd_renumber", a, b)).isEqualTo(SUCCESS);
    assertThat(call("fd_tell", b, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isEqualTo(4);
    assertThat(call("fd_tell", a, RESULT)).isEqualTo(BADF);
    assertThat(call("fd_renumber", b, 20)).isEqualTo(BADF);
    assertThat(call("fd_renumber", b, b)).isEqualTo(SUCCESS);
  }

  @Test
  void thereAreNoSockets() {
    assertThat(call("sock_accept", 0, 0, RESULT)).isEqualTo(NOTSOCK);
    assertThat(call("sock_recv", 0, VECTORS, 0, 0, RESULT, RESULT)).isEqualTo(NOTSOCK);
    assertThat(call("sock_send", 1, VECTORS, 0, 0, RESULT)).isEqualTo(NOTSOCK);
    assertThat(call("sock_shutdown", 1, 3)).isEqualTo(NOTSOCK);
  }

  // Files.

  @Test
  void filesAreWrittenAndRead() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(write(fd, "some text")).isEqualTo(SUCCESS);
    assertThat(call("fd_seek", fd, -4L, 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isEqualTo(5);
    assertThat(read(fd)).isEqualTo("text");
    assertThat(call("fd_seek", fd, -9L, 2, RESULT)).isEqualTo(SUCCESS);
    assertThat(read(fd)).isEqualTo("some text");
    assertThat(folder.resolve("file")).hasContent("some text");
  }

  @Test
  void manyVectorsAreFilled() throws IOException {
    Files.writeString(folder.resolve("file"), "abcdefgh");
    int fd = open("file", 0, READ_WRITE, 0);
    vector(0, BUFFER, 3);
    vector(1, BUFFER + 100, 0);
    vector(2, BUFFER + 200, 100);
    assertThat(call("fd_read", fd, VECTORS, 3, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(8);
    assertThat(text(BUFFER, 3) + text(BUFFER + 200, 5)).isEqualTo("abcdefgh");
  }

  @Test
  void largeWritesAreWhole() throws IOException {
    int fd = open("file", CREATE, READ_WRITE, 0);
    vector(0, 10_000, 150_000);
    assertThat(call("fd_write", fd, VECTORS, 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(150_000);
    assertThat(Files.size(folder.resolve("file"))).isEqualTo(150_000);
  }

  @Test
  void positionsAreChecked() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_seek", fd, -1L, 0, RESULT)).isEqualTo(INVAL);
    assertThat(call("fd_seek", fd, 0L, 3, RESULT)).isEqualTo(INVAL);
    assertThat(call("fd_seek", fd, Long.MAX_VALUE, 0, RESULT)).isEqualTo(SUCCESS);
    assertThat(call("fd_seek", fd, 1L, 1, RESULT)).isEqualTo(INVAL);
    assertThat(write(fd, "x")).isEqualTo(22);
  }

  @Test
  void readsAndWritesAtPositions() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    vector(0, BUFFER, put(BUFFER, "abcdef"));
    assertThat(call("fd_pwrite", fd, VECTORS, 1, 2L, RESULT)).isEqualTo(SUCCESS);
    vector(0, BUFFER, 3);
    assertThat(call("fd_pread", fd, VECTORS, 1, 3L, RESULT)).isEqualTo(SUCCESS);
    assertThat(text(BUFFER, 3)).isEqualTo("bcd");
    assertThat(call("fd_tell", fd, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readLong(RESULT)).isZero();
    assertThat(call("fd_pread", fd, VECTORS, 1, -1L, RESULT)).isEqualTo(INVAL);
  }

  @Test
  void appends() {
    int fd = open("file", CREATE, READ_WRITE, 1);
    assertThat(write(fd, "one")).isEqualTo(SUCCESS);
    assertThat(call("fd_seek", fd, 0L, 0, RESULT)).isEqualTo(SUCCESS);
    assertThat(write(fd, "two")).isEqualTo(SUCCESS);
    assertThat(folder.resolve("file")).hasContent("onetwo");
    assertThat(call("fd_fdstat_set_flags", fd, 0)).isEqualTo(SUCCESS);
    assertThat(call("fd_seek", fd, 0L, 0, RESULT)).isEqualTo(SUCCESS);
    assertThat(write(fd, "ONE")).isEqualTo(SUCCESS);
    assertThat(folder.resolve("file")).hasContent("ONEtwo");
  }

  @Test
  void flagsAreTold() {
    int fd = open("file", CREATE, READ_WRITE, 1 | 16);
    assertThat(call("fd_fdstat_get", fd, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readByte(RESULT)).isEqualTo((byte) 4);
    assertThat(memory.readShort(RESULT + 2)).isEqualTo((short) 17);
    assertThat(write(fd, "text")).isEqualTo(SUCCESS);
    assertThat(call("fd_fdstat_set_flags", fd, 32)).isEqualTo(INVAL);
    assertThat(call("fd_fdstat_set_flags", FOLDER, 0)).isEqualTo(BADF);
  }

  @Test
  void rightsOnlyShrink() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_fdstat_set_rights", fd, Rights.FD_READ, 0L)).isEqualTo(SUCCESS);
    assertThat(write(fd, "text")).isEqualTo(BADF);
    assertThat(call("fd_filestat_set_size", fd, 10L)).isEqualTo(BADF);
    assertThat(call("fd_fdstat_set_rights", fd, READ_WRITE, 0L)).isEqualTo(NOTCAPABLE);
  }

  @Test
  void sizesAreSet() throws IOException {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_filestat_set_size", fd, 100L)).isEqualTo(SUCCESS);
    assertThat(Files.size(folder.resolve("file"))).isEqualTo(100);
    assertThat(call("fd_filestat_set_size", fd, -1L)).isEqualTo(22);
    assertThat(call("fd_allocate", fd, 0L, 100L)).isEqualTo(NOTSUP);
    assertThat(call("fd_advise", fd, 0L, 100L, 5)).isEqualTo(SUCCESS);
    assertThat(call("fd_advise", fd, 0L, 100L, 6)).isEqualTo(INVAL);
  }

  @Test
  void syncs() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_sync", fd)).isEqualTo(SUCCESS);
    assertThat(call("fd_datasync", fd)).isEqualTo(SUCCESS);
    assertThat(call("fd_sync", 1)).isEqualTo(SUCCESS);
    assertThat(call("fd_sync", FOLDER)).isEqualTo(SUCCESS);
  }

  @Test
  void statusIsToldInThe64BytesOfARecord() throws IOException {
    int fd = open("file", CREATE, READ_WRITE, 0);
    write(fd, "12345");
    Files.setLastModifiedTime(folder.resolve("file"), FileTime.fromMillis(5_000));
    for (String function : List.of("fd_filestat_get", "path_filestat_get")) {
      int result =
          function.startsWith("fd")
              ? call(function, fd, RESULT)
              : call(function, FOLDER, 1, PATH, put(PATH, "file"), RESULT);
      assertThat(result).isEqualTo(SUCCESS);
      assertThat(memory.readByte(RESULT + 16)).isEqualTo((byte) 4);
      assertThat(memory.readLong(RESULT + 24)).isEqualTo(1);
      assertThat(memory.readLong(RESULT + 32)).isEqualTo(5);
      assertThat(memory.readLong(RESULT + 48)).isEqualTo(5_000_000_000L);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 7, -1", "4, -1, 9", "5, 7, 9", "10, 1000, 1000"})
  void timesAreSet(int flags, long accessed, long modified) throws IOException {
    use(
        Wasi.builder()
            .folder(folder, "/data", FolderAccess.READ_WRITE)
            .wallClock(Clock.fixed(Instant.ofEpochSecond(1000), ZoneOffset.UTC)));
    int fd = open("file", CREATE, READ_WRITE, 0);
    Files.createFile(folder.resolve("other"));
    long second = 1_000_000_000L;
    assertThat(call("fd_filestat_set_times", fd, 7 * second, 9 * second, flags)).isEqualTo(SUCCESS);
    assertThat(
            call(
                "path_filestat_set_times",
                FOLDER,
                1,
                PATH,
                put(PATH, "other"),
                7 * second,
                9 * second,
                flags))
        .isEqualTo(SUCCESS);
    for (String name : List.of("file", "other")) {
      call("path_filestat_get", FOLDER, 1, PATH, put(PATH, name), RESULT);
      if (accessed >= 0) {
        assertThat(memory.readLong(RESULT + 40)).isEqualTo(accessed * second);
      }
      if (modified >= 0) {
        assertThat(memory.readLong(RESULT + 48)).isEqualTo(modified * second);
      }
    }
  }

  @Test
  void aTimeIsGivenOrNowNotBoth() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_filestat_set_times", fd, 0L, 0L, 3)).isEqualTo(INVAL);
    assertThat(call("fd_filestat_set_times", fd, 0L, 0L, 12)).isEqualTo(INVAL);
  }

  // Paths.

  @Test
  void pathsStayInside() {
    assertThat(tryOpen("../x", CREATE, READ_WRITE, 0)).isEqualTo(PERM);
    assertThat(tryOpen("/x", CREATE, READ_WRITE, 0)).isEqualTo(PERM);
  }

  @Test
  void pathsAreText() {
    memory.writeShort(PATH, (short) 0xFFC3);
    assertThat(call("path_create_directory", FOLDER, PATH, 2)).isEqualTo(ILSEQ);
    assertThat(call("path_create_directory", FOLDER, PATH, 100_000)).isEqualTo(NAMETOOLONG);
    assertThat(call("path_create_directory", FOLDER, PATH, -1)).isEqualTo(NAMETOOLONG);
  }

  @Test
  void pathsAreOfFolders() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("path_create_directory", fd, PATH, put(PATH, "d"))).isEqualTo(NOTDIR);
  }

  @Test
  void unknownFlagsAreInvalid() {
    assertThat(tryOpen("x", 16, 0, 0)).isEqualTo(INVAL);
    assertThat(tryOpen("x", 0, 0, 32)).isEqualTo(INVAL);
    assertThat(call("path_filestat_get", FOLDER, 2, PATH, put(PATH, "x"), RESULT)).isEqualTo(INVAL);
  }

  @Test
  void foldersAreOpened() {
    assertThat(call("path_create_directory", FOLDER, PATH, put(PATH, "d"))).isEqualTo(SUCCESS);
    int fd = open("d", DIRECTORY, -1L, 0);
    assertThat(call("fd_fdstat_get", fd, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readByte(RESULT)).isEqualTo((byte) 3);
    assertThat(tryOpen("d", 0, Rights.FD_WRITE, 0)).isEqualTo(ISDIR);
    vector(0, BUFFER, 10);
    assertThat(call("fd_read", fd, VECTORS, 1, RESULT)).isEqualTo(BADF);
    assertThat(call("path_remove_directory", FOLDER, PATH, put(PATH, "d"))).isEqualTo(SUCCESS);
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void filesAreRenamedLinkedAndUnlinked() throws IOException {
    Files.writeString(folder.resolve("a"), "text");
    int a = put(PATH, "a");
    int b = put(OTHER_PATH, "b");
    assertThat(call("path_rename", FOLDER, PATH, a, FOLDER, OTHER_PATH, b)).isEqualTo(SUCCESS);
    assertThat(folder.resolve("b")).hasContent("text");
    assertThat(call("path_link", FOLDER, 0, OTHER_PATH, b, FOLDER, PATH, a)).isEqualTo(SUCCESS);
    assertThat(folder.resolve("a")).hasContent("text");
    assertThat(call("path_unlink_file", FOLDER, OTHER_PATH, b)).isEqualTo(SUCCESS);
    assertThat(call("path_unlink_file", FOLDER, OTHER_PATH, b)).isEqualTo(NOENT);
  }

  @Test
  void symbolicLinksAreMadeAndRead() {
    assertThat(
            call(
                "path_symlink",
                PATH,
                put(PATH, "target"),
                FOLDER,
                OTHER_PATH,
                put(OTHER_PATH, "l")))
        .isEqualTo(SUCCESS);
    assertThat(call("path_readlink", FOLDER, OTHER_PATH, 1, BUFFER, 100, RESULT))
        .isEqualTo(SUCCESS);
    assertThat(text(BUFFER, memory.readInt(RESULT))).isEqualTo("target");
    assertThat(call("path_readlink", FOLDER, OTHER_PATH, 1, BUFFER, 3, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(3);
    assertThat(call("path_filestat_get", FOLDER, 0, OTHER_PATH, 1, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readByte(RESULT + 16)).isEqualTo((byte) 7);
    assertThat(call("path_filestat_get", FOLDER, 1, OTHER_PATH, 1, RESULT)).isEqualTo(NOENT);
  }

  @ParameterizedTest
  @CsvSource({"100", "40", "30", "24"})
  void foldersAreListedThroughABufferOfAnySize(int size) throws IOException {
    List<String> expected = new ArrayList<>(List.of(".", ".."));
    for (int i = 0; i < 20; i++) {
      String name = "n".repeat(i % 7 + 1) + i;
      if (size < 24 + name.length()) {
        continue;
      }
      expected.add(name);
      Files.createFile(folder.resolve(name));
    }
    List<String> found = new ArrayList<>();
    long cookie = 0;
    while (true) {
      assertThat(call("fd_readdir", FOLDER, BUFFER, size, cookie, RESULT)).isEqualTo(SUCCESS);
      int used = memory.readInt(RESULT);
      int position = 0;
      while (position + 24 <= used) {
        int length = memory.readInt(BUFFER + position + 16);
        if (position + 24 + length > used) {
          break;
        }
        found.add(text(BUFFER + position + 24, length));
        cookie = memory.readLong(BUFFER + position);
        position += 24 + length;
      }
      if (used < size || position == 0) {
        break;
      }
    }
    if (size > 24) {
      assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
    } else {
      assertThat(found).isEmpty();
    }
  }

  @Test
  void unknownCookiesListNothing() {
    for (long cookie : new long[] {3, Long.MAX_VALUE, -1}) {
      assertThat(call("fd_readdir", FOLDER, BUFFER, 100, cookie, RESULT)).isEqualTo(SUCCESS);
      assertThat(memory.readInt(RESULT)).isZero();
    }
  }

  // What guests get wrong.

  @Test
  void addressesOutsideTheMemoryFail() {
    int outside = 3 * Memory.PAGE_SIZE;
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("args_get", outside - 4, BUFFER)).isEqualTo(FAULT);
    assertThat(call("fd_write", 1, outside - 4, 1, RESULT)).isEqualTo(FAULT);
    assertThat(call("fd_write", 1, -8, 1, RESULT)).isEqualTo(FAULT);
    vector(0, outside - 10, 11);
    assertThat(call("fd_write", fd, VECTORS, 1, RESULT)).isEqualTo(FAULT);
    assertThat(call("path_create_directory", FOLDER, outside - 1, 2)).isEqualTo(FAULT);
    assertThat(call("fd_filestat_get", fd, outside - 63)).isEqualTo(FAULT);
    assertThat(call("poll_oneoff", outside - 40, BUFFER, 1, RESULT)).isEqualTo(FAULT);
    assertThat(call("fd_readdir", FOLDER, outside - 10, 100, 0L, RESULT)).isEqualTo(FAULT);
  }

  @Test
  void lengthsAreBounded() {
    int fd = open("file", CREATE, READ_WRITE, 0);
    assertThat(call("fd_write", fd, VECTORS, 1025, RESULT)).isEqualTo(INVAL);
    assertThat(call("fd_read", fd, VECTORS, -1, RESULT)).isEqualTo(INVAL);
    vector(0, BUFFER, -1);
    assertThat(call("fd_write", fd, VECTORS, 1, RESULT)).isEqualTo(INVAL);
    assertThat(call("fd_read", fd, VECTORS, 1, RESULT)).isEqualTo(INVAL);
    assertThat(call("poll_oneoff", BUFFER, BUFFER, 0, RESULT)).isEqualTo(INVAL);
    assertThat(call("poll_oneoff", BUFFER, BUFFER, 1_000_000, RESULT)).isEqualTo(INVAL);
  }

  // Waiting.

  private void subscribe(int index, long userData, int type) {
    int address = BUFFER + 48 * index;
    memory.writeLong(address, userData);
    memory.writeLong(address + 8, type);
  }

  private void subscribeTime(int index, long userData, int clock, long timeout, int flags) {
    subscribe(index, userData, 0);
    int address = BUFFER + 48 * index;
    memory.writeInt(address + 16, clock);
    memory.writeLong(address + 24, timeout);
    memory.writeLong(address + 32, 0);
    memory.writeLong(address + 40, flags);
  }

  private void subscribeFile(int index, long userData, int type, int fd) {
    subscribe(index, userData, type);
    memory.writeInt(BUFFER + 48 * index + 16, fd);
  }

  /** The user data of what happened. */
  private List<Long> poll(int count) {
    int events = BUFFER + 10_000;
    assertThat(call("poll_oneoff", BUFFER, events, count, RESULT)).isEqualTo(SUCCESS);
    List<Long> happened = new ArrayList<>();
    for (int i = 0; i < memory.readInt(RESULT); i++) {
      assertThat(memory.readShort(events + 32 * i + 8)).isZero();
      happened.add(memory.readLong(events + 32 * i));
    }
    return happened;
  }

  @Test
  void pollsTimes() throws IOException {
    use(
        Wasi.builder()
            .monotonicClock(MonotonicClock.simulated(1))
            .wallClock(Clock.fixed(Instant.ofEpochSecond(100), ZoneOffset.UTC)));
    subscribeTime(0, 70, 1, 2_000_000_000L, 0);
    subscribeTime(1, 71, 1, 1_000_000_000L, 0);
    subscribeTime(2, 72, 0, -1L, 1);
    assertThat(poll(3)).containsExactly(71L);
    subscribeTime(0, 73, 0, 99_000_000_000L, 1);
    assertThat(poll(1)).containsExactly(73L);
    subscribeTime(0, 74, 1, 3_600_000_000_000L, 1);
    assertThat(poll(1)).containsExactly(74L);
  }

  @Test
  void pollsFilesAndStreams() throws IOException {
    Files.writeString(folder.resolve("file"), "12345");
    int fd = open("file", 0, READ_WRITE, 0);
    subscribeFile(0, 80, 1, fd);
    subscribeFile(1, 81, 2, fd);
    subscribeFile(2, 82, 2, 1);
    subscribeFile(3, 83, 1, 0);
    subscribeTime(4, 84, 1, -1L, 0);
    assertThat(poll(5)).containsExactly(80L, 81L, 82L, 83L);
    assertThat(memory.readLong(BUFFER + 10_000 + 16)).isEqualTo(5);
  }

  @Test
  void pollTellsErrorsOfEachSubscription() {
    subscribeFile(0, 90, 1, 77);
    subscribeTime(1, 91, 3, 0, 0);
    subscribe(2, 92, 9);
    subscribeFile(3, 93, 2, FOLDER);
    int events = BUFFER + 10_000;
    assertThat(call("poll_oneoff", BUFFER, events, 4, RESULT)).isEqualTo(SUCCESS);
    assertThat(memory.readInt(RESULT)).isEqualTo(4);
    int[] errors = {BADF, INVAL, INVAL, BADF};
    for (int i = 0; i < 4; i++) {
      assertThat(memory.readLong(events + 32 * i)).isEqualTo(90 + i);
      assertThat(memory.readShort(events + 32 * i + 8)).isEqualTo((short) errors[i]);
    }
  }

  @Test
  void timeEndsTheWaitForInput() throws IOException {
    use(Wasi.builder().standardInput(new PipedInputStream(new java.io.PipedOutputStream())));
    subscribeFile(0, 1, 1, 0);
    subscribeTime(1, 2, 1, 1_000_000, 0);
    assertThat(poll(2)).containsExactly(2L);
  }
}
