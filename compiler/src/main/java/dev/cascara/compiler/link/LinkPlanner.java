package dev.cascara.compiler.link;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.component.AnyType;
import dev.cascara.compiler.component.BuiltIn;
import dev.cascara.compiler.component.CanonOptions;
import dev.cascara.compiler.component.ComponentExternType;
import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.ComponentInstanceType;
import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.Definition;
import dev.cascara.compiler.component.ExternTypeSyntax;
import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.compiler.component.ResourceType;
import dev.cascara.compiler.component.Sort;
import dev.cascara.compiler.component.SortIndex;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.compiler.component.TypeSyntax;
import dev.cascara.compiler.component.ValidComponent;
import dev.cascara.compiler.link.LinkPlan.Argument;
import dev.cascara.compiler.link.LinkPlan.CanonicalFunction;
import dev.cascara.compiler.link.LinkPlan.CoreExport;
import dev.cascara.compiler.link.LinkPlan.CoreFunction;
import dev.cascara.compiler.link.LinkPlan.CoreItem;
import dev.cascara.compiler.link.LinkPlan.Export;
import dev.cascara.compiler.link.LinkPlan.LiftedFunction;
import dev.cascara.compiler.link.LinkPlan.Options;
import dev.cascara.compiler.wasm.ExternType;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.TagType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Flattens a component to a {@link LinkPlan}: instantiates it symbolically, with items that say
 * where something will be in place of what is there.
 *
 * <p>Components and modules are values: they are closed over the instance of the component in which
 * they are written, whose definitions outer aliases mean. An instance is a map of items. A resource
 * type that a component defines becomes another one in each of its instances, so what types mean
 * depends on the instance.
 *
 * <p>Since instances can be made of instances, a small component can ask for any number of them:
 * the number of definitions that are executed is limited, as is the depth of instantiations.
 */
public final class LinkPlanner {
  /** How many definitions may be executed and items be named, those of all instances together. */
  static final int MAXIMUM_STEPS = 1_000_000;

  /** How deep instantiations may be within others. */
  static final int MAXIMUM_DEPTH = 200;

  private final List<Module> modules = new ArrayList<>();
  private final IdentityHashMap<Module, Integer> moduleIndices = new IdentityHashMap<>();
  private final List<LinkPlan.Instance> instances = new ArrayList<>();
  private final List<LinkPlan.Resource> resources = new ArrayList<>();
  private final Map<ResourceType, Integer> resourceIndices = new HashMap<>();
  private final List<Integer> coreInstances = new ArrayList<>();
  private final List<CoreFunction> coreFunctions = new ArrayList<>();
  private final List<LiftedFunction> functions = new ArrayList<>();
  private final List<LinkPlan.Step> steps = new ArrayList<>();
  private final Set<ComponentValueType> supported =
      Collections.newSetFromMap(new IdentityHashMap<>());
  private int executed;

  private LinkPlanner() {}

  /**
   * Makes the plan of a component.
   *
   * @param component a valid component
   * @return the plan
   * @throws UnsupportedFeatureException if the component uses a feature that is not compiled yet
   * @throws WasmValidationException if the component has more than 1,000,000 definitions when those
   *     of each instance are counted, or more than 200 instantiations within each other
   */
  public static LinkPlan plan(ValidComponent component) {
    return new LinkPlanner().planAll(component);
  }

  private LinkPlan planAll(ValidComponent component) {
    Scope scope = new Scope(component, null, 0, 0);
    instances.add(new LinkPlan.Instance(OptionalInt.empty()));
    steps.add(new LinkPlan.CreateInstance(0));
    Map<String, Item> exports = execute(scope, imported -> importFromHost(scope, imported));
    return new LinkPlan(
        component.type().imports(),
        modules,
        instances,
        resources,
        resourceIndices,
        coreInstances,
        coreFunctions,
        functions,
        steps,
        exports(exports));
  }

  private void count(int items, long offset) {
    executed += items;
    if (executed > MAXIMUM_STEPS || executed < 0) {
      throw new WasmValidationException(
          offset,
          "the component is too large: its instances have more than "
              + MAXIMUM_STEPS
              + " definitions in all");
    }
  }

  /** What an import becomes. */
  private interface Imports {
    Item find(Definition.Import imported);
  }

  // ---------------------------------------------------------------- definitions

