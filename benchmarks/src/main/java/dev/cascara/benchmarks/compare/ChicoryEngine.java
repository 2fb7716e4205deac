package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.engine.EngineProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Chicory's compiler. As with Cascara, a program is compiled before it is measured. */
final class ChicoryEngine implements Engine {
  private static final String CLASS = "program.Program";

  private final int feature;
  private final Jdk jdk;
  private final Peers.Libraries libraries;

  ChicoryEngine(int feature, Peers peers) throws IOException, EngineFailure {
    this.feature = feature;
    this.jdk = Jdk.find(feature);
    this.libraries = peers.libraries("chicory", "runtime");
  }

  @Override
  public String name() {
    return "chicory-" + feature;
  }

  @Override
  public String description() {
    return "Chicory " + libraries.version() + ", its build-time compiler, JDK " + jdk.version();
  }

  @Override
  public Launch prepare(Path program, Path work) throws IOException, EngineFailure {
    Path made = work.resolve("classes");
    String libraryPath =
        ClassPath.of(libraries.jars())
            + File.pathSeparator
            + ClassPath.of(libraries.peers(), ClassPath.home(EngineProcess.class));
    String interpreted =
        Command.output(
            jdk.java().toString(),
            // What it compiles recursively.
            "-Xss64m",
            "-cp",
            libraryPath,
            "dev.cascara.benchmarks.peers.ChicoryCompiler",
            program.toString(),
            made.toString(),
            CLASS);
    return new Launch(
        List.of(
            jdk.java().toString(),
            "-cp",
            made + File.pathSeparator + libraryPath,
            "dev.cascara.benchmarks.peers.ChicoryProcess",
            made.resolve("program").resolve("Program.meta").toString(),
            CLASS + "Machine"),
        interpreted.equals("0") ? "" : interpreted + " functions interpreted");
  }
}
