package dev.cascara.wasi.internal.preview2;

import dev.cascara.wasi.internal.Event;
import dev.cascara.wasi.internal.InputSource;
import dev.cascara.wasi.internal.Session;
import dev.cascara.wasi.io.Poll;
import dev.cascara.wasi.io.Streams;
import java.io.IOException;
import java.util.Arrays;

/** An {@code input-stream}. */
abstract class HostInputStream implements Streams.InputStream {
  /** The most bytes of one read, however many a guest asks for. */
  private static final int CHUNK = 65536;

  private final Session session;
  private boolean closed;

  private HostInputStream(Session session) {
    this.session = session;
  }

  static HostInputStream of(Session session, InputSource source) {
    return new OfSource(session, source);
  }

  static HostInputStream of(Session session, SharedFile file, long position) {
    return new OfFile(session, file.share(), position);
  }

  /** Reads without waiting: returns how many bytes, 0 if there are none yet, -1 at the end. */
  abstract int readAvailable(byte[] target) throws IOException;

  /** Reads, and waits for at least one byte: returns how many, -1 at the end. */
  abstract int readBlocking(byte[] target) throws IOException;

  abstract Event readiness();

  /** One of the two ways to read. */
  private interface Reading {
    int read(byte[] target) throws IOException;
  }

  private byte[] read(long length, Reading reading) throws Streams.StreamErrorException {
    if (closed) {
      throw new Streams.StreamErrorException(new Streams.StreamError.Closed());
    }
    byte[] bytes = new byte[(int) (length < 0 ? CHUNK : Math.min(length, CHUNK))];
    if (bytes.length == 0) {
      return bytes;
    }
    int size;
    try {
      size = reading.read(bytes);
    } catch (IOException e) {
      closed = true;
      throw HostError.of(e);
    }
    if (size < 0) {
      throw new Streams.StreamErrorException(new Streams.StreamError.Closed());
    }
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  @Override
  public byte[] read(long len) throws Streams.StreamErrorException {
    return read(len, this::readAvailable);
  }

  @Override
  public byte[] blockingRead(long len) throws Streams.StreamErrorException {
    return read(len, this::readBlocking);
  }

  @Override
  public long skip(long len) throws Streams.StreamErrorException {
    return read(len).length;
  }

  @Override
  public long blockingSkip(long len) throws Streams.StreamErrorException {
    return blockingRead(len).length;
  }

  @Override
  public Poll.Pollable subscribe() {
    return new HostPollable(session, closed ? Event.Always.INSTANCE : readiness());
  }

  /** Reads the standard input. */
  private static final class OfSource extends HostInputStream {
    private final InputSource source;

    OfSource(Session session, InputSource source) {
      super(session);
      this.source = source;
    }

    @Override
    int readAvailable(byte[] target) throws IOException {
      return source.readAvailable(target, 0, target.length);
    }

    @Override
    int readBlocking(byte[] target) throws IOException {
      return source.read(target, 0, target.length);
    }

    @Override
    Event readiness() {
      return new Event.Input(source);
    }

    @Override
    public void close() {
      // The standard input stays open: a guest may ask for it again.
    }
  }

  /** Reads a file. */
  private static final class OfFile extends HostInputStream {
    private final SharedFile file;
    private long position;

    OfFile(Session session, SharedFile file, long position) {
      super(session);
      this.file = file;
      this.position = position;
    }

    @Override
    int readAvailable(byte[] target) throws IOException {
      int size = file.file().read(position, target, 0, target.length);
      position += Math.max(0, size);
      return size;
    }

    @Override
    int readBlocking(byte[] target) throws IOException {
      return readAvailable(target);
    }

    @Override
    Event readiness() {
      return Event.Always.INSTANCE;
    }

    @Override
    public void close() {
      file.release();
    }
  }
}
