package dev.cascara.it.conformance;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Prints what the kernels on vectors give, compiled to {@code jdk.incubator.vector} or not. */
final class VectorGuestProgram {
  private static final Path GUEST = Path.of("guests", "vectors", "vectors.wasm");

  /** So many that HotSpot's optimising compiler gets at all kernels. */
  private static final int ROUNDS = 200;

  private static final List<String> KERNELS =
      List.of("chacha20", "scan", "blur", "blend", "matrix", "axpy", "dot");

  private VectorGuestProgram() {}

  /**
   * Runs the kernels on vectors of the JDK.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws Throwable {
    System.out.print(results(SimdTarget.VECTOR_API));
  }

  /** The result of each kernel, on memories of each representation. */
  static String results(SimdTarget target) throws Throwable {
    StringBuilder results = new StringBuilder();
    for (LargeMemories memories : LargeMemories.values()) {
      Instance instance =
          new CodeLoader().load(compile(target, memories)).instantiate((module, name) -> null);
      for (String kernel : KERNELS) {
        Object result = ((WasmFunction) instance.export(kernel)).invoke(List.of(ROUNDS)).get(0);
        results.append(memories).append(' ').append(kernel).append(' ').append(result).append('\n');
      }
    }
    return results.toString();
  }

  static CompiledModule compile(SimdTarget target, LargeMemories memories) throws IOException {
    return ModuleCompiler.compile(
        Files.readAllBytes(GUEST),
        new CompilerOptions("guest", "Vectors").withSimdTarget(target).withLargeMemories(memories));
  }
}
