package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.link.LinkPlan;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.component.CanonicalOptions;
import dev.cascara.runtime.component.ComponentInstance;
import dev.cascara.runtime.component.HandleTable;
import dev.cascara.runtime.component.HostInterface;
import dev.cascara.runtime.component.Realloc;
import dev.cascara.runtime.component.ResourceType;
import dev.cascara.runtime.component.StringEncoding;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Executes a {@link LinkPlan} once. */
final class Linker {
  private static final FunctionType RESOURCE_NEW =
      FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));
  private static final FunctionType RESOURCE_DROP =
      FunctionType.of(List.of(ValueType.I32), List.of());

  private final LinkPlan plan;
  private final List<CodeLoader.LoadedModule> modules;
  private final DynamicImports imports;
  private final @Nullable ComponentInstance[] instances;
  private final @Nullable ResourceType[] resources;
  private final @Nullable Instance[] coreInstances;
  private final @Nullable WasmFunction[] coreFunctions;
  private final @Nullable LiftedCall[] functions;
  private final IdentityHashMap<dev.cascara.compiler.component.ResourceType, ResourceType>
      resourceTypes = new IdentityHashMap<>();
  private final Codecs codecs = new Codecs(Codecs.Ends.HOST_AND_GUEST, this::resource);
  private final Codecs guestCodecs = new Codecs(Codecs.Ends.GUESTS, this::resource);

  Linker(LinkPlan plan, List<CodeLoader.LoadedModule> modules, DynamicImports imports) {
    this.plan = plan;
    this.modules = modules;
    this.imports = imports;
    this.instances = new @Nullable ComponentInstance[plan.instances().size()];
    this.resources = new @Nullable ResourceType[plan.resources().size()];
    this.coreInstances = new @Nullable Instance[plan.coreInstances().size()];
    this.coreFunctions = new @Nullable WasmFunction[plan.coreFunctions().size()];
    this.functions = new @Nullable LiftedCall[plan.functions().size()];
  }

  DynamicInstance execute() {
    for (int i = 0; i < resources.length; i++) {
      if (plan.resources().get(i) instanceof LinkPlan.ImportedResource imported) {
        importResource(i, imported);
      }
    }
    plan.steps().forEach(this::execute);
    Map<List<String>, DynamicFunction> exported = new LinkedHashMap<>();
    Map<List<String>, ResourceType> exportedResources = new HashMap<>();
    plan.exports()
        .forEach((name, export) -> export(List.of(name), export, exported, exportedResources));
    return new DynamicInstance(exported, exportedResources);
  }

  private void execute(LinkPlan.Step step) {
    if (step instanceof LinkPlan.CreateInstance each) {
      LinkPlan.Instance instance = plan.instances().get(each.instance());
      instances[each.instance()] =
          instance.parent().isPresent()
              ? new ComponentInstance(instance(instance.parent().getAsInt()))
              : new ComponentInstance();
    } else if (step instanceof LinkPlan.DefineResource each) {
      defineResource(each.resource());
    } else if (step instanceof LinkPlan.InstantiateModule each) {
      instantiate(each);
    } else if (step instanceof LinkPlan.DefineCoreFunction each) {
      coreFunctions[each.function()] = define(plan.coreFunctions().get(each.function()));
    }
  }

  private static <T> T made(@Nullable T item) {
    if (item == null) {
      throw new IllegalStateException("the plan uses what it has not made yet");
    }
    return item;
  }

  private ComponentInstance instance(int index) {
    return made(instances[index]);
  }

  // ---------------------------------------------------------------- resource types

  private void importResource(int index, LinkPlan.ImportedResource imported) {
    @Nullable ResourceType type = imports.resource(imported.path());
    if (type == null) {
      throw missing("resource", imported.path());
    }
    resources[index] = resourceTypes.computeIfAbsent(imported.type().root(), key -> type);
  }

  private void defineResource(int index) {
    LinkPlan.DefinedResource resource = (LinkPlan.DefinedResource) plan.resources().get(index);
    if (resource.representation() != NumberType.I32) {
      throw new UnsupportedFeatureException("a resource of 64-bit representation", 0);
    }
    String name = resource.name().orElse("resource");
    ComponentInstance instance = instance(resource.instance());
    ResourceType type =
        resource
            .destructor()
            .map(item -> ResourceType.ofGuest(name, instance, destructor(item)))
            .orElseGet(() -> ResourceType.ofGuest(name, instance));
    resources[index] = type;
    resourceTypes.put(resource.type().root(), type);
  }

  private ResourceType.Destructor destructor(LinkPlan.CoreItem item) {
    CoreCall function = new CoreCall(function(item));
    return representation -> {
      function.call(representation);
    };
  }

  private ResourceType resource(int index) {
    return made(resources[index]);
  }

  private ResourceType resource(dev.cascara.compiler.component.ResourceType type) {
    return made(resourceTypes.get(type.root()));
  }

  private static LinkException missing(String sort, List<String> path) {
    return new LinkException(
        "unknown import: the component imports the "
            + sort
            + " "
            + String.join("#", path)
            + ", which was not given");
  }

  // ---------------------------------------------------------------- core instances

  private void instantiate(LinkPlan.InstantiateModule step) {
    Map<List<String>, LinkPlan.CoreItem> arguments = new HashMap<>();
    for (LinkPlan.Argument argument : step.arguments()) {
      arguments.put(List.of(argument.module(), argument.name()), argument.item());
    }
    ComponentInstance instance = instance(step.instance());
    // Start functions execute in the instance.
    instance.enter();
    try {
      coreInstances[step.coreInstance()] =
          modules
              .get(step.module())
              .instantiate(
                  (module, name) -> {
                    LinkPlan.@Nullable CoreItem item = arguments.get(List.of(module, name));
                    return item == null ? null : item(item);
                  });
    } catch (Throwable thrown) {
      throw instance.failed(thrown);
    }
    instance.exit();
  }

  private Extern item(LinkPlan.CoreItem item) {
    if (item instanceof LinkPlan.CanonicalFunction function) {
      return made(coreFunctions[function.index()]);
    }
    LinkPlan.CoreExport export = (LinkPlan.CoreExport) item;
    return made(coreInstances[export.instance()]).export(export.name());
  }

  private WasmFunction function(LinkPlan.CoreItem item) {
    return (WasmFunction) item(item);
  }

  // ---------------------------------------------------------------- canonical functions

  private CanonicalOptions options(LinkPlan.Options options) {
    return new CanonicalOptions(
        instance(options.instance()),
        switch (options.encoding()) {
          case UTF8 -> StringEncoding.UTF8;
          case UTF16 -> StringEncoding.UTF16;
          case LATIN1_UTF16 -> StringEncoding.LATIN1_UTF16;
        },
        options.memory().map(item -> (Memory) item(item)).orElse(null),
        options.realloc().map(item -> Realloc.of(function(item))).orElse(null));
  }

  /** Makes what the host calls. */
  private LiftedCall lifted(LinkPlan.LiftedFunction function) {
    @Nullable LiftedCall call = functions[function.index()];
    if (call == null) {
      call = lift(function, codecs);
      functions[function.index()] = call;
    }
    return call;
  }

  private LiftedCall lift(LinkPlan.LiftedFunction function, Codecs codecsOfCall) {
    return new LiftedCall(
        new Signature(function.type(), codecsOfCall),
        new CoreCall(function(function.function())),
        options(function.options()),
        function.options().postReturn().map(item -> new CoreCall(function(item))).orElse(null));
  }

  private WasmFunction define(LinkPlan.CoreFunction function) {
    if (function instanceof LinkPlan.LoweredFunction lowered) {
      CanonicalOptions options = options(lowered.options());
      return lowered.callee() instanceof LinkPlan.ImportedFunction imported
          ? lower(imported, options)
          : LoweredCall.of(lift((LinkPlan.LiftedFunction) lowered.callee(), guestCodecs), options);
    }
    if (function instanceof LinkPlan.ResourceNew each) {
      return builtIn("resourceNew", RESOURCE_NEW, each.instance(), each.resource());
    }
    if (function instanceof LinkPlan.ResourceRep each) {
      return builtIn("resourceRep", RESOURCE_NEW, each.instance(), each.resource());
    }
    LinkPlan.ResourceDrop each = (LinkPlan.ResourceDrop) function;
    return builtIn("drop", RESOURCE_DROP, each.instance(), each.resource());
  }

  private WasmFunction builtIn(String method, FunctionType type, int instance, int resource) {
    MethodType methodType = type.methodType();
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .findVirtual(
                  HandleTable.class,
                  method,
                  methodType.insertParameterTypes(0, ResourceType.class));
      return WasmFunction.of(
          type,
          MethodHandles.insertArguments(
              handle, 0, instance(instance).handles(), resource(resource)));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A function of the host: one that takes values, or one whose lowering was generated. */
  private WasmFunction lower(LinkPlan.ImportedFunction imported, CanonicalOptions options) {
    Signature signature = new Signature(imported.type(), codecs);
    DynamicImports.@Nullable HostFunction host = imports.function(imported.path());
    if (host != null) {
      return LoweredCall.of(signature, host, options);
    }
    @Nullable HostInterface owner = imports.interfaceOf(imported.path());
    if (owner == null || imported.path().size() != 2) {
      throw missing("function", imported.path());
    }
    MethodHandle handle = owner.lowered(imported.path().get(1));
    MethodHandle bound =
        MethodHandles.insertArguments(handle, handle.type().parameterCount() - 1, options);
    FunctionType type = signature.lowered();
    if (!bound.type().equals(type.methodType())) {
      throw new LinkException(
          "the import "
              + String.join("#", imported.path())
              + " is of another type than the host's function: "
              + type
              + " instead of "
              + bound.type());
    }
    return WasmFunction.of(type, bound);
  }

  // ---------------------------------------------------------------- exports

  private void export(
      List<String> path,
      LinkPlan.Export export,
      Map<List<String>, DynamicFunction> exported,
      Map<List<String>, ResourceType> exportedResources) {
    if (export instanceof LinkPlan.FunctionExport each) {
      exported.put(path, function(path, each.callee()));
    } else if (export instanceof LinkPlan.ResourceExport each) {
      exportedResources.put(path, resource(each.resource()));
    } else if (export instanceof LinkPlan.InstanceExport instance) {
      instance
          .exports()
          .forEach(
              (name, each) -> {
                List<String> inner = new ArrayList<>(path);
                inner.add(name);
                export(List.copyOf(inner), each, exported, exportedResources);
              });
    }
  }

  private DynamicFunction function(List<String> path, LinkPlan.Callee callee) {
    if (callee instanceof LinkPlan.LiftedFunction function) {
      return new DynamicFunction(path, function.type(), lifted(function)::call);
    }
    LinkPlan.ImportedFunction imported = (LinkPlan.ImportedFunction) callee;
    DynamicImports.@Nullable HostFunction host = imports.function(imported.path());
    Signature signature = new Signature(imported.type(), codecs);
    return new DynamicFunction(
        path,
        imported.type(),
        arguments -> {
          if (host == null) {
            throw new LinkException(
                "the component exports its import "
                    + String.join("#", imported.path())
                    + ", which was not given as a function of values");
          }
          signature.checkArguments(arguments);
          Optional<Value> result = host.call(arguments);
          signature.checkResult(result);
          return result;
        });
  }
}
