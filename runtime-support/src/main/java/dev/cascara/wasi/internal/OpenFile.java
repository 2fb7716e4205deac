package dev.cascara.wasi.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file that a guest has open. It has no position of its own. After {@link #close} everything
 * fails with {@link ErrorCode#BAD_DESCRIPTOR}.
 *
 * <p>The JDK cannot ask an open file for its attributes. So they are looked up by name, in the
 * folders that the file was opened in, and the size in the file; if the name has gone, they stay as
 * they last were.
 */
public final class OpenFile implements Descriptor {
  private final Session session;
  private final SeekableByteChannel channel;
  private final Set<OpenFlag> flags;
  private final Root root;
  private final List<String> names;
  private final @Nullable Object key;
  private FileStatus lastStatus;
  private boolean open = true;

  OpenFile(
      Session session,
      SeekableByteChannel channel,
      Set<OpenFlag> flags,
      Root root,
      List<String> names,
      @Nullable Object key,
      FileStatus status) {
    this.session = session;
    this.channel = channel;
    this.flags = flags;
    this.root = root;
    this.names = names;
    this.key = key;
    this.lastStatus = status;
  }

  /**
   * Returns what the file was opened for.
   *
   * @return a set with or without {@link OpenFlag#READ} and {@link OpenFlag#WRITE}
   */
  public Set<OpenFlag> flags() {
    return flags;
  }

  private void require(OpenFlag flag) throws IOException {
    if (!open || !flags.contains(flag)) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
  }

  private static long checkPosition(long position) throws IOException {
    if (position < 0) {
      throw new WasiException(ErrorCode.INVALID);
    }
    return position;
  }

  /**
   * Reads.
   *
   * @param position where in the file
   * @param target what receives the bytes
   * @param offset where in the target
   * @param length how many at most
   * @return how many were read, -1 at the file's end
   * @throws IOException if the host fails or the file is not open for reading
   */
  public int read(long position, byte[] target, int offset, int length) throws IOException {
    require(OpenFlag.READ);
    checkPosition(position);
    ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
    if (channel instanceof FileChannel file) {
      return file.read(buffer, position);
    }
    channel.position(position);
    return channel.read(buffer);
  }

  /**
   * Writes all bytes.
   *
   * @param position where in the file
   * @param source what holds the bytes
   * @param offset where in the source
   * @param length how many
   * @throws IOException if the host fails or the file is not open for writing
   */
  public void write(long position, byte[] source, int offset, int length) throws IOException {
    require(OpenFlag.WRITE);
    checkPosition(position);
    if (length > Long.MAX_VALUE - position) {
      throw new WasiException(ErrorCode.FILE_TOO_LARGE);
    }
    ByteBuffer buffer = ByteBuffer.wrap(source, offset, length);
    if (channel instanceof FileChannel file) {
      long next = position;
      while (buffer.hasRemaining()) {
        next += file.write(buffer, next);
      }
    } else {
      channel.position(position);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }
  }

  /**
   * Returns the file's size.
   *
   * @return the size in bytes
   * @throws IOException if the host fails
   */
  public long size() throws IOException {
    if (!open) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    return channel.size();
  }

  /**
   * Cuts the file off or extends it with zeros.
   *
   * @param size the new size in bytes
   * @throws IOException if the host fails or the file is not open for writing
   */
  public void setSize(long size) throws IOException {
    require(OpenFlag.WRITE);
    if (size < 0) {
      throw new WasiException(ErrorCode.FILE_TOO_LARGE);
    }
    if (size > channel.size()) {
      write(size - 1, new byte[1], 0, 1);
    } else {
      channel.truncate(size);
    }
  }

  @Override
  public FileType type() {
    return lastStatus.type();
  }

  @Override
  public FileStatus status() throws IOException {
    long size = size();
    try (Walk walk = Walk.toFile(root, names)) {
      if (isThere(walk)) {
        lastStatus = walk.folder().status(walk.name());
      } else {
        lastStatus = lastStatus.withoutLinks();
      }
    } catch (IOException e) {
      if (ErrorCode.of(e) != ErrorCode.NO_ENTRY) {
        throw e;
      }
      lastStatus = lastStatus.withoutLinks();
    }
    return lastStatus.withSize(size);
  }

  private boolean isThere(Walk walk) throws IOException {
    if (!walk.exists()) {
      return false;
    }
    BasicFileAttributes attributes = walk.attributes();
    return attributes.isSymbolicLink() ? false : Objects.equals(key, attributes.fileKey());
  }

  @Override
  public void setTimes(@Nullable FileTime accessed, @Nullable FileTime modified)
      throws IOException {
    if (!open) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    session.requireWritable(root);
    try (Walk walk = Walk.toFile(root, names)) {
      if (!isThere(walk)) {
        throw new WasiException(ErrorCode.NO_ENTRY);
      }
      walk.folder().setTimes(walk.name(), accessed, modified);
    }
  }

  @Override
  public void sync(SyncMode mode) throws IOException {
    if (!open) {
      throw new WasiException(ErrorCode.BAD_DESCRIPTOR);
    }
    if (flags.contains(OpenFlag.WRITE) && channel instanceof FileChannel file) {
      file.force(mode == SyncMode.DATA_AND_METADATA);
    }
  }

  @Override
  public void close() throws IOException {
    if (open) {
      open = false;
      session.release(this);
      channel.close();
    }
  }
}
