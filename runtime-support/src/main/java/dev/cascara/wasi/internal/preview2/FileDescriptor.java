package dev.cascara.wasi.internal.preview2;

import dev.cascara.runtime.component.Tuple2;
import dev.cascara.wasi.filesystem.Types;
import dev.cascara.wasi.internal.Descriptor;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.internal.OpenFile;
import dev.cascara.wasi.internal.OpenFlag;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.internal.SyncMode;
import dev.cascara.wasi.internal.WasiException;
import dev.cascara.wasi.io.Streams;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** A {@code descriptor} of a file. */
final class FileDescriptor extends HostDescriptor {
  /** The most bytes of one read, however many a guest asks for. */
  private static final int CHUNK = 65536;

  private final SharedFile shared;

  FileDescriptor(Session session, SharedFile shared) {
    super(session);
    this.shared = shared;
  }

  @Override
  Descriptor descriptor() {
    return shared.file();
  }

  private void require(OpenFlag flag) throws Types.ErrorCodeException {
    if (!shared.file().flags().contains(flag)) {
      throw noFile();
    }
  }

  @Override
  public Streams.InputStream readViaStream(long offset) throws Types.ErrorCodeException {
    require(OpenFlag.READ);
    return HostInputStream.of(session(), shared, offset);
  }

  @Override
  public Streams.OutputStream writeViaStream(long offset) throws Types.ErrorCodeException {
    require(OpenFlag.WRITE);
    return HostOutputStream.of(session(), shared, offset);
  }

  @Override
  public Streams.OutputStream appendViaStream() throws Types.ErrorCodeException {
    require(OpenFlag.WRITE);
    return HostOutputStream.appending(session(), shared);
  }

  @Override
  public void advise(long offset, long length, Types.Advice advice)
      throws Types.ErrorCodeException {
    if (offset < 0 || length < 0) {
      throw new Types.ErrorCodeException(Types.ErrorCode.INVALID);
    }
  }

  @Override
  public Set<Types.DescriptorFlags> getFlags() {
    EnumSet<Types.DescriptorFlags> flags = EnumSet.noneOf(Types.DescriptorFlags.class);
    if (shared.file().flags().contains(OpenFlag.READ)) {
      flags.add(Types.DescriptorFlags.READ);
    }
    if (shared.file().flags().contains(OpenFlag.WRITE)) {
      flags.add(Types.DescriptorFlags.WRITE);
    }
    if (shared.syncMode() != null) {
      flags.add(
          shared.syncMode() == SyncMode.DATA
              ? Types.DescriptorFlags.DATA_INTEGRITY_SYNC
              : Types.DescriptorFlags.FILE_INTEGRITY_SYNC);
    }
    return flags;
  }

  @Override
  public void setSize(long size) throws Types.ErrorCodeException {
    perform(() -> shared.file().setSize(size));
  }

  @Override
  public Tuple2<byte[], Boolean> read(long length, long offset) throws Types.ErrorCodeException {
    OpenFile file = shared.file();
    return get(
        () -> {
          byte[] bytes = new byte[(int) (length < 0 ? CHUNK : Math.min(length, CHUNK))];
          int size = Math.max(0, file.read(offset, bytes, 0, bytes.length));
          boolean atEnd = offset >= file.size() - size;
          return new Tuple2<>(Arrays.copyOf(bytes, size), atEnd);
        });
  }

  @Override
  public long write(byte[] buffer, long offset) throws Types.ErrorCodeException {
    perform(
        () -> {
          if (offset < 0) {
            throw new WasiException(ErrorCode.FILE_TOO_LARGE);
          }
          shared.write(offset, buffer);
        });
    return buffer.length;
  }

  @Override
  public void close() {
    shared.release();
  }
}
