package dev.cascara.compiler.component;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.compiler.validation.ModuleValidator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates components (Binary.md and Explainer.md), the core modules within them too. */
public final class ComponentValidator {
  private final Types types;
  private final TypeResolver resolver;
  private final Component component;
  private final Scope scope;
  private final CanonValidator canon;
  private final Set<Feature> features;

  private ComponentValidator(
      Component component, @Nullable Scope parent, Types types, Set<Feature> features) {
    this.types = types;
    this.resolver = new TypeResolver(types);
    this.component = component;
    this.scope = new Scope(Scope.Kind.COMPONENT, parent);
    this.canon = new CanonValidator(resolver, scope);
    this.features = features;
  }

  /**
   * Validates a component whose core modules are of WebAssembly 3.0, in which the legacy encoding
   * of exception handling is allowed too.
   *
   * @param component a component
   * @return the component with the types of all that it defines
   * @throws WasmValidationException if it is not valid
   * @throws UnsupportedFeatureException if it uses what cannot be validated yet
   */
  public static ValidComponent validate(Component component) {
    return validate(component, Feature.defaults());
  }

  /**
   * Validates a component.
   *
   * @param component a component
   * @param features what its core modules may use
   * @return the component with the types of all that it defines
   * @throws WasmValidationException if it is not valid
   * @throws UnsupportedFeatureException if it uses what cannot be validated yet
   */
  public static ValidComponent validate(Component component, Set<Feature> features) {
    return new ComponentValidator(component, null, new Types(), features).validate();
  }

  private ValidComponent validate() {
    component.definitions().forEach(this::validate);
    ComponentType type = type();
    types.count(type, component.offset());
    return new ValidComponent(
        component,
        type,
        scope.coreModules,
        scope.coreInstances,
        scope.coreFunctions,
        scope.types,
        scope.functions,
        scope.instances,
        scope.components,
        scope.nested);
  }

  /**
   * The resource types in exports that no import brought are those that each instance brings its
   * own of.
   */
  private ComponentType type() {
    Set<ResourceType> exported = TypeResolver.freeResources(scope.exports);
    scope.importedResources.forEach(exported::remove);
    return new ComponentType(
        scope.imports, scope.exports, scope.importedResources, List.copyOf(exported));
  }

  private void validate(Definition definition) {
    if (definition instanceof Definition.CoreModule each) {
      ModuleValidator.validate(each.module(), features);
      scope.coreModules.add(CoreTypes.of(each.module()));
    } else if (definition instanceof Definition.NestedComponent each) {
      ValidComponent nested =
          new ComponentValidator(each.component(), scope, types, features).validate();
      scope.nested.add(nested);
      scope.components.add(nested.type());
    } else if (definition instanceof Definition.InstantiateCore each) {
      instantiate(each);
    } else if (definition instanceof Definition.InlineCoreInstance each) {
      inlineCoreInstance(each);
    } else if (definition instanceof Definition.Instantiate each) {
      instantiate(each);
    } else if (definition instanceof Definition.InlineInstance each) {
      inlineInstance(each);
    } else if (definition instanceof Definition.CoreType each) {
      CoreTypes.declare(each.type(), scope, each.offset());
    } else if (definition instanceof Definition.Type each) {
      scope.types.add(resolver.resolve(each.type(), scope, each.offset()));
    } else if (definition instanceof Definition.CanonLift each) {
      canon.lift(each);
    } else if (definition instanceof Definition.CanonLower each) {
      canon.lower(each);
    } else if (definition instanceof Definition.CanonBuiltIn each) {
      canon.builtIn(each);
    } else if (definition instanceof Definition.Start each) {
      throw new UnsupportedFeatureException("component start functions", each.offset());
    } else if (definition instanceof Definition.Import each) {
      scope.addImport(
          each.name(),
          resolver.resolve(each.type(), scope, scope.importedResources, each.offset()),
          each.offset());
    } else if (definition instanceof Definition.Export each) {
      export(each);
    } else {
      resolver.alias(definition, scope);
    }
  }

  // ---------------------------------------------------------------- core instances

  private void instantiate(Definition.InstantiateCore definition) {
    long offset = definition.offset();
    CoreModuleType module = Scope.get(scope.coreModules, definition.module(), "module", offset);
    Map<String, Map<String, CoreExternType>> arguments = new HashMap<>();
    for (Definition.CoreArgument argument : definition.arguments()) {
      Map<String, CoreExternType> instance =
          Scope.get(scope.coreInstances, argument.instance(), "core instance", offset);
      if (arguments.put(argument.name(), instance) != null) {
        throw new WasmValidationException(
            offset, "duplicate module instantiation argument named `" + argument.name() + "`");
      }
    }
    for (CoreModuleType.Import needed : module.imports()) {
      @Nullable Map<String, CoreExternType> instance = arguments.get(needed.module());
      if (instance == null) {
        throw new WasmValidationException(
            offset, "missing module instantiation argument named `" + needed.module() + "`");
      }
      @Nullable CoreExternType given = instance.get(needed.name());
      if (given == null) {
        throw new WasmValidationException(
            offset,
            "module instantiation argument `"
                + needed.module()
                + "` does not export an item named `"
                + needed.name()
                + "`");
      }
      CoreTypes.checkSubtype(
          given,
          needed.type(),
          "type mismatch for export `"
              + needed.name()
              + "` of module instantiation argument `"
              + needed.module()
              + "`",
          offset);
    }
    scope.coreInstances.add(module.exports());
  }

