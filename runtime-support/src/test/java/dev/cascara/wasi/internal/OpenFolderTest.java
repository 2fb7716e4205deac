package dev.cascara.wasi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.Wasi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenFolderTest {
  private static final Set<OpenFlag> READ = EnumSet.of(OpenFlag.READ);
  private static final Set<OpenFlag> CREATE =
      EnumSet.of(OpenFlag.READ, OpenFlag.WRITE, OpenFlag.CREATE);

  private final Path outside;
  private final Path inside;
  private final Session session;
  private final OpenFolder folder;

  OpenFolderTest(@TempDir Path outside) throws IOException {
    this.outside = outside;
    inside = Files.createDirectory(outside.resolve("inside"));
    Files.writeString(outside.resolve("secret"), "secret");
    session =
        new Session(
            Wasi.builder()
                .folder(inside, "/", FolderAccess.READ_WRITE)
                .maximumDescriptors(5)
                .build());
    folder = session.preopens().get(0).folder();
  }

  @AfterEach
  void close() throws IOException {
    session.close();
  }

  private static void assertFails(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            IOException.class, thrown -> assertThat(ErrorCode.of(thrown)).isEqualTo(code));
  }

  private static String content(Descriptor descriptor) throws IOException {
    byte[] bytes = new byte[100];
    int size = ((OpenFile) descriptor).read(0, bytes, 0, bytes.length);
    return new String(bytes, 0, Math.max(0, size), StandardCharsets.UTF_8);
  }

  private String read(String path) throws IOException {
    Descriptor file = folder.open(path, SymbolicLinks.FOLLOW, READ);
    try {
      return content(file);
    } finally {
      file.close();
    }
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(inside.resolve(name), Path.of(target));
  }

  // Paths inside.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d/file",
        "./d/file",
        "d/./file",
        "d//file",
        "d/../d/file",
        "d/e/../file",
        "toD/file",
        "toFile",
        "d/e/up/file",
        "chain"
      })
  void findsFiles(String path) throws IOException {
    Files.createDirectories(inside.resolve("d/e"));
    Files.writeString(inside.resolve("d/file"), "here");
    link("toD", "d");
    link("toFile", "toD/../d/file");
    link("d/e/up", "..");
    link("chain", "toFile");
    assertThat(read(path)).isEqualTo("here");
  }

  @Test
  void dotDotLeavesTheTargetOfALinkNotTheLink() throws IOException {
    Files.createDirectories(inside.resolve("a/b"));
    Files.writeString(inside.resolve("a/file"), "in a");
    link("toB", "a/b");
    assertThat(read("toB/../file")).isEqualTo("in a");
  }

  // Ways out.

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret",
        "d/../../secret",
        "..",
        "../inside/d",
        "/etc/passwd",
        "/",
        "absolute",
        "absoluteFolder/secret",
        "relative",
        "relativeFolder/secret",
        "d/deep",
        "toRelative",
        "relativeFolder/inside/d"
      })
  void pathsThatLeadOutAreNotPermitted(String path) throws IOException {
    Files.createDirectory(inside.resolve("d"));
    link("absolute", outside.resolve("secret").toString());
    link("absoluteFolder", outside.toString());
    link("relative", "../secret");
    link("relativeFolder", "..");
    link("d/deep", "../../secret");
    link("toRelative", "relative");
    assertFails(ErrorCode.NOT_PERMITTED, () -> read(path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.status(path, SymbolicLinks.FOLLOW));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.open(path, SymbolicLinks.FOLLOW, CREATE));
    assertFails(
        ErrorCode.NOT_PERMITTED,
        () -> folder.setTimes(path, SymbolicLinks.FOLLOW, FileTime.fromMillis(0), null));
    assertThat(outside.resolve("secret")).hasContent("secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../new", "out/new", "/new", "d/../../new"})
  void nothingIsMadeOrDeletedOutside(String path) throws IOException {
    Files.createDirectory(inside.resolve("d"));
    Files.writeString(inside.resolve("file"), "content");
    link("out", "..");
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.createFolder(path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.createSymbolicLink("x", path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.rename("file", folder, path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.rename(path, folder, "x"));
    assertFails(
        ErrorCode.NOT_PERMITTED, () -> folder.link("file", SymbolicLinks.KEEP, folder, path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.link(path, SymbolicLinks.KEEP, folder, "x"));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.unlink(path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.removeFolder(path));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.readLink(path));
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void danglingLinksOutDoNotCreateFilesThere() throws IOException {
    link("out", "../new");
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.open("out", SymbolicLinks.FOLLOW, CREATE));
    assertThat(outside.resolve("new")).doesNotExist();
  }

  @Test
  void danglingLinksInsideCreateTheirTarget() throws IOException {
    link("in", "new");
    folder.open("in", SymbolicLinks.FOLLOW, CREATE).close();
    assertThat(inside.resolve("new")).isRegularFile();
  }

  @Test
  void linksAreMovedButNotFollowedToTheOutside() throws IOException {
    Files.createDirectories(inside.resolve("a/b"));
    folder.createSymbolicLink("../file", "a/b/link");
    folder.rename("a/b/link", folder, "link");
    assertFails(ErrorCode.NOT_PERMITTED, () -> read("link"));
  }

  @Test
  void openFoldersAreRootsOfTheirOwn() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    Files.writeString(inside.resolve("file"), "content");
    OpenFolder inner =
        (OpenFolder) folder.open("d", SymbolicLinks.KEEP, EnumSet.of(OpenFlag.DIRECTORY));
    assertFails(ErrorCode.NOT_PERMITTED, () -> inner.status("../file", SymbolicLinks.FOLLOW));
  }

  @Test
  void aFolderThatBecameALinkIsNotFollowed() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    OpenFolder inner =
        (OpenFolder) folder.open("d", SymbolicLinks.KEEP, EnumSet.of(OpenFlag.DIRECTORY));
    Files.delete(inside.resolve("d"));
    link("d", "..");
    assertThatThrownBy(() -> inner.status("secret", SymbolicLinks.FOLLOW))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aPreopenedFolderThatBecameALinkIsNotFollowed() throws IOException {
    Path moved = outside.resolve("moved");
    Files.move(inside, moved);
    Files.createSymbolicLink(inside, outside);
    assertFails(ErrorCode.NO_ENTRY, () -> read("secret"));
  }

  @Test
  void linksInCirclesEnd() throws IOException {
    link("a", "b");
    link("b", "a");
    assertFails(ErrorCode.LOOP, () -> read("a"));
  }

  @ParameterizedTest
  @CsvSource({"4097, NAME_TOO_LONG", "300, NAME_TOO_LONG"})
  void longPathsFail(int length, ErrorCode code) {
    assertFails(code, () -> read("a".repeat(length)));
  }

  @Test
  void depthIsLimited() throws IOException {
    Files.createDirectories(inside.resolve("d/".repeat(1100)));
    assertThat(folder.status("d/".repeat(1000), SymbolicLinks.KEEP).type())
        .isEqualTo(FileType.DIRECTORY);
    assertFails(
        ErrorCode.NAME_TOO_LONG, () -> folder.status("d/".repeat(1100), SymbolicLinks.KEEP));
  }

  @Test
  void nulIsInvalid() {
    assertFails(ErrorCode.INVALID, () -> read("a\0b"));
  }

  @Test
  void theEmptyPathIsNothing() {
    assertFails(ErrorCode.NO_ENTRY, () -> read(""));
  }

  @Test
  void aSlashAtTheEndMeansAFolder() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    assertFails(ErrorCode.NOT_DIRECTORY, () -> read("file/"));
    assertFails(ErrorCode.IS_DIRECTORY, () -> folder.open("new/", SymbolicLinks.KEEP, CREATE));
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    assertFails(ErrorCode.NOT_DIRECTORY, () -> read("file/x"));
  }

  // Opening.

  @Test
  void missingFilesAreNoEntries() {
    assertFails(ErrorCode.NO_ENTRY, () -> read("file"));
    assertFails(ErrorCode.NO_ENTRY, () -> read("d/file"));
  }

  @Test
  void createsFiles() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    file.write(2, "abc".getBytes(StandardCharsets.UTF_8), 0, 3);
    assertThat(Files.readString(inside.resolve("file"))).isEqualTo("\0\0abc");
    assertThat(content(file)).isEqualTo("\0\0abc");
  }

  @Test
  void createsExclusively() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    link("link", "nothing");
    Set<OpenFlag> flags = EnumSet.of(OpenFlag.WRITE, OpenFlag.CREATE, OpenFlag.EXCLUSIVE);
    assertFails(ErrorCode.EXIST, () -> folder.open("file", SymbolicLinks.FOLLOW, flags));
    assertFails(ErrorCode.EXIST, () -> folder.open("link", SymbolicLinks.FOLLOW, flags));
  }

  @Test
  void truncates() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    folder.open("file", SymbolicLinks.KEEP, EnumSet.of(OpenFlag.WRITE, OpenFlag.TRUNCATE));
    assertThat(inside.resolve("file")).isEmptyFile();
  }

  @Test
  void linksThatAreKeptCannotBeOpened() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    link("link", "file");
    assertFails(ErrorCode.LOOP, () -> folder.open("link", SymbolicLinks.KEEP, READ));
  }

  @Test
  void foldersCannotBeWritten() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    assertFails(
        ErrorCode.IS_DIRECTORY,
        () -> folder.open("d", SymbolicLinks.KEEP, EnumSet.of(OpenFlag.WRITE)));
  }

  @Test
  void filesAreWrittenAndReadOnlyIfOpenedForIt() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    OpenFile reader = (OpenFile) folder.open("file", SymbolicLinks.KEEP, READ);
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> reader.write(0, new byte[1], 0, 1));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> reader.setSize(0));
    OpenFile writer =
        (OpenFile) folder.open("file", SymbolicLinks.KEEP, EnumSet.of(OpenFlag.WRITE));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> writer.read(0, new byte[1], 0, 1));
  }

  @Test
  void descriptorsAreLimited() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    Descriptor first = folder.open("file", SymbolicLinks.KEEP, READ);
    for (int i = 1; i < 5; i++) {
      folder.open("file", SymbolicLinks.KEEP, READ);
    }
    assertFails(
        ErrorCode.TOO_MANY_DESCRIPTORS, () -> folder.open("file", SymbolicLinks.KEEP, READ));
    first.close();
    folder.open("file", SymbolicLinks.KEEP, READ);
  }

  @Test
  void closedFilesFail() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    file.close();
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> file.read(0, new byte[1], 0, 1));
    assertFails(ErrorCode.BAD_DESCRIPTOR, file::status);
  }

  @Test
  void theSessionClosesFiles() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    session.close();
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> file.read(0, new byte[1], 0, 1));
  }

  // Files.

  @Test
  void sizesChange() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    file.setSize(10);
    assertThat(Files.size(inside.resolve("file"))).isEqualTo(10);
    file.setSize(3);
    assertThat(file.size()).isEqualTo(3);
    assertFails(ErrorCode.FILE_TOO_LARGE, () -> file.setSize(-1));
  }

  @Test
  void positionsAreNotNegative() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    assertFails(ErrorCode.INVALID, () -> file.read(-1, new byte[1], 0, 1));
    assertFails(ErrorCode.INVALID, () -> file.write(-1, new byte[1], 0, 1));
    assertFails(ErrorCode.FILE_TOO_LARGE, () -> file.write(Long.MAX_VALUE, new byte[1], 0, 1));
  }

  @Test
  void statusOfAnOpenFile() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    file.write(0, new byte[7], 0, 7);
    FileStatus status = file.status();
    assertThat(status.type()).isEqualTo(FileType.REGULAR_FILE);
    assertThat(status.size()).isEqualTo(7);
    assertThat(status.linkCount()).isEqualTo(1);
    assertThat(status.identity()).isEqualTo(folder.status("file", SymbolicLinks.KEEP).identity());
  }

  @Test
  void anOpenFileOutlivesItsName() throws IOException {
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, CREATE);
    file.write(0, new byte[7], 0, 7);
    folder.unlink("file");
    assertThat(file.status().size()).isEqualTo(7);
    assertThat(file.status().linkCount()).isZero();
    assertThat(file.read(0, new byte[10], 0, 10)).isEqualTo(7);
  }

  @Test
  void timesAreSet() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    FileTime before = Files.getLastModifiedTime(inside.resolve("file"));
    folder.setTimes("file", SymbolicLinks.KEEP, FileTime.fromMillis(1_000), null);
    assertThat(folder.status("file", SymbolicLinks.KEEP).accessed())
        .isEqualTo(FileTime.fromMillis(1_000));
    // Java 17 sets times to the microsecond, both at once.
    assertThat(Files.getLastModifiedTime(inside.resolve("file")).toMillis())
        .isEqualTo(before.toMillis());
    OpenFile file = (OpenFile) folder.open("file", SymbolicLinks.KEEP, READ);
    file.setTimes(null, FileTime.fromMillis(2_000));
    assertThat(file.status().modified()).isEqualTo(FileTime.fromMillis(2_000));
    folder.setTimes(null, FileTime.fromMillis(3_000));
    assertThat(folder.status().modified()).isEqualTo(FileTime.fromMillis(3_000));
  }

  // Folders.

  @Test
  void statusOfAFolder() throws IOException {
    assertThat(folder.status().type()).isEqualTo(FileType.DIRECTORY);
    assertThat(folder.status(".", SymbolicLinks.KEEP).identity())
        .isEqualTo(folder.status().identity());
  }

  @Test
  void listsNamesWithTypes() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    Files.writeString(inside.resolve("file"), "content");
    link("link", "..");
    List<FolderEntry> list = folder.list();
    assertThat(list)
        .extracting(FolderEntry::name, FolderEntry::type)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("d", FileType.DIRECTORY),
            org.assertj.core.groups.Tuple.tuple("file", FileType.REGULAR_FILE),
            org.assertj.core.groups.Tuple.tuple("link", FileType.SYMBOLIC_LINK));
  }

  @Test
  void createsAndRemovesFolders() throws IOException {
    folder.createFolder("a");
    folder.createFolder("a/b/");
    assertFails(ErrorCode.EXIST, () -> folder.createFolder("a"));
    assertFails(ErrorCode.EXIST, () -> folder.createFolder("."));
    assertFails(ErrorCode.NO_ENTRY, () -> folder.createFolder("x/y"));
    assertFails(ErrorCode.NOT_EMPTY, () -> folder.removeFolder("a"));
    assertFails(ErrorCode.IS_DIRECTORY, () -> folder.unlink("a"));
    folder.removeFolder("a/b");
    folder.removeFolder("a");
    assertThat(inside).isEmptyDirectory();
    assertFails(ErrorCode.INVALID, () -> folder.removeFolder("."));
    assertFails(ErrorCode.NO_ENTRY, () -> folder.removeFolder("a"));
  }

  @Test
  void unlinksFilesAndLinks() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    Files.writeString(inside.resolve("file"), "content");
    link("link", "d");
    folder.unlink("file");
    folder.unlink("link");
    assertFails(ErrorCode.NO_ENTRY, () -> folder.unlink("file"));
    assertThat(inside.resolve("d")).isDirectory();
    assertThat(Files.exists(inside.resolve("link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void doesNotRemoveAFolderThroughALink() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    link("link", "d");
    assertFails(ErrorCode.NOT_DIRECTORY, () -> folder.removeFolder("link"));
    assertFails(ErrorCode.NOT_DIRECTORY, () -> folder.removeFolder("link/"));
    assertThat(inside.resolve("d")).isDirectory();
  }

  @Test
  void renames() throws IOException {
    Files.createDirectory(inside.resolve("d"));
    Files.writeString(inside.resolve("a"), "a");
    Files.writeString(inside.resolve("b"), "b");
    folder.rename("a", folder, "b");
    assertThat(inside.resolve("b")).hasContent("a");
    folder.rename("b", folder, "d/c");
    assertThat(inside.resolve("d/c")).hasContent("a");
    folder.rename("d", folder, "e/");
    assertThat(inside.resolve("e/c")).hasContent("a");
    assertFails(ErrorCode.NO_ENTRY, () -> folder.rename("d", folder, "x"));
    assertFails(ErrorCode.INVALID, () -> folder.rename(".", folder, "x"));
    Files.createDirectory(inside.resolve("f"));
    assertFails(ErrorCode.IS_DIRECTORY, () -> folder.rename("e/c", folder, "f"));
    assertFails(ErrorCode.NOT_EMPTY, () -> folder.rename("f", folder, "e"));
    assertFails(ErrorCode.INVALID, () -> folder.rename("e", folder, "e/x"));
  }

  @Test
  void links() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    folder.link("file", SymbolicLinks.KEEP, folder, "other");
    assertThat(folder.status("other", SymbolicLinks.KEEP).linkCount()).isEqualTo(2);
    assertThat(folder.status("other", SymbolicLinks.KEEP).identity())
        .isEqualTo(folder.status("file", SymbolicLinks.KEEP).identity());
    assertFails(ErrorCode.EXIST, () -> folder.link("file", SymbolicLinks.KEEP, folder, "other"));
    assertFails(ErrorCode.NO_ENTRY, () -> folder.link("nothing", SymbolicLinks.KEEP, folder, "x"));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.link(".", SymbolicLinks.KEEP, folder, "x"));
  }

  @Test
  void createsAndReadsSymbolicLinks() throws IOException {
    folder.createSymbolicLink("some/where", "link");
    assertThat(folder.readLink("link")).isEqualTo("some/where");
    assertThat(folder.status("link", SymbolicLinks.KEEP).type()).isEqualTo(FileType.SYMBOLIC_LINK);
    assertThat(folder.status("link", SymbolicLinks.KEEP).size()).isEqualTo(10);
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.createSymbolicLink("/etc", "x"));
    assertFails(ErrorCode.EXIST, () -> folder.createSymbolicLink("x", "link"));
    assertFails(ErrorCode.INVALID, () -> folder.readLink("."));
  }

  @Test
  void absoluteLinksAreNotTold() throws IOException {
    link("link", "/etc/passwd");
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.readLink("link"));
  }

  @Test
  void foldersToReadAreNotChanged() throws IOException {
    Files.writeString(inside.resolve("file"), "content");
    Files.createDirectory(inside.resolve("d"));
    Session reading =
        new Session(Wasi.builder().folder(inside, "/", FolderAccess.READ_ONLY).build());
    OpenFolder target = reading.preopens().get(0).folder();
    assertFails(ErrorCode.READ_ONLY, () -> target.createFolder("x"));
    assertFails(ErrorCode.READ_ONLY, () -> target.unlink("file"));
    assertFails(ErrorCode.READ_ONLY, () -> target.removeFolder("d"));
    assertFails(ErrorCode.READ_ONLY, () -> target.rename("file", folder, "x"));
    assertFails(ErrorCode.READ_ONLY, () -> folder.rename("file", target, "x"));
    assertFails(ErrorCode.READ_ONLY, () -> target.createSymbolicLink("x", "y"));
    assertFails(ErrorCode.READ_ONLY, () -> target.link("file", SymbolicLinks.KEEP, target, "x"));
    assertFails(
        ErrorCode.READ_ONLY,
        () -> target.setTimes("file", SymbolicLinks.KEEP, FileTime.fromMillis(0), null));
    assertFails(ErrorCode.READ_ONLY, () -> target.setTimes(FileTime.fromMillis(0), null));
    assertFails(ErrorCode.READ_ONLY, () -> target.open("x", SymbolicLinks.KEEP, CREATE));
    for (OpenFlag flag : EnumSet.of(OpenFlag.WRITE, OpenFlag.TRUNCATE, OpenFlag.CREATE)) {
      assertFails(
          ErrorCode.READ_ONLY, () -> target.open("file", SymbolicLinks.KEEP, EnumSet.of(flag)));
    }
    Descriptor file = target.open("file", SymbolicLinks.KEEP, READ);
    assertThat(content(file)).isEqualTo("content");
    assertFails(ErrorCode.READ_ONLY, () -> file.setTimes(FileTime.fromMillis(0), null));
  }

  /** A file system without open directories and without symbolic links. */
  @Test
  void otherFileSystemsGoByPath() throws IOException {
    Path archive = outside.resolve("archive.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Files.createDirectory(zip.getPath("/d"));
      Files.writeString(zip.getPath("/secret"), "secret");
      Session zipped =
          new Session(
              Wasi.builder().folder(zip.getPath("/d"), "/", FolderAccess.READ_WRITE).build());
      OpenFolder target = zipped.preopens().get(0).folder();
      Files.writeString(zip.getPath("/d/file"), "hi");
      assertThat(content(target.open("./file", SymbolicLinks.KEEP, READ))).isEqualTo("hi");
      target.createFolder("e");
      assertThat(target.list())
          .extracting(FolderEntry::name)
          .containsExactlyInAnyOrder("file", "e");
      assertFails(ErrorCode.NOT_PERMITTED, () -> target.status("../secret", SymbolicLinks.KEEP));
      assertThatThrownBy(() -> target.createSymbolicLink("file", "link"))
          .isInstanceOf(UnsupportedOperationException.class);
      target.unlink("file");
      target.removeFolder("e");
      assertThat(target.list()).isEmpty();
      zipped.close();
    }
  }

  /** While one thread swaps a folder for a link to the outside, nothing there is ever reached. */
  @Test
  void racesDoNotLeadOut() throws Exception {
    Files.createDirectory(inside.resolve("d"));
    Files.writeString(inside.resolve("d/secret"), "here");
    Files.createSymbolicLink(inside.resolve("link"), Path.of(".."));
    Thread swapper =
        new Thread(
            () -> {
              while (!Thread.currentThread().isInterrupted()) {
                try {
                  Files.move(inside.resolve("d"), inside.resolve("saved"));
                  Files.move(inside.resolve("link"), inside.resolve("d"));
                  Files.move(inside.resolve("d"), inside.resolve("link"));
                  Files.move(inside.resolve("saved"), inside.resolve("d"));
                } catch (IOException e) {
                  return;
                }
              }
            });
    swapper.start();
    int reached = 0;
    long end = System.nanoTime() + 500_000_000;
    while (System.nanoTime() < end) {
      try {
        assertThat(read("d/secret")).isEqualTo("here");
        reached++;
        folder.open("d/new", SymbolicLinks.KEEP, CREATE).close();
        folder.unlink("d/new");
      } catch (IOException e) {
        assertThat(ErrorCode.of(e)).isNotEqualTo(ErrorCode.IO);
      }
    }
    swapper.interrupt();
    swapper.join();
    assertThat(reached).isPositive();
    assertThat(outside.resolve("new")).doesNotExist();
    assertThat(outside.resolve("secret")).hasContent("secret");
  }
}
