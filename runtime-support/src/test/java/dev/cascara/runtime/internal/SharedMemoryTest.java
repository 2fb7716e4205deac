package dev.cascara.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.internal.LinearMemory.AtomicOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shared memories under real threads. */
@Timeout(120)
class SharedMemoryTest {
  private static final int THREADS = 4;
  private static final int ROUNDS = 4_000;
  private static final long FOREVER = -1;

  private final LinearMemory memory =
      new SharedMemory(MemoryType.of(1).withMaximum(2000).asShared(), 65536, 65536);

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  private interface Part {
    void run(int thread) throws Exception;
  }

  /** Runs a part in each of several threads that start together. */
  private void inThreads(int count, Part part) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Future<?>> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int thread = i;
      Callable<Void> task =
          () -> {
            start.await();
            part.run(thread);
            return null;
          };
      parts.add(threads.submit(task));
    }
    for (Future<?> result : parts) {
      result.get();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void noUpdateIsLost(int size) throws Exception {
    long mask = -1L >>> (64 - 8 * size);
    // All threads update the same number, and each a neighbour of its own.
    int first = 64;
    inThreads(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            memory.atomicUpdate(first, size, 1, AtomicOperator.ADD);
            memory.atomicUpdate(first + (1 + thread) * size, size, 3, AtomicOperator.SUB);
          }
        });
    assertThat(memory.atomicLoad(first, size)).isEqualTo((long) THREADS * ROUNDS & mask);
    for (int thread = 0; thread < THREADS; thread++) {
      assertThat(memory.atomicLoad(first + (1 + thread) * size, size))
          .isEqualTo(-3L * ROUNDS & mask);
    }
  }

  @Test
  void updatesOfDifferentWidthsOverlap() throws Exception {
    inThreads(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            if (thread % 2 == 0) {
              memory.atomicUpdate(8, 8, 1L << 32, AtomicOperator.ADD);
            } else {
              memory.atomicUpdate(8, 2, 1, AtomicOperator.ADD);
            }
          }
        });
    long half = THREADS / 2 * (long) ROUNDS;
    assertThat(memory.atomicLoad(8, 8)).isEqualTo((half << 32) + (half & 0xFFFF));
  }

  @Test
  void lockMadeOfAtomicAccessesProtectsPlainOnes() throws Exception {
    int lock = 128;
    int counter = 4096;
    inThreads(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS / 4; i++) {
            while (memory.atomicCompareExchange(lock, 4, 0, 1) != 0) {
              Thread.onSpinWait();
            }
            memory.writeInt(counter, memory.readInt(counter) + 1);
            memory.writeInt(counter + 1024, memory.readInt(counter));
            memory.atomicStore(lock, 4, 0);
          }
        });
    assertThat(memory.readInt(counter)).isEqualTo(THREADS * (ROUNDS / 4));
    assertThat(memory.readInt(counter + 1024)).isEqualTo(THREADS * (ROUNDS / 4));
  }

  /** Each thread stores, then loads what the other stores: not both loads may come first. */
  @Test
  void storesAndLoadsHaveOneOrder() throws Exception {
    long[][] loaded = new long[2][ROUNDS];
    CyclicBarrier round = new CyclicBarrier(2);
    int blocks = 20;
    inThreads(
        2,
        thread -> {
          for (int block = 0; block < blocks; block++) {
            round.await();
            for (int i = block * ROUNDS / blocks; i < (block + 1) * ROUNDS / blocks; i++) {
              // A pair of numbers for each round, far enough apart to be under different locks.
              int pair = 1024 + (i % 1000) * 64;
              long value = 1L + i / 1000;
              memory.atomicStore(pair + 32 * thread, 4, value);
              long other = memory.atomicLoad(pair + 32 * (1 - thread), 4);
              loaded[thread][i] = other >= value ? 1 : 0;
            }
          }
        });
    for (int i = 0; i < ROUNDS; i++) {
      assertThat(loaded[0][i] + loaded[1][i]).as("round " + i).isGreaterThan(0);
    }
  }

  @Test
  void largeLoadIsNeverTorn() throws Exception {
    inThreads(
        2,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            if (thread == 0) {
              memory.atomicStore(16, 8, i % 2 == 0 ? 0 : -1L);
            } else {
              assertThat(memory.atomicLoad(16, 8)).isIn(0L, -1L);
            }
          }
        });
  }

  @Test
  void growthIsSeenByOtherThreads() throws Exception {
    int pages = 200;
    // Not where any page begins: the number that each page begins with is written before.
    int last = 8;
    inThreads(
        THREADS,
        thread -> {
          if (thread == 0) {
            for (int i = 1; i < pages; i++) {
              assertThat(memory.grow(1)).isEqualTo(i);
              memory.writeInt(i * 65536L, i);
              memory.atomicStore(last, 4, i);
            }
          } else {
            for (long seen = 0; seen < pages - 1; ) {
              seen = memory.atomicLoad(last, 4);
              assertThat(memory.readInt(seen * 65536)).isEqualTo((int) seen);
              assertThat(memory.pages()).isGreaterThan(seen);
            }
          }
        });
    assertThat(memory.pages()).isEqualTo(pages);
  }

  @Test
  void concurrentGrowthAddsUp() throws Exception {
    inThreads(
        THREADS,
        thread -> {
          for (int i = 0; i < 20; i++) {
            assertThat(memory.grow(1)).isPositive();
          }
        });
    assertThat(memory.pages()).isEqualTo(1 + THREADS * 20);
  }

  // ---------------------------------------------------------------- wait and notify

  @Test
  void waitEndsAtOnceIfTheValueIsAnother() {
    memory.writeInt(8, 5);
    assertThat(memory.atomicWait(8, 4, 6, FOREVER)).isEqualTo(1);
    assertThat(memory.atomicWait(8, 8, 6, FOREVER)).isEqualTo(1);
  }

  @Test
  void waitEndsAfterItsTimeout() {
    assertThat(memory.atomicWait(8, 4, 0, 0)).isEqualTo(2);
    assertThat(memory.atomicWait(8, 8, 0, 1_000_000)).isEqualTo(2);
    // Those who left are not notified.
    assertThat(memory.atomicNotify(8, -1)).isZero();
  }

  @Test
  void notifyWakesAsManyAsItIsTold() throws Exception {
    List<Future<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(threads.submit(() -> memory.atomicWait(8, 4, 0, FOREVER)));
    }
    int woken = 0;
    while (woken < 2) {
      woken += memory.atomicNotify(8, 1);
    }
    assertThat(memory.atomicNotify(12, -1)).isZero();
    while (woken < 3) {
      woken += memory.atomicNotify(8, -1);
    }
    for (Future<Integer> thread : waiting) {
      assertThat(thread.get()).isZero();
    }
    assertThat(memory.atomicNotify(8, -1)).isZero();
  }

  /** A value that is handed to and fro by wait and notify alone is never waited for in vain. */
  @Test
  void noNotificationIsLost() throws Exception {
    inThreads(
        2,
        thread -> {
          for (int i = 0; i < 2_000; i++) {
            for (long value = memory.atomicLoad(8, 4); value % 2 != thread; ) {
              memory.atomicWait(8, 4, value, FOREVER);
              value = memory.atomicLoad(8, 4);
            }
            memory.atomicUpdate(8, 4, 1, AtomicOperator.ADD);
            memory.atomicNotify(8, 1);
          }
        });
    assertThat(memory.atomicLoad(8, 4)).isEqualTo(4_000);
  }

  @Test
  void interruptEndsAWait() throws Exception {
    AtomicReference<Boolean> interrupted = new AtomicReference<>();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                memory.atomicWait(8, 4, 0, FOREVER);
              } catch (WasmTrap e) {
                thrown.set(e);
                interrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    thread.start();
    thread.interrupt();
    thread.join();
    assertThat(thrown.get()).hasMessage("interrupted while waiting");
    assertThat(interrupted.get()).isTrue();
    assertThat(memory.atomicNotify(8, -1)).isZero();
    assertThatThrownBy(() -> memory.atomicWait(2, 4, 0, 0)).hasMessage("unaligned atomic");
  }
}
