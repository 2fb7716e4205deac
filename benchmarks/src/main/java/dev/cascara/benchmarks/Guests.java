package dev.cascara.benchmarks;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.WasmFunction;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;

/** The guests that are measured. */
final class Guests {
  private Guests() {}

  /** Reads the binary of a guest. */
  static byte[] read(String name) throws IOException {
    try (InputStream in = Guests.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }

  /** Compiles a core module without imports and instantiates it. */
  static Instance instantiate(String name) throws IOException {
    CompilerOptions options = new CompilerOptions("guest", "Guest");
    return new CodeLoader()
        .load(ModuleCompiler.compile(read(name), options))
        .instantiate(Imports.NONE);
  }

  /** Finds an exported function. */
  static MethodHandle function(Instance instance, String name) {
    return ((WasmFunction) instance.export(name)).handle();
  }
}
