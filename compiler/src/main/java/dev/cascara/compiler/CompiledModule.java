package dev.cascara.compiler;

import dev.cascara.compiler.wasm.ExternKind;
import dev.cascara.compiler.wasm.FunctionType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A compiled core module.
 *
 * @param className the binary name of the instance class, a subclass of {@code
 *     dev.cascara.runtime.Instance} with a public constructor that takes {@code
 *     dev.cascara.runtime.Imports}
 * @param classes the class files by binary name, in order
 * @param exports the exports in the module's order
 * @param signatureClasses for each type of an imported or exported function, the binary name of the
 *     class of its references: with a typed method {@code call} that subclasses override, a
 *     constructor without parameters for them, and a static method {@code of} that adapts any
 *     {@code WasmFunction} of that type; without the types that are defined several times, in
 *     different groups or with different supertypes, so that parameters and results do not tell
 *     which is meant
 */
public record CompiledModule(
    String className,
    SortedMap<String, byte[]> classes,
    List<CompiledExport> exports,
    Map<FunctionType, String> signatureClasses) {
  /**
   * An export of a compiled module.
   *
   * @param name its name
   * @param kind what it is
   * @param function for a function, how Java calls it; empty beyond the first 5,000 exported
   *     functions, which only {@link dev.cascara.runtime.Instance#export} finds
   */
  public record CompiledExport(String name, ExternKind kind, Optional<ExportedFunction> function) {}

  /**
   * A method of the instance class.
   *
   * @param javaName its name, legal in Java sources
   * @param type the function's type; the method returns the first result
   */
  public record ExportedFunction(String javaName, FunctionType type) {}
}
