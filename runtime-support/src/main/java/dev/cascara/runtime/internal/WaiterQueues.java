package dev.cascara.runtime.internal;

import dev.cascara.runtime.WasmTrap;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** The threads that wait at addresses of a shared memory, at each in the order of their arrival. */
final class WaiterQueues {
  private static final int NOTIFIED = 0;
  private static final int NOT_EQUAL = 1;
  private static final int TIMED_OUT = 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Queue<Waiter>> queues = new HashMap<>();

  private static final class Waiter {
    final Condition condition;
    boolean notified;

    Waiter(Condition condition) {
      this.condition = condition;
    }
  }

  /**
   * Waits until notified.
   *
   * @param address where
   * @param isExpected says whether to wait at all; no notification comes between it and the waiting
   * @param timeout how long in nanoseconds; without end if negative
   * @return the result of the instruction
   * @throws WasmTrap if the thread is interrupted, which it stays
   */
  int await(long address, BooleanSupplier isExpected, long timeout) {
    lock.lock();
    try {
      if (!isExpected.getAsBoolean()) {
        return NOT_EQUAL;
      }
      Waiter waiter = new Waiter(lock.newCondition());
      Queue<Waiter> queue = queues.computeIfAbsent(address, key -> new ArrayDeque<>());
      queue.add(waiter);
      try {
        await(waiter, timeout);
        return waiter.notified ? NOTIFIED : TIMED_OUT;
      } finally {
        if (!waiter.notified) {
          queue.remove(waiter);
          removeIfEmpty(address, queue);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new WasmTrap(WasmTrap.Kind.INTERRUPTED, e);
    } finally {
      lock.unlock();
    }
  }

  private static void await(Waiter waiter, long timeout) throws InterruptedException {
    long rest = timeout;
    while (!waiter.notified && (timeout < 0 || rest > 0)) {
      if (timeout < 0) {
        waiter.condition.await();
      } else {
        rest = waiter.condition.awaitNanos(rest);
      }
    }
  }

  private void removeIfEmpty(long address, Queue<Waiter> queue) {
    // Another may have taken its place meanwhile.
    if (queue.isEmpty()) {
      queues.remove(address, queue);
    }
  }

  /**
   * Wakes threads.
   *
   * @param address where they wait
   * @param count how many at most, unsigned
   * @return how many there were
   */
  int signal(long address, int count) {
    lock.lock();
    try {
      Queue<Waiter> queue = queues.get(address);
      int woken = 0;
      while (queue != null && !queue.isEmpty() && Integer.compareUnsigned(woken, count) < 0) {
        Waiter waiter = queue.remove();
        waiter.notified = true;
        waiter.condition.signal();
        woken++;
      }
      if (queue != null) {
        removeIfEmpty(address, queue);
      }
      return woken;
    } finally {
      lock.unlock();
    }
  }
}
