package dev.cascara.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;

/** Says on a terminal, and nowhere else, that a long step is still running. */
final class Progress {
  private static final long FIRST_MILLIS = 500;
  private static final long NEXT_MILLIS = 1000;

  private Progress() {}

  /**
   * Runs a step.
   *
   * @param what the step, such as {@code compiling greeter.wasm}
   * @param step what to do
   * @return the step's result
   */
  static <T> T show(String what, Supplier<T> step) {
    if (!isTerminal()) {
      return step.get();
    }
    Thread printer = new Thread(() -> print(what), "progress");
    printer.setDaemon(true);
    printer.start();
    try {
      return step.get();
    } finally {
      printer.interrupt();
      try {
        printer.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void print(String what) {
    long start = System.nanoTime();
    boolean printed = false;
    try {
      Thread.sleep(FIRST_MILLIS);
      while (true) {
        System.err.printf("\r%s ... %d s", what, (System.nanoTime() - start) / 1_000_000_000);
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
