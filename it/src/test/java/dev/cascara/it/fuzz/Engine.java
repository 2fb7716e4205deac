package dev.cascara.it.fuzz;

import java.util.List;

/** What runs modules. */
interface Engine extends AutoCloseable {
  /** Returns the engine's name. */
  String name();

  /**
   * Runs a module and tells what could be observed: the calls of host functions, the results or
   * trap of each call, and in the end the globals, tables and the memory.
   *
   * @throws ExhaustedException if the engine's own limits were met, so that there is nothing to
   *     compare
   */
  List<String> run(GeneratedModule module) throws Exception;

  @Override
  default void close() {}

  /** The engine cannot run a module: its stack was not enough, or it refuses what is valid. */
  final class ExhaustedException extends Exception {
    private static final long serialVersionUID = 1L;

    ExhaustedException(String message) {
      super(message);
    }
  }
}