  /** Executes a component's definitions and returns what it exports. */
  private Map<String, Item> execute(Scope scope, Imports imports) {
    Map<String, Item> exports = new LinkedHashMap<>();
    int nested = 0;
    for (Definition definition : scope.component.syntax().definitions()) {
      count(1, definition.offset());
      if (definition instanceof Definition.CoreModule module) {
        scope.add(Sort.CORE_MODULE, new Item.CoreModule(module.module()));
      } else if (definition instanceof Definition.NestedComponent) {
        ValidComponent component = scope.component.nested().get(nested++);
        scope.add(Sort.COMPONENT, new Item.ComponentValue(component, scope));
      } else if (definition instanceof Definition.InstantiateCore instantiation) {
        scope.add(Sort.CORE_INSTANCE, instantiateCore(scope, instantiation));
      } else if (definition instanceof Definition.InlineCoreInstance instance) {
        scope.add(Sort.CORE_INSTANCE, inlineCoreInstance(scope, instance));
      } else if (definition instanceof Definition.Instantiate instantiation) {
        addInstance(scope, instantiate(scope, instantiation), instantiation.offset());
      } else if (definition instanceof Definition.InlineInstance instance) {
        scope.add(Sort.INSTANCE, inlineInstance(scope, instance));
      } else if (definition instanceof Definition.CoreType) {
        scope.add(Sort.CORE_TYPE, new Item.CoreType());
      } else if (definition instanceof Definition.Type type) {
        addType(scope, type(scope, type));
      } else if (definition instanceof Definition.AliasExport alias) {
        Item.Instance instance = scope.get(Item.Instance.class, Sort.INSTANCE, alias.instance());
        add(scope, alias.sort(), exportOf(instance, alias.name(), alias.offset()), alias.offset());
      } else if (definition instanceof Definition.AliasCoreExport alias) {
        Item.CoreInstance instance =
            scope.get(Item.CoreInstance.class, Sort.CORE_INSTANCE, alias.instance());
        scope.add(
            alias.sort(),
            new Item.CoreDefinition(coreExport(instance, alias.name(), alias.sort())));
      } else if (definition instanceof Definition.AliasOuter alias) {
        Item item = scope.outer(alias.count()).get(alias.sort(), alias.index());
        add(scope, alias.sort(), item, alias.offset());
      } else if (definition instanceof Definition.CanonLift lift) {
        scope.add(Sort.FUNCTION, new Item.Function(lift(scope, lift)));
      } else if (definition instanceof Definition.CanonLower lower) {
        scope.add(Sort.CORE_FUNCTION, define(lower(scope, lower)));
      } else if (definition instanceof Definition.CanonBuiltIn builtIn) {
        scope.add(Sort.CORE_FUNCTION, define(builtIn(scope, builtIn)));
      } else if (definition instanceof Definition.Start start) {
        throw new UnsupportedFeatureException("component start function", start.offset());
      } else if (definition instanceof Definition.Import imported) {
        Item item = imports.find(imported);
        add(scope, sortOf(item), item, imported.offset());
      } else if (definition instanceof Definition.Export export) {
        Item item = scope.get(export.item());
        if (item instanceof Item.Type type) {
          name(type, export.name().text());
        }
        exports.put(export.name().text(), item);
        add(scope, export.item().sort(), item, export.offset());
      }
    }
    return exports;
  }

  private static Sort sortOf(Item item) {
    if (item instanceof Item.Function) {
      return Sort.FUNCTION;
    }
    if (item instanceof Item.Type) {
      return Sort.TYPE;
    }
    if (item instanceof Item.Instance) {
      return Sort.INSTANCE;
    }
    if (item instanceof Item.ComponentValue) {
      return Sort.COMPONENT;
    }
    return Sort.CORE_MODULE;
  }

  /** Adds an item to its index space; types and instances tell what resource types stand for. */
  private void add(Scope scope, Sort sort, Item item, long offset) {
    if (item instanceof Item.Type type) {
      addType(scope, type);
    } else if (item instanceof Item.Instance instance) {
      addInstance(scope, instance, offset);
    } else {
      scope.add(sort, item);
    }
  }

  private void addType(Scope scope, Item.Type item) {
    int index = scope.size(Sort.TYPE);
    scope.add(Sort.TYPE, item);
    if (scope.component.types().get(index) instanceof ResourceType type) {
      bind(scope, type, item);
    }
  }

