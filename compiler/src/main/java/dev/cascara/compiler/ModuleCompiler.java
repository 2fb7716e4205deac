package dev.cascara.compiler;

import dev.cascara.compiler.codegen.ModuleEmitter;
import dev.cascara.compiler.validation.ModuleValidator;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.ModuleReader;

/**
 * Compiles core modules to class files. The same input gives the same bytes.
 *
 * <pre>{@code
 * CompiledModule compiled = ModuleCompiler.compile(wasm, new CompilerOptions("com.example.wasm", "Codec"));
 * compiled.classes().forEach((name, classFile) -> ...);
 * }</pre>
 */
public final class ModuleCompiler {
  private ModuleCompiler() {}

  /**
   * Reads, validates and compiles a module.
   *
   * @param wasm the module's binary format; not to be changed meanwhile
   * @param options where the classes go, and what the module may use
   * @return the class files
   * @throws WasmFormatException if the bytes are no module
   * @throws WasmValidationException if the module is invalid
   * @throws UnsupportedFeatureException if it uses what is not compiled yet
   */
  public static CompiledModule compile(byte[] wasm, CompilerOptions options) {
    return compile(ModuleReader.read(wasm), options);
  }

  /**
   * Validates and compiles a module.
   *
   * @param module the module
   * @param options where the classes go, and what the module may use
   * @return the class files
   * @throws WasmFormatException if an instruction is malformed
   * @throws WasmValidationException if the module is invalid
   * @throws UnsupportedFeatureException if it uses what is not compiled yet
   */
  public static CompiledModule compile(Module module, CompilerOptions options) {
    ModuleValidator.validate(module, options.features());
    return ModuleEmitter.emit(module, options);
  }
}
