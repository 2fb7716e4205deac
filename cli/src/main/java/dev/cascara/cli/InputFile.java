package dev.cascara.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A component or core module that was read from a file.
 *
 * @param path where it was read from
 * @param bytes its contents, not to be changed
 */
record InputFile(Path path, byte[] bytes) {
  static InputFile read(@Nullable Path path) throws IOException {
    if (path == null) {
      throw new IllegalStateException("picocli has not set a required parameter");
    }
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