  private void bind(Scope scope, ResourceType type, Item.Type item) {
    scope.resources.putIfAbsent(type.root(), resources.get(item.resource().orElseThrow()).type());
  }

  private void addInstance(Scope scope, Item.Instance item, long offset) {
    int index = scope.size(Sort.INSTANCE);
    scope.add(Sort.INSTANCE, item);
    bind(scope, scope.component.instances().get(index), item, offset);
  }

  /** Binds the resource types in the type of an instance to those in the instance. */
  private void bind(Scope scope, ComponentInstanceType type, Item.Instance instance, long offset) {
    count(type.exports().size(), offset);
    type.exports()
        .forEach(
            (name, export) -> {
              if (export instanceof ComponentExternType.Type each
                  && each.type() instanceof ResourceType resource) {
                bind(scope, resource, (Item.Type) exportOf(instance, name, offset));
              } else if (export instanceof ComponentExternType.Instance inner) {
                bind(scope, inner.type(), (Item.Instance) exportOf(instance, name, offset), offset);
              }
            });
  }

  // ---------------------------------------------------------------- core instances

  private Item.CoreInstance instantiateCore(Scope scope, Definition.InstantiateCore definition) {
    Module module =
        scope.get(Item.CoreModule.class, Sort.CORE_MODULE, definition.module()).module();
    count(module.imports().size(), definition.offset());
    Map<String, Item.CoreInstance> providers = new LinkedHashMap<>();
    for (Definition.CoreArgument argument : definition.arguments()) {
      providers.put(
          argument.name(),
          scope.get(Item.CoreInstance.class, Sort.CORE_INSTANCE, argument.instance()));
    }
    Map<List<String>, Argument> arguments = new LinkedHashMap<>();
    for (Import imported : module.imports()) {
      Item.@Nullable CoreInstance provider = providers.get(imported.module());
      if (provider == null) {
        throw notValidated("argument " + imported.module());
      }
      arguments.computeIfAbsent(
          List.of(imported.module(), imported.name()),
          key ->
              new Argument(
                  imported.module(),
                  imported.name(),
                  coreExport(provider, imported.name(), sortOf(imported))));
    }
    int moduleIndex =
        moduleIndices.computeIfAbsent(
            module,
            key -> {
              modules.add(key);
              return modules.size() - 1;
            });
    int index = coreInstances.size();
    coreInstances.add(moduleIndex);
    steps.add(
        new LinkPlan.InstantiateModule(
            index, moduleIndex, List.copyOf(arguments.values()), scope.instance));
    return new Item.InstantiatedModule(index);
  }

  private static Sort sortOf(Import imported) {
    ExternType type = imported.type();
    if (type instanceof TableType) {
      return Sort.CORE_TABLE;
    }
    if (type instanceof MemoryType) {
      return Sort.CORE_MEMORY;
    }
    if (type instanceof GlobalType) {
      return Sort.CORE_GLOBAL;
    }
    return type instanceof TagType ? Sort.CORE_TAG : Sort.CORE_FUNCTION;
  }

  private Item.CoreInstance inlineCoreInstance(
      Scope scope, Definition.InlineCoreInstance definition) {
    count(definition.exports().size(), definition.offset());
    Map<String, CoreItem> exports = new LinkedHashMap<>();
    for (Definition.CoreInlineExport export : definition.exports()) {
      exports.put(export.name(), coreItem(scope, export.item()));
    }
    return new Item.InlineCoreInstance(exports);
  }

  private static CoreItem coreItem(Scope scope, SortIndex index) {
    return scope.get(Item.CoreDefinition.class, index.sort(), index.index()).item();
  }

  private static Optional<CoreItem> coreItem(Scope scope, Sort sort, OptionalInt index) {
    return index.isPresent()
        ? Optional.of(coreItem(scope, new SortIndex(sort, index.getAsInt())))
        : Optional.empty();
  }

  private static CoreItem coreExport(Item.CoreInstance instance, String name, Sort sort) {
    if (instance instanceof Item.InstantiatedModule module) {
      return new CoreExport(module.index(), name, sort);
    }
    @Nullable CoreItem item = ((Item.InlineCoreInstance) instance).exports().get(name);
    if (item == null) {
      throw notValidated("core export " + name);
    }
    return item;
  }

