package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.component.Tuple2;
import dev.cascara.wasi.clocks.WallClock;
import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.internal.Descriptor;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.FileStatus;
import dev.cascara.wasi.internal.FileType;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.SyncMode;
import dev.cascara.wasi.internal.WasiException;
import dev.cascara.wasi.io.Streams;
import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code descriptor}: what files and folders have in common, and the errors of asking one for
 * what only the other has.
 */
abstract sealed class HostDescriptor implements Types.Descriptor
    permits FileDescriptor, FolderDescriptor {
  private static final int NANOSECONDS = 1_000_000_000;

  private final Session session;

  HostDescriptor(Session session) {
    this.session = session;
  }

  final Session session() {
    return session;
  }

  abstract Descriptor descriptor();

  /** What may fail. */
  interface Operation<T> {
    T run() throws IOException;
  }

  /** What may fail and returns nothing. */
  interface Action {
    void run() throws IOException;
  }

  static <T> T get(Operation<T> operation) throws Types.ErrorCodeException {
    try {
      return operation.run();
    } catch (IOException e) {
      throw new Types.ErrorCodeException(HostError.code(e));
    } catch (UnsupportedOperationException e) {
      throw new Types.ErrorCodeException(HostError.code(ErrorCode.of(e)));
    }
  }

  static void perform(Action action) throws Types.ErrorCodeException {
    try {
      action.run();
    } catch (IOException e) {
      throw new Types.ErrorCodeException(HostError.code(e));
    } catch (UnsupportedOperationException e) {
      throw new Types.ErrorCodeException(HostError.code(ErrorCode.of(e)));
    }
  }

  static Types.ErrorCodeException noFile() {
    return new Types.ErrorCodeException(Types.ErrorCode.BAD_DESCRIPTOR);
  }

  static Types.ErrorCodeException noFolder() {
    return new Types.ErrorCodeException(Types.ErrorCode.NOT_DIRECTORY);
  }

  static Types.DescriptorType type(FileType type) {
    return Types.DescriptorType.valueOf(type.name());
  }

  static Types.DescriptorStat stat(FileStatus status) {
    return new Types.DescriptorStat(
        type(status.type()),
        status.linkCount(),
        status.size(),
        datetime(status.accessed()),
        datetime(status.modified()),
        datetime(status.changed()));
  }

  /** A time, none if it is before 1970, which {@code datetime} cannot tell. */
  private static Optional<WallClock.Datetime> datetime(@Nullable FileTime time) {
    if (time == null || time.toInstant().getEpochSecond() < 0) {
      return Optional.empty();
    }
    Instant instant = time.toInstant();
    return Optional.of(new WallClock.Datetime(instant.getEpochSecond(), instant.getNano()));
  }

  /** The time to set, null to leave it. */
  final @Nullable FileTime fileTime(Types.NewTimestamp timestamp) throws IOException {
    if (timestamp instanceof Types.NewTimestamp.Now) {
      return FileTime.from(session.wallTime());
    }
    if (!(timestamp instanceof Types.NewTimestamp.Timestamp given)) {
      return null;
    }
    WallClock.Datetime datetime = given.value();
    if (Integer.compareUnsigned(datetime.nanoseconds(), NANOSECONDS) >= 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    try {
      return FileTime.from(Instant.ofEpochSecond(datetime.seconds(), datetime.nanoseconds()));
    } catch (DateTimeException e) {
      throw new WasiException(ErrorCode.OVERFLOW);
    }
  }

  final Types.MetadataHashValue hash(FileStatus status) {
    long lower = session.secret();
    for (long part : new long[] {status.identity(), status.size(), ticks(status.modified())}) {
      lower = mix(lower ^ part);
    }
    FileTime changed = status.changed();
    if (changed != null) {
      lower = mix(lower ^ ticks(changed));
    }
    return new Types.MetadataHashValue(lower, mix(lower + session.secret()));
  }

  /** A number that differs between any two times. */
  private static long ticks(FileTime time) {
    Instant instant = time.toInstant();
    return instant.getEpochSecond() * NANOSECONDS + instant.getNano();
  }

  private static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
    return mixed ^ (mixed >>> 31);
  }

  @Override
  public final void syncData() throws Types.ErrorCodeException {
    perform(() -> descriptor().sync(SyncMode.DATA));
  }

  @Override
  public final void sync() throws Types.ErrorCodeException {
    perform(() -> descriptor().sync(SyncMode.DATA_AND_METADATA));
  }

  @Override
  public final Types.DescriptorType getType() throws Types.ErrorCodeException {
    return type(get(descriptor()::type));
  }

  @Override
  public final void setTimes(
      Types.NewTimestamp dataAccessTimestamp, Types.NewTimestamp dataModificationTimestamp)
      throws Types.ErrorCodeException {
    perform(
        () ->
            descriptor()
                .setTimes(fileTime(dataAccessTimestamp), fileTime(dataModificationTimestamp)));
  }

  @Override
  public final Types.DescriptorStat stat() throws Types.ErrorCodeException {
    return stat(get(descriptor()::status));
  }

  @Override
  public final boolean isSameObject(Types.Descriptor other) {
    if (!(other instanceof HostDescriptor host)) {
      return false;
    }
    try {
      return descriptor().status().identity() == host.descriptor().status().identity();
    } catch (IOException e) {
      // What cannot be looked at is the same only as itself.
      return this == other;
    }
  }

  @Override
  public final Types.MetadataHashValue metadataHash() throws Types.ErrorCodeException {
    return hash(get(descriptor()::status));
  }

  // What only files have.

  @Override
  public Streams.InputStream readViaStream(long offset) throws Types.ErrorCodeException {
    throw noFile();
  }

  @Override
  public Streams.OutputStream writeViaStream(long offset) throws Types.ErrorCodeException {
    throw noFile();
  }

  @Override
  public Streams.OutputStream appendViaStream() throws Types.ErrorCodeException {
    throw noFile();
  }

  @Override
  public void advise(long offset, long length, Types.Advice advice)
      throws Types.ErrorCodeException {
    throw noFile();
  }

  @Override
  public void setSize(long size) throws Types.ErrorCodeException {
    throw noFile();
  }

  @Override
  public Tuple2<byte[], Boolean> read(long length, long offset) throws Types.ErrorCodeException {
    throw noFile();
  }

  @Override
  public long write(byte[] buffer, long offset) throws Types.ErrorCodeException {
    throw noFile();
  }

  // What only folders have.

  @Override
  public Types.DirectoryEntryStream readDirectory() throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void createDirectoryAt(String path) throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public Types.DescriptorStat statAt(Set<Types.PathFlags> pathFlags, String path)
      throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void setTimesAt(
      Set<Types.PathFlags> pathFlags,
      String path,
      Types.NewTimestamp dataAccessTimestamp,
      Types.NewTimestamp dataModificationTimestamp)
      throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void linkAt(
      Set<Types.PathFlags> oldPathFlags,
      String oldPath,
      Types.Descriptor newDescriptor,
      String newPath)
      throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public Types.Descriptor openAt(
      Set<Types.PathFlags> pathFlags,
      String path,
      Set<Types.OpenFlags> openFlags,
      Set<Types.DescriptorFlags> flags)
      throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public String readlinkAt(String path) throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void removeDirectoryAt(String path) throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void renameAt(String oldPath, Types.Descriptor newDescriptor, String newPath)
      throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void symlinkAt(String oldPath, String newPath) throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public void unlinkFileAt(String path) throws Types.ErrorCodeException {
    throw noFolder();
  }

  @Override
  public Types.MetadataHashValue metadataHashAt(Set<Types.PathFlags> pathFlags, String path)
      throws Types.ErrorCodeException {
    throw noFolder();
  }
}
