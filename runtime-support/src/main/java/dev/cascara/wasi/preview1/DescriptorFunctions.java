package dev.cascara.wasi.preview1;

import dev.cascara.runtime.Memory;
import dev.cascara.wasi.internal.Descriptor;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.FileType;
import dev.cascara.wasi.internal.FolderEntry;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.SyncMode;
import dev.cascara.wasi.internal.WasiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions whose names begin with {@code fd} and {@code sock}. */
// Some functions only ever fail: modules import and call them all the same.
@SuppressWarnings("DoNotCallSuggester")
final class DescriptorFunctions {
  static final int APPEND = 1;
  private static final int DSYNC = 2;
  private static final int SYNC = 16;
  private static final int ALL_FLAGS = 31;
  private static final int DIRENT_SIZE = 24;
  private static final int MAXIMUM_VECTORS = 1024;
  private static final byte[] DOT = {'.'};
  private static final byte[] DOT_DOT = {'.', '.'};

  private final Session session;
  private final GuestMemory memory;
  private final DescriptorTable table;

  DescriptorFunctions(Session session, GuestMemory memory, DescriptorTable table) {
    this.session = session;
    this.memory = memory;
    this.table = table;
  }

  void fdAdvise(int fd, long offset, long length, int advice) throws IOException {
    table.file(fd);
    if (offset < 0 || length < 0 || Integer.compareUnsigned(advice, 5) > 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
  }

  void fdAllocate(int fd, long offset, long length) throws IOException {
    table.file(fd);
    if (offset < 0 || length < 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    // The JDK can only write zeros, which is no reservation of what is there already.
    throw new WasiException(ErrorCode.UNSUPPORTED);
  }

  void fdClose(int fd) throws IOException {
    table.close(fd);
  }

  void fdDatasync(int fd) throws IOException {
    sync(fd, SyncMode.DATA);
  }

  void fdSync(int fd) throws IOException {
    sync(fd, SyncMode.DATA_AND_METADATA);
  }

  private void sync(int fd, SyncMode mode) throws IOException {
    Entry entry = table.get(fd);
    if (entry instanceof Entry.Output output) {
      output.stream.flush();
    } else if (entry instanceof Entry.File file) {
      file.file.sync(mode);
    }
  }

  private static FileType type(Entry entry) throws IOException {
    if (entry instanceof Entry.Input input) {
      return input.type;
    }
    if (entry instanceof Entry.Output output) {
      return output.type;
    }
    return entry instanceof Entry.File file ? file.file.type() : FileType.DIRECTORY;
  }

  private static @Nullable Descriptor descriptor(Entry entry) {
    if (entry instanceof Entry.File file) {
      return file.file;
    }
    return entry instanceof Entry.Folder folder ? folder.folder : null;
  }

  void fdFdstatGet(int fd, int result) throws IOException {
    Entry entry = table.get(fd);
    memory.writeLong(result, GuestMemory.number(type(entry)) | (long) entry.flags << 16);
    memory.writeLong(result + 8, entry.rights);
    memory.writeLong(result + 16, entry.inheritedRights);
  }

  void fdFdstatSetFlags(int fd, int flags) throws IOException {
    Entry entry = table.get(fd);
    if (entry instanceof Entry.Folder) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    if ((flags & ~ALL_FLAGS) != 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    entry.flags = flags;
  }

  void fdFdstatSetRights(int fd, long rights, long inheritedRights) throws IOException {
    Entry entry = table.get(fd);
    if ((rights & ~entry.rights) != 0 || (inheritedRights & ~entry.inheritedRights) != 0) {
      throw new WasiException(ErrorCode.NOT_CAPABLE);
    }
    entry.rights = rights;
    entry.inheritedRights = inheritedRights;
  }

  void fdFilestatGet(int fd, int result) throws IOException {
    Entry entry = table.get(fd);
    Descriptor descriptor = descriptor(entry);
    if (descriptor == null) {
      memory.writeStatus(result, 0, type(entry), 1, 0);
    } else {
      memory.writeStatus(result, descriptor.status());
    }
  }

  void fdFilestatSetSize(int fd, long size) throws IOException {
    Entry.File file = table.file(fd);
    requireRight(file, Rights.FD_WRITE);
    file.file.setSize(size);
  }

  void fdFilestatSetTimes(int fd, long accessed, long modified, int flags) throws IOException {
    Descriptor descriptor = descriptor(table.get(fd));
    if (descriptor == null) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    descriptor.setTimes(newTime(session, accessed, flags), newTime(session, modified, flags >>> 2));
  }

  /**
   * The time to set by the lowest two bits of {@code fstflags}: to the time given, to now; null to
   * leave it.
   */
  static @Nullable FileTime newTime(Session session, long time, int flags) throws IOException {
    return switch (flags & 3) {
      case 0 -> null;
      case 1 -> GuestMemory.fileTime(time);
      case 2 -> FileTime.from(session.wallTime());
      default -> throw new WasiException(ErrorCode.INVALID);
    };
  }

  private static void requireRight(Entry entry, long right) throws IOException {
    if ((entry.rights & right) == 0) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
  }

  private static void checkVectors(int count) throws IOException {
    if (Integer.compareUnsigned(count, MAXIMUM_VECTORS) > 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
  }

  void fdRead(int fd, int vectors, int count, int result) throws IOException {
    Entry entry = table.get(fd);
    requireRight(entry, Rights.FD_READ);
    checkVectors(count);
    if (entry instanceof Entry.File file) {
      int size = read(file, vectors, count, file.position);
      file.position += size;
      memory.writeInt(result, size);
    } else if (entry instanceof Entry.Input input) {
      memory.writeInt(result, read(input, vectors, count));
    } else {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
  }

  void fdPread(int fd, int vectors, int count, long offset, int result) throws IOException {
    Entry.File file = table.file(fd);
    requireRight(file, Rights.FD_READ);
    checkVectors(count);
    memory.writeInt(result, read(file, vectors, count, offset));
  }

  private int read(Entry.File file, int vectors, int count, long position) throws IOException {
    Memory target = memory.memory();
    byte[] chunk = memory.chunk();
    int total = 0;
    for (int i = 0; i < count; i++) {
      int address = target.readInt(vectors + 8 * i);
      int length = checkLength(total, target.readInt(vectors + 8 * i + 4));
      for (int done = 0; done < length; ) {
        int size =
            file.file.read(position + total, chunk, 0, Math.min(length - done, chunk.length));
        if (size <= 0) {
          return total;
        }
        target.write(address + done, chunk, 0, size);
        done += size;
        total += size;
      }
    }
    return total;
  }

  /** Sums of lengths must be sizes. */
  private static int checkLength(int total, int length) throws IOException {
    if (length < 0 || total + length < 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    return length;
  }

  /** Reads once, so that a program gets a line as soon as there is one. */
  private int read(Entry.Input input, int vectors, int count) throws IOException {
    Memory target = memory.memory();
    byte[] chunk = memory.chunk();
    for (int i = 0; i < count; i++) {
      int address = target.readInt(vectors + 8 * i);
      int length = checkLength(0, target.readInt(vectors + 8 * i + 4));
      if (length > 0) {
        int size = input.source.read(chunk, 0, Math.min(length, chunk.length));
        if (size <= 0) {
          return 0;
        }
        target.write(address, chunk, 0, size);
        return size;
      }
    }
    return 0;
  }

  void fdWrite(int fd, int vectors, int count, int result) throws IOException {
    Entry entry = table.get(fd);
    requireRight(entry, Rights.FD_WRITE);
    checkVectors(count);
    if (entry instanceof Entry.File file) {
      long position = (file.flags & APPEND) == 0 ? file.position : file.file.size();
      int size = write(entry, vectors, count, position);
      file.position = position + size;
      memory.writeInt(result, size);
    } else if (entry instanceof Entry.Output output) {
      int size = write(entry, vectors, count, 0);
      output.stream.flush();
      memory.writeInt(result, size);
    } else {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
  }

  void fdPwrite(int fd, int vectors, int count, long offset, int result) throws IOException {
    Entry.File file = table.file(fd);
    requireRight(file, Rights.FD_WRITE);
    checkVectors(count);
    memory.writeInt(result, write(file, vectors, count, offset));
  }

  private int write(Entry entry, int vectors, int count, long position) throws IOException {
    Memory source = memory.memory();
    byte[] chunk = memory.chunk();
    int total = 0;
    for (int i = 0; i < count; i++) {
      int address = source.readInt(vectors + 8 * i);
      int length = checkLength(total, source.readInt(vectors + 8 * i + 4));
      for (int done = 0; done < length; ) {
        int size = Math.min(length - done, chunk.length);
        source.read(address + done, chunk, 0, size);
        if (entry instanceof Entry.File file) {
          file.file.write(position + total, chunk, 0, size);
        } else if (entry instanceof Entry.Output output) {
          output.stream.write(chunk, 0, size);
        }
        done += size;
        total += size;
      }
    }
    if (entry instanceof Entry.File file && (file.flags & (DSYNC | SYNC)) != 0) {
      file.file.sync((file.flags & SYNC) == 0 ? SyncMode.DATA : SyncMode.DATA_AND_METADATA);
    }
    return total;
  }

  void fdPrestatGet(int fd, int result) throws IOException {
    byte[] name = preopenName(fd);
    memory.writeInt(result, 0);
    memory.writeInt(result + 4, name.length);
  }

  void fdPrestatDirName(int fd, int address, int length) throws IOException {
    byte[] name = preopenName(fd);
    if (Integer.compareUnsigned(length, name.length) < 0) {
      throw new WasiException(ErrorCode.NAME_TOO_LONG);
    }
    memory.write(address, name, name.length);
  }

  private byte[] preopenName(int fd) throws IOException {
    byte[] name = table.get(fd) instanceof Entry.Folder folder ? folder.preopenName : null;
    if (name == null) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    return name;
  }

  void fdReaddir(int fd, int address, int length, long cookie, int result) throws IOException {
    Entry.Folder folder = table.folder(fd);
    List<FolderEntry> list = folder.list;
    if (list == null || cookie == 0) {
      list = folder.folder.list();
      folder.list = list;
    }
    // A length above 2 GiB is more than any list has.
    int room = length < 0 ? Integer.MAX_VALUE : length;
    int used = 0;
    if (cookie >= 0) {
      for (long i = cookie; i < list.size() + 2L && used < room; i++) {
        used += writeEntry(list, (int) i, address + used, room - used);
      }
    }
    memory.writeInt(result, used);
  }

  private int writeEntry(List<FolderEntry> list, int index, int address, int room) {
    byte[] name;
    FileType type = FileType.DIRECTORY;
    // Not zero, which C libraries take for "ask for it".
    long identity = 1;
    if (index < 2) {
      name = index == 0 ? DOT : DOT_DOT;
    } else {
      FolderEntry entry = list.get(index - 2);
      name = entry.name().getBytes(StandardCharsets.UTF_8);
      type = entry.type();
      identity = entry.identity();
    }
    byte[] header = new byte[DIRENT_SIZE];
    putLong(header, 0, index + 1L);
    putLong(header, 8, identity);
    putLong(header, 16, name.length | (long) GuestMemory.number(type) << 32);
    int headerSize = Math.min(room, DIRENT_SIZE);
    memory.write(address, header, headerSize);
    int nameSize = Math.min(room - headerSize, name.length);
    memory.write(address + headerSize, name, nameSize);
    return headerSize + nameSize;
  }

  private static void putLong(byte[] bytes, int offset, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[offset + i] = (byte) (value >>> (8 * i));
    }
  }

  void fdRenumber(int fd, int to) throws IOException {
    table.renumber(fd, to);
  }

  void fdSeek(int fd, long delta, int whence, int result) throws IOException {
    Entry.File file = table.file(fd);
    long base =
        switch (whence) {
          case 0 -> 0;
          case 1 -> file.position;
          case 2 -> file.file.size();
          default -> throw new WasiException(ErrorCode.INVALID);
        };
    long position = base + delta;
    // Both are below 2^63, so a sum beyond that is negative too.
    if (position < 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    file.position = position;
    memory.writeLong(result, position);
  }

  void fdTell(int fd, int result) throws IOException {
    memory.writeLong(result, table.file(fd).position);
  }

  void sockAccept(int fd, int flags, int result) throws IOException {
    throw noSocket(fd);
  }

  void sockRecv(int fd, int vectors, int count, int flags, int size, int resultFlags)
      throws IOException {
    throw noSocket(fd);
  }

  void sockSend(int fd, int vectors, int count, int flags, int size) throws IOException {
    throw noSocket(fd);
  }

  void sockShutdown(int fd, int how) throws IOException {
    throw noSocket(fd);
  }

  private WasiException noSocket(int fd) throws IOException {
    table.get(fd);
    return new WasiException(ErrorCode.NOT_SOCKET);
  }
}
