package dev.cascara.compiler.link;

import dev.cascara.compiler.component.CanonOptions.StringEncoding;
import dev.cascara.compiler.component.ComponentExternType;
import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.compiler.component.Sort;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.NumberType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A component flattened: what to do, in order, to instantiate it and all components in it. Nothing
 * is nested any more, and all indices are into the lists here.
 *
 * <p>The function types in a plan name the resource types of {@link #resources}: one for each
 * resource type that exists when the component is instantiated once.
 *
 * @param imports what the component imports, by name
 * @param modules the core modules that are instantiated, each once
 * @param instances the component instances; the first one is that of the component itself
 * @param resources the resource types
 * @param resourceIndices the index of each resource type by its {@link ResourceType#root}
 * @param coreInstances for each core instance the index of its module
 * @param coreFunctions the core functions that the canonical ABI makes
 * @param functions the functions that components define
 * @param steps what to do, in order
 * @param exports what the component exports, by name
 */
public record LinkPlan(
    Map<String, ComponentExternType> imports,
    List<Module> modules,
    List<Instance> instances,
    List<Resource> resources,
    Map<ResourceType, Integer> resourceIndices,
    List<Integer> coreInstances,
    List<CoreFunction> coreFunctions,
    List<LiftedFunction> functions,
    List<Step> steps,
    Map<String, Export> exports) {
  public LinkPlan {
    imports = Collections.unmodifiableMap(new LinkedHashMap<>(imports));
    modules = List.copyOf(modules);
    instances = List.copyOf(instances);
    resources = List.copyOf(resources);
    resourceIndices = Map.copyOf(resourceIndices);
    coreInstances = List.copyOf(coreInstances);
    coreFunctions = List.copyOf(coreFunctions);
    functions = List.copyOf(functions);
    steps = List.copyOf(steps);
    exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
  }

  /**
   * Finds a resource type.
   *
   * @param type a type that occurs in the type of one of the plan's functions
   * @return its index in {@link #resources}
   */
  public int resourceIndex(ResourceType type) {
    @Nullable Integer index = resourceIndices.get(type.root());
    if (index == null) {
      throw new IllegalArgumentException("a resource type of something else");
    }
    return index;
  }

  /**
   * A component instance.
   *
   * @param parent the instance that instantiates it; none for the first one
   */
  public record Instance(OptionalInt parent) {}

  /** A resource type. */
  public sealed interface Resource {
    /**
     * Returns the type that function types name.
     *
     * @return the type
     */
    ResourceType type();
  }

  /**
   * A resource type that the component imports.
   *
   * @param type the type
   * @param path the names of the import and of the exports in it, outermost first
   */
  public record ImportedResource(ResourceType type, List<String> path) implements Resource {
    public ImportedResource {
      path = List.copyOf(path);
    }
  }

  /**
   * A resource type that a component instance defines.
   *
   * @param type the type
   * @param instance the instance
   * @param representation the core type of representations
   * @param destructor the function that destroys a resource, if there is one
   * @param name the name under which the instance exports it, if it does
   */
  public record DefinedResource(
      ResourceType type,
      int instance,
      NumberType representation,
      Optional<CoreItem> destructor,
      Optional<String> name)
      implements Resource {
    DefinedResource named(String exportName) {
      return new DefinedResource(
          type, instance, representation, destructor, Optional.of(exportName));
    }
  }

  /** A core definition. */
  public sealed interface CoreItem {}

  /**
   * An export of a core instance.
   *
   * @param instance the core instance
   * @param name the export's name
   * @param sort what it is
   */
  public record CoreExport(int instance, String name, Sort sort) implements CoreItem {}

  /**
   * A function that the canonical ABI makes.
   *
   * @param index its index in {@link LinkPlan#coreFunctions}
   */
  public record CanonicalFunction(int index) implements CoreItem {}

  /** Something to do. */
  public sealed interface Step {}

  /**
   * Begins a component instance: from here on its functions and resource types can be made.
   *
   * @param instance the instance's index
   */
  public record CreateInstance(int instance) implements Step {}

  /**
   * Makes a resource type.
   *
   * @param resource the index of a {@link DefinedResource}
   */
  public record DefineResource(int resource) implements Step {}

  /**
   * Instantiates a core module.
   *
   * @param coreInstance the core instance's index
   * @param module the module's index
   * @param arguments what it imports, each once
   * @param instance the component instance that it belongs to
   */
  public record InstantiateModule(
      int coreInstance, int module, List<Argument> arguments, int instance) implements Step {
    public InstantiateModule {
      arguments = List.copyOf(arguments);
    }
  }

  /**
   * An argument of a core instantiation.
   *
   * @param module the import's module name
   * @param name its name
   * @param item what is given for it
   */
  public record Argument(String module, String name, CoreItem item) {}

  /**
   * Makes a core function.
   *
   * @param function its index in {@link LinkPlan#coreFunctions}
   */
  public record DefineCoreFunction(int function) implements Step {}

  /** A core function that the canonical ABI makes. */
  public sealed interface CoreFunction {}

  /**
   * A function of components, lowered.
   *
   * @param callee the function
   * @param options how values pass on the caller's side
   */
  public record LoweredFunction(Callee callee, Options options) implements CoreFunction {}

  /**
   * {@code resource.new}.
   *
   * @param resource the resource type's index
   * @param instance the caller's component instance
   */
  public record ResourceNew(int resource, int instance) implements CoreFunction {}

  /**
   * {@code resource.rep}.
   *
   * @param resource the resource type's index
   * @param instance the caller's component instance
   */
  public record ResourceRep(int resource, int instance) implements CoreFunction {}

  /**
   * {@code resource.drop}.
   *
   * @param resource the resource type's index
   * @param instance the caller's component instance
   */
  public record ResourceDrop(int resource, int instance) implements CoreFunction {}

  /** A function of components. */
  public sealed interface Callee {
    /**
     * Returns the function's type.
     *
     * @return its type; handles are of resource types of the plan
     */
    ComponentFunctionType type();
  }

  /**
   * A function that the component imports.
   *
   * @param path the names of the import and of the exports in it, outermost first
   * @param type its type
   */
  public record ImportedFunction(List<String> path, ComponentFunctionType type) implements Callee {
    public ImportedFunction {
      path = List.copyOf(path);
    }
  }

  /**
   * A function that a component defines.
   *
   * @param index its index in {@link LinkPlan#functions}
   * @param type its type
   * @param function the core function
   * @param options how values pass on the callee's side
   */
  public record LiftedFunction(
      int index, ComponentFunctionType type, CoreItem function, Options options)
      implements Callee {}

  /**
   * How values pass between core code and others.
   *
   * @param instance the component instance of the core code
   * @param encoding the encoding of strings
   * @param memory the memory that values are in
   * @param realloc the function that makes room in it
   * @param postReturn the function that is called when results have been read
   */
  public record Options(
      int instance,
      StringEncoding encoding,
      Optional<CoreItem> memory,
      Optional<CoreItem> realloc,
      Optional<CoreItem> postReturn) {}

  /** An export. */
  public sealed interface Export {}

  /**
   * A function.
   *
   * @param callee the function
   */
  public record FunctionExport(Callee callee) implements Export {}

  /**
   * An instance.
   *
   * @param exports what it exports, by name
   */
  public record InstanceExport(Map<String, Export> exports) implements Export {
    public InstanceExport {
      exports = Collections.unmodifiableMap(new LinkedHashMap<>(exports));
    }
  }

  /**
   * A resource type.
   *
   * @param resource its index
   */
  public record ResourceExport(int resource) implements Export {}

  /** A type that is no resource type, a core module or a component: nothing to be called. */
  public record OtherExport() implements Export {}
}
