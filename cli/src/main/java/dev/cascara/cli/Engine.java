package dev.cascara.cli;

import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ProgressListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the commands ask of the compiler: their one way into it. */
interface Engine {
  /**
   * Runs a WASI command, a component or core module, on this process's standard streams.
   *
   * @param input the command
   * @param arguments its arguments, without its own name
   * @param wasi what it may see
   * @param switches what its core modules may use
   * @return the guest's exit code
   */
  int run(InputFile input, List<String> arguments, WasiOptions wasi, CompilerSwitches switches)
      throws IOException;

  /**
   * Calls one exported function.
   *
   * @param input the component or core module
   * @param call the function and its arguments in WAVE, such as {@code greet("ann")}
   * @param wasi what the guest may see
   * @param switches what its core modules may use
   * @return the result in WAVE; empty if the function returns nothing
   */
  String invoke(InputFile input, String call, WasiOptions wasi, CompilerSwitches switches)
      throws IOException;

  /**
   * Generates a library.
   *
   * @param input the component or core module
   * @param options how
   * @param progress told how far it is
   * @return the library's sources and classes
   */
  Library generate(InputFile input, LibraryOptions options, ProgressListener progress)
      throws IOException;

  /**
   * A generated library.
   *
   * @param sources Java sources by path
   * @param classes class files and resources by path
   */
  record Library(SortedMap<String, String> sources, SortedMap<String, byte[]> classes) {}

  /**
   * How to generate a library; what is null has a default.
   *
   * @param wit a WIT file or folder
   * @param world the world in it
   * @param packageName the Java package
   * @param className the class that instantiates
   * @param switches what core modules may use
   */
  record LibraryOptions(
      @Nullable Path wit,
      @Nullable String world,
      @Nullable String packageName,
      @Nullable String className,
      CompilerSwitches switches) {}
}
