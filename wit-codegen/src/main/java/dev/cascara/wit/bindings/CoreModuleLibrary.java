package dev.cascara.wit.bindings;

import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ModuleReader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a Java library of a plain core module: the source of a class with a method for each
 * exported function and an accessor for each other export, and an interface for each module name
 * that it imports from.
 *
 * <p>Names of functions stay as they are, but for characters that Java does not have, which become
 * underscores; an accessor {@code memory()} is named after the export. A function of several
 * results returns a record of them, {@code r0}, {@code r1} and so on.
 *
 * <p>Where the module imports {@code wasi_snapshot_preview1}, the builder takes a {@code Wasi}, and
 * the library's class is closeable; a program's {@code run()} returns its exit code.
 */
public final class CoreModuleLibrary {
  private CoreModuleLibrary() {}

  /**
   * Generates a library.
   *
   * @param wasm the module; not to be changed meanwhile
   * @param settings where the Java goes
   * @param progress told how far compilation is
   * @return sources and class files
   * @throws dev.cascara.compiler.WasmFormatException if the bytes are no module
   * @throws dev.cascara.compiler.WasmValidationException if the module is invalid
   * @throws dev.cascara.compiler.UnsupportedFeatureException if it uses what is not compiled yet
   */
  public static GeneratedLibrary generate(
      byte[] wasm, BindingsSettings settings, ProgressListener progress) {
    return generate(wasm, settings, progress, CompilerSwitches.DEFAULT);
  }

  static GeneratedLibrary generate(
      byte[] wasm,
      BindingsSettings settings,
      ProgressListener progress,
      CompilerSwitches switches) {
    Module module = ModuleReader.read(wasm);
    CompilerOptions options =
        new CompilerOptions(ComponentLibrary.corePackage(settings), "Module0", progress)
            .withSwitches(switches);
    CompiledModule compiled = ModuleCompiler.compile(module, options);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    ComponentLibrary.addClasses(classes, compiled);
    SortedMap<String, String> sources = new TreeMap<>();
    new CoreModuleWriter(module, compiled, settings).write(sources);
    return new GeneratedLibrary(sources, classes);
  }
}
