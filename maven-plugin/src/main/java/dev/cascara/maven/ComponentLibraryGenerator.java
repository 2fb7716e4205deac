package dev.cascara.maven;

import java.io.IOException;

/** Temporarily. */
final class ComponentLibraryGenerator implements LibraryGenerator {
  @Override
  public GeneratedFiles generate(GenerationRequest request)
      throws IOException, InvalidInputException {
    throw new InvalidInputException(request.file() + ": not yet");
  }
}
