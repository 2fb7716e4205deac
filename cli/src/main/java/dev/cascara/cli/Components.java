package dev.cascara.cli;

import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.dynamic.DynamicComponent;
import dev.cascara.compiler.dynamic.DynamicFunction;
import dev.cascara.compiler.dynamic.DynamicImports;
import dev.cascara.compiler.dynamic.DynamicInstance;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.compiler.dynamic.Wave;
import dev.cascara.compiler.dynamic.WaveException;
import dev.cascara.runtime.component.HostInterface;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.Wasi;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Runs components in this JVM. */
final class Components {
  private static final String RUN = "wasi:cli/run@0.2.";

  private Components() {}

  /** Runs a command and returns its exit code: that of {@code exit}, or 1 if it says it failed. */
  static int run(InputFile input, Wasi wasi, CompilerSwitches switches) throws IOException {
    DynamicComponent component = load(input, switches);
    if (component.plan().exports().keySet().stream().noneMatch(name -> name.startsWith(RUN))) {
      throw new CommandFailure("the component exports no wasi:cli/run@0.2, so it is no command");
    }
    DynamicInstance instance = component.instantiate(imports(wasi));
    DynamicFunction run =
        instance.functions().stream()
            .filter(function -> function.path().get(0).startsWith(RUN))
            .findFirst()
            .orElseThrow();
    try {
      return run.call(List.of())
          .filter(
              result ->
                  result instanceof Value.Result ended
                      && ended.outcome() == Value.Result.Outcome.ERROR)
          .map(result -> ExitCodes.FAILURE)
          .orElse(ExitCodes.SUCCESS);
    } catch (ExitException e) {
      return e.code();
    }
  }

  /** Calls an exported function and returns its result as text. */
  static String invoke(InputFile input, String call, Wasi wasi, CompilerSwitches switches)
      throws IOException {
    DynamicInstance instance = load(input, switches).instantiate(imports(wasi));
    try {
      Optional<Value> result = instance.invoke(call);
      return result.map(Wave::print).orElse("");
    } catch (WaveException | NoSuchElementException | ExitException e) {
      throw new CommandFailure(Failures.oneLine(String.valueOf(e.getMessage())), e);
    }
  }

  private static DynamicImports imports(Wasi wasi) {
    DynamicImports.Builder imports = DynamicImports.builder();
    for (HostInterface each : wasi.hostInterfaces()) {
      imports.bind(each);
    }
    return imports.build();
  }

  private static DynamicComponent load(InputFile input, CompilerSwitches switches)
      throws IOException {
    return Progress.show(
        "compiling " + input.path(),
        progress -> DynamicComponent.load(input.bytes(), progress, switches));
  }
}
