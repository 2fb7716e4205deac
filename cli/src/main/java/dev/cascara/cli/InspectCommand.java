package dev.cascara.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is in a component or core module. */
@Command(
    name = "inspect",
    description =
        "Prints the world of a component as WIT, or the imports and exports of a core module; then sections, sizes"
            + " and functions.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "A component or core module.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set what it must");
    }
    InputFile input = InputFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
    try {
      out.print(CoreModuleReport.of(input));
    } catch (RuntimeException e) {
      throw Failures.inFile(input.path(), e);
    }
    out.flush();
    return ExitCodes.SUCCESS;
  }
}
