package dev.cascara.benchmarks.peers;

import dev.cascara.benchmarks.engine.EngineProcess;
import dev.cascara.benchmarks.engine.Program;
import dev.cascara.benchmarks.engine.TimedPart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.graalvm.polyglot.proxy.ProxyObject;

/**
 * Runs a program on GraalWasm. Each run is in a context of its own; they share an engine, and so
 * what it has compiled.
 */
public final class GraalWasmProcess {
  private static final String LANGUAGE = "wasm";

  private GraalWasmProcess() {}

  /**
   * Runs the program.
   *
   * @param arguments the program's file and what {@link EngineProcess#of} reads
   */
  public static void main(String[] arguments) {
    EngineProcess process = EngineProcess.of(Arrays.copyOfRange(arguments, 1, arguments.length));
    process.measure(() -> load(Path.of(arguments[0]), process.folder()));
  }

  private static Program load(Path file, Path mapped) throws IOException {
    Engine engine =
        Engine.newBuilder(LANGUAGE)
            .option("wasm.Builtins", "wasi_snapshot_preview1")
            .option("wasm.WasiMapDirs", ".::" + mapped)
            .build();
    if (engine.getImplementationName().equals("Interpreted")) {
      throw new IllegalStateException("GraalWasm runs without its compiler");
    }
    Source source = Source.newBuilder(LANGUAGE, file.toFile()).name("program").build();
    try (Context context =
        Context.newBuilder(LANGUAGE).engine(engine).allowIO(IOAccess.ALL).build()) {
      context.parse(source);
    }
    return (folder, output, timedPart) -> run(engine, source, output, timedPart);
  }

  private static int run(Engine engine, Source source, OutputStream output, TimedPart timedPart) {
    try (Context context =
        Context.newBuilder(LANGUAGE)
            .engine(engine)
            .allowIO(IOAccess.ALL)
            .arguments(LANGUAGE, new String[] {"program"})
            .out(output)
            .err(OutputStream.nullOutputStream())
            .build()) {
      ProxyObject bench =
          ProxyObject.fromMap(
              Map.of(
                  TimedPart.START,
                  signal(timedPart::start),
                  TimedPart.END,
                  signal(timedPart::end)));
      Value start =
          context
              .eval(source)
              .newInstance(ProxyObject.fromMap(Map.of(TimedPart.MODULE, bench)))
              .getMember("exports")
              .getMember("_start");
      timedPart.commandStarts();
      try {
        start.executeVoid();
        return 0;
      } catch (PolyglotException e) {
        if (!e.isExit()) {
          throw e;
        }
        return e.getExitStatus();
      } finally {
        timedPart.commandEnds();
      }
    }
  }

  private static ProxyExecutable signal(Runnable action) {
    return arguments -> {
      action.run();
      return 0;
    };
  }
}
