package dev.cascara.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calls an exported function. */
@Command(
    name = "invoke",
    description = "Calls an exported function and prints its result, both in WAVE.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "  cascara invoke greeter.wasm 'greet(\"ann\")'",
      "  cascara invoke shapes.wasm 'move({x: 1.5, y: 2})'"
    })
final class InvokeCommand implements Callable<Integer> {
  private final Engine engine;

  @Spec private @Nullable CommandSpec spec;

  @Mixin private final WasiOptions wasi = new WasiOptions();

  @Mixin private final SwitchOptions switches = new SwitchOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "A component or core module.")
  private @Nullable Path file;

  @Parameters(
      index = "1",
      paramLabel = "NAME(ARGUMENTS)",
      description = "The function and its arguments.")
  private String call = "";

  InvokeCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    InputFile input = InputFile.read(file);
    String result;
    try {
      result = engine.invoke(input, call, wasi, switches.switches());
    } catch (RuntimeException e) {
      throw Failures.inFile(input.path(), e);
    }
    if (spec != null && !result.isEmpty()) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(result);
      out.flush();
    }
    return ExitCodes.SUCCESS;
  }
}
