package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.FunctionType;
import java.util.List;
import java.util.Map;

/**
 * A component that is valid, with the types of all that it defines. The lists are its index spaces.
 *
 * @param syntax the component as written
 * @param type its type
 * @param coreModules the types of the core modules
 * @param coreInstances what the core instances export
 * @param coreFunctions the types of the core functions
 * @param types the types
 * @param functions the types of the functions
 * @param instances the types of the instances
 * @param components the types of the components
 * @param nested the components that it defines itself, in the order of their definitions
 */
public record ValidComponent(
    Component syntax,
    ComponentType type,
    List<CoreModuleType> coreModules,
    List<Map<String, CoreExternType>> coreInstances,
    List<FunctionType> coreFunctions,
    List<AnyType> types,
    List<ComponentFunctionType> functions,
    List<ComponentInstanceType> instances,
    List<ComponentType> components,
    List<ValidComponent> nested) {
  public ValidComponent {
    coreModules = List.copyOf(coreModules);
    coreInstances = List.copyOf(coreInstances);
    coreFunctions = List.copyOf(coreFunctions);
    types = List.copyOf(types);
    functions = List.copyOf(functions);
    instances = List.copyOf(instances);
    components = List.copyOf(components);
    nested = List.copyOf(nested);
  }

  /**
   * Prepares the replacement of resource types within types of this component.
   *
   * @param resources what to replace by what
   * @return the replacement; the map may grow before it is used
   */
  public static Substitution substitution(Map<ResourceType, ResourceType> resources) {
    return new Substitution(new Types(), resources);
  }
}
