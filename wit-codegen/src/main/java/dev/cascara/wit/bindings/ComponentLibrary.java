package dev.cascara.wit.bindings;

import com.palantir.javapoet.ClassName;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerSwitches;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.compiler.ProgressListener;
import dev.cascara.compiler.component.ComponentReader;
import dev.cascara.compiler.component.ComponentValidator;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.compiler.link.LinkPlan;
import dev.cascara.compiler.link.LinkPlanner;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.wit.World;
import dev.cascara.wit.WorldDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes a Java library of a component: sources of the interfaces of its world and of the
 * component's class, and class files of its core modules.
 *
 * <pre>{@code
 * GeneratedLibrary library =
 *     ComponentLibrary.generate(wasm, new BindingsSettings("com.example", "Greeter"));
 * }</pre>
 *
 * <p>In the application: {@code Greeter greeter = Greeter.builder().logging(new
 * MyLogging()).build();}
 */
public final class ComponentLibrary {
  private ComponentLibrary() {}

  /**
   * Generates a library.
   *
   * @param wasm the component; not to be changed meanwhile
   * @param settings where the Java goes
   * @return sources and class files
   * @throws dev.cascara.compiler.WasmFormatException if the bytes are no component
   * @throws dev.cascara.compiler.WasmValidationException if the component is invalid
   * @throws dev.cascara.compiler.UnsupportedFeatureException if it uses what is not compiled yet
   * @throws dev.cascara.wit.WitException if WIT, or Java, cannot express what it imports or exports
   */
  public static GeneratedLibrary generate(byte[] wasm, BindingsSettings settings) {
    ValidComponent component = ComponentValidator.validate(ComponentReader.read(wasm));
    World world = WorldDecoder.decode(component).world();
    return generate(
        component,
        world,
        Documentation.NONE,
        settings,
        ProgressListener.NONE,
        CompilerSwitches.DEFAULT);
  }

  static GeneratedLibrary generate(
      ValidComponent component,
      World world,
      Documentation documentation,
      BindingsSettings settings,
      ProgressListener progress,
      CompilerSwitches switches) {
    LinkPlan plan = LinkPlanner.plan(component);
    // Names are checked before anything takes its time.
    JavaTypes types =
        new JavaTypes(world, settings, JavaTypes.RuntimeInterface.REFER, documentation);
    SortedMap<String, String> sources = BindingsGenerator.interfaces(types);
    SortedMap<String, byte[]> classes = new TreeMap<>();
    List<CompiledModule> modules = compile(plan, settings, progress, switches);
    modules.forEach(module -> addClasses(classes, module));
    new ComponentWriter(world, plan, modules, types, settings).write(sources);
    return new GeneratedLibrary(sources, classes);
  }

  private static List<CompiledModule> compile(
      LinkPlan plan,
      BindingsSettings settings,
      ProgressListener progress,
      CompilerSwitches switches) {
    int total = plan.modules().stream().mapToInt(module -> module.codes().size()).sum();
    List<CompiledModule> modules = new ArrayList<>();
    int before = 0;
    for (int i = 0; i < plan.modules().size(); i++) {
      Module module = plan.modules().get(i);
      int earlier = before;
      CompilerOptions options =
          new CompilerOptions(
                  corePackage(settings),
                  "Module" + i,
                  (done, ofModule) -> progress.compiled(earlier + done, total))
              .withSwitches(switches);
      modules.add(ModuleCompiler.compile(module, options));
      before += module.codes().size();
    }
    return modules;
  }

  /** A class of a compiled module, by its binary name. */
  static ClassName className(String binaryName) {
    int dot = binaryName.lastIndexOf('.');
    return ClassName.get(
        dot < 0 ? "" : binaryName.substring(0, dot), binaryName.substring(dot + 1));
  }

  static void addClasses(SortedMap<String, byte[]> classes, CompiledModule module) {
    module.classes().forEach((name, file) -> classes.put(name.replace('.', '/') + ".class", file));
  }

  /** The package of the compiled core modules, apart from what the application uses. */
  static String corePackage(BindingsSettings settings) {
    String own = settings.className().toLowerCase(Locale.ROOT) + "_core";
    return settings.packageName().isEmpty() ? own : settings.packageName() + "." + own;
  }
}
