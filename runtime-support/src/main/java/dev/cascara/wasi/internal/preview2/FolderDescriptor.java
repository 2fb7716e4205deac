package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.internal.Descriptor;
import dev.cascara.wasi.internal.FolderEntry;
import dev.cascara.wasi.internal.OpenFile;
import dev.cascara.wasi.internal.OpenFlag;
import dev.cascara.wasi.internal.OpenFolder;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.SymbolicLinks;
import dev.cascara.wasi.internal.SyncMode;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code descriptor} of a folder. What may be done in a folder depends on the preopened one that
 * it is in, whether or not {@code mutate-directory} was asked for: toolchains do not set it.
 */
final class FolderDescriptor extends HostDescriptor {
  private final OpenFolder folder;

  FolderDescriptor(Session session, OpenFolder folder) {
    super(session);
    this.folder = folder;
  }

  @Override
  Descriptor descriptor() {
    return folder;
  }

  private static SymbolicLinks links(Set<Types.PathFlags> flags) {
    return flags.contains(Types.PathFlags.SYMLINK_FOLLOW)
        ? SymbolicLinks.FOLLOW
        : SymbolicLinks.KEEP;
  }

  private static OpenFolder folder(Types.Descriptor descriptor) throws Types.ErrorCodeException {
    if (descriptor instanceof FolderDescriptor other) {
      return other.folder;
    }
    throw noFolder();
  }

  @Override
  public Set<Types.DescriptorFlags> getFlags() {
    return folder.access() == FolderAccess.READ_WRITE
        ? EnumSet.of(Types.DescriptorFlags.READ, Types.DescriptorFlags.MUTATE_DIRECTORY)
        : EnumSet.of(Types.DescriptorFlags.READ);
  }

  @Override
  public Types.DirectoryEntryStream readDirectory() throws Types.ErrorCodeException {
    return new Entries(get(folder::list).iterator());
  }

  /** A {@code directory-entry-stream}. */
  private record Entries(Iterator<FolderEntry> iterator) implements Types.DirectoryEntryStream {
    @Override
    public Optional<Types.DirectoryEntry> readDirectoryEntry() {
      if (!iterator.hasNext()) {
        return Optional.empty();
      }
      FolderEntry entry = iterator.next();
      return Optional.of(new Types.DirectoryEntry(type(entry.type()), entry.name()));
    }

    @Override
    public void close() {
      // Nothing is open.
    }
  }

  @Override
  public void createDirectoryAt(String path) throws Types.ErrorCodeException {
    perform(() -> folder.createFolder(path));
  }

  @Override
  public Types.DescriptorStat statAt(Set<Types.PathFlags> pathFlags, String path)
      throws Types.ErrorCodeException {
    return stat(get(() -> folder.status(path, links(pathFlags))));
  }

  @Override
  public void setTimesAt(
      Set<Types.PathFlags> pathFlags,
      String path,
      Types.NewTimestamp dataAccessTimestamp,
      Types.NewTimestamp dataModificationTimestamp)
      throws Types.ErrorCodeException {
    perform(
        () ->
            folder.setTimes(
                path,
                links(pathFlags),
                fileTime(dataAccessTimestamp),
                fileTime(dataModificationTimestamp)));
  }

  @Override
  public void linkAt(
      Set<Types.PathFlags> oldPathFlags,
      String oldPath,
      Types.Descriptor newDescriptor,
      String newPath)
      throws Types.ErrorCodeException {
    OpenFolder newFolder = folder(newDescriptor);
    perform(() -> folder.link(oldPath, links(oldPathFlags), newFolder, newPath));
  }

  @Override
  public Types.Descriptor openAt(
      Set<Types.PathFlags> pathFlags,
      String path,
      Set<Types.OpenFlags> openFlags,
      Set<Types.DescriptorFlags> flags)
      throws Types.ErrorCodeException {
    EnumSet<OpenFlag> all = EnumSet.noneOf(OpenFlag.class);
    openFlags.forEach(flag -> all.add(OpenFlag.valueOf(flag.name())));
    for (Types.DescriptorFlags flag : flags) {
      switch (flag) {
        case READ -> all.add(OpenFlag.READ);
        case WRITE -> all.add(OpenFlag.WRITE);
        case MUTATE_DIRECTORY -> all.add(OpenFlag.MUTATE_DIRECTORY);
        case FILE_INTEGRITY_SYNC, DATA_INTEGRITY_SYNC, REQUESTED_WRITE_SYNC -> {
          // See syncMode.
        }
      }
    }
    Descriptor opened = get(() -> folder.open(path, links(pathFlags), all));
    return opened instanceof OpenFile file
        ? new FileDescriptor(session(), new SharedFile(file, syncMode(flags)))
        : new FolderDescriptor(session(), (OpenFolder) opened);
  }

  private static @Nullable SyncMode syncMode(Set<Types.DescriptorFlags> flags) {
    if (flags.contains(Types.DescriptorFlags.FILE_INTEGRITY_SYNC)) {
      return SyncMode.DATA_AND_METADATA;
    }
    return flags.contains(Types.DescriptorFlags.DATA_INTEGRITY_SYNC) ? SyncMode.DATA : null;
  }

  @Override
  public String readlinkAt(String path) throws Types.ErrorCodeException {
    return get(() -> folder.readLink(path));
  }

  @Override
  public void removeDirectoryAt(String path) throws Types.ErrorCodeException {
    perform(() -> folder.removeFolder(path));
  }

  @Override
  public void renameAt(String oldPath, Types.Descriptor newDescriptor, String newPath)
      throws Types.ErrorCodeException {
    OpenFolder newFolder = folder(newDescriptor);
    perform(() -> folder.rename(oldPath, newFolder, newPath));
  }

  @Override
  public void symlinkAt(String oldPath, String newPath) throws Types.ErrorCodeException {
    perform(() -> folder.createSymbolicLink(oldPath, newPath));
  }

  @Override
  public void unlinkFileAt(String path) throws Types.ErrorCodeException {
    perform(() -> folder.unlink(path));
  }

  @Override
  public Types.MetadataHashValue metadataHashAt(Set<Types.PathFlags> pathFlags, String path)
      throws Types.ErrorCodeException {
    return hash(get(() -> folder.status(path, links(pathFlags))));
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