  // ---------------------------------------------------------------- instances

  private Item.Instance instantiate(Scope scope, Definition.Instantiate definition) {
    Item.ComponentValue component =
        scope.get(Item.ComponentValue.class, Sort.COMPONENT, definition.component());
    if (scope.depth == MAXIMUM_DEPTH) {
      throw new WasmValidationException(
          definition.offset(),
          "instantiations are more than " + MAXIMUM_DEPTH + " deep within each other");
    }
    count(definition.arguments().size(), definition.offset());
    Map<String, Item> arguments = new LinkedHashMap<>();
    for (Definition.Argument argument : definition.arguments()) {
      arguments.put(argument.name(), scope.get(argument.item()));
    }
    int index = instances.size();
    instances.add(new LinkPlan.Instance(OptionalInt.of(scope.instance)));
    steps.add(new LinkPlan.CreateInstance(index));
    Scope inner = new Scope(component.component(), component.scope(), index, scope.depth + 1);
    return new Item.LocalInstance(execute(inner, imported -> argument(arguments, imported)));
  }

  private static Item argument(Map<String, Item> arguments, Definition.Import imported) {
    @Nullable Item argument = arguments.get(imported.name().text());
    if (argument == null) {
      throw notValidated("argument " + imported.name().text());
    }
    return argument;
  }

  private Item.Instance inlineInstance(Scope scope, Definition.InlineInstance definition) {
    count(definition.exports().size(), definition.offset());
    Map<String, Item> exports = new LinkedHashMap<>();
    for (Definition.InlineExport export : definition.exports()) {
      exports.put(export.name().text(), scope.get(export.item()));
    }
    return new Item.LocalInstance(exports);
  }

  private Item exportOf(Item.Instance instance, String name, long offset) {
    if (instance instanceof Item.LocalInstance local) {
      @Nullable Item item = local.exports().get(name);
      if (item == null) {
        throw notValidated("export " + name);
      }
      return item;
    }
    Item.ImportedInstance imported = (Item.ImportedInstance) instance;
    @Nullable ComponentExternType type = imported.type().exports().get(name);
    if (type == null) {
      throw notValidated("export " + name);
    }
    List<String> path = new ArrayList<>(imported.path());
    path.add(name);
    return exportOfImport(path, type, offset);
  }

  // ---------------------------------------------------------------- imports from the host

  /** Makes an item of an import of the outermost component. */
  private Item importFromHost(Scope scope, Definition.Import imported) {
    List<String> path = List.of(imported.name().text());
    ValidComponent component = scope.component;
    ExternTypeSyntax type = imported.type();
    if (type instanceof ExternTypeSyntax.Function) {
      return importedFunction(path, component.functions().get(scope.size(Sort.FUNCTION)));
    }
    if (type instanceof ExternTypeSyntax.InstanceOf) {
      return new Item.ImportedInstance(path, component.instances().get(scope.size(Sort.INSTANCE)));
    }
    if (type instanceof ExternTypeSyntax.TypeEqual
        || type instanceof ExternTypeSyntax.SubResource) {
      return importedType(path, component.types().get(scope.size(Sort.TYPE)));
    }
    throw new UnsupportedFeatureException(
        type instanceof ExternTypeSyntax.ComponentOf
            ? "an imported component"
            : type instanceof ExternTypeSyntax.CoreModule
                ? "an imported core module"
                : "component values",
        imported.offset());
  }

  private Item exportOfImport(List<String> path, ComponentExternType type, long offset) {
    if (type instanceof ComponentExternType.Function function) {
      return importedFunction(path, function.type());
    }
    if (type instanceof ComponentExternType.Instance instance) {
      return new Item.ImportedInstance(path, instance.type());
    }
    if (type instanceof ComponentExternType.Type other) {
      return importedType(path, other.type());
    }
    throw new UnsupportedFeatureException(
        type instanceof ComponentExternType.Component
            ? "an imported component"
            : "an imported core module",
        offset);
  }

  private static Item importedFunction(List<String> path, ComponentFunctionType type) {
    return new Item.Function(new LinkPlan.ImportedFunction(path, type));
  }

