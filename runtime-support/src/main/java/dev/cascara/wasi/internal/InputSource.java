package dev.cascara.wasi.internal;

import dev.cascara.wasi.GuestInterruptedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A guest's input. An {@link InputStream} cannot be asked whether a read would block, and says
 * nothing of its end until it is read. So, when a guest asks, and only then, a thread of its own
 * reads one piece ahead.
 */
public final class InputSource {
  private static final int PIECE = 65536;

  private final InputStream stream;
  private final ReentrantLock lock;
  private final Condition change;

  private byte[] ahead = new byte[0];
  private int position;
  private boolean reading;
  private boolean ended;
  private @Nullable IOException failure;

  InputSource(InputStream stream, ReentrantLock lock, Condition change) {
    this.stream = stream;
    this.lock = lock;
    this.change = change;
  }

  /**
   * Reads, and waits for at least one byte.
   *
   * @param target what receives the bytes
   * @param offset where in the target
   * @param length how many at most; 0 does nothing
   * @return how many were read, -1 at the end
   * @throws IOException if the stream fails
   */
  public int read(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      while (reading) {
        change.await();
      }
      if (length == 0 || isAhead()) {
        return take(target, offset, length);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new GuestInterruptedException(e);
    } finally {
      lock.unlock();
    }
    int count = stream.read(target, offset, length);
    if (count < 0) {
      ended = true;
    }
    return count;
  }

  /**
   * Reads what is there without waiting.
   *
   * @param target what receives the bytes
   * @param offset where in the target
   * @param length how many at most
   * @return how many were read, 0 if a read would wait, -1 at the end
   * @throws IOException if the stream fails
   */
  public int readAvailable(byte[] target, int offset, int length) throws IOException {
    return isReady() ? read(target, offset, length) : 0;
  }

  /**
   * Returns whether a read would not wait.
   *
   * @return true if there are bytes, the end or an error
   */
  public boolean isReady() {
    lock.lock();
    try {
      if (isAhead() || stream instanceof ByteArrayInputStream) {
        return true;
      }
      if (reading) {
        return false;
      }
      if (stream.available() > 0) {
        return true;
      }
      readAhead();
      return false;
    } catch (IOException e) {
      failure = e;
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean isAhead() {
    return position < ahead.length || ended || failure != null;
  }

  private int take(byte[] target, int offset, int length) throws IOException {
    int count = Math.min(length, ahead.length - position);
    if (count > 0) {
      System.arraycopy(ahead, position, target, offset, count);
      position += count;
      return count;
    }
    if (failure != null) {
      IOException thrown = failure;
      failure = null;
      throw thrown;
    }
    return length > 0 && ended ? -1 : 0;
  }

  private void readAhead() {
    reading = true;
    Thread thread = new Thread(this::readPiece, "cascara-wasi-input");
    thread.setDaemon(true);
    thread.start();
  }

  private void readPiece() {
    try {
      byte[] buffer = new byte[PIECE];
      int count = stream.read(buffer, 0, PIECE);
      complete(Arrays.copyOf(buffer, Math.max(0, count)), count < 0, null);
    } catch (IOException e) {
      complete(new byte[0], false, e);
    } catch (RuntimeException e) {
      complete(new byte[0], false, new IOException(e));
    }
  }

  private void complete(byte[] piece, boolean end, @Nullable IOException thrown) {
    lock.lock();
    try {
      ahead = piece;
      position = 0;
      ended = end;
      failure = thrown;
      reading = false;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
