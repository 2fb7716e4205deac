package dev.cascara.benchmarks.peers;

import com.dylibso.chicory.build.time.compiler.Config;
import com.dylibso.chicory.build.time.compiler.Generator;
import com.dylibso.chicory.compiler.InterpreterFallback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Compiles a program with Chicory's build-time compiler, as its Maven plugin does. */
public final class ChicoryCompiler {
  private ChicoryCompiler() {}

  /**
   * Compiles a program to class files and to the module without code that is loaded beside them,
   * and prints how many functions it leaves to its interpreter.
   *
   * @param arguments the program's file, the folder for what is made, the name of the class
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[1]);
    Config config =
        Config.builder()
            .withWasmFile(Path.of(arguments[0]))
            .withName(arguments[2])
            .withTargetClassFolder(folder)
            .withTargetSourceFolder(folder)
            .withTargetWasmFolder(folder)
            .withInterpreterFallback(InterpreterFallback.SILENT)
            .build();
    Files.createDirectories(folder);
    Generator generator = new Generator(config);
    Set<Integer> interpreted = generator.generateResources();
    generator.generateMetaWasm(interpreted);
    System.out.println(interpreted.size());
  }
}
