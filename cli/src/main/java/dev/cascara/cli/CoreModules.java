package dev.cascara.cli;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.wasi.ExitException;
import dev.cascara.wasi.Wasi;
import dev.cascara.wasi.preview1.Preview1;
import java.io.IOException;

/** Runs core modules in this JVM. */
final class CoreModules {
  private CoreModules() {}

  /** Runs a command and returns its exit code. */
  static int run(InputFile input, Wasi wasi, CompilerSwitches switches) throws IOException {
    CodeLoader.LoadedModule module = load(input, switches);
    try (Preview1 preview1 = Preview1.of(wasi)) {
      return preview1.run(module.instantiate(preview1));
    }
  }

  /** Calls an exported function and returns its result as text. */
  static String invoke(InputFile input, String text, Wasi wasi, CompilerSwitches switches)
      throws IOException {
    CoreCall call = CoreCall.parse(text);
    CodeLoader.LoadedModule module = load(input, switches);
    try (Preview1 preview1 = Preview1.of(wasi)) {
      Instance instance = module.instantiate(preview1);
      if (!instance.exportNames().contains(call.name())
          || !(instance.export(call.name()) instanceof WasmFunction function)) {
        throw new CommandFailure(
            "no exported function is named %s; there are: %s"
                .formatted(call.name(), functionNames(instance)));
      }
      preview1.initialize(instance);
      return call.call(function);
    } catch (ExitException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    }
  }

  private static String functionNames(Instance instance) {
    return String.join(
        ", ",
        instance.exportNames().stream()
            .filter(name -> instance.export(name) instanceof WasmFunction)
            .toList());
  }

  private static CodeLoader.LoadedModule load(InputFile input, CompilerSwitches switches)
      throws IOException {
    CompilerOptions options = new CompilerOptions("guest", "Guest").withSwitches(switches);
    return Progress.show(
        "compiling " + input.path(),
        progress ->
            new CodeLoader()
                .load(ModuleCompiler.compile(input.bytes(), options.withProgress(progress))));
  }
}
