package dev.cascara.benchmarks.engine;

import java.io.OutputStream;
import java.nio.file.Path;

/** A program that an engine of this process has loaded. */
@FunctionalInterface
public interface Program {
  /**
   * Makes a new instance of the program, runs it once and lets go of it.
   *
   * @param folder what the program finds as {@code .}
   * @param output where its standard output goes
   * @param timedPart is told of the calls of {@code bench.start} and {@code bench.end}
   * @return the exit code
   * @throws Exception if it cannot be run, or traps
   */
  int run(Path folder, OutputStream output, TimedPart timedPart) throws Exception;
}
