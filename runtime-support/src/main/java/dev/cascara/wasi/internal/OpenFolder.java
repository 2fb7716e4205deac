package dev.cascara.wasi.internal;

import dev.cascara.wasi.FolderAccess;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder that a guest has open, with the operations on paths below it. Paths are relative and
 * separated by slashes; none leads out of the folder, neither by {@code ..} nor by a symbolic link.
 *
 * <p>Nothing of the host stays open for it: each operation goes to the folder again, by the steps
 * that led there when it was opened, and follows no symbolic link on them.
 */
public final class OpenFolder implements Descriptor {
  private final Session session;
  private final Place place;

  OpenFolder(Session session, Root root, List<String> names) {
    this.session = session;
    this.place = new Place(root, names);
  }

  /**
   * Returns what the guest may do in this folder.
   *
   * @return the access that was configured for the preopened folder
   */
  public FolderAccess access() {
    return place.root().access();
  }

  private void requireWritable() throws WasiException {
    session.requireWritable(place.root());
  }

  /**
   * Opens a file or folder.
   *
   * @param path where
   * @param symbolicLinks whether a link at the path's end is followed; opening it fails otherwise
   * @param flags how to open it; a folder's data need not be asked for
   * @return the file or folder
   * @throws IOException if there is no such thing, the guest may not, or the host fails
   */
  public Descriptor open(String path, SymbolicLinks symbolicLinks, Set<OpenFlag> flags)
      throws IOException {
    if (flags.contains(OpenFlag.DIRECTORY)
        && (flags.contains(OpenFlag.CREATE)
            || flags.contains(OpenFlag.EXCLUSIVE)
            || flags.contains(OpenFlag.TRUNCATE))) {
      throw new WasiException(ErrorCode.INVALID);
    }
    boolean exclusive = flags.contains(OpenFlag.CREATE) && flags.contains(OpenFlag.EXCLUSIVE);
    SymbolicLinks links = exclusive ? SymbolicLinks.KEEP : symbolicLinks;
    try (Walk walk = Walk.along(place, path, links)) {
      if (!walk.exists()) {
        return createFile(walk, flags);
      }
      if (exclusive) {
        throw new WasiException(ErrorCode.EXIST);
      }
      BasicFileAttributes attributes = walk.attributes();
      if (attributes.isSymbolicLink()) {
        throw new WasiException(ErrorCode.LOOP);
      }
      return attributes.isDirectory()
          ? openFolder(walk, flags)
          : openFile(walk, walk.requireName(ErrorCode.IS_DIRECTORY), flags);
    }
  }

  private OpenFolder openFolder(Walk walk, Set<OpenFlag> flags) throws IOException {
    if (flags.contains(OpenFlag.CREATE)
        || flags.contains(OpenFlag.TRUNCATE)
        || (flags.contains(OpenFlag.WRITE) && !flags.contains(OpenFlag.DIRECTORY))) {
      throw new WasiException(ErrorCode.IS_DIRECTORY);
    }
    if (flags.contains(OpenFlag.WRITE) || flags.contains(OpenFlag.MUTATE_DIRECTORY)) {
      requireWritable();
    }
    return new OpenFolder(session, place.root(), walk.steps());
  }

