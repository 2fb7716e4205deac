package dev.cascara.wasi.internal.preview2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.component.HostInterface;
import dev.cascara.runtime.component.Result;
import dev.cascara.runtime.component.Tuple2;
import dev.cascara.runtime.component.Unit;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.MonotonicClock;
import dev.cascara.wasi.StandardStream;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.WasiInterfaces;
import dev.cascara.wasi.clocks.WallClock;
import dev.cascara.wasi.internal.ErrorCode;
import dev.cascara.wasi.io.Poll;
import dev.cascara.wasi.io.Streams;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class ComponentHostTest {
  private static final long HOUR = 3_600_000_000_000L;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertTraps(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            WasmTrap.class, trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.HOST_FUNCTION));
  }

  private static void assertClosed(ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            Streams.StreamErrorException.class,
            thrown -> assertThat(thrown.error()).isEqualTo(new Streams.StreamError.Closed()));
  }

  private static Streams.InputStream input(InputStream stream) {
    return Wasi.builder().standardInput(stream).build().interfaces().cliStdin().getStdin();
  }

  private static Streams.OutputStream output(OutputStream stream) {
    return Wasi.builder().standardOutput(stream).build().interfaces().cliStdout().getStdout();
  }

  // Input streams.

  @Test
  void readsUntilTheEnd() throws Exception {
    Streams.InputStream stream =
        Wasi.builder().standardInput("input").build().interfaces().cliStdin().getStdin();
    assertThat(stream.read(2)).isEqualTo(bytes("in"));
    assertThat(stream.blockingRead(-1)).isEqualTo(bytes("put"));
    assertClosed(() -> stream.read(1));
    assertClosed(() -> stream.blockingRead(1));
    assertThat(stream.subscribe().ready()).isTrue();
  }

  @Test
  void readingNothingReturnsAtOnce() throws Exception {
    PipedInputStream in = new PipedInputStream(new PipedOutputStream());
    assertThat(input(in).read(0)).isEmpty();
    assertThat(input(in).blockingRead(0)).isEmpty();
  }

  @Test
  void readsNoMoreThanThereIs() throws Exception {
    PipedInputStream in = new PipedInputStream();
    PipedOutputStream out = new PipedOutputStream(in);
    Streams.InputStream stream = input(in);
    assertThat(stream.read(10)).isEmpty();
    Poll.Pollable pollable = stream.subscribe();
    assertThat(pollable.ready()).isFalse();
    out.write(bytes("line"));
    out.flush();
    pollable.block();
    assertThat(pollable.ready()).isTrue();
    assertThat(stream.read(10)).isEqualTo(bytes("line"));
  }

  @Test
  void skips() throws Exception {
    Streams.InputStream stream =
        Wasi.builder().standardInput("input").build().interfaces().cliStdin().getStdin();
    assertThat(stream.skip(2)).isEqualTo(2);
    assertThat(stream.blockingSkip(10)).isEqualTo(3);
    assertClosed(() -> stream.skip(1));
  }

  @Test
  void hugeReadsAllocateLittle() throws Exception {
    Streams.InputStream stream =
        Wasi.builder()
            .standardInput(new byte[1_000_000])
            .build()
            .interfaces()
            .cliStdin()
            .getStdin();
    assertThat(stream.read(Long.MAX_VALUE)).hasSize(65536);
  }

  @Test
  void afterAFailureAnInputIsClosed() {
    Streams.InputStream stream =
        input(
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("broken");
              }

              @Override
              public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("broken");
              }
            });
    assertThatThrownBy(() -> stream.blockingRead(1))
        .isInstanceOfSatisfying(
            Streams.StreamErrorException.class,
            thrown ->
                assertThat(thrown.error())
                    .isInstanceOf(Streams.StreamError.LastOperationFailed.class));
    assertClosed(() -> stream.blockingRead(1));
  }

  @Test
  void droppingAStandardStreamDoesNotCloseIt() throws Exception {
    WasiInterfaces wasi = Wasi.builder().standardInput("input").build().interfaces();
    Streams.InputStream first = wasi.cliStdin().getStdin();
    assertThat(first.read(2)).isEqualTo(bytes("in"));
    first.close();
    assertThat(wasi.cliStdin().getStdin().read(10)).isEqualTo(bytes("put"));
  }

  // Output streams.

  @Test
  void writesWhatIsPermitted() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Streams.OutputStream stream = output(out);
    assertThat(stream.checkWrite()).isGreaterThanOrEqualTo(4096);
    stream.write(bytes("text"));
    assertThat(out).hasToString("text");
  }

  @Test
  void writingWithoutPermissionTraps() throws Exception {
    Streams.OutputStream stream = output(new ByteArrayOutputStream());
    assertTraps(() -> stream.write(new byte[1]));
    assertTraps(() -> stream.writeZeroes(1));
    int permit = (int) stream.checkWrite();
    assertTraps(() -> stream.write(new byte[permit + 1]));
    assertTraps(() -> stream.writeZeroes(-1));
  }

  @Test
  void blockingWritesAreLimited() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Streams.OutputStream stream = output(new BufferedOutputStream(out, 10_000));
    stream.blockingWriteAndFlush(new byte[4096]);
    assertThat(out.size()).isEqualTo(4096);
    stream.blockingWriteZeroesAndFlush(4096);
    assertThat(out.size()).isEqualTo(8192);
    assertTraps(() -> stream.blockingWriteAndFlush(new byte[4097]));
    assertTraps(() -> stream.blockingWriteZeroesAndFlush(4097));
    assertTraps(() -> stream.blockingWriteZeroesAndFlush(-1));
  }

  @Test
  void flushes() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Streams.OutputStream stream = output(new BufferedOutputStream(out, 10_000));
    stream.checkWrite();
    stream.write(bytes("a"));
    assertThat(out.size()).isZero();
    stream.flush();
    assertThat(out.size()).isEqualTo(1);
    stream.checkWrite();
    stream.writeZeroes(2);
    stream.blockingFlush();
    assertThat(out.size()).isEqualTo(3);
  }

  @Test
  void outputsAreAlwaysReady() {
    assertThat(output(new ByteArrayOutputStream()).subscribe().ready()).isTrue();
  }

  @Test
  void afterAFailureAnOutputIsClosed() throws Exception {
    Streams.OutputStream stream =
        output(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
              }
            });
    WasiInterfaces wasi = Wasi.builder().build().interfaces();
    stream.checkWrite();
    assertThatThrownBy(() -> stream.write(new byte[1]))
        .isInstanceOfSatisfying(
            Streams.StreamErrorException.class,
            thrown -> {
              Streams.StreamError.LastOperationFailed failed =
                  (Streams.StreamError.LastOperationFailed) thrown.error();
              assertThat(failed.value().toDebugString()).isEqualTo("PIPE");
              assertThat(wasi.filesystemTypes().filesystemErrorCode(failed.value()))
                  .contains(dev.cascara.wasi.filesystem.Types.ErrorCode.PIPE);
            });
    assertClosed(stream::checkWrite);
    assertClosed(stream::flush);
    assertThat(stream.subscribe().ready()).isTrue();
  }

  @Test
  void splices() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WasiInterfaces wasi =
        Wasi.builder().standardInput("input").standardOutput(out).build().interfaces();
    Streams.OutputStream stream = wasi.cliStdout().getStdout();
    Streams.InputStream source = wasi.cliStdin().getStdin();
    assertThat(stream.splice(source, 2)).isEqualTo(2);
    assertThat(stream.blockingSplice(source, -1)).isEqualTo(3);
    assertThat(out).hasToString("input");
    assertClosed(() -> stream.splice(source, 1));
  }

  // Polling and clocks.

  @Test
  void pollsPollables() {
    WasiInterfaces wasi =
        Wasi.builder().monotonicClock(MonotonicClock.simulated(1)).build().interfaces();
    Poll.Pollable late = wasi.clocksMonotonicClock().subscribeDuration(HOUR);
    Poll.Pollable soon = wasi.clocksMonotonicClock().subscribeInstant(1_000);
    Poll.Pollable never = wasi.clocksMonotonicClock().subscribeDuration(-1);
    assertThat(late.ready()).isFalse();
    assertThat(wasi.ioPoll().poll(List.of(late, soon, never))).containsExactly(1);
    assertThat(wasi.ioPoll().poll(List.of(soon, late, soon))).containsExactly(0, 2);
    late.block();
    assertThat(late.ready()).isTrue();
    assertThat(never.ready()).isFalse();
  }

  @Test
  void pollsPollablesOfOthers() {
    WasiInterfaces wasi = Wasi.builder().build().interfaces();
    Poll.Pollable foreign =
        new Poll.Pollable() {
          private int asked;

          @Override
          public boolean ready() {
            asked++;
            return asked > 3;
          }

          @Override
          public void block() {}

          @Override
          public void close() {}
        };
    Poll.Pollable late = wasi.clocksMonotonicClock().subscribeDuration(HOUR);
    assertThat(wasi.ioPoll().poll(List.of(late, foreign))).containsExactly(1);
  }

  @Test
  void pollingNothingTraps() {
    WasiInterfaces wasi = Wasi.builder().build().interfaces();
    assertTraps(() -> wasi.ioPoll().poll(List.of()));
  }

  @Test
  void clocks() {
    WasiInterfaces wasi =
        Wasi.builder()
            .monotonicClock(MonotonicClock.simulated(5))
            .wallClock(Clock.fixed(Instant.ofEpochSecond(12, 34), ZoneOffset.UTC))
            .build()
            .interfaces();
    assertThat(wasi.clocksWallClock().now()).isEqualTo(new WallClock.Datetime(12, 34));
    assertThat(wasi.clocksWallClock().resolution().nanoseconds()).isPositive();
    assertThat(wasi.clocksMonotonicClock().now()).isZero();
    assertThat(wasi.clocksMonotonicClock().now()).isEqualTo(5);
    assertThat(wasi.clocksMonotonicClock().resolution()).isEqualTo(1);
  }

  // Random numbers.

  @Test
  void randomNumbers() {
    WasiInterfaces wasi = Wasi.builder().random(new SplittableRandom(3)).build().interfaces();
    byte[] expected = new byte[10];
    new SplittableRandom(3).nextBytes(expected);
    assertThat(wasi.randomRandom().getRandomBytes(10)).isEqualTo(expected);
    assertThat(wasi.randomInsecure().getInsecureRandomBytes(7)).hasSize(7);
    assertThat(wasi.randomRandom().getRandomU64()).isNotEqualTo(wasi.randomRandom().getRandomU64());
    assertThat(wasi.randomInsecure().getInsecureRandomU64())
        .isNotEqualTo(wasi.randomInsecure().getInsecureRandomU64());
    Tuple2<Long, Long> seed = wasi.randomInsecureSeed().insecureSeed();
    assertThat(seed.v0()).isNotEqualTo(seed.v1());
  }

  @Test
  void tooManyRandomBytesTrap() {
    WasiInterfaces wasi = Wasi.builder().build().interfaces();
    assertTraps(() -> wasi.randomRandom().getRandomBytes(1L << 40));
    assertTraps(() -> wasi.randomInsecure().getInsecureRandomBytes(-1));
  }

  // The command line.

  @Test
  void argumentsAndEnvironment() {
    WasiInterfaces wasi =
        Wasi.builder()
            .arguments("tool", "x")
            .environment("B", "1")
            .environment("A", "2")
            .build()
            .interfaces();
    assertThat(wasi.cliEnvironment().getArguments()).containsExactly("tool", "x");
    assertThat(wasi.cliEnvironment().getEnvironment())
        .containsExactly(new Tuple2<>("B", "1"), new Tuple2<>("A", "2"));
    assertThat(wasi.cliEnvironment().initialCwd()).isEmpty();
  }

  @Test
  void exitsAfterFlushing() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WasiInterfaces wasi =
        Wasi.builder().standardOutput(new BufferedOutputStream(out)).build().interfaces();
    assertThatThrownBy(
            () -> {
              Streams.OutputStream stream = wasi.cliStdout().getStdout();
              stream.checkWrite();
              stream.write(bytes("text"));
              wasi.cliExit().exit(Result.err(Unit.UNIT));
            })
        .isInstanceOfSatisfying(
            ExitException.class, thrown -> assertThat(thrown.code()).isEqualTo(1));
    assertThat(out).hasToString("text");
    assertThatThrownBy(() -> wasi.cliExit().exit(Result.ok(Unit.UNIT)))
        .isInstanceOfSatisfying(ExitException.class, thrown -> assertThat(thrown.code()).isZero());
    assertThatThrownBy(() -> wasi.cliExit().exitWithCode((byte) 200))
        .isInstanceOfSatisfying(
            ExitException.class, thrown -> assertThat(thrown.code()).isEqualTo(200));
  }

  @Test
  void terminals() {
    WasiInterfaces none = Wasi.builder().build().interfaces();
    assertThat(none.cliTerminalStdin().getTerminalStdin()).isEmpty();
    WasiInterfaces wasi =
        Wasi.builder()
            .terminals(EnumSet.of(StandardStream.INPUT, StandardStream.ERROR))
            .build()
            .interfaces();
    assertThat(wasi.cliTerminalStdin().getTerminalStdin()).isPresent();
    assertThat(wasi.cliTerminalStdout().getTerminalStdout()).isEmpty();
    assertThat(wasi.cliTerminalStderr().getTerminalStderr()).isPresent();
  }

  // As a whole.

  @Test
  void allInterfacesAreThere() {
    assertThat(Wasi.builder().build().hostInterfaces())
        .extracting(HostInterface::name)
        .allMatch(name -> name.matches("wasi:[a-z-]+/[a-z-]+@0\\.2\\.\\d+"))
        .doesNotHaveDuplicates()
        .hasSize(20);
  }

  @Test
  void allFunctionsCanBeLowered() {
    for (HostInterface host : Wasi.builder().build().hostInterfaces()) {
      for (String function : host.functions()) {
        assertThat(host.lowered(function)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void everyErrorHasACode(ErrorCode code) {
    assertThat(Optional.of(HostError.code(code))).isPresent();
  }
}
