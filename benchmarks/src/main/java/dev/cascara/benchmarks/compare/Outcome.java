package dev.cascara.benchmarks.compare;

import java.util.List;

/** What became of a program on an engine. */
sealed interface Outcome {
  /**
   * A run of the program.
   *
   * @param timed how long its timed part took, in nanoseconds
   * @param whole how long it took to instantiate and run it
   * @param exitCode the exit code
   */
  record Run(long timed, long whole, int exitCode) {}

  /**
   * It ran.
   *
   * @param load how long it took to load the program, in nanoseconds: to define its classes, to
   *     parse or to compile it
   * @param runs all runs, the first first
   * @param outputHash the SHA-256 of what it printed
   * @param loadAverage of the machine when the engine began
   * @param note what a reader of the figures should know, or nothing
   */
  record Measured(long load, List<Run> runs, String outputHash, double loadAverage, String note)
      implements Outcome {
    private static final int STEADY_RUNS = 5;
    private static final double NEARLY_STEADY = 1.1;

    /** The time of the first run. */
    double first() {
      return runs.get(0).timed();
    }

    /** The median of the last five runs. */
    double steady() {
      return Statistics.median(
          runs.subList(Math.max(0, runs.size() - STEADY_RUNS), runs.size()).stream()
              .mapToLong(Run::timed)
              .toArray());
    }

    /** The shortest time. */
    double minimum() {
      return runs.stream().mapToLong(Run::timed).min().orElseThrow();
    }

    /**
     * How long it took, from when the program was begun to be loaded, until a run began that was
     * within 10 % of the steady time.
     */
    double warmUp() {
      double limit = steady() * NEARLY_STEADY;
      double elapsed = load;
      for (Run run : runs) {
        if (run.timed() <= limit) {
          break;
        }
        elapsed += run.whole();
      }
      return elapsed;
    }

    int exitCode() {
      return runs.get(0).exitCode();
    }
  }

  /**
   * It could not be run.
   *
   * @param reason why
   */
  record Failed(String reason) implements Outcome {}
}