  private void inlineCoreInstance(Definition.InlineCoreInstance definition) {
    long offset = definition.offset();
    Map<String, CoreExternType> exports = new LinkedHashMap<>();
    for (Definition.CoreInlineExport export : definition.exports()) {
      int index = export.item().index();
      CoreExternType type =
          switch (export.item().sort()) {
            case CORE_FUNCTION ->
                new CoreExternType.Function(
                    Scope.get(scope.coreFunctions, index, "core function", offset));
            case CORE_TABLE ->
                new CoreExternType.Table(Scope.get(scope.coreTables, index, "table", offset));
            case CORE_MEMORY ->
                new CoreExternType.Memory(Scope.get(scope.coreMemories, index, "memory", offset));
            case CORE_GLOBAL ->
                new CoreExternType.Global(Scope.get(scope.coreGlobals, index, "global", offset));
            case CORE_TAG ->
                new CoreExternType.Tag(Scope.get(scope.coreTags, index, "tag", offset));
            default ->
                throw new WasmValidationException(
                    offset, "a core instance cannot export a " + export.item().sort());
          };
      if (exports.put(export.name(), type) != null) {
        throw new WasmValidationException(
            offset, "duplicate export name `" + export.name() + "` already defined");
      }
    }
    scope.coreInstances.add(exports);
  }

  // ---------------------------------------------------------------- instances

  private ComponentExternType item(SortIndex item, long offset) {
    int index = item.index();
    return switch (item.sort()) {
      case CORE_MODULE ->
          new ComponentExternType.CoreModule(Scope.get(scope.coreModules, index, "module", offset));
      case FUNCTION ->
          new ComponentExternType.Function(Scope.get(scope.functions, index, "function", offset));
      case TYPE -> new ComponentExternType.Type(scope.type(index, offset));
      case INSTANCE ->
          new ComponentExternType.Instance(Scope.get(scope.instances, index, "instance", offset));
      case COMPONENT ->
          new ComponentExternType.Component(
              Scope.get(scope.components, index, "component", offset));
      case VALUE -> throw new UnsupportedFeatureException("component values", offset);
      default ->
          throw new WasmValidationException(
              offset, "a " + item.sort() + " cannot be exported or given as an argument");
    };
  }

  private void instantiate(Definition.Instantiate definition) {
    long offset = definition.offset();
    ComponentType type = Scope.get(scope.components, definition.component(), "component", offset);
    Map<String, ComponentExternType> arguments = new HashMap<>();
    for (Definition.Argument argument : definition.arguments()) {
      if (arguments.put(argument.name(), item(argument.item(), offset)) != null) {
        throw new WasmValidationException(
            offset, "duplicate component instantiation argument named `" + argument.name() + "`");
      }
    }
    types.count(type, offset);
    Subtyping subtyping = new Subtyping(types, new HashSet<>(type.importedResources()), offset);
    type.imports()
        .forEach(
            (name, expected) -> {
              @Nullable ComponentExternType given = arguments.get(name);
              if (given == null) {
                throw new WasmValidationException(
                    offset, "missing component instantiation argument named `" + name + "`");
              }
              subtyping.check(given, expected, name);
            });
    Map<ResourceType, ResourceType> resources = new HashMap<>(subtyping.bindings());
    for (ResourceType resource : type.exportedResources()) {
      resources.put(resource, ResourceType.fresh());
    }
    scope.instances.add(
        new ComponentInstanceType(
            new Substitution(types, resources, subtyping.names()).apply(type.exports()),
            List.of()));
  }

  private void inlineInstance(Definition.InlineInstance definition) {
    long offset = definition.offset();
    Scope inline = new Scope(Scope.Kind.INLINE_INSTANCE, scope);
    for (Definition.InlineExport export : definition.exports()) {
      inline.addExport(export.name(), item(export.item(), offset), offset);
    }
    ComponentInstanceType type = new ComponentInstanceType(inline.exports, List.of());
    types.count(type, offset);
    scope.instances.add(type);
  }

  // ---------------------------------------------------------------- exports

  private void export(Definition.Export definition) {
    long offset = definition.offset();
    ComponentExternType actual = item(definition.item(), offset);
    ComponentExternType type = actual;
    if (definition.type().isPresent()) {
      List<ResourceType> fresh = new ArrayList<>();
      type = resolver.resolve(definition.type().get(), scope, fresh, offset);
      new Subtyping(types, new HashSet<>(fresh), offset)
          .check(actual, type, definition.name().text());
    } else if (actual instanceof ComponentExternType.Type exported) {
      type = new ComponentExternType.Type(types.named(exported.type(), offset));
    }
    scope.addExport(definition.name(), type, offset);
  }
}
