package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.internal.Event;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Poll;
import dev.cascara.wasi.io.Streams;
import java.io.IOException;
import java.io.OutputStream;

/**
 * An {@code output-stream}. A Java stream takes all that it is given, if need be by waiting; so
 * this one is always ready, and a flush is complete when it returns.
 */
abstract class HostOutputStream implements Streams.OutputStream {
  /** What {@code check-write} permits. */
  private static final int PERMIT = 65536;

  private static final int MAXIMUM_BLOCKING_WRITE = 4096;

  private final Session session;
  private boolean closed;
  private int permit;

  private HostOutputStream(Session session) {
    this.session = session;
  }

  static HostOutputStream of(Session session, OutputStream stream) {
    return new OfStream(session, stream);
  }

  static HostOutputStream of(Session session, SharedFile file, long position) {
    return new OfFile(session, file.share(), position);
  }

  static HostOutputStream appending(Session session, SharedFile file) {
    return new OfFileEnd(session, file.share());
  }

  abstract void put(byte[] bytes) throws IOException;

  abstract void flushAll() throws IOException;

  private void checkOpen() throws Streams.StreamErrorException {
    if (closed) {
      throw new Streams.StreamErrorException(new Streams.StreamError.Closed());
    }
  }

  /** What may fail. */
  private interface Operation {
    void run() throws IOException;
  }

  private void perform(Operation operation) throws Streams.StreamErrorException {
    checkOpen();
    try {
      operation.run();
    } catch (IOException e) {
      closed = true;
      throw HostError.of(e);
    }
  }

  @Override
  public long checkWrite() throws Streams.StreamErrorException {
    checkOpen();
    permit = PERMIT;
    return permit;
  }

  @Override
  public void write(byte[] contents) throws Streams.StreamErrorException {
    Preconditions.require(
        contents.length <= permit, "write of more bytes than check-write permitted");
    permit -= contents.length;
    perform(() -> put(contents));
  }

  @Override
  public void blockingWriteAndFlush(byte[] contents) throws Streams.StreamErrorException {
    Preconditions.require(
        contents.length <= MAXIMUM_BLOCKING_WRITE,
        "blocking-write-and-flush of more than 4096 bytes");
    perform(
        () -> {
          put(contents);
          flushAll();
        });
  }

  @Override
  public void flush() throws Streams.StreamErrorException {
    perform(this::flushAll);
  }

  @Override
  public void blockingFlush() throws Streams.StreamErrorException {
    flush();
  }

  @Override
  public Poll.Pollable subscribe() {
    return new HostPollable(session, Event.Always.INSTANCE);
  }

  @Override
  public void writeZeroes(long len) throws Streams.StreamErrorException {
    Preconditions.require(
        len >= 0 && len <= permit, "write-zeroes of more bytes than check-write permitted");
    write(new byte[(int) len]);
  }

  @Override
  public void blockingWriteZeroesAndFlush(long len) throws Streams.StreamErrorException {
    Preconditions.require(
        len >= 0 && len <= MAXIMUM_BLOCKING_WRITE,
        "blocking-write-zeroes-and-flush of more than 4096 bytes");
    blockingWriteAndFlush(new byte[(int) len]);
  }

  @Override
  public long splice(Streams.InputStream src, long len) throws Streams.StreamErrorException {
    byte[] bytes = src.read(permitted(len));
    write(bytes);
    return bytes.length;
  }

  @Override
  public long blockingSplice(Streams.InputStream src, long len)
      throws Streams.StreamErrorException {
    byte[] bytes = src.blockingRead(permitted(len));
    write(bytes);
    return bytes.length;
  }

  private long permitted(long length) throws Streams.StreamErrorException {
    long allowed = checkWrite();
    return length < 0 ? allowed : Math.min(length, allowed);
  }

  /** Writes a standard output. */
  private static final class OfStream extends HostOutputStream {
    private final OutputStream stream;

    OfStream(Session session, OutputStream stream) {
      super(session);
      this.stream = stream;
    }

    @Override
    void put(byte[] bytes) throws IOException {
      stream.write(bytes);
    }

    @Override
    void flushAll() throws IOException {
      stream.flush();
    }

    @Override
    public void close() {
      // The stream is the host's: a guest may ask for it again.
    }
  }

  /** Writes a file from some position on. */
  private static final class OfFile extends HostOutputStream {
    private final SharedFile file;
    private long position;

    OfFile(Session session, SharedFile file, long position) {
      super(session);
      this.file = file;
      this.position = position;
    }

    @Override
    void put(byte[] bytes) throws IOException {
      file.write(position, bytes);
      position += bytes.length;
    }

    @Override
    void flushAll() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      file.release();
    }
  }

  /** Writes at a file's end, wherever it is by then. */
  private static final class OfFileEnd extends HostOutputStream {
    private final SharedFile file;

    OfFileEnd(Session session, SharedFile file) {
      super(session);
      this.file = file;
    }

    @Override
    void put(byte[] bytes) throws IOException {
      file.write(file.file().size(), bytes);
    }

    @Override
    void flushAll() {
      // Nothing is buffered.
    }

    @Override
    public void close() {
      file.release();
    }
  }
}
