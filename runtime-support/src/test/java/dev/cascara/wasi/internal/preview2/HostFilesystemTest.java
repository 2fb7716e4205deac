package dev.cascara.wasi.internal.preview2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.component.Tuple2;
import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.WasiInterfaces;
import dev.cascara.wasi.clocks.WallClock;
import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.filesystem.Types.DescriptorFlags;
import dev.cascara.wasi.filesystem.Types.DescriptorType;
import dev.cascara.wasi.filesystem.Types.ErrorCode;
import dev.cascara.wasi.filesystem.Types.NewTimestamp;
import dev.cascara.wasi.filesystem.Types.OpenFlags;
import dev.cascara.wasi.filesystem.Types.PathFlags;
import dev.cascara.wasi.io.Streams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostFilesystemTest {
  private static final Set<PathFlags> KEEP = Set.of();
  private static final Set<PathFlags> FOLLOW = Set.of(PathFlags.SYMLINK_FOLLOW);
  private static final Set<DescriptorFlags> READ_WRITE =
      Set.of(DescriptorFlags.READ, DescriptorFlags.WRITE);

  private final Path host;
  private WasiInterfaces wasi;
  private Types.Descriptor root;

  HostFilesystemTest(@TempDir Path host) {
    this.host = host;
    wasi = interfaces(FolderAccess.READ_WRITE);
    root = wasi.filesystemPreopens().getDirectories().get(0).v0();
  }

  private void open(FolderAccess access) {
    wasi = interfaces(access);
    root = wasi.filesystemPreopens().getDirectories().get(0).v0();
  }

  private WasiInterfaces interfaces(FolderAccess access) {
    return Wasi.builder()
        .folder(host, "/data", access)
        .wallClock(Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC))
        .maximumDescriptors(4)
        .build()
        .interfaces();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertFails(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            Types.ErrorCodeException.class, thrown -> assertThat(thrown.error()).isEqualTo(code));
  }

  private Types.Descriptor create(String path) throws Types.ErrorCodeException {
    return root.openAt(KEEP, path, Set.of(OpenFlags.CREATE), READ_WRITE);
  }

  private Types.Descriptor createFolder(String path) throws Types.ErrorCodeException {
    root.createDirectoryAt(path);
    return root.openAt(KEEP, path, Set.of(OpenFlags.DIRECTORY), Set.of(DescriptorFlags.READ));
  }

  @Test
  void preopens() throws Exception {
    List<Tuple2<Types.Descriptor, String>> list = wasi.filesystemPreopens().getDirectories();
    assertThat(list).hasSize(1);
    assertThat(list.get(0).v1()).isEqualTo("/data");
    assertThat(root.getType()).isEqualTo(DescriptorType.DIRECTORY);
    assertThat(root.getFlags())
        .containsExactlyInAnyOrder(DescriptorFlags.READ, DescriptorFlags.MUTATE_DIRECTORY);
    open(FolderAccess.READ_ONLY);
    assertThat(root.getFlags()).containsExactly(DescriptorFlags.READ);
  }

  @Test
  void readsAndWritesAtOffsets() throws Exception {
    Types.Descriptor file = create("file");
    assertThat(file.write(bytes("abcdef"), 2)).isEqualTo(6);
    Tuple2<byte[], Boolean> middle = file.read(3, 2);
    assertThat(middle.v0()).isEqualTo(bytes("abc"));
    assertThat(middle.v1()).isFalse();
    Tuple2<byte[], Boolean> end = file.read(-1, 5);
    assertThat(end.v0()).isEqualTo(bytes("def"));
    assertThat(end.v1()).isTrue();
    assertThat(file.read(1, 100).v1()).isTrue();
    assertFails(ErrorCode.INVALID, () -> file.read(1, -1));
    assertFails(ErrorCode.FILE_TOO_LARGE, () -> file.write(new byte[1], -1));
  }

  @Test
  void streamsOfFiles() throws Exception {
    Types.Descriptor file = create("file");
    Streams.OutputStream out = file.writeViaStream(1);
    out.blockingWriteAndFlush(bytes("bc"));
    out.blockingWriteAndFlush(bytes("d"));
    Streams.OutputStream end = file.appendViaStream();
    end.blockingWriteAndFlush(bytes("e"));
    out.blockingWriteAndFlush(bytes("E"));
    end.blockingWriteAndFlush(bytes("f"));
    Streams.InputStream in = file.readViaStream(2);
    assertThat(in.read(2)).isEqualTo(bytes("cd"));
    assertThat(in.subscribe().ready()).isTrue();
    assertThat(in.blockingRead(10)).isEqualTo(bytes("Ef"));
    assertThatThrownBy(() -> in.read(1)).isInstanceOf(Streams.StreamErrorException.class);
  }

  @Test
  void streamsOutliveTheirDescriptor() throws Exception {
    Types.Descriptor file = create("file");
    Streams.OutputStream out = file.writeViaStream(0);
    file.close();
    out.blockingWriteAndFlush(bytes("text"));
    out.close();
    assertThat(host.resolve("file")).hasContent("text");
  }

  @Test
  void droppedFilesAreClosed() throws Exception {
    for (int i = 0; i < 20; i++) {
      Types.Descriptor file = create("file");
      Streams.InputStream in = file.readViaStream(0);
      in.close();
      file.close();
    }
    for (int i = 0; i < 4; i++) {
      create("file");
    }
    assertFails(ErrorCode.INSUFFICIENT_MEMORY, () -> create("file"));
  }

  @Test
  void failuresOfStreamsCanBeAskedFor() throws Exception {
    Types.Descriptor file = create("file");
    Streams.OutputStream out = file.writeViaStream(Long.MAX_VALUE);
    assertThatThrownBy(() -> out.blockingWriteAndFlush(new byte[1]))
        .isInstanceOfSatisfying(
            Streams.StreamErrorException.class,
            thrown ->
                assertThat(
                        wasi.filesystemTypes()
                            .filesystemErrorCode(
                                ((Streams.StreamError.LastOperationFailed) thrown.error()).value()))
                    .contains(ErrorCode.FILE_TOO_LARGE));
  }

  @Test
  void filesAreUsedOnlyAsOpened() throws Exception {
    create("file").close();
    Types.Descriptor reader = root.openAt(KEEP, "file", Set.of(), Set.of(DescriptorFlags.READ));
    assertThat(reader.getFlags()).containsExactly(DescriptorFlags.READ);
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> reader.write(new byte[1], 0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> reader.writeViaStream(0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, reader::appendViaStream);
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> reader.setSize(1));
    Types.Descriptor writer =
        root.openAt(
            KEEP,
            "file",
            Set.of(),
            Set.of(DescriptorFlags.WRITE, DescriptorFlags.FILE_INTEGRITY_SYNC));
    assertThat(writer.getFlags())
        .containsExactlyInAnyOrder(DescriptorFlags.WRITE, DescriptorFlags.FILE_INTEGRITY_SYNC);
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> writer.read(1, 0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> writer.readViaStream(0));
    assertThat(writer.write(bytes("x"), 0)).isEqualTo(1);
  }

  @Test
  void filesAreNoFolders() throws Exception {
    Types.Descriptor file = create("file");
    assertThat(file.getType()).isEqualTo(DescriptorType.REGULAR_FILE);
    assertFails(ErrorCode.NOT_DIRECTORY, file::readDirectory);
    assertFails(ErrorCode.NOT_DIRECTORY, () -> file.createDirectoryAt("x"));
    assertFails(ErrorCode.NOT_DIRECTORY, () -> file.statAt(KEEP, "x"));
    assertFails(ErrorCode.NOT_DIRECTORY, () -> file.openAt(KEEP, "x", Set.of(), Set.of()));
    assertFails(ErrorCode.NOT_DIRECTORY, () -> root.renameAt("file", file, "x"));
    assertFails(ErrorCode.NOT_DIRECTORY, () -> root.linkAt(KEEP, "file", file, "x"));
    assertFails(
        ErrorCode.NOT_DIRECTORY,
        () -> root.openAt(KEEP, "file", Set.of(OpenFlags.DIRECTORY), Set.of()));
  }

  @Test
  void foldersAreNoFiles() {
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> root.read(1, 0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> root.write(new byte[1], 0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> root.readViaStream(0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> root.setSize(0));
    assertFails(ErrorCode.BAD_DESCRIPTOR, () -> root.advise(0, 0, Types.Advice.NORMAL));
  }

  @Test
  void listsFolders() throws Exception {
    createFolder("d");
    create("file");
    Types.DirectoryEntryStream stream = root.readDirectory();
    List<Types.DirectoryEntry> found = new ArrayList<>();
    for (Optional<Types.DirectoryEntry> entry = stream.readDirectoryEntry();
        entry.isPresent();
        entry = stream.readDirectoryEntry()) {
      found.add(entry.get());
    }
    assertThat(found)
        .containsExactlyInAnyOrder(
            new Types.DirectoryEntry(DescriptorType.DIRECTORY, "d"),
            new Types.DirectoryEntry(DescriptorType.REGULAR_FILE, "file"));
    assertThat(stream.readDirectoryEntry()).isEmpty();
  }

  @Test
  void statusAndTimes() throws Exception {
    Types.Descriptor file = create("file");
    file.setSize(7);
    file.setTimes(
        new NewTimestamp.Now(), new NewTimestamp.Timestamp(new WallClock.Datetime(5, 6_000)));
    Types.DescriptorStat stat = file.stat();
    assertThat(stat.type()).isEqualTo(DescriptorType.REGULAR_FILE);
    assertThat(stat.size()).isEqualTo(7);
    assertThat(stat.linkCount()).isEqualTo(1);
    assertThat(stat.dataAccessTimestamp()).contains(new WallClock.Datetime(1_000, 0));
    assertThat(stat.dataModificationTimestamp()).contains(new WallClock.Datetime(5, 6_000));
    assertThat(root.statAt(FOLLOW, "file")).isEqualTo(stat);
    root.setTimesAt(
        KEEP,
        "file",
        new NewTimestamp.NoChange(),
        new NewTimestamp.Timestamp(new WallClock.Datetime(8, 0)));
    assertThat(file.stat().dataAccessTimestamp()).contains(new WallClock.Datetime(1_000, 0));
    assertThat(file.stat().dataModificationTimestamp()).contains(new WallClock.Datetime(8, 0));
    NewTimestamp wrong = new NewTimestamp.Timestamp(new WallClock.Datetime(0, 1_000_000_000));
    assertFails(ErrorCode.INVALID, () -> file.setTimes(wrong, wrong));
    NewTimestamp late = new NewTimestamp.Timestamp(new WallClock.Datetime(-1L >>> 1, 0));
    assertFails(ErrorCode.OVERFLOW, () -> file.setTimes(late, late));
    file.sync();
    file.syncData();
    file.advise(0, 10, Types.Advice.WILL_NEED);
  }

  @Test
  void names() throws Exception {
    create("a").write(bytes("text"), 0);
    Types.Descriptor folder = createFolder("d");
    root.linkAt(KEEP, "a", folder, "b");
    assertThat(host.resolve("d/b")).hasContent("text");
    folder.renameAt("b", root, "c");
    assertThat(host.resolve("c")).hasContent("text");
    root.symlinkAt("a", "link");
    assertThat(root.readlinkAt("link")).isEqualTo("a");
    assertThat(root.statAt(KEEP, "link").type()).isEqualTo(DescriptorType.SYMBOLIC_LINK);
    assertThat(root.statAt(FOLLOW, "link").size()).isEqualTo(4);
    root.unlinkFileAt("link");
    assertFails(ErrorCode.NO_ENTRY, () -> root.unlinkFileAt("link"));
    root.removeDirectoryAt("d");
    assertThat(host.resolve("d")).doesNotExist();
  }

  @Test
  void pathsStayInside() throws Exception {
    Types.Descriptor folder = createFolder("d");
    create("secret");
    root.symlinkAt("../secret", "d/link");
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.statAt(FOLLOW, "link"));
    assertFails(ErrorCode.NOT_PERMITTED, () -> folder.statAt(FOLLOW, "../secret"));
    assertFails(ErrorCode.NOT_PERMITTED, () -> root.statAt(FOLLOW, "/etc"));
    assertFails(ErrorCode.NOT_PERMITTED, () -> root.symlinkAt("/etc", "x"));
  }

  @Test
  void foldersToReadAreNotChanged() throws Exception {
    create("file").close();
    open(FolderAccess.READ_ONLY);
    assertFails(ErrorCode.READ_ONLY, () -> root.createDirectoryAt("d"));
    assertFails(ErrorCode.READ_ONLY, () -> root.openAt(KEEP, "file", Set.of(), READ_WRITE));
    assertFails(
        ErrorCode.READ_ONLY,
        () ->
            root.openAt(
                KEEP, ".", Set.of(OpenFlags.DIRECTORY), Set.of(DescriptorFlags.MUTATE_DIRECTORY)));
  }

  @Test
  void objectsAreCompared() throws Exception {
    Types.Descriptor file = create("file");
    Types.Descriptor same = create("file");
    Types.Descriptor other = create("other");
    assertThat(file.isSameObject(same)).isTrue();
    assertThat(file.isSameObject(other)).isFalse();
    assertThat(file.metadataHash()).isEqualTo(same.metadataHash());
    assertThat(file.metadataHash()).isEqualTo(root.metadataHashAt(KEEP, "file"));
    assertThat(file.metadataHash()).isNotEqualTo(other.metadataHash());
    Types.MetadataHashValue before = file.metadataHash();
    file.write(bytes("text"), 0);
    assertThat(file.metadataHash()).isNotEqualTo(before);
  }
}
