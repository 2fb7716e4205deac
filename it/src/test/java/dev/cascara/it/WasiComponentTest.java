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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The programs as components, on WASI 0.2. */
class WasiComponentTest extends WasiProgramTests {
  private static final Map<String, DynamicComponent> PROGRAMS = new HashMap<>();

  @Override
  int run(String program, Wasi wasi) throws IOException {
    DynamicComponent component = PROGRAMS.get(program);
    if (component == null) {
      component =
          DynamicComponent.load(
              Files.readAllBytes(Path.of("guests", program, program + ".component.wasm")));
      PROGRAMS.put(program, component);
    }
    DynamicImports.Builder imports = DynamicImports.builder();
    wasi.hostInterfaces().forEach(imports::bind);
    DynamicInstance instance = component.instantiate(imports.build());
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
