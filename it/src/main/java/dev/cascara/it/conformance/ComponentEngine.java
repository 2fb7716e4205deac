package dev.cascara.it.conformance;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.dynamic.DynamicComponent;
import dev.cascara.compiler.dynamic.DynamicImports;
import dev.cascara.compiler.dynamic.DynamicInstance;
import dev.cascara.compiler.dynamic.Value;
import dev.cascara.compiler.wasm.Module;
import java.util.List;

/** What executes components. There are two, and the same scripts for both. */
public enum ComponentEngine {
  /** Components are executed by walking their types. */
  DYNAMIC {
    @Override
    Loaded load(byte[] wasm, ClassCheck check) {
      DynamicComponent component = DynamicComponent.load(wasm);
      checkModules(component, check);
      return () -> {
        DynamicInstance instance = component.instantiate(DynamicImports.none());
        return (function, arguments, alike) ->
            instance.function(List.of(function)).call(arguments).stream().toList();
      };
    }
  },
  /** Java is generated and compiled for each component. */
  GENERATED {
    @Override
    Loaded load(byte[] wasm, ClassCheck check) throws Exception {
      // Its core modules are compiled like those of the other engine, whose runs check them.
      return GeneratedComponent.load(wasm);
    }
  };

  /** A component, ready to be instantiated. */
  interface Loaded {
    Instance instantiate() throws Exception;
  }

  /** An instance of a component. */
  interface Instance {
    /**
     * Calls an exported function.
     *
     * @param alike values of the results' types, as far as they are known
     */
    List<Value> call(String function, List<Value> arguments, List<Value> alike) throws Exception;
  }

  /** Reads, validates and compiles a component. */
  abstract Loaded load(byte[] wasm, ClassCheck check) throws Exception;

  /**
   * The component has loaded its classes already: they are compiled once more, and are the same.
   */
  private static void checkModules(DynamicComponent component, ClassCheck check) {
    if (check == ClassCheck.NONE) {
      return;
    }
    CodeLoader loader = new CodeLoader();
    int modules = 0;
    for (Module module : component.plan().modules()) {
      CoreModule.compile(module, loader, "Module" + modules++, check);
    }
  }
}
