package dev.cascara.maven;

import dev.cascara.compiler.ProgressListener;
import java.io.Console;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;

/** Rewrites one line of a terminal while a long compilation goes on, and removes it at the end. */
final class TerminalProgress implements ProgressListener {
  private static final long FIRST_NANOS = 1_000_000_000L;
  private static final long NEXT_NANOS = 250_000_000L;

  private final String what;
  private final PrintStream terminal;
  private final long start = System.nanoTime();
  private long due = FIRST_NANOS;

  private TerminalProgress(String what, PrintStream terminal) {
    this.what = what;
    this.terminal = terminal;
  }

  /** A listener that prints if somebody looks on: not in logs, and not in Maven's batch mode. */
  static ProgressListener of(String what, boolean interactive) {
    return interactive && isTerminal() ? new TerminalProgress(what, System.err) : NONE;
  }

  @Override
  public void compiled(int done, int total) {
    long elapsed = System.nanoTime() - start;
    if (done < total && elapsed >= due) {
      due = elapsed + NEXT_NANOS;
      terminal.printf("\r%s: %d %%", what, 100L * done / total);
      terminal.flush();
    } else if (done == total && due > FIRST_NANOS) {
      terminal.print("\r\033[K");
      terminal.flush();
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