  /** A resource type gets the name under which it is found first. */
  private Item importedType(List<String> path, AnyType type) {
    if (!(type instanceof ResourceType resource)) {
      return new Item.Type(OptionalInt.empty());
    }
    return new Item.Type(
        OptionalInt.of(
            resourceIndices.computeIfAbsent(
                resource.root(),
                key -> {
                  resources.add(new LinkPlan.ImportedResource(key, path));
                  return resources.size() - 1;
                })));
  }

  // ---------------------------------------------------------------- types

  private Item.Type type(Scope scope, Definition.Type definition) {
    if (!(definition.type() instanceof TypeSyntax.Resource resource)) {
      return new Item.Type(OptionalInt.empty());
    }
    ResourceType type = (ResourceType) scope.component.types().get(scope.size(Sort.TYPE));
    ResourceType unique = ResourceType.fresh();
    int index = resources.size();
    resourceIndices.put(unique, index);
    resources.add(
        new LinkPlan.DefinedResource(
            unique,
            scope.instance,
            type.representation(),
            coreItem(scope, Sort.CORE_FUNCTION, resource.destructor()),
            Optional.empty()));
    steps.add(new LinkPlan.DefineResource(index));
    return new Item.Type(OptionalInt.of(index));
  }

  /** Remembers the first name under which a defined resource type is exported, for messages. */
  private void name(Item.Type item, String name) {
    if (item.resource().isPresent()) {
      int index = item.resource().getAsInt();
      if (resources.get(index) instanceof LinkPlan.DefinedResource resource
          && resource.name().isEmpty()) {
        resources.set(index, resource.named(name));
      }
    }
  }

  // ---------------------------------------------------------------- canonical definitions

  private LiftedFunction lift(Scope scope, Definition.CanonLift lift) {
    ComponentFunctionType type = (ComponentFunctionType) scope.component.types().get(lift.type());
    requireSupported(type, lift.offset());
    LiftedFunction function =
        new LiftedFunction(
            functions.size(),
            substitute(scope, type, lift.offset()),
            coreItem(scope, new SortIndex(Sort.CORE_FUNCTION, lift.function())),
            options(scope, lift.options(), lift.offset()));
    functions.add(function);
    return function;
  }

  /** Puts the plan's resource types into a function type. */
  private ComponentFunctionType substitute(Scope scope, ComponentFunctionType type, long offset) {
    @Nullable ComponentFunctionType known = scope.functionTypes.get(type);
    if (known == null) {
      count(type.parameters().size(), offset);
      requireSupported(type, offset);
      boolean hasResources =
          type.parameters().stream().anyMatch(each -> each.type().layout().hasResources())
              || type.result().filter(each -> each.layout().hasResources()).isPresent();
      known = hasResources ? scope.substitution.apply(type) : type;
      scope.functionTypes.put(type, known);
    }
    return known;
  }

  private CoreFunction lower(Scope scope, Definition.CanonLower lower) {
    LinkPlan.Callee callee =
        scope.get(Item.Function.class, Sort.FUNCTION, lower.function()).callee();
    requireSupported(callee.type(), lower.offset());
    return new LinkPlan.LoweredFunction(callee, options(scope, lower.options(), lower.offset()));
  }

  private Item define(CoreFunction function) {
    int index = coreFunctions.size();
    coreFunctions.add(function);
    steps.add(new LinkPlan.DefineCoreFunction(index));
    return new Item.CoreDefinition(new CanonicalFunction(index));
  }

  private static Options options(Scope scope, CanonOptions options, long offset) {
    if (options.async()) {
      throw new UnsupportedFeatureException("async", offset);
    }
    return new Options(
        scope.instance,
        options.encoding().orElse(CanonOptions.StringEncoding.UTF8),
        coreItem(scope, Sort.CORE_MEMORY, options.memory()),
        coreItem(scope, Sort.CORE_FUNCTION, options.realloc()),
        coreItem(scope, Sort.CORE_FUNCTION, options.postReturn()));
  }

  private static CoreFunction builtIn(Scope scope, Definition.CanonBuiltIn definition) {
    BuiltIn builtIn = definition.builtIn();
    if (builtIn instanceof BuiltIn.ResourceNew operation) {
      return new LinkPlan.ResourceNew(resource(scope, operation.type()), scope.instance);
    }
    if (builtIn instanceof BuiltIn.ResourceRep operation) {
      return new LinkPlan.ResourceRep(resource(scope, operation.type()), scope.instance);
    }
    if (builtIn instanceof BuiltIn.ResourceDrop operation) {
      return new LinkPlan.ResourceDrop(resource(scope, operation.type()), scope.instance);
    }
    throw new UnsupportedFeatureException(feature(builtIn), definition.offset());
  }

