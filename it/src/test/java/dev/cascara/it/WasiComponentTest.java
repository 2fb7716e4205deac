package dev.cascara.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cascara.compiler.dynamic.DynamicComponent;
import dev.cascara.compiler.dynamic.DynamicFunction;
import dev.cascara.compiler.dynamic.DynamicImports;
import dev.cascara.compiler.dynamic.DynamicInstance;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.Wasi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The program as a component, on WASI 0.2. */
class WasiComponentTest extends WasiToolTests {
  private static DynamicComponent tool;

  @BeforeAll
  static void compile() throws IOException {
    tool = DynamicComponent.load(Files.readAllBytes(Path.of("guests/tool/tool.component.wasm")));
  }

  @Override
  int run(Wasi wasi) {
    DynamicImports.Builder imports = DynamicImports.builder();
    wasi.hostInterfaces().forEach(imports::bind);
    DynamicInstance instance = tool.instantiate(imports.build());
    DynamicFunction run =
        instance.functions().stream()
            .filter(function -> function.path().get(0).startsWith("wasi:cli/run@"))
            .findFirst()
            .orElseThrow();
    try {
      Value.Result result = (Value.Result) run.call(List.of()).orElseThrow();
      return result.outcome() == Value.Result.Outcome.OK ? 0 : 1;
    } catch (ExitException e) {
      return e.code();
    }
  }

  @Test
  void anyFailureIsOneExitCode() throws IOException {
    // Before 0.2.12, exit has no code.
    assertThat(run(Wasi.builder(), "exit", "42").exitCode()).isEqualTo(1);
  }
}
