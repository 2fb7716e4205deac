package dev.cascara.wasi.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.wasi.FolderAccess;
import dev.cascara.wasi.GuestInterruptedException;
import dev.cascara.wasi.MonotonicClock;
import dev.cascara.wasi.Wasi;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionTest {
  private static final long HOUR = 3_600_000_000_000L;

  private static Event input(Session session) {
    return new Event.Input(session.standardInput());
  }

  @Test
  void missingFoldersAreToldByName() {
    Wasi wasi =
        Wasi.builder().folder(Path.of("no such folder"), "/", FolderAccess.READ_ONLY).build();
    assertThatThrownBy(() -> new Session(wasi))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no such folder");
  }

  @Test
  void waitsForTime() {
    Session session = new Session(Wasi.builder().build());
    long start = System.nanoTime();
    assertThat(session.poll(List.of(new Event.Time(session.deadlineAfter(20_000_000)))))
        .containsExactly(0);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
  }

  @Test
  void simulatedTimeIsNotWaitedFor() {
    Session session =
        new Session(Wasi.builder().monotonicClock(MonotonicClock.simulated(1)).build());
    assertThat(
            session.poll(
                List.of(
                    new Event.Time(session.deadlineAfter(2 * HOUR)),
                    new Event.Time(session.deadlineAfter(HOUR)))))
        .containsExactly(1);
  }

  @Test
  void deadlinesDoNotOverflow() {
    Session session = new Session(Wasi.builder().build());
    assertThat(session.deadlineAfter(-1)).isEqualTo(Long.MAX_VALUE);
    assertThat(session.deadlineAfter(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void waitsForInput() throws IOException {
    PipedInputStream in = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(in);
    Session session = new Session(Wasi.builder().standardInput(in).build());
    assertThat(session.isReady(input(session))).isFalse();
    out.write("line".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    out.flush();
    assertThat(session.poll(List.of(new Event.Time(session.deadlineAfter(HOUR)), input(session))))
        .containsExactly(1);
    byte[] bytes = new byte[10];
    assertThat(session.standardInput().readAvailable(bytes, 0, 10)).isEqualTo(4);
    assertThat(session.standardInput().readAvailable(bytes, 0, 10)).isZero();
  }

  @Test
  void timeEndsTheWaitForInput() {
    Session session = new Session(Wasi.builder().standardInput(new PipedInputStream(10)).build());
    // Not connected, so reading fails: the failure is an event too, but time has come already.
    assertThat(session.poll(List.of(new Event.Time(0), input(session)))).contains(0);
  }

  @Test
  void simulatedTimeEndsTheWaitForInput() throws IOException {
    PipedInputStream in = new PipedInputStream();
    try (PipedOutputStream out = new PipedOutputStream(in)) {
      Session session =
          new Session(
              Wasi.builder().standardInput(in).monotonicClock(MonotonicClock.simulated(1)).build());
      assertThat(session.poll(List.of(new Event.Time(session.deadlineAfter(HOUR)), input(session))))
          .containsExactly(0);
      out.flush();
    }
  }

  @Test
  void theEndOfInputIsAnEvent() throws IOException {
    Session session = new Session(Wasi.builder().build());
    session.await(input(session));
    assertThat(session.standardInput().read(new byte[1], 0, 1)).isEqualTo(-1);
    assertThat(session.isReady(input(session))).isTrue();
  }

  @Test
  void aFailureOfInputIsAnEvent() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("broken");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            throw new IOException("broken");
          }
        };
    Session session = new Session(Wasi.builder().standardInput(broken).build());
    session.await(input(session));
    assertThatThrownBy(() -> session.standardInput().read(new byte[1], 0, 1)).hasMessage("broken");
  }

  @Test
  void interruptionsEndAWait() {
    Session session = new Session(Wasi.builder().build());
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> session.await(new Event.Time(session.deadlineAfter(HOUR))))
        .isInstanceOf(GuestInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
