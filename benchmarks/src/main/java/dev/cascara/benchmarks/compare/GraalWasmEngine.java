package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.engine.EngineProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** GraalWasm with its compiler, which a JDK without it takes through JVMCI. */
final class GraalWasmEngine implements Engine {
  private final int feature;
  private final Jdk jdk;
  private final Peers.Libraries libraries;

  GraalWasmEngine(int feature, Peers peers) throws IOException, EngineFailure {
    this.feature = feature;
    this.jdk = Jdk.find(feature);
    this.libraries = peers.libraries("graalwasm", "wasm-language");
  }

  @Override
  public String name() {
    return "graalwasm-" + feature;
  }

  @Override
  public String description() {
    return "GraalWasm " + libraries.version() + " with the Graal compiler, JDK " + jdk.version();
  }

  @Override
  public Launch prepare(Path program, Path work) {
    return new Launch(
        List.of(
            jdk.java().toString(),
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:+EnableJVMCI",
            "--upgrade-module-path",
            ClassPath.of(libraries.jars()),
            "--add-modules=org.graalvm.polyglot,org.graalvm.wasm",
            "--enable-native-access=org.graalvm.truffle",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            ClassPath.of(libraries.peers(), ClassPath.home(EngineProcess.class)),
            "dev.cascara.benchmarks.peers.GraalWasmProcess",
            program.toString()),
        "");
  }
}
