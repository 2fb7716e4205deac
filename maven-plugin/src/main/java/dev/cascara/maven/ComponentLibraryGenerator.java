package dev.cascara.maven;

/** Refuses every input, until this version has a generator to call; the README says so too. */
final class ComponentLibraryGenerator implements LibraryGenerator {
  @Override
  public GeneratedFiles generate(GenerationRequest request) throws InvalidInputException {
    throw new InvalidInputException(
        request.file() + ": this version of Cascara does not generate libraries yet");
  }
}
