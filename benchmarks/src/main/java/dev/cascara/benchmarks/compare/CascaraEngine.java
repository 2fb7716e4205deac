package dev.cascara.benchmarks.compare;

import dev.cascara.benchmarks.engine.CascaraProcess;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.runtime.Instance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Cascara: a program becomes a jar of classes, which the process has on its class path. */
final class CascaraEngine implements Engine {
  private static final String VECTOR_MODULE = "jdk.incubator.vector";

  private final int feature;
  private final SimdTarget simdTarget;
  private final Jdk jdk;

  /**
   * Creates the engine on a JDK.
   *
   * @param feature the JDK's version
   * @param simdTarget what vectors become
   */
  CascaraEngine(int feature, SimdTarget simdTarget) throws IOException, EngineFailure {
    this.feature = feature;
    this.simdTarget = simdTarget;
    this.jdk = Jdk.find(feature);
  }

  @Override
  public String name() {
    return switch (simdTarget) {
      case SCALAR -> "cascara-" + feature;
      case VECTOR_API -> "cascara-vectors-" + feature;
    };
  }

  @Override
  public String description() {
    return switch (simdTarget) {
      case SCALAR -> "Cascara, JDK " + jdk.version();
      case VECTOR_API -> "Cascara with " + VECTOR_MODULE + ", JDK " + jdk.version();
    };
  }

  @Override
  public Launch prepare(Path program, Path work) throws IOException, EngineFailure {
    CompiledModule module;
    try {
      module =
          ModuleCompiler.compile(
              Files.readAllBytes(program),
              new CompilerOptions("program", "Program").withSimdTarget(simdTarget));
    } catch (UnsupportedFeatureException | WasmFormatException | WasmValidationException e) {
      throw new EngineFailure(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
    Path jar = work.resolve("program.jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : module.classes().entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey().replace('.', '/') + ".class"));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    List<String> command = new ArrayList<>(List.of(jdk.java().toString()));
    if (simdTarget == SimdTarget.VECTOR_API) {
      command.add("--add-modules=" + VECTOR_MODULE);
    }
    command.addAll(
        List.of(
            "-cp",
            ClassPath.of(jar, ClassPath.home(Instance.class), ClassPath.home(CascaraProcess.class)),
            CascaraProcess.class.getName(),
            module.className()));
    return new Launch(command, "");
  }
}
