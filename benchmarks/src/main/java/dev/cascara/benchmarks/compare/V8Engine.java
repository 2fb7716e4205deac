package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.engine.EngineProcess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** V8, through the WASI of the Node that {@code NODE} names or that is on the path. */
final class V8Engine implements Engine {
  private static final String SCRIPT = "v8.mjs";

  private final String node;
  private final String versions;

  V8Engine() throws IOException, EngineFailure {
    String named = System.getenv("NODE");
    node = named == null ? "node" : named;
    versions =
        Command.output(node, "-p", "`Node ${process.versions.node}, V8 ${process.versions.v8}`");
  }

  @Override
  public String name() {
    return "v8";
  }

  @Override
  public String description() {
    return versions;
  }

  @Override
  public List<String> prepare(Path program, Path work) throws IOException {
    Path script = work.resolve(SCRIPT);
    try (InputStream in = EngineProcess.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new FileNotFoundException(SCRIPT);
      }
      Files.copy(in, script);
    }
    return List.of(
        node,
        "--no-warnings",
        // Without it, Node crashes now and then when a module that uses WASI is run repeatedly
        // (nodejs/node#52402, #53087); it concerns the calls of WASI functions only.
        "--no-turbo-fast-api-calls",
        script.toString(),
        program.toString());
  }
}
