package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C that was compiled twice, to vector instructions and without them, does the same. */
class VectorGuestTest {
  private static final Path GUESTS = Path.of("guests", "vectors");
  private static final int ROUNDS = 3;

  private static Object call(String file, String kernel) throws Throwable {
    Instance instance = instantiate(file);
    return ((WasmFunction) instance.export(kernel)).invoke(List.of(ROUNDS)).get(0);
  }

  private static Instance instantiate(String file) throws IOException {
    return new CodeLoader()
        .load(
            ModuleCompiler.compile(
                Files.readAllBytes(GUESTS.resolve(file)), new CompilerOptions("guest", "Vectors")))
        .instantiate((module, name) -> null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chacha20", "scan", "blur", "blend", "matrix", "axpy", "dot"})
  void vectorsGiveWhatScalarsGive(String kernel) throws Throwable {
    assertThat(call("vectors.wasm", kernel)).isEqualTo(call("scalar.wasm", kernel)).isNotNull();
  }
}
