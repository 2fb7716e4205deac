package dev.cascara.it.conformance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** A thread that runs commands, and what has become of them. */
final class ScriptThread {
  /** Scripts that exhaust the stack do so quickly, those that need a deep one have it. */
  private static final long STACK_SIZE = 16L << 20;

  /** Runs commands, and tells the outcome of each. */
  interface Commands {
    void run(Consumer<Outcome> outcomes) throws Exception;
  }

  private final List<Outcome> outcomes = Collections.synchronizedList(new ArrayList<>());
  private final Thread thread;

  private ScriptThread(Commands commands) {
    thread = new Thread(null, () -> run(commands), "script", STACK_SIZE);
    thread.setDaemon(true);
  }

  static ScriptThread start(Commands commands) {
    ScriptThread started = new ScriptThread(commands);
    started.thread.start();
    return started;
  }

  private void run(Commands commands) {
    try {
      commands.run(outcomes::add);
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      outcomes.add(Outcome.failed(1, "the script cannot be run: " + e));
    }
  }

  /** Waits for the thread to end. */
  List<Outcome> join() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return outcomes();
  }

  /** Waits for the thread to end, but not for ever. Returns whether it has. */
  boolean join(long milliseconds) {
    try {
      thread.join(milliseconds);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    return !thread.isAlive();
  }

  /** Returns what is known by now. */
  List<Outcome> outcomes() {
    synchronized (outcomes) {
      return List.copyOf(outcomes);
    }
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted", e);
  }
}
