package dev.cascara.wasi.preview1;

import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.FileStatus;
import dev.cascara.wasi.internal.FileType;
import dev.cascara.wasi.internal.WasiException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The program's memory, with the layouts of preview 1's records. */
final class GuestMemory {
  /** The most bytes that are moved at once, however many a program asks for. */
  static final int CHUNK = 65536;

  private static final int MAXIMUM_PATH_LENGTH = 4096;
  private static final long NANOSECONDS = 1_000_000_000;

  private @Nullable Memory memory;
  private final byte[] chunk = new byte[CHUNK];

  void attach(Memory newMemory) {
    memory = newMemory;
  }

  Memory memory() {
    if (memory == null) {
      throw new LinkException(
          "a module gave WASI an address, but it exports no memory named \"memory\", or was not"
              + " attached yet (Preview1.attach)");
    }
    return memory;
  }

  /** An array of {@link #CHUNK} bytes, the same at each call. */
  byte[] chunk() {
    return chunk;
  }

  String readPath(int address, int length) throws IOException {
    if (length < 0 || length > MAXIMUM_PATH_LENGTH) {
      throw new WasiException(ErrorCode.NAME_TOO_LONG);
    }
    byte[] bytes = new byte[length];
    memory().read(address, bytes, 0, length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new WasiException(ErrorCode.ILLEGAL_BYTE_SEQUENCE);
    }
  }

  void writeInt(int address, int value) {
    memory().writeInt(address, value);
  }

  void writeLong(int address, long value) {
    memory().writeLong(address, value);
  }

  void write(int address, byte[] bytes, int length) {
    memory().write(address, bytes, 0, length);
  }

  static int number(FileType type) {
    return switch (type) {
      case UNKNOWN -> 0;
      case CHARACTER_DEVICE -> 2;
      case DIRECTORY -> 3;
      case REGULAR_FILE -> 4;
      case SYMBOLIC_LINK -> 7;
    };
  }

  void writeStatus(int address, FileStatus status) {
    // One device: the identity alone tells files apart.
    writeStatus(address, status.identity(), status.type(), status.linkCount(), status.size());
    FileTime changed = status.changed();
    writeLong(address + 40, nanoseconds(status.accessed()));
    writeLong(address + 48, nanoseconds(status.modified()));
    writeLong(address + 56, changed == null ? 0 : nanoseconds(changed));
  }

  /** Writes the status of what has no times. */
  void writeStatus(int address, long identity, FileType type, long linkCount, long size) {
    memory().write(address, new byte[64], 0, 64);
    writeLong(address, 1);
    writeLong(address + 8, identity);
    memory().writeByte(address + 16, (byte) number(type));
    writeLong(address + 24, linkCount);
    writeLong(address + 32, size);
  }

  private static long nanoseconds(FileTime time) {
    return nanoseconds(time.toInstant());
  }

  /** A time as a {@code timestamp}, 0 for those that it cannot hold. */
  static long nanoseconds(Instant time) {
    long seconds = time.getEpochSecond();
    return seconds < 0 || seconds >= Long.divideUnsigned(-1, NANOSECONDS)
        ? 0
        : seconds * NANOSECONDS + time.getNano();
  }

  static FileTime fileTime(long timestamp) throws IOException {
    try {
      return FileTime.from(
          Instant.ofEpochSecond(
              Long.divideUnsigned(timestamp, NANOSECONDS),
              Long.remainderUnsigned(timestamp, NANOSECONDS)));
    } catch (DateTimeException e) {
      throw new WasiException(ErrorCode.OVERFLOW);
    }
  }
}
