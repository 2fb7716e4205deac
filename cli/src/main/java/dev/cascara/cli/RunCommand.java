package dev.cascara.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs a WASI command. */
@Command(
    name = "run",
    description = "Runs a WASI command, a component or core module, and ends with its exit code.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "All that follows FILE goes to the guest; options of run come before FILE.",
      "  cascara run --dir data::/ --env LANG=C tool.wasm list /"
    })
final class RunCommand implements Callable<Integer> {
  private final Engine engine;

  @Mixin private final WasiOptions wasi = new WasiOptions();

  @Mixin private final SwitchOptions switches = new SwitchOptions();

  @Parameters(index = "0", paramLabel = "FILE", description = "The command.")
  private @Nullable Path file;

  @Parameters(index = "1..*", paramLabel = "ARGUMENT", description = "The guest's arguments.")
  private List<String> arguments = List.of();

  RunCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    InputFile input = InputFile.read(file);
    List<String> guestArguments = new ArrayList<>(arguments);
    if (!guestArguments.isEmpty() && guestArguments.get(0).equals("--")) {
      guestArguments.remove(0);
    }
    try {
      return engine.run(input, List.copyOf(guestArguments), wasi, switches.switches());
    } catch (RuntimeException e) {
      throw Failures.inFile(input.path(), e);
    }
  }
}
