package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.WasmTrap;
import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.Wasi;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs in C, built with wasi-libc, as a user would run them. */
abstract class WasiProgramTests {
  @TempDir Path folder;

  /** What a run left behind. */
  record Outcome(int exitCode, String output, String error) {}

  /** Runs a program and returns its exit code. */
  abstract int run(String program, Wasi wasi) throws IOException;

  final Outcome run(Wasi.Builder wasi, String... arguments) throws IOException {
    return runProgram("tool", wasi, arguments);
  }

  private Outcome runProgram(String program, Wasi.Builder wasi, String... arguments)
      throws IOException {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    wasi.arguments(program).arguments(arguments).standardOutput(output).standardError(error);
    int exitCode = run(program, wasi.build());
    return new Outcome(
        exitCode, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
  }

  private Wasi.Builder withFolder(FolderAccess access) {
    return Wasi.builder().folder(folder, "/", access);
  }

  @Test
  void readsArguments() throws IOException {
    assertThat(run(Wasi.builder(), "args", "one", "", "drüber"))
        .isEqualTo(new Outcome(0, "one\n\ndrüber\n", ""));
  }

  @Test
  void readsTheEnvironment() throws IOException {
    assertThat(run(Wasi.builder().environment("NAME", "value=1"), "env", "NAME").output())
        .isEqualTo("value=1\n");
  }

  @Test
  void seesNothingOfTheHostsEnvironment() throws IOException {
    assertThat(run(Wasi.builder(), "env", "PATH").exitCode()).isEqualTo(1);
  }

  @Test
  void readsInputAndWritesOutput() throws IOException {
    String text = "some text\n".repeat(20_000);
    assertThat(run(Wasi.builder().standardInput(text), "upper").output())
        .isEqualTo(text.toUpperCase(java.util.Locale.ROOT));
  }

  @Test
  void writesMessages() throws IOException {
    Outcome outcome = run(Wasi.builder());
    assertThat(outcome.exitCode()).isNotZero();
    assertThat(outcome.error()).startsWith("usage: tool");
  }

  @Test
  void readsFiles() throws IOException {
    Files.writeString(folder.resolve("in.txt"), "content");
    assertThat(run(withFolder(FolderAccess.READ_ONLY), "cat", "in.txt"))
        .isEqualTo(new Outcome(0, "content", ""));
  }

  @Test
  void seesNoFilesWithoutFolders() throws IOException {
    Outcome outcome = run(Wasi.builder(), "cat", "/etc/passwd");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.error()).contains("/etc/passwd");
  }

  @Test
  void leavesNoFolderByPath() throws IOException {
    Files.writeString(folder.resolve("outside"), "secret");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Wasi.Builder wasi = Wasi.builder().folder(inner, "/", FolderAccess.READ_WRITE);
    assertThat(run(wasi, "cat", "../outside").exitCode()).isEqualTo(1);
  }

  @Test
  void leavesNoFolderByLink() throws IOException {
    Files.writeString(folder.resolve("outside"), "secret");
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.createSymbolicLink(inner.resolve("link"), Path.of("../outside"));
    Wasi.Builder wasi = Wasi.builder().folder(inner, "/", FolderAccess.READ_WRITE);
    Outcome outcome = run(wasi, "cat", "link");
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  @Test
  void copiesFiles() throws IOException {
    byte[] bytes = new byte[200_000];
    new java.util.Random(1).nextBytes(bytes);
    Files.write(folder.resolve("a"), bytes);
    assertThat(run(withFolder(FolderAccess.READ_WRITE), "copy", "a", "b").exitCode()).isZero();
    assertThat(folder.resolve("b")).hasBinaryContent(bytes);
  }

  @Test
  void writesNothingInFoldersToRead() throws IOException {
    Files.writeString(folder.resolve("a"), "content");
    Outcome outcome = run(withFolder(FolderAccess.READ_ONLY), "copy", "a", "b");
    assertThat(outcome.error()).isEqualTo("tool: b: Read-only file system\n");
    assertThat(folder.resolve("b")).doesNotExist();
  }

  @Test
  void listsFolders() throws IOException {
    for (int i = 100; i < 250; i++) {
      Files.createFile(folder.resolve("file" + i));
    }
    String[] names = run(withFolder(FolderAccess.READ_ONLY), "list", ".").output().split("\n", -1);
    assertThat(names).hasSize(151).startsWith("file100", "file101").endsWith("file249", "");
  }

  @Test
  void createsAndRemovesFolders() throws IOException {
    assertThat(run(withFolder(FolderAccess.READ_WRITE), "make", "d").exitCode()).isZero();
    assertThat(folder.resolve("d")).isDirectory();
    assertThat(run(withFolder(FolderAccess.READ_WRITE), "remove", "d").exitCode()).isZero();
    assertThat(folder.resolve("d")).doesNotExist();
  }

  @Test
  void removesFiles() throws IOException {
    Files.createFile(folder.resolve("a"));
    assertThat(run(withFolder(FolderAccess.READ_WRITE), "remove", "a").exitCode()).isZero();
    assertThat(folder.resolve("a")).doesNotExist();
  }

  @Test
  void tellsSizes() throws IOException {
    Files.writeString(folder.resolve("a"), "12345");
    assertThat(run(withFolder(FolderAccess.READ_ONLY), "size", "a").output()).isEqualTo("5\n");
  }

  @Test
  void abortIsATrap() {
    assertThatThrownBy(() -> run(Wasi.builder(), "abort"))
        .isInstanceOfSatisfying(
            WasmTrap.class, trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.UNREACHABLE));
  }

  @Test
  void readsTheClock() throws IOException {
    Clock clock = Clock.fixed(Instant.ofEpochSecond(1_234_567_890), ZoneOffset.UTC);
    assertThat(run(Wasi.builder().wallClock(clock), "clock").output()).isEqualTo("1234567890\n");
  }

  @Test
  void drawsRandomNumbers() throws IOException {
    String first = run(Wasi.builder(), "random").output();
    assertThat(first).matches("[0-9a-f]{32}\n");
    assertThat(run(Wasi.builder(), "random").output()).isNotEqualTo(first);
  }

  @Test
  void randomNumbersCanBeRepeatable() throws IOException {
    String first = run(Wasi.builder().random(new java.util.SplittableRandom(1)), "random").output();
    assertThat(run(Wasi.builder().random(new java.util.SplittableRandom(1)), "random").output())
        .isEqualTo(first);
  }

  @Test
  void doesWhatCProgramsExpect() throws IOException {
    Files.writeString(folder.resolve("outside"), "secret");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    Wasi.Builder wasi =
        Wasi.builder()
            .folder(inside, "/", FolderAccess.READ_WRITE)
            .standardInput(new SlowInput("input"));
    assertThat(runProgram("posix", wasi)).isEqualTo(new Outcome(0, "all is well\n", ""));
    assertThat(folder).isDirectoryNotContaining("glob:**made");
    assertThat(folder.resolve("outside")).hasContent("secret");
  }

  /** Input that comes after a while. */
  private static final class SlowInput extends InputStream {
    private final InputStream rest;
    private boolean waited;

    SlowInput(String text) {
      rest = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        Thread.sleep(waited ? 0 : 20);
        waited = true;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException();
      }
      return rest.read(target, offset, length);
    }
  }
}
