package com.example;

import demo.resources.Counters;
import demo.resources.Counters.Counter;
import demo.resources.Logging;
import java.util.ArrayList;
import java.util.List;

/** Resources both ways: loggers that Java implements, counters that the component implements. */
public final class Main {
  /** A host's resource: the component holds handles of these. */
  private static final class PrintingLogger implements Logging.Logger {
    private final String name;
    private final List<String> lines = new ArrayList<>();

    PrintingLogger(String name) {
      this.name = name;
    }

    @Override
    public void log(String line) {
      lines.add(line);
      System.out.println("  [" + name + "] " + line);
    }

    @Override
    public int lines() {
      return lines.size();
    }

    @Override
    public void close() {
      System.out.println("  [" + name + "] closed after " + lines.size() + " lines");
    }
  }

  private static final class PrintingLogging implements Logging {
    private final Logger root = new PrintingLogger("root");

    @Override
    public Logger newLogger(String name) {
      return new PrintingLogger(name);
    }

    @Override
    public Logger root() {
      return root;
    }
  }

  public static void main(String[] arguments) {
    Resources resources = Resources.builder().logging(new PrintingLogging()).build();
    Counters counters = resources.counters();

    try (Counter apples = counters.newCounter("apples", 3)) {
      System.out.println("apples: " + apples.increment(4));
      try (Counter pears = counters.newCounter("pears", 10)) {
        System.out.println("together: " + counters.total(List.of(apples, pears)));
        System.out.println("alive: " + counters.live());
      }
      System.out.println("alive: " + counters.live());
    }
    System.out.println("alive: " + counters.live());

    Counter first = counters.newCounter("first", 1);
    Counter second = counters.newCounter("second", 2);
    // Both go to the component, which gives one back.
    try (Counter larger = counters.larger(first, second)) {
      System.out.println("larger: " + larger.value());
    }
    try {
      first.value();
    } catch (IllegalStateException e) {
      System.out.println("first is gone: " + e.getMessage());
    }
  }
}