  private static String feature(BuiltIn builtIn) {
    if (builtIn instanceof BuiltIn.ErrorContext) {
      return "error-context";
    }
    if (builtIn instanceof BuiltIn.ThreadStart) {
      return "component threads";
    }
    if (builtIn instanceof BuiltIn.Plain plain) {
      String name = plain.operation().name();
      if (name.startsWith("ERROR_CONTEXT")) {
        return "error-context";
      }
      if (name.startsWith("THREAD") && plain.operation() != BuiltIn.Operation.THREAD_YIELD) {
        return "component threads";
      }
    }
    return "async";
  }

  private static int resource(Scope scope, int type) {
    return scope.get(Item.Type.class, Sort.TYPE, type).resource().orElseThrow();
  }

  // ---------------------------------------------------------------- features

  private void requireSupported(ComponentFunctionType type, long offset) {
    if (type.synchrony() == ComponentFunctionType.Synchrony.ASYNC) {
      throw new UnsupportedFeatureException("async", offset);
    }
    type.parameters().forEach(parameter -> requireSupported(parameter.type(), offset));
    type.result().ifPresent(result -> requireSupported(result, offset));
  }

  private void requireSupported(ComponentValueType type, long offset) {
    if (type.layout().isAsync()) {
      throw new UnsupportedFeatureException("async", offset);
    }
    if (!supported.add(type)) {
      return;
    }
    if (type == PrimitiveType.ERROR_CONTEXT) {
      throw new UnsupportedFeatureException("error-context", offset);
    }
    for (ComponentValueType part : parts(type.structure())) {
      requireSupported(part, offset);
    }
  }

  private static List<ComponentValueType> parts(TypeStructure structure) {
    if (structure instanceof TypeStructure.Record type) {
      return type.fields().stream().map(TypeStructure.Field::type).toList();
    }
    if (structure instanceof TypeStructure.Variant type) {
      return type.cases().stream().map(TypeStructure.Case::type).flatMap(Optional::stream).toList();
    }
    if (structure instanceof TypeStructure.ListOf type) {
      return List.of(type.element());
    }
    if (structure instanceof TypeStructure.FixedLengthList type) {
      return List.of(type.element());
    }
    if (structure instanceof TypeStructure.Tuple type) {
      return type.types();
    }
    if (structure instanceof TypeStructure.Option type) {
      return List.of(type.type());
    }
    if (structure instanceof TypeStructure.Result type) {
      return Stream.of(type.ok(), type.error()).flatMap(Optional::stream).toList();
    }
    if (structure instanceof TypeStructure.MapOf type) {
      return List.of(type.key(), type.value());
    }
    return structure instanceof TypeStructure.Primitive type
            && type.type() == PrimitiveType.ERROR_CONTEXT
        ? List.of(type.type())
        : List.of();
  }

  // ---------------------------------------------------------------- exports

  private Map<String, Export> exports(Map<String, Item> items) {
    Map<String, Export> exports = new LinkedHashMap<>();
    items.forEach((name, item) -> exports.put(name, export(item)));
    return exports;
  }

  private Export export(Item item) {
    count(1, 0);
    if (item instanceof Item.Function function) {
      return new LinkPlan.FunctionExport(function.callee());
    }
    if (item instanceof Item.LocalInstance instance) {
      return new LinkPlan.InstanceExport(exports(instance.exports()));
    }
    if (item instanceof Item.ImportedInstance instance) {
      Map<String, Item> items = new LinkedHashMap<>();
      instance
          .type()
          .exports()
          .keySet()
          .forEach(name -> items.put(name, exportOf(instance, name, 0)));
      return new LinkPlan.InstanceExport(exports(items));
    }
    if (item instanceof Item.Type type && type.resource().isPresent()) {
      return new LinkPlan.ResourceExport(type.resource().getAsInt());
    }
    return new LinkPlan.OtherExport();
  }

  private static IllegalStateException notValidated(String what) {
    return new IllegalStateException("the component is not valid: there is no " + what);
  }
}
