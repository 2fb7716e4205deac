package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.engine.EngineProcess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * V8, through Node's WASI. What the machine's Node is too old for, garbage collection above all,
 * runs on a newer one, so that there is a time to compare with.
 */
final class V8Engine implements Engine {
  private static final String SCRIPT = "v8.mjs";

  private final Node node;

  V8Engine() throws IOException, EngineFailure {
    node = Node.find();
  }

  @Override
  public String name() {
    return Engines.REFERENCE;
  }

  @Override
  public String description() {
    return node.version();
  }

  @Override
  public Launch prepare(Path program, Path work) throws IOException, EngineFailure {
    Path script = work.resolve(SCRIPT);
    try (InputStream in = EngineProcess.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new FileNotFoundException(SCRIPT);
      }
      Files.copy(in, script);
    }
    boolean accepted = node.accepts(program);
    Node used = accepted ? node : Node.newer();
    return new Launch(
        List.of(
            used.executable(),
            "--no-warnings",
            // Without it, Node crashes now and then when a module that uses WASI is run repeatedly
            // (nodejs/node#52402, #53087); it concerns the calls of WASI functions only.
            "--no-turbo-fast-api-calls",
            script.toString(),
            program.toString()),
        accepted ? "" : used.version());
  }
}
