package dev.cascara.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A component or core module that was read from a file.
 *
 * @param path where it was read from
 * @param bytes its contents
 */
record InputFile(Path path, byte[] bytes) {
  static InputFile read(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new CommandFailure(path + ": is a folder");
    }
    return new InputFile(path, Files.readAllBytes(path));
  }

  boolean isComponent() {
    return Sections.isComponent(bytes);
  }

  /** The file's name without folder and extension. */
  String baseName() {
    return String.valueOf(path.getFileName()).replaceFirst("\\.wasm$", "");
  }
}
