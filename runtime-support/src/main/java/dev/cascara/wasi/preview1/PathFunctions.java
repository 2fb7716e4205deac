package dev.cascara.wasi.preview1;

import dev.cascara.wasi.internal.Descriptor;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.OpenFile;
import dev.cascara.wasi.internal.OpenFlag;
import dev.cascara.wasi.internal.OpenFolder;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.SymbolicLinks;
import dev.cascara.wasi.internal.WasiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;

/** The functions whose names begin with {@code path}. */
final class PathFunctions {
  private final Session session;
  private final GuestMemory memory;
  private final DescriptorTable table;

  PathFunctions(Session session, GuestMemory memory, DescriptorTable table) {
    this.session = session;
    this.memory = memory;
    this.table = table;
  }

  private OpenFolder folder(int fd) throws IOException {
    return table.folder(fd).folder;
  }

  private static SymbolicLinks links(int lookupFlags) throws IOException {
    return switch (lookupFlags) {
      case 0 -> SymbolicLinks.KEEP;
      case 1 -> SymbolicLinks.FOLLOW;
      default -> throw new WasiException(ErrorCode.INVALID);
    };
  }

  void pathCreateDirectory(int fd, int path, int pathLength) throws IOException {
    folder(fd).createFolder(memory.readPath(path, pathLength));
  }

  void pathFilestatGet(int fd, int flags, int path, int pathLength, int result) throws IOException {
    memory.writeStatus(result, folder(fd).status(memory.readPath(path, pathLength), links(flags)));
  }

  void pathFilestatSetTimes(
      int fd, int flags, int path, int pathLength, long accessed, long modified, int timeFlags)
      throws IOException {
    folder(fd)
        .setTimes(
            memory.readPath(path, pathLength),
            links(flags),
            DescriptorFunctions.newTime(session, accessed, timeFlags),
            DescriptorFunctions.newTime(session, modified, timeFlags >>> 2));
  }

  void pathLink(
      int oldFd,
      int oldFlags,
      int oldPath,
      int oldPathLength,
      int newFd,
      int newPath,
      int newPathLength)
      throws IOException {
    folder(oldFd)
        .link(
            memory.readPath(oldPath, oldPathLength),
            links(oldFlags),
            folder(newFd),
            memory.readPath(newPath, newPathLength));
  }

  void pathOpen(
      int fd,
      int lookupFlags,
      int path,
      int pathLength,
      int openFlags,
      long rights,
      long inheritedRights,
      int fdFlags,
      int result)
      throws IOException {
    Entry.Folder folder = table.folder(fd);
    table.checkRoom();
    if ((fdFlags & ~31) != 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    Descriptor opened =
        folder.folder.open(
            memory.readPath(path, pathLength), links(lookupFlags), flags(openFlags, rights));
    Entry entry =
        opened instanceof OpenFile file
            ? new Entry.File(file, rights, fdFlags)
            : new Entry.Folder(
                (OpenFolder) opened, null, rights, inheritedRights & folder.inheritedRights);
    memory.writeInt(result, table.add(entry));
  }

  private static EnumSet<OpenFlag> flags(int openFlags, long rights) throws IOException {
    if ((openFlags & ~15) != 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    EnumSet<OpenFlag> flags = EnumSet.noneOf(OpenFlag.class);
    add(flags, OpenFlag.CREATE, openFlags & 1);
    add(flags, OpenFlag.DIRECTORY, openFlags & 2);
    add(flags, OpenFlag.EXCLUSIVE, openFlags & 4);
    add(flags, OpenFlag.TRUNCATE, openFlags & 8);
    add(flags, OpenFlag.READ, rights & Rights.FD_READ);
    // C libraries ask for a directory with all rights that they know of.
    add(flags, OpenFlag.WRITE, flags.contains(OpenFlag.DIRECTORY) ? 0 : rights & Rights.FD_WRITE);
    return flags;
  }

  private static void add(EnumSet<OpenFlag> flags, OpenFlag flag, long bit) {
    if (bit != 0) {
      flags.add(flag);
    }
  }

  void pathReadlink(int fd, int path, int pathLength, int address, int length, int result)
      throws IOException {
    byte[] target =
        folder(fd).readLink(memory.readPath(path, pathLength)).getBytes(StandardCharsets.UTF_8);
    int size = length < 0 ? target.length : Math.min(length, target.length);
    memory.write(address, target, size);
    memory.writeInt(result, size);
  }

  void pathRemoveDirectory(int fd, int path, int pathLength) throws IOException {
    folder(fd).removeFolder(memory.readPath(path, pathLength));
  }

  void pathRename(
      int oldFd, int oldPath, int oldPathLength, int newFd, int newPath, int newPathLength)
      throws IOException {
    folder(oldFd)
        .rename(
            memory.readPath(oldPath, oldPathLength),
            folder(newFd),
            memory.readPath(newPath, newPathLength));
  }

  void pathSymlink(int target, int targetLength, int fd, int path, int pathLength)
      throws IOException {
    folder(fd)
        .createSymbolicLink(
            memory.readPath(target, targetLength), memory.readPath(path, pathLength));
  }

  void pathUnlinkFile(int fd, int path, int pathLength) throws IOException {
    folder(fd).unlink(memory.readPath(path, pathLength));
  }
}