  private OpenFile createFile(Walk walk, Set<OpenFlag> flags) throws IOException {
    if (!flags.contains(OpenFlag.CREATE)) {
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
    if (walk.isFolderRequired()) {
      throw new WasiException(ErrorCode.IS_DIRECTORY);
    }
    return openFile(walk, walk.requireName(ErrorCode.IS_DIRECTORY), flags);
  }

  private OpenFile openFile(Walk walk, String name, Set<OpenFlag> flags) throws IOException {
    if (flags.contains(OpenFlag.DIRECTORY)) {
      throw new WasiException(ErrorCode.NOT_DIRECTORY);
    }
    if (flags.contains(OpenFlag.WRITE)
        || flags.contains(OpenFlag.CREATE)
        || flags.contains(OpenFlag.TRUNCATE)
        || flags.contains(OpenFlag.MUTATE_DIRECTORY)) {
      requireWritable();
    }
    session.checkDescriptors();
    SeekableByteChannel channel = walk.folder().openFile(name, options(walk, flags));
    try {
      BasicFileAttributes attributes = walk.folder().attributesOf(walk.folder().step(name));
      Set<OpenFlag> kept = EnumSet.noneOf(OpenFlag.class);
      kept.addAll(flags);
      kept.retainAll(EnumSet.of(OpenFlag.READ, OpenFlag.WRITE));
      OpenFile file =
          new OpenFile(
              session,
              channel,
              Collections.unmodifiableSet(kept),
              place.root(),
              walk.steps(),
              attributes.fileKey(),
              walk.folder().basicStatus(name, attributes));
      session.add(file);
      return file;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static Set<OpenOption> options(Walk walk, Set<OpenFlag> flags) {
    Set<OpenOption> options = new HashSet<>();
    options.add(LinkOption.NOFOLLOW_LINKS);
    boolean write = flags.contains(OpenFlag.WRITE);
    if (flags.contains(OpenFlag.READ) || !write) {
      options.add(StandardOpenOption.READ);
    }
    if (!walk.exists()) {
      // Not CREATE: what was not there a moment ago must not be there now.
      options.add(StandardOpenOption.CREATE_NEW);
      write = true;
    } else if (flags.contains(OpenFlag.TRUNCATE)) {
      options.add(StandardOpenOption.TRUNCATE_EXISTING);
      write = true;
    }
    if (write) {
      options.add(StandardOpenOption.WRITE);
    }
    return options;
  }

  /**
   * Lists this folder.
   *
   * @return all names in it but {@code .} and {@code ..}, in the host's order
   * @throws IOException if the host fails
   */
  public List<FolderEntry> list() throws IOException {
    try (Walk walk = Walk.to(place)) {
      return walk.folder().list();
    }
  }

  @Override
  public FileType type() {
    return FileType.DIRECTORY;
  }

  @Override
  public FileStatus status() throws IOException {
    try (Walk walk = Walk.to(place)) {
      return walk.folder().status(null);
    }
  }

  /**
   * Returns what is known of a file or folder.
   *
   * @param path where
   * @param symbolicLinks whether a link at the path's end is followed
   * @return its status
   * @throws IOException if there is no such thing or the host fails
   */
  public FileStatus status(String path, SymbolicLinks symbolicLinks) throws IOException {
    try (Walk walk = Walk.along(place, path, symbolicLinks)) {
      if (!walk.exists()) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      return walk.folder().status(walk.name());
    }
  }

  @Override
  public void setTimes(@Nullable FileTime accessed, @Nullable FileTime modified)
      throws IOException {
    requireWritable();
    try (Walk walk = Walk.to(place)) {
      walk.folder().setTimes(null, accessed, modified);
    }
  }

  /**
   * Sets times of a file or folder.
   *
   * @param path where
   * @param symbolicLinks whether a link at the path's end is followed; the JDK cannot set the times
   *     of a link itself
   * @param accessed when it was last read, null to leave that
   * @param modified when it was last written, null to leave that
   * @throws IOException if there is no such thing, the guest may not, or the host fails
   */
  public void setTimes(
      String path,
      SymbolicLinks symbolicLinks,
      @Nullable FileTime accessed,
      @Nullable FileTime modified)
      throws IOException {
    requireWritable();
    try (Walk walk = Walk.along(place, path, symbolicLinks)) {
      if (walk.attributes().isSymbolicLink()) {
        throw new WasiException(ErrorCode.UNSUPPORTED);
      }
      walk.folder().setTimes(walk.name(), accessed, modified);
    }
  }

  @Override
  public void sync(SyncMode mode) {
    // The JDK has nothing to sync a directory by; what it says of files' data does not apply.
  }

  /**
   * Creates a folder.
   *
   * @param path where
   * @throws IOException if something is there, the guest may not, or the host fails
   */
  public void createFolder(String path) throws IOException {
    requireWritable();
    try (Walk walk = Walk.along(place, path, SymbolicLinks.NEVER_FOLLOW)) {
      if (walk.exists()) {
        throw new WasiException(ErrorCode.EXIST);
      }
      walk.folder().createFolder(walk.requireName(ErrorCode.EXIST));
    }
  }

  /**
   * Gives a file another name.
   *
   * @param path the file
   * @param symbolicLinks whether a link at its end is followed
   * @param newFolder where the new path begins
   * @param newPath the new name
   * @throws IOException if there is no such file, something has the new name, the guest may not, or
   *     the host fails
   */
  public void link(String path, SymbolicLinks symbolicLinks, OpenFolder newFolder, String newPath)
      throws IOException {
    requireWritable();
    newFolder.requireWritable();
    try (Walk from = Walk.along(place, path, symbolicLinks);
        Walk to = Walk.along(newFolder.place, newPath, SymbolicLinks.NEVER_FOLLOW)) {
      if (from.attributes().isDirectory()) {
        throw new WasiException(ErrorCode.NOT_PERMITTED);
      }
      if (to.exists()) {
        throw new WasiException(ErrorCode.EXIST);
      }
      if (to.isFolderRequired()) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      to.folder()
          .createLink(
              to.requireName(ErrorCode.EXIST),
              from.folder(),
              from.requireName(ErrorCode.NOT_PERMITTED));
    }
  }

  /**
   * Reads a symbolic link.
   *
   * @param path the link
   * @return what is in it, with slashes
   * @throws IOException if it is no link, what is in it is an absolute path, or the host fails
   */
  public String readLink(String path) throws IOException {
    try (Walk walk = Walk.along(place, path, SymbolicLinks.NEVER_FOLLOW)) {
      if (!walk.attributes().isSymbolicLink()) {
        throw new WasiException(ErrorCode.INVALID);
      }
      Path target = walk.folder().readLink(walk.requireName(ErrorCode.INVALID));
      if (target.isAbsolute() || target.getRoot() != null) {
        throw new WasiException(ErrorCode.NOT_PERMITTED);
      }
      return target.toString().replace(target.getFileSystem().getSeparator(), "/");
    }
  }

  /**
   * Creates a symbolic link. It may lead anywhere; where it leads out of a folder, following it
   * fails.
   *
   * @param target what is in it, a relative path
   * @param path where
   * @throws IOException if something is there, the target is absolute, the guest may not, or the
   *     host fails
   */
  public void createSymbolicLink(String target, String path) throws IOException {
    if (target.isEmpty()) {
      throw new WasiException(ErrorCode.NO_ENTRY);
    }
    if (target.indexOf('\0') >= 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    if (target.charAt(0) == '/') {
      throw new WasiException(ErrorCode.NOT_PERMITTED);
    }
    requireWritable();
    try (Walk walk = Walk.along(place, path, SymbolicLinks.NEVER_FOLLOW)) {
      if (walk.exists()) {
        throw new WasiException(ErrorCode.EXIST);
      }
      if (walk.isFolderRequired()) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      walk.folder()
          .createSymbolicLink(walk.requireName(ErrorCode.EXIST), walk.folder().linkTarget(target));
    }
  }

  /**
   * Renames a file or folder; a file of the new name is replaced, an empty folder by a folder too.
   *
   * @param path what to rename
   * @param newFolder where the new path begins
   * @param newPath its new name
   * @throws IOException if there is no such thing, the new name cannot be given, the guest may not,
   *     or the host fails
   */
  public void rename(String path, OpenFolder newFolder, String newPath) throws IOException {
    requireWritable();
    newFolder.requireWritable();
    try (Walk from = Walk.along(place, path, SymbolicLinks.NEVER_FOLLOW);
        Walk to = Walk.along(newFolder.place, newPath, SymbolicLinks.NEVER_FOLLOW)) {
      if (to.isFolderRequired() && !from.attributes().isDirectory()) {
        throw new WasiException(ErrorCode.NOT_DIRECTORY);
      }
      if (!from.exists()) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      from.folder()
          .rename(
              from.requireName(ErrorCode.INVALID), to.folder(), to.requireName(ErrorCode.INVALID));
    }
  }

  /**
   * Deletes an empty folder.
   *
   * @param path the folder
   * @throws IOException if there is no such folder, it is not empty, the guest may not, or the host
   *     fails
   */
  public void removeFolder(String path) throws IOException {
    requireWritable();
    try (Walk walk = Walk.along(place, path, SymbolicLinks.NEVER_FOLLOW)) {
      if (!walk.attributes().isDirectory()) {
        throw new WasiException(ErrorCode.NOT_DIRECTORY);
      }
      walk.folder().deleteFolder(walk.requireName(ErrorCode.INVALID));
    }
  }

  /**
   * Deletes a file or a symbolic link.
   *
   * @param path the file
   * @throws IOException if there is no such file, it is a folder, the guest may not, or the host
   *     fails
   */
  public void unlink(String path) throws IOException {
    requireWritable();
    try (Walk walk = Walk.along(place, path, SymbolicLinks.NEVER_FOLLOW)) {
      if (walk.attributes().isDirectory()) {
        throw new WasiException(ErrorCode.IS_DIRECTORY);
      }
      walk.folder().deleteFile(walk.requireName(ErrorCode.IS_DIRECTORY));
    }
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
