package dev.cascara.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Node.
 *
 * @param executable its command
 * @param version its version and that of its V8
 */
record Node(String executable, String version) {
  /** For programs that the Node of the machine is too old for. */
  private static final String NEWER = "24.21.0";

  /** Finds the Node that {@code NODE} names, or the one of the path. */
  static Node find() throws IOException, EngineFailure {
    String named = System.getenv("NODE");
    return at(named == null ? "node" : named);
  }

  /**
   * Finds the newer Node, which npm installs into {@code CASCARA_CACHE} (by default {@code
   * ~/.cache/cascara}) the first time.
   */
  static Node newer() throws IOException, EngineFailure {
    String named = System.getenv("CASCARA_CACHE");
    Path cache =
        named == null
            ? Path.of(System.getProperty("user.home"), ".cache", "cascara")
            : Path.of(named);
    String library =
        Command.output(find().executable(), "-p", "`node-${process.platform}-${process.arch}`");
    Path folder = cache.resolve("node-" + NEWER);
    Path node = folder.resolve("node_modules").resolve(library).resolve("bin").resolve("node");
    if (!Files.isExecutable(node)) {
      Files.createDirectories(folder);
      Command.output(
          "npm",
          "install",
          "--no-audit",
          "--no-fund",
          "--no-save",
          "--prefix",
          folder.toString(),
          library + "@" + NEWER);
    }
    return at(node.toString());
  }

  private static Node at(String executable) throws IOException, EngineFailure {
    return new Node(
        executable,
        Command.output(
            executable, "-p", "`Node ${process.versions.node}, V8 ${process.versions.v8}`"));
  }

  /** Whether its V8 knows everything that a program consists of. */
  boolean accepts(Path program) throws IOException, EngineFailure {
    return Command.output(
            executable,
            "-p",
            "WebAssembly.validate(require('fs').readFileSync(process.argv[1]))",
            program.toString())
        .equals("true");
  }
}
