package dev.cascara.benchmarks.compare;

import java.util.List;

/**
 * How the process of an engine is started for a program.
 *
 * @param command the command line, to which the arguments of {@link
 *     dev.cascara.benchmarks.engine.EngineProcess#of} are added
 * @param note what a reader of the figures should know, or nothing
 */
record Launch(List<String> command, String note) {
  Launch {
    command = List.copyOf(command);
  }
}
