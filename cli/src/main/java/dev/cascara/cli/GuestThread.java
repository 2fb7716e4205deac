package dev.cascara.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs guests where they find a deeper stack than the main thread has. */
final class GuestThread {
  /** As deep as native engines have it, times what a frame of the JVM's is larger. */
  private static final long STACK_BYTES = 64L << 20;

  private GuestThread() {}

  static <T> T call(Callable<T> guest) throws IOException {
    FutureTask<T> task = new FutureTask<>(guest);
    new Thread(null, task, "guest", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure("interrupted", e);
    }
  }
}
