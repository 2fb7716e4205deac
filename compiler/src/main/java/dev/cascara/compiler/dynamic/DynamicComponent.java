package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.ComponentExternType;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.compiler.link.LinkPlan;
import dev.cascara.compiler.link.LinkPlanner;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.WasmTrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A component whose core modules are compiled and loaded, ready to be instantiated any number of
 * times.
 *
 * <pre>{@code
 * DynamicInstance instance = DynamicComponent.load(wasm).instantiate(DynamicImports.none());
 * Value greeting = instance.invoke("greet(\"ann\")").orElseThrow();
 * }</pre>
 */
public final class DynamicComponent {
  private static final String PACKAGE = "dev.cascara.dynamic";

  private final LinkPlan plan;
  private final List<CodeLoader.LoadedModule> modules;

  private DynamicComponent(LinkPlan plan, List<CodeLoader.LoadedModule> modules) {
    this.plan = plan;
    this.modules = modules;
  }

  /**
   * Reads, validates and compiles a component.
   *
   * @param wasm the component; not to be changed meanwhile
   * @return the component
   * @throws WasmFormatException if the bytes are no component
   * @throws WasmValidationException if the component is not valid
   * @throws UnsupportedFeatureException if it uses what is not compiled yet
   */
  public static DynamicComponent load(byte[] wasm) {
    return load(wasm, ProgressListener.NONE);
  }

  /**
   * Reads, validates and compiles a component.
   *
   * @param wasm the component; not to be changed meanwhile
   * @param progress is told how many functions of all modules are compiled
   * @return the component
   * @throws WasmFormatException if the bytes are no component
   * @throws WasmValidationException if the component is not valid
   * @throws UnsupportedFeatureException if it uses what is not compiled yet
   */
  public static DynamicComponent load(byte[] wasm, ProgressListener progress) {
    return load(wasm, progress, CompilerSwitches.DEFAULT);
  }

  /**
   * Reads, validates and compiles a component.
   *
   * @param wasm the component; not to be changed meanwhile
   * @param progress is told how many functions of all modules are compiled
   * @param switches what its core modules may use, and how they are compiled
   * @return the component
   * @throws WasmFormatException if the bytes are no component
   * @throws WasmValidationException if the component is not valid
   * @throws UnsupportedFeatureException if it uses what is not compiled yet
   */
  public static DynamicComponent load(
      byte[] wasm, ProgressListener progress, CompilerSwitches switches) {
    ValidComponent component =
        ComponentValidator.validate(ComponentReader.read(wasm), switches.features());
    return compile(LinkPlanner.plan(component), progress, switches);
  }

  /**
   * Compiles the core modules of a plan.
   *
   * @param plan the plan
   * @param progress is told how many functions of all modules are compiled
   * @return the component
   * @throws WasmFormatException if an instruction is malformed
   * @throws UnsupportedFeatureException if a module uses what is not compiled yet
   */
  public static DynamicComponent compile(LinkPlan plan, ProgressListener progress) {
    return compile(plan, progress, CompilerSwitches.DEFAULT);
  }

  private static DynamicComponent compile(
      LinkPlan plan, ProgressListener progress, CompilerSwitches switches) {
    int total = plan.modules().stream().mapToInt(DynamicComponent::functions).sum();
    CodeLoader loader = new CodeLoader();
    List<CodeLoader.LoadedModule> modules = new ArrayList<>();
    int before = 0;
    for (Module module : plan.modules()) {
      int done = before;
      CompilerOptions options =
          new CompilerOptions(
                  PACKAGE,
                  "Module" + modules.size(),
                  (compiled, count) -> progress.compiled(done + compiled, total))
              .withSwitches(switches);
      modules.add(loader.load(ModuleCompiler.compile(module, options)));
      before += functions(module);
    }
    return new DynamicComponent(plan, List.copyOf(modules));
  }

  private static int functions(Module module) {
    return module.functions().length;
  }

  /**
   * Returns what the component imports.
   *
   * @return types by import name, in order
   */
  public Map<String, ComponentExternType> imports() {
    return plan.imports();
  }

  /**
   * Returns the plan that an instantiation executes.
   *
   * @return the plan
   */
  public LinkPlan plan() {
    return plan;
  }

  /**
   * Instantiates the component.
   *
   * @param imports what it imports
   * @return a new instance
   * @throws LinkException if an import is missing or of another type
   * @throws WasmTrap if a core module's instantiation traps
   */
  public DynamicInstance instantiate(DynamicImports imports) {
    return new Linker(plan, modules, imports).execute();
  }
}
