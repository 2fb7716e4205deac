package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.compare.Outcome.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The run of a program's process.
 *
 * @param seconds how long it measures at least
 * @param iterations how often it runs the program at least
 * @param timeout how long it may take, in seconds
 */
record EngineRun(double seconds, int iterations, int timeout) {
  /**
   * Runs a program on an engine.
   *
   * @param progress is told each run as it ends
   */
  Outcome run(Engine engine, Path program, Path work, Consumer<Run> progress) throws IOException {
    try {
      return measure(engine, program, work, progress);
    } catch (EngineFailure e) {
      return new Outcome.Failed(e.reason());
    }
  }

  private Outcome measure(Engine engine, Path program, Path work, Consumer<Run> progress)
      throws IOException, EngineFailure {
    Launch launch = engine.prepare(program, work);
    List<String> command = new ArrayList<>(launch.command());
    Path output = work.resolve("output");
    Path messages = work.resolve("messages");
    Path folder = program.toAbsolutePath().getParent();
    command.addAll(
        List.of(
            String.valueOf(folder),
            String.valueOf(seconds),
            String.valueOf(iterations),
            output.toString()));
    double loadAverage = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    Process process = new ProcessBuilder(command).redirectError(messages.toFile()).start();
    AtomicBoolean late = new AtomicBoolean();
    Timer timer = new Timer("timeout", true);
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            late.set(true);
            process.destroyForcibly();
          }
        },
        TimeUnit.SECONDS.toMillis(timeout));
    long load = 0;
    boolean done = false;
    List<Run> runs = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(process.inputReader(StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "load" -> load = Long.parseLong(words[1]);
          case "run" -> {
            Run run =
                new Run(
                    Long.parseLong(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]));
            runs.add(run);
            progress.accept(run);
          }
          case "done" -> done = true;
          default -> throw new IOException("unexpected line of " + engine.name() + ": " + line);
        }
      }
      int exitCode = process.waitFor();
      if (late.get()) {
        throw new EngineFailure("not done after " + timeout + " s and " + runs.size() + " runs");
      }
      if (exitCode != 0 || !done) {
        throw new EngineFailure(
            Reasons.of(new String(Files.readAllBytes(messages), StandardCharsets.UTF_8), exitCode));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineFailure("interrupted");
    } finally {
      timer.cancel();
      process.destroyForcibly();
    }
    return new Outcome.Measured(
        load, List.copyOf(runs), sha256(output), loadAverage, launch.note());
  }

  /** The SHA-256 of a file, in hexadecimal digits. */
  static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
