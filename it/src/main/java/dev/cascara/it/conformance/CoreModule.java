package dev.cascara.it.conformance;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompiledModule.CompiledExport;
import dev.cascara.compiler.CompiledModule.ExportedFunction;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.V128;
import dev.cascara.runtime.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** A compiled core module whose classes are loaded. */
final class CoreModule {
  private final CodeLoader.LoadedModule loaded;
  private final Map<String, ExportedFunction> functions = new HashMap<>();

  private CoreModule(CodeLoader.LoadedModule loaded, CompiledModule compiled) {
    this.loaded = loaded;
    for (CompiledExport export : compiled.exports()) {
      export.function().ifPresent(function -> functions.put(export.name(), function));
    }
  }

  /** Compiles and loads a module with the default options. */
  static CoreModule compile(Module module, CodeLoader loader, String className, ClassCheck check) {
    return compile(module, loader, className, check, SimdTarget.SCALAR);
  }

  /** Compiles and loads a module. */
  static CoreModule compile(
      Module module, CodeLoader loader, String className, ClassCheck check, SimdTarget simdTarget) {
    CompiledModule compiled =
        ModuleCompiler.compile(
            module,
            new CompilerOptions("script", className)
                .withFeatures(Feature.all())
                .withSimdTarget(simdTarget));
    check.accept(compiled);
    CodeLoader.LoadedModule loaded = loader.load(compiled);
    check.link(compiled, loader);
    return new CoreModule(loaded, compiled);
  }

  Running instantiate(Imports imports) {
    return new Running(loaded.instantiate(imports), functions);
  }

  /**
   * An instance and how to call its functions.
   *
   * @param instance the instance
   * @param functions the methods of its class by the exports' names
   */
  record Running(Instance instance, Map<String, ExportedFunction> functions) {
    /** Finds an export, as another module's import. */
    @Nullable Extern find(String name) {
      return instance.exportNames().contains(name) ? instance.export(name) : null;
    }

    /** Reads an exported global. */
    @Nullable Object get(String name) {
      return ((Global) instance.export(name)).get();
    }

    /** Calls an exported function as a host does, through the method of the instance's class. */
    List<@Nullable Object> invoke(String name, List<@Nullable Object> arguments) throws Throwable {
      ExportedFunction exported = functions.get(name);
      if (exported == null) {
        throw new NoSuchElementException("no function is exported as \"" + name + '"');
      }
      MethodHandle handle = handle(exported.javaName());
      List<@Nullable Object> values = halved(arguments);
      Object first =
          handle.type().parameterCount() == values.size()
              ? handle.invokeWithArguments(values)
              : handle.invokeWithArguments(List.<Object>of(values.toArray()));
      return ((WasmFunction) instance.export(name)).results(first);
    }

    private MethodHandle handle(String javaName) throws IllegalAccessException {
      Method method =
          Arrays.stream(instance.getClass().getMethods())
              .filter(candidate -> candidate.getName().equals(javaName))
              .filter(candidate -> candidate.getDeclaringClass() == instance.getClass())
              .findFirst()
              .orElseThrow(() -> new NoSuchElementException("no method is named " + javaName));
      return MethodHandles.publicLookup().unreflect(method).asFixedArity().bindTo(instance);
    }

    /** Methods take the halves of vectors. */
    private static List<@Nullable Object> halved(List<@Nullable Object> arguments) {
      List<@Nullable Object> values = new ArrayList<>();
      for (Object argument : arguments) {
        if (argument instanceof V128 vector) {
          values.add(vector.low());
          values.add(vector.high());
        } else {
          values.add(argument);
        }
      }
      return values;
    }
  }
}
