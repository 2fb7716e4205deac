package dev.cascara.cli;

import dev.cascara.cli.Engine.Library;
import dev.cascara.cli.Engine.LibraryOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a jar of a component or core module. */
@Command(
    name = "compile",
    description =
        "Compiles a component or core module to a jar with a typed Java API. The jar needs the runtime"
            + " (dev.cascara:cascara-runtime-support) beside it.",
    mixinStandardHelpOptions = true)
final class CompileCommand implements Callable<Integer> {
  private final Engine engine;

  @Parameters(paramLabel = "FILE", description = "A component or core module.")
  private @Nullable Path file;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "JAR",
      required = true,
      description = "Where the jar goes.")
  private @Nullable Path output;

  @Option(
      names = "--wit",
      paramLabel = "PATH",
      description = "A WIT file or folder; the world inside the component by default.")
  private @Nullable Path wit;

  @Option(
      names = "--world",
      paramLabel = "WORLD",
      description = "The world in --wit; needed if there are several.")
  private @Nullable String world;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description =
          "The Java package of all that is generated. By default the class is in one named after FILE,"
              + " and each interface where its WIT package says.")
  private @Nullable String packageName;

  @Option(
      names = "--class-name",
      paramLabel = "CLASS",
      description = "The class that instantiates; named after FILE by default.")
  private @Nullable String className;

  @Option(
      names = "--sources",
      paramLabel = "FOLDER",
      description = "Keeps the generated Java sources there as well.")
  private @Nullable Path sources;

  @Mixin private final SwitchOptions switches = new SwitchOptions();

  CompileCommand(Engine engine) {
    this.engine = engine;
  }

  @Override
  public Integer call() throws IOException {
    InputFile input = InputFile.read(file);
    if (output == null) {
      throw new IllegalStateException("picocli has not set a required option");
    }
    Library library;
    try {
      LibraryOptions options =
          new LibraryOptions(wit, world, packageName, className, switches.switches());
      library =
          Progress.show(
              "compiling " + input.path(), progress -> engine.generate(input, options, progress));
    } catch (RuntimeException e) {
      throw Failures.inFile(input.path(), e);
    }
    if (sources != null) {
      for (Map.Entry<String, String> source : library.sources().entrySet()) {
        Path path = sources.resolve(source.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, source.getValue(), StandardCharsets.UTF_8);
      }
    }
    SortedMap<String, byte[]> entries = new TreeMap<>(library.classes());
    entries.putAll(JarCompiler.compile(library.sources(), library.classes()));
    JarCompiler.write(output, CascaraCommand.version(), entries);
    return ExitCodes.SUCCESS;
  }
}
