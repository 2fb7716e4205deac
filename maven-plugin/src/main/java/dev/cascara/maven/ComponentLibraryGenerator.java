package dev.cascara.maven;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.wit.WitException;
import dev.cascara.wit.bindings.GeneratedLibrary;
import dev.cascara.wit.bindings.LibraryRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** Generates with the compiler of this version. */
final class ComponentLibraryGenerator implements LibraryGenerator {
  private final String defaultPackage;
  private final boolean interactive;

  /**
   * Creates a generator.
   *
   * @param defaultPackage the package for components that are given none
   * @param interactive whether Maven may expect that somebody looks on
   */
  ComponentLibraryGenerator(String defaultPackage, boolean interactive) {
    this.defaultPackage = defaultPackage;
    this.interactive = interactive;
  }

  @Override
  public GeneratedFiles generate(GenerationRequest request)
      throws IOException, InvalidInputException {
    byte[] wasm = Files.readAllBytes(request.file());
    try {
      GeneratedLibrary library =
          dev.cascara.wit.bindings.LibraryGenerator.generate(
              new LibraryRequest(
                  wasm,
                  String.valueOf(request.file().getFileName()),
                  defaultPackage,
                  Optional.ofNullable(request.packageName()),
                  Optional.ofNullable(request.className()),
                  Optional.ofNullable(request.wit()),
                  Optional.ofNullable(request.world()),
                  TerminalProgress.of("Compiling " + request.file().getFileName(), interactive),
                  request.switches()));
      return GeneratedFiles.of(library.sources(), library.classes());
    } catch (WitException e) {
      String message = String.valueOf(e.getMessage()).stripTrailing();
      // A mistake in WIT text has a place of its own.
      throw new InvalidInputException(
          e.position().isPresent() ? message : request.file() + ": " + message, e);
    } catch (WasmFormatException | WasmValidationException | UnsupportedFeatureException e) {
      throw new InvalidInputException(request.file() + ": " + e.getMessage(), e);
    }
  }
}
