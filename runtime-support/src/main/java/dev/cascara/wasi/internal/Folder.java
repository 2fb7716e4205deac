package dev.cascara.wasi.internal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A directory of the host that is open, with the operations on names in it. A name is one step of a
 * path, never {@code .} or {@code ..}, and no operation follows a symbolic link.
 *
 * <p>Where the JDK gives a {@link SecureDirectoryStream}, names are looked up in the open directory
 * itself, so that nobody can make a name mean something else by putting a symbolic link where a
 * directory on the way was. Four operations are not in that interface: making directories, symbolic
 * links and hard links, and reading symbolic links. They go by path; that the path still leads to
 * the open directory is checked before, and that the result is in it afterwards. Between the two,
 * no guest of this JVM can change a name ({@link #NAMES}); another process of the host could, so it
 * must not put symbolic links into folders that guests use at the same time.
 *
 * <p>Where there is no such stream (on Windows, or in a file system that a library provides), all
 * goes by path, and a guest's operation holds that lock from its path's first step to its end.
 */
abstract class Folder implements Closeable {
  /** Held while names change, and while a path is relied on. */
  static final ReentrantLock NAMES = new ReentrantLock();

  /** More names than this are not listed: the list is in the host's memory. */
  private static final int MAXIMUM_ENTRIES = 1_000_000;

  private final Path path;
  private final @Nullable Object key;

  private Folder(Path path, @Nullable Object key) {
    this.path = path;
    this.key = key;
  }

  /**
   * Opens a directory by path. If its last step is a symbolic link, that is followed.
   *
   * @param path an absolute path
   * @return the directory
   */
  @SuppressWarnings("StreamResourceLeak") // the folder keeps it open
  static Folder open(Path path) throws IOException {
    DirectoryStream<Path> stream = Files.newDirectoryStream(path);
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return SecureFolder.of(path, secure);
    }
    stream.close();
    return PathFolder.of(path);
  }

  /** The JDK's object that tells whether two files are the same, if the host has such a thing. */
  final @Nullable Object key() {
    return key;
  }

  /** A name of the guest as a path of one step. */
  final Path step(String name) throws WasiException {
    Path step;
    try {
      step = path.getFileSystem().getPath(name);
    } catch (InvalidPathException e) {
      throw new WasiException(ErrorCode.ILLEGAL_BYTE_SEQUENCE);
    }
    // A host's separator or drive letter means nothing to guests, so no file has it in its name.
    if (step.isAbsolute()
        || step.getRoot() != null
        || step.getNameCount() != 1
        || !step.toString().equals(name)) {
      throw new WasiException(ErrorCode.INVALID);
    }
    return step;
  }

  final Path pathOf(String name) throws WasiException {
    return path.resolve(step(name));
  }

  abstract BasicFileAttributes attributes() throws IOException;

  abstract BasicFileAttributes attributesOf(Path step) throws IOException;

  /** The attributes of a name, or null if there is nothing of that name. */
  final @Nullable BasicFileAttributes attributes(String name) throws IOException {
    try {
      return attributesOf(step(name));
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** The status of a name, or of this directory itself if the name is null. */
  final FileStatus status(@Nullable String name) throws IOException {
    BasicFileAttributes attributes = name == null ? attributes() : attributesOf(step(name));
    Object identity = attributes.fileKey();
    Path place = name == null ? path : pathOf(name);
    long links = 1;
    FileTime changed = null;
    if (identity != null && place.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      Map<String, Object> more = unixAttributes(place);
      // By path, so it may be another file by now; then the rest is not told.
      if (identity.equals(more.get("fileKey"))) {
        links = more.get("nlink") instanceof Number number ? number.longValue() : 1;
        changed = more.get("ctime") instanceof FileTime time ? time : null;
      }
    }
    return status(attributes, place, links, changed);
  }

  /** What the attributes of a name tell of it, without asking the host any more. */
  final FileStatus basicStatus(String name, BasicFileAttributes attributes) throws IOException {
    return status(attributes, pathOf(name), 1, null);
  }

  private static FileStatus status(
      BasicFileAttributes attributes, Path place, long links, @Nullable FileTime changed) {
    return new FileStatus(
        FileType.of(attributes),
        identity(attributes.fileKey(), place),
        links,
        attributes.size(),
        attributes.lastAccessTime(),
        attributes.lastModifiedTime(),
        changed);
  }

  private static Map<String, Object> unixAttributes(Path place) {
    try {
      return Files.readAttributes(place, "unix:nlink,ctime,fileKey", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return Map.of();
    }
  }

  /** A number from the host's key, or from the path if it has none, that does not tell either. */
  private static long identity(@Nullable Object key, Path place) {
    String text = key == null ? place.toString() : key.toString();
    long hash = 0xCBF2_9CE4_8422_2325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100_0000_01B3L;
    }
    return hash;
  }

  abstract Folder openFolder(String name) throws IOException;

  abstract SeekableByteChannel openFile(String name, Set<? extends OpenOption> options)
      throws IOException;

  abstract void deleteFile(String name) throws IOException;

  abstract void deleteFolderUnlocked(String name) throws IOException;

  final void deleteFolder(String name) throws IOException {
    NAMES.lock();
    try {
      deleteFolderUnlocked(name);
    } finally {
      NAMES.unlock();
    }
  }

  abstract void renameUnlocked(String name, Folder target, String newName) throws IOException;

  final void rename(String name, Folder target, String newName) throws IOException {
    NAMES.lock();
    try {
      renameUnlocked(name, target, newName);
    } finally {
      NAMES.unlock();
    }
  }

  /** Whether operations on this directory are safe only as long as no name changes. */
  abstract boolean goesByPath();

  /** Sets those times that are not null, of a name or of this directory itself. */
  final void setTimes(
      @Nullable String name, @Nullable FileTime accessed, @Nullable FileTime modified)
      throws IOException {
    attributeView(name == null ? null : step(name)).setTimes(modified, accessed, null);
  }

  abstract BasicFileAttributeView attributeView(@Nullable Path step);

  abstract DirectoryStream<Path> entries() throws IOException;

  /** All names in this directory. To be called once. */
  final List<FolderEntry> list() throws IOException {
    List<FolderEntry> list = new ArrayList<>();
    try (DirectoryStream<Path> entries = entries()) {
      for (Path entry : entries) {
        Path name = Objects.requireNonNull(entry.getFileName());
        BasicFileAttributes attributes;
        try {
          attributes = attributesOf(name);
        } catch (NoSuchFileException e) {
          // Deleted since it was listed.
          continue;
        }
        if (list.size() == MAXIMUM_ENTRIES) {
          throw new WasiException(ErrorCode.INSUFFICIENT_MEMORY);
        }
        list.add(
            new FolderEntry(
                name.toString(),
                FileType.of(attributes),
                identity(attributes.fileKey(), path.resolve(name))));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return list;
  }

  private void checkPlace() throws IOException {
    if (key != null
        && !key.equals(
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey())) {
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
  }

  private void checkCreated(String name) throws IOException {
    if (attributes(name) == null) {
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
  }

  final Path readLink(String name) throws IOException {
    NAMES.lock();
    try {
      checkPlace();
      Path target = Files.readSymbolicLink(pathOf(name));
      checkPlace();
      return target;
    } finally {
      NAMES.unlock();
    }
  }

  final void createFolder(String name) throws IOException {
    NAMES.lock();
    try {
      checkPlace();
      Files.createDirectory(pathOf(name));
      checkCreated(name);
    } finally {
      NAMES.unlock();
    }
  }

  final void createSymbolicLink(String name, Path target) throws IOException {
    NAMES.lock();
    try {
      checkPlace();
      Files.createSymbolicLink(pathOf(name), target);
      checkCreated(name);
    } finally {
      NAMES.unlock();
    }
  }

  /** Makes a text that a guest gives the contents of a symbolic link. */
  final Path linkTarget(String text) throws WasiException {
    try {
      Path target = path.getFileSystem().getPath(text);
      if (target.isAbsolute() || target.getRoot() != null) {
        throw new WasiException(ErrorCode.NOT_PERMITTED);
      }
      return target;
    } catch (InvalidPathException e) {
      throw new WasiException(ErrorCode.ILLEGAL_BYTE_SEQUENCE);
    }
  }

  final void createLink(String name, Folder from, String fromName) throws IOException {
    NAMES.lock();
    try {
      checkPlace();
      from.checkPlace();
      Object expected = from.attributesOf(step(fromName)).fileKey();
      Files.createLink(pathOf(name), from.pathOf(fromName));
      BasicFileAttributes created = attributes(name);
      if (created == null) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      if (!Objects.equals(expected, created.fileKey())) {
        // The way to the old name was changed meanwhile: what was linked may be outside.
        deleteFile(name);
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
    } finally {
      NAMES.unlock();
    }
  }

  /** Names are looked up in the open directory. */
  private static final class SecureFolder extends Folder {
    private final SecureDirectoryStream<Path> stream;

    private SecureFolder(Path path, @Nullable Object key, SecureDirectoryStream<Path> stream) {
      super(path, key);
      this.stream = stream;
    }

    static SecureFolder of(Path path, SecureDirectoryStream<Path> stream) throws IOException {
      try {
        return new SecureFolder(
            path,
            stream.getFileAttributeView(BasicFileAttributeView.class).readAttributes().fileKey(),
            stream);
      } catch (IOException e) {
        stream.close();
        throw e;
      }
    }

    @Override
    BasicFileAttributes attributes() throws IOException {
      return attributeView(null).readAttributes();
    }

    @Override
    BasicFileAttributes attributesOf(Path step) throws IOException {
      return attributeView(step).readAttributes();
    }

    @Override
    BasicFileAttributeView attributeView(@Nullable Path step) {
      return step == null
          ? stream.getFileAttributeView(BasicFileAttributeView.class)
          : stream.getFileAttributeView(
              step, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    Folder openFolder(String name) throws IOException {
      return of(pathOf(name), stream.newDirectoryStream(step(name), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    SeekableByteChannel openFile(String name, Set<? extends OpenOption> options)
        throws IOException {
      return stream.newByteChannel(step(name), options);
    }

    @Override
    void deleteFile(String name) throws IOException {
      stream.deleteFile(step(name));
    }

    @Override
    void deleteFolderUnlocked(String name) throws IOException {
      stream.deleteDirectory(step(name));
    }

    @Override
    void renameUnlocked(String name, Folder target, String newName) throws IOException {
      if (!(target instanceof SecureFolder secure)) {
        throw new WasiException(ErrorCode.CROSS_DEVICE);
      }
      stream.move(step(name), secure.stream, target.step(newName));
    }

    @Override
    boolean goesByPath() {
      return false;
    }

    @Override
    DirectoryStream<Path> entries() {
      return stream;
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  /** Names are looked up by path, for file systems that know no better. */
  private static final class PathFolder extends Folder {
    private final Path path;

    private PathFolder(Path path, @Nullable Object key) {
      super(path, key);
      this.path = path;
    }

    static PathFolder of(Path path) throws IOException {
      return new PathFolder(path, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
    }

    @Override
    BasicFileAttributes attributes() throws IOException {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    BasicFileAttributes attributesOf(Path step) throws IOException {
      return Files.readAttributes(
          path.resolve(step), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    BasicFileAttributeView attributeView(@Nullable Path step) {
      return Files.getFileAttributeView(
          step == null ? path : path.resolve(step),
          BasicFileAttributeView.class,
          LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    Folder openFolder(String name) throws IOException {
      Path child = pathOf(name);
      if (!child.toRealPath().equals(child.toRealPath(LinkOption.NOFOLLOW_LINKS))) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      return of(child);
    }

    @Override
    SeekableByteChannel openFile(String name, Set<? extends OpenOption> options)
        throws IOException {
      Set<OpenOption> known = new HashSet<>(options);
      if (!path.getFileSystem().equals(FileSystems.getDefault())) {
        // Providers in libraries refuse what they do not know; the walk has seen that it is no
        // link.
        known.remove(LinkOption.NOFOLLOW_LINKS);
      }
      try {
        return Files.newByteChannel(pathOf(name), known);
      } catch (IllegalArgumentException e) {
        throw new WasiException(ErrorCode.UNSUPPORTED);
      }
    }

    @Override
    void deleteFile(String name) throws IOException {
      Files.delete(pathOf(name));
    }

    @Override
    void deleteFolderUnlocked(String name) throws IOException {
      Files.delete(pathOf(name));
    }

    @Override
    void renameUnlocked(String name, Folder target, String newName) throws IOException {
      if (!(target instanceof PathFolder)) {
        throw new WasiException(ErrorCode.CROSS_DEVICE);
      }
      Files.move(
          pathOf(name), target.pathOf(newName), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    boolean goesByPath() {
      return true;
    }

    @Override
    @SuppressWarnings("StreamResourceLeak") // the caller closes it
    DirectoryStream<Path> entries() throws IOException {
      return Files.newDirectoryStream(path);
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }
}
