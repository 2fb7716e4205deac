package dev.cascara.cli;

import dev.cascara.compiler.ProgressListener;
import java.io.Console;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;

/** Says on a terminal, and nowhere else, how far a long compilation is. */
final class Progress {
  private static final long FIRST_MILLIS = 500;
  private static final long NEXT_MILLIS = 500;

  /** A step that may be long. */
  interface Step<T> {
    /** Does it, and tells the listener how far it is. */
    T apply(ProgressListener progress) throws IOException;
  }

  private final String what;
  private final long start = System.nanoTime();
  private volatile int percent;

  private Progress(String what) {
    this.what = what;
  }

  /**
   * Runs a step.
   *
   * @param what the step, such as {@code compiling greeter.wasm}
   * @param step what to do, given whom to tell of progress
   * @return the step's result
   */
  static <T> T show(String what, Step<T> step) throws IOException {
    if (!isTerminal()) {
      return step.apply(ProgressListener.NONE);
    }
    Progress progress = new Progress(what);
    Thread printer = new Thread(progress::print, "progress");
    printer.setDaemon(true);
    printer.start();
    try {
      return step.apply(
          (done, total) -> progress.percent = (int) (100L * done / Math.max(1, total)));
    } finally {
      printer.interrupt();
      try {
        printer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void print() {
    boolean printed = false;
    try {
      Thread.sleep(FIRST_MILLIS);
      while (true) {
        System.err.printf(
            "\r%s: %d %%, %d s", what, percent, (System.nanoTime() - start) / 1_000_000_000);
        System.err.flush();
        printed = true;
        Thread.sleep(NEXT_MILLIS);
      }
    } catch (InterruptedException e) {
      // The step has ended: the line goes.
      if (printed) {
        System.err.print("\r\033[K");
        System.err.flush();
      }
    }
  }

  /** From Java 22 on there is a console without a terminal too, and a method that tells. */
  @SuppressWarnings("SystemConsoleNull") // both cases are handled
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || System.getenv("TERM") == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
