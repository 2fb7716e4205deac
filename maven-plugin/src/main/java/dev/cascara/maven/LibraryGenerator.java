package dev.cascara.maven;

import java.io.IOException;

/** Generates the library of one component; the goal's one way into the compiler. */
@FunctionalInterface
interface LibraryGenerator {
  /**
   * Generates.
   *
   * @throws IOException if an input cannot be read
   * @throws InvalidInputException if an input is wrong: its message is for the user, on one line
   */
  GeneratedFiles generate(GenerationRequest request) throws IOException, InvalidInputException;
}
