package dev.cascara.cli;

import dev.cascara.cli.Inspection.Functions;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what is in a component or core module. */
@Command(
    name = "inspect",
    description =
        "Prints the world of a component as WIT, sections, imports, exports, and the sizes of core modules.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Prints JSON.")
  private boolean json;

  @Option(names = "--functions", description = "Lists the functions of all core modules, too.")
  private boolean functions;

  @Parameters(paramLabel = "FILE", description = "A component or core module.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    if (spec == null) {
      throw new IllegalStateException("picocli has not set what it must");
    }
    InputFile input = InputFile.read(file);
    PrintWriter out = spec.commandLine().getOut();
    Functions listed = functions ? Functions.LISTED : Functions.COUNTED;
    try {
      Inspection inspection =
          input.isComponent() ? ComponentReport.inspect(input) : CoreModuleReport.inspect(input);
      out.print(json ? inspection.json(listed) : inspection.text(listed));
    } catch (RuntimeException e) {
      throw Failures.inFile(input.path(), e);
    }
    out.flush();
    return ExitCodes.SUCCESS;
  }
}
