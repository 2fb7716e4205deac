package dev.cascara.benchmarks.engine;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/**
 * The process of an engine that runs in a JVM: loads one program, runs it again and again, and
 * tells each run's time on the standard output, one line a run, as {@code v8.mjs} does.
 *
 * <pre>
 * load NANOSECONDS
 * run NANOSECONDS-TIMED NANOSECONDS-WHOLE EXIT-CODE
 * ...
 * done EXIT-CODE
 * </pre>
 *
 * <p>The last line is of one more run, not timed, whose output is kept for comparison.
 *
 * @param folder what the program finds as {@code .}
 * @param seconds how long to go on at least
 * @param iterations how often to run at least
 * @param output the file for the output of the last run
 */
public record EngineProcess(Path folder, double seconds, int iterations, Path output) {
  /** As deep as native engines have it, times what a frame of the JVM's is larger. */
  private static final long STACK_BYTES = 256L << 20;

  /**
   * Reads the arguments that all engines share.
   *
   * @param arguments folder, seconds, iterations, output
   * @return what they say
   */
  public static EngineProcess of(String... arguments) {
    return new EngineProcess(
        Path.of(arguments[0]),
        Double.parseDouble(arguments[1]),
        Integer.parseInt(arguments[2]),
        Path.of(arguments[3]));
  }

  /**
   * Loads the program and runs it, on a thread with a deep stack. Ends the JVM with exit code 1 if
   * that fails, and says why on the standard error output.
   *
   * @param loader loads the program
   */
  public void measure(Callable<Program> loader) {
    Thread thread =
        new Thread(
            null,
            () -> {
              try {
                measureHere(loader);
                System.exit(0);
              } catch (Throwable e) {
                e.printStackTrace();
                System.exit(1);
              }
            },
            "program",
            STACK_BYTES);
    thread.start();
  }

  private void measureHere(Callable<Program> loader) throws Exception {
    PrintStream report = System.out;
    long begun = System.nanoTime();
    Program program = loader.call();
    long loaded = System.nanoTime();
    report.println("load " + (loaded - begun));
    long end = loaded + (long) (seconds * 1e9);
    for (int i = 0; i < iterations || System.nanoTime() < end; i++) {
      TimedPart timedPart = new TimedPart();
      long start = System.nanoTime();
      int exitCode = program.run(folder, OutputStream.nullOutputStream(), timedPart);
      long whole = System.nanoTime() - start;
      report.println("run " + timedPart.nanoseconds() + " " + whole + " " + exitCode);
    }
    report.println("done " + keepOutput(program));
  }

  private int keepOutput(Program program) throws Exception {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(output))) {
      return program.run(folder, out, new TimedPart());
    } catch (IOException e) {
      throw new IOException("cannot keep the output in " + output, e);
    }
  }
}
