package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.preview1.Preview1;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program as a core module. */
class WasiPreview1Test extends WasiToolTests {
  private static CodeLoader.LoadedModule tool;

  @BeforeAll
  static void compile() throws IOException {
    byte[] module = Files.readAllBytes(Path.of("guests/tool/tool.wasm"));
    tool =
        new CodeLoader().load(ModuleCompiler.compile(module, new CompilerOptions("guest", "Tool")));
  }

  @Override
  int run(Wasi wasi) throws IOException {
    try (Preview1 preview1 = Preview1.of(wasi)) {
      return preview1.run(tool.instantiate(preview1));
    }
  }

  @Test
  void passesTheExitCodeOn() throws IOException {
    assertThat(run(Wasi.builder(), "exit", "42").exitCode()).isEqualTo(42);
  }
}
