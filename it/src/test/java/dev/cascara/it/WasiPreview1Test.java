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
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The programs as core modules. */
class WasiPreview1Test extends WasiProgramTests {
  private static final Map<String, CodeLoader.LoadedModule> PROGRAMS = new HashMap<>();

  @Override
  int run(String program, Wasi wasi) throws IOException {
    CodeLoader.LoadedModule module = PROGRAMS.get(program);
    if (module == null) {
      byte[] wasm = Files.readAllBytes(Path.of("guests", program, program + ".wasm"));
      CompilerOptions options = new CompilerOptions("guest", "Program");
      module = new CodeLoader().load(ModuleCompiler.compile(wasm, options));
      PROGRAMS.put(program, module);
    }
    try (Preview1 preview1 = Preview1.of(wasi)) {
      return preview1.run(module.instantiate(preview1));
    }
  }

  @Test
  void passesTheExitCodeOn() throws IOException {
    assertThat(run(Wasi.builder(), "exit", "42").exitCode()).isEqualTo(42);
  }
}
