package dev.cascara.it.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The Node for what that of the machine may be too old for. */
final class NewerNode {
  /** The first major version whose V8 knows all of WebAssembly 3.0 without an option. */
  private static final String VERSION = "24.21.0";

  private NewerNode() {}

  /**
   * Finds its command. npm installs it into {@code CASCARA_CACHE} (by default {@code
   * ~/.cache/cascara}) the first time.
   *
   * @throws IOException if it cannot be had
   */
  static String executable() throws IOException {
    String named = System.getenv("CASCARA_CACHE");
    Path cache =
        named == null
            ? Path.of(System.getProperty("user.home"), ".cache", "cascara")
            : Path.of(named);
    String library = output("node", "-p", "`node-${process.platform}-${process.arch}`");
    Path folder = cache.resolve("node-" + VERSION);
    Path node = folder.resolve("node_modules").resolve(library).resolve("bin").resolve("node");
    if (!Files.isExecutable(node)) {
      Files.createDirectories(folder);
      output(
          "npm",
          "install",
          "--no-audit",
          "--no-fund",
          "--no-save",
          "--fetch-retries=1",
          "--prefix",
          folder.toString(),
          library + "@" + VERSION);
    }
    return node.toString();
  }

  private static String output(String... command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(List.of(command) + " ended with " + process.exitValue());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return output;
  }
}
