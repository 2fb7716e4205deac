package dev.cascara.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;

/** An engine that programs are run on. */
interface Engine {
  /** Its name on the command line. */
  String name();

  /** What it is, with its version. */
  String description();

  /**
   * Does what the engine does before a program is run, if it does anything: compiles ahead of time.
   *
   * @param program the program's file
   * @param work an empty folder for what it makes
   * @return how the process is started that loads and runs the program
   * @throws EngineFailure if the engine cannot have the program
   */
  Launch prepare(Path program, Path work) throws IOException, EngineFailure;
}
