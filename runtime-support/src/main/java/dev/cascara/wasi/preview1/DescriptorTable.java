package dev.cascara.wasi.preview1;

import dev.cascara.wasi.StandardStream;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.FileType;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.WasiException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The descriptors of a program by number: 0 to 2 are the standard streams, then the folders. */
final class DescriptorTable {
  private final List<@Nullable Entry> entries = new ArrayList<>();
  private final int maximum;
  private int count;

  DescriptorTable(Session session) {
    Wasi wasi = session.wasi();
    put(new Entry.Input(session.standardInput(), type(wasi, StandardStream.INPUT)));
    put(new Entry.Output(wasi.standardOutput(), type(wasi, StandardStream.OUTPUT)));
    put(new Entry.Output(wasi.standardError(), type(wasi, StandardStream.ERROR)));
    for (Session.Preopen preopen : session.preopens()) {
      put(
          new Entry.Folder(
              preopen.folder(),
              preopen.name().getBytes(StandardCharsets.UTF_8),
              Rights.FOLDER,
              Rights.FOLDER | Rights.FILE));
    }
    maximum = Math.max(count, wasi.maximumDescriptors());
  }

  private static FileType type(Wasi wasi, StandardStream stream) {
    return wasi.terminals().contains(stream) ? FileType.CHARACTER_DEVICE : FileType.UNKNOWN;
  }

  private int put(Entry entry) {
    count++;
    int free = entries.indexOf(null);
    if (free < 0) {
      entries.add(entry);
      return entries.size() - 1;
    }
    entries.set(free, entry);
    return free;
  }

  /** Makes sure that there is room for one more. */
  void checkRoom() throws IOException {
    if (count >= maximum) {
      throw new WasiException(ErrorCode.TOO_MANY_DESCRIPTORS);
    }
  }

  /** Adds a descriptor under the lowest number that is free. */
  int add(Entry entry) throws IOException {
    checkRoom();
    return put(entry);
  }

  Entry get(int fd) throws IOException {
    Entry entry = fd >= 0 && fd < entries.size() ? entries.get(fd) : null;
    if (entry == null) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    return entry;
  }

  /** A file. The streams have no position, so what asks for a file fails on them as a seek does. */
  Entry.File file(int fd) throws IOException {
    Entry entry = get(fd);
    if (entry instanceof Entry.File file) {
      return file;
    }
    throw new WasiException(
        entry instanceof Entry.Folder ? ErrorCode.BAD_DESCRIPTOR : ErrorCode.INVALID_SEEK);
  }

  Entry.Folder folder(int fd) throws IOException {
    if (get(fd) instanceof Entry.Folder folder) {
      return folder;
    }
    throw new WasiException(ErrorCode.NOT_DIRECTORY);
  }

  void close(int fd) throws IOException {
    Entry entry = get(fd);
    entries.set(fd, null);
    count--;
    if (entry instanceof Entry.File file) {
      file.file.close();
    }
  }

  void renumber(int fd, int to) throws IOException {
    Entry entry = get(fd);
    get(to);
    if (fd != to) {
      close(to);
      entries.set(to, entry);
      entries.set(fd, null);
    }
  }
}
