package dev.cascara.compiler.component;

import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Validates canonical definitions and gives them their types (Canonical ABI, "Canonical
 * Definitions").
 */
final class CanonValidator {
  private static final int MAXIMUM_FLAT_RESULTS = 1;
  private static final int MAXIMUM_FLAT_ASYNC_PARAMETERS = 4;
  private static final int CONTEXT_SLOTS = 2;
  private static final List<ValueType> NONE = List.of();
  private static final List<ValueType> I32 = List.of(NumberType.I32);

  private final TypeResolver resolver;
  private final Scope scope;
  private @Nullable ValueType contextType;

  /** What a canonical function does with the function that it wraps. */
  private enum Context {
    LIFT,
    LOWER
  }

  CanonValidator(TypeResolver resolver, Scope scope) {
    this.resolver = resolver;
    this.scope = scope;
  }

  // ---------------------------------------------------------------- lift and lower

  void lift(Definition.CanonLift canon) {
    long offset = canon.offset();
    ComponentFunctionType type = scope.functionType(canon.type(), offset);
    FunctionType core = Scope.get(scope.coreFunctions, canon.function(), "core function", offset);
    CanonOptions options = canon.options();
    NumberType pointer = checkOptions(options, offset);
    if (options.async() && type.synchrony() == ComponentFunctionType.Synchrony.SYNC) {
      throw fail("the `async` option is only valid for an async function type", offset);
    }
    FunctionType expected = flatten(type, options, Context.LIFT, pointer);
    if (!core.parameters().equals(expected.parameters())) {
      throw fail(
          "lowered parameter types `"
              + expected.parameters()
              + "` do not match parameter types `"
              + core.parameters()
              + "` of core function "
              + canon.function(),
          offset);
    }
    if (!core.results().equals(expected.results())) {
      throw fail(
          "lowered result types `"
              + expected.results()
              + "` do not match result types `"
              + core.results()
              + "` of core function "
              + canon.function(),
          offset);
    }
    if (options.postReturn().isPresent()) {
      if (options.async()) {
        throw fail("cannot specify both `async` and `post-return` options", offset);
      }
      FunctionType postReturn =
          Scope.get(scope.coreFunctions, options.postReturn().getAsInt(), "core function", offset);
      if (!postReturn.equals(new FunctionType(expected.results(), NONE))) {
        throw fail(
            "canonical option `post-return` uses a core function with an incorrect signature",
            offset);
      }
    }
    boolean pointersIn = type.parameters().stream().anyMatch(p -> p.type().layout().hasPointers());
    boolean pointersOut = type.result().filter(r -> r.layout().hasPointers()).isPresent();
    if (pointersIn || flatParameters(type).size() > Layout.MAXIMUM_FLAT) {
      requireRealloc(options, offset);
    }
    int most = options.async() ? Layout.MAXIMUM_FLAT : MAXIMUM_FLAT_RESULTS;
    if (pointersOut || flatResults(type).size() > most) {
      requireMemory(options, offset);
    }
    scope.functions.add(type);
  }

  void lower(Definition.CanonLower canon) {
    long offset = canon.offset();
    ComponentFunctionType type = Scope.get(scope.functions, canon.function(), "function", offset);
    CanonOptions options = canon.options();
    NumberType pointer = checkOptions(options, offset);
    refuse(options.postReturn().isPresent(), "post-return", "lowerings", offset);
    refuse(options.callback().isPresent(), "callback", "lowerings", offset);
    if (options.async()) {
      if (type.synchrony() == ComponentFunctionType.Synchrony.SYNC) {
        throw fail("the `async` option is only valid for an async function type", offset);
      }
    }
    boolean pointersIn = type.parameters().stream().anyMatch(p -> p.type().layout().hasPointers());
    boolean pointersOut = type.result().filter(r -> r.layout().hasPointers()).isPresent();
    int mostParameters = options.async() ? MAXIMUM_FLAT_ASYNC_PARAMETERS : Layout.MAXIMUM_FLAT;
    int mostResults = options.async() ? 0 : MAXIMUM_FLAT_RESULTS;
    if (pointersIn
        || flatParameters(type).size() > mostParameters
        || flatResults(type).size() > mostResults) {
      requireMemory(options, offset);
    }
    if (pointersOut) {
      requireRealloc(options, offset);
    }
    scope.coreFunctions.add(flatten(type, options, Context.LOWER, pointer));
  }

  private static List<Layout.Flat> flatParameters(ComponentFunctionType type) {
    List<Layout.Flat> flat = new ArrayList<>();
    for (TypeStructure.Field parameter : type.parameters()) {
      if (flat.size() <= Layout.MAXIMUM_FLAT) {
        flat.addAll(parameter.type().layout().flat());
      }
    }
    return flat;
  }

  private static List<Layout.Flat> flatResults(ComponentFunctionType type) {
    return type.result().map(result -> result.layout().flat()).orElse(List.of());
  }

  /** {@code flatten_functype}. */
  private static FunctionType flatten(
      ComponentFunctionType type, CanonOptions options, Context context, NumberType pointer) {
    List<ValueType> parameters = types(flatParameters(type), pointer);
    List<ValueType> results = types(flatResults(type), pointer);
    int mostParameters =
        options.async() && context == Context.LOWER
            ? MAXIMUM_FLAT_ASYNC_PARAMETERS
            : Layout.MAXIMUM_FLAT;
    if (parameters.size() > mostParameters) {
      parameters = new ArrayList<>(List.of(pointer));
    }
    if (!options.async()) {
      if (results.size() > MAXIMUM_FLAT_RESULTS) {
        if (context == Context.LIFT) {
          results = List.of(pointer);
        } else {
          parameters.add(pointer);
          results = NONE;
        }
      }
    } else if (context == Context.LIFT) {
      results = options.callback().isPresent() ? I32 : NONE;
    } else {
      if (!results.isEmpty()) {
        parameters.add(pointer);
      }
      results = I32;
    }
    return new FunctionType(parameters, results);
  }

  private static List<ValueType> types(List<Layout.Flat> flat, NumberType pointer) {
    List<ValueType> types = new ArrayList<>();
    flat.forEach(each -> types.add(each.type(pointer)));
    return types;
  }

  // ---------------------------------------------------------------- options

  /** Checks what options are in themselves; returns the type of addresses. */
  private NumberType checkOptions(CanonOptions options, long offset) {
    NumberType pointer = NumberType.I32;
    if (options.memory().isPresent()) {
      pointer = addressType(options.memory().getAsInt(), offset);
    }
    if (options.realloc().isPresent()) {
      requireMemory(options, offset);
      FunctionType realloc =
          Scope.get(scope.coreFunctions, options.realloc().getAsInt(), "core function", offset);
      if (!realloc.parameters().equals(List.of(pointer, pointer, pointer, pointer))
          || !realloc.results().equals(List.of(pointer))) {
        throw fail(
            "canonical option `realloc` uses a core function with an incorrect signature", offset);
      }
    }
    if (options.callback().isPresent()) {
      if (!options.async()) {
        throw fail("cannot specify callback without async", offset);
      }
      FunctionType callback =
          Scope.get(scope.coreFunctions, options.callback().getAsInt(), "core function", offset);
      if (!callback.equals(
          new FunctionType(List.of(NumberType.I32, NumberType.I32, NumberType.I32), I32))) {
        throw fail(
            "canonical option `callback` uses a core function with an incorrect signature", offset);
      }
    }
    return pointer;
  }

  private NumberType addressType(int memory, long offset) {
    MemoryType type = Scope.get(scope.coreMemories, memory, "memory", offset);
    if (type.shared()) {
      throw fail("canonical option `memory` cannot be a shared memory", offset);
    }
    return type.addressType() == AddressType.I64 ? NumberType.I64 : NumberType.I32;
  }

  private static void requireMemory(CanonOptions options, long offset) {
    if (options.memory().isEmpty()) {
      throw fail("canonical option `memory` is required", offset);
    }
  }

  private static void requireRealloc(CanonOptions options, long offset) {
    requireMemory(options, offset);
    if (options.realloc().isEmpty()) {
      throw fail("canonical option `realloc` is required", offset);
    }
  }

  private static void refuse(boolean present, String option, String where, long offset) {
    if (present) {
      throw fail("canonical option `" + option + "` cannot be specified for " + where, offset);
    }
  }

  private static void refuseCallOptions(CanonOptions options, String where, long offset) {
    refuse(options.postReturn().isPresent(), "post-return", where, offset);
    refuse(options.callback().isPresent(), "callback", where, offset);
  }

  private static WasmValidationException fail(String message, long offset) {
    return new WasmValidationException(offset, message);
  }

  // ---------------------------------------------------------------- built-ins

  void builtIn(Definition.CanonBuiltIn canon) {
    scope.coreFunctions.add(type(canon.builtIn(), canon.offset()));
  }

  private FunctionType type(BuiltIn builtIn, long offset) {
    if (builtIn instanceof BuiltIn.ResourceNew each) {
      return new FunctionType(List.of(localResource(each.type(), offset).representation()), I32);
    }
    if (builtIn instanceof BuiltIn.ResourceRep each) {
      return new FunctionType(I32, List.of(localResource(each.type(), offset).representation()));
    }
    if (builtIn instanceof BuiltIn.ResourceDrop each) {
      scope.resource(each.type(), offset);
      return new FunctionType(I32, NONE);
    }
    if (builtIn instanceof BuiltIn.TaskReturn each) {
      return taskReturn(each, offset);
    }
    if (builtIn instanceof BuiltIn.Context each) {
      return context(each, offset);
    }
    if (builtIn instanceof BuiltIn.OnEndpoint each) {
      return onEndpoint(each, offset);
    }
    if (builtIn instanceof BuiltIn.ErrorContext each) {
      return errorContext(each, offset);
    }
    if (builtIn instanceof BuiltIn.WaitableSet each) {
      return new FunctionType(List.of(NumberType.I32, addressType(each.memory(), offset)), I32);
    }
    if (builtIn instanceof BuiltIn.ThreadStart each) {
      return threadStart(each, offset);
    }
    return plain(((BuiltIn.Plain) builtIn).operation());
  }

  private ResourceType localResource(int index, long offset) {
    ResourceType resource = scope.resource(index, offset);
    if (resource.origin() != ResourceType.Origin.DEFINED) {
      throw fail("type index " + index + " is not a local resource", offset);
    }
    return resource;
  }

  private FunctionType taskReturn(BuiltIn.TaskReturn builtIn, long offset) {
    CanonOptions options = builtIn.options();
    refuse(options.realloc().isPresent(), "realloc", "task.return", offset);
    refuse(options.async(), "async", "task.return", offset);
    refuseCallOptions(options, "task.return", offset);
    NumberType pointer = checkOptions(options, offset);
    Optional<ComponentValueType> result =
        builtIn.result().map(type -> resolver.resolve(type, scope, offset));
    if (result.isEmpty()) {
      return new FunctionType(NONE, NONE);
    }
    if (result.get().layout().hasBorrows()) {
      throw fail("function result cannot contain a `borrow` type", offset);
    }
    if (result.get().layout().hasPointers() || result.get().layout().isTooFlat()) {
      requireMemory(options, offset);
    }
    return new FunctionType(
        result.get().layout().isTooFlat()
            ? List.of(pointer)
            : types(result.get().layout().flat(), pointer),
        NONE);
  }

  private FunctionType context(BuiltIn.Context builtIn, long offset) {
    if (builtIn.type() != NumberType.I32 && builtIn.type() != NumberType.I64) {
      throw fail("thread-local values are `i32` or `i64`", offset);
    }
    if (contextType != null && !contextType.equals(builtIn.type())) {
      throw fail("all thread-local values of a component must be of one type", offset);
    }
    contextType = builtIn.type();
    if (builtIn.slot() < 0 || builtIn.slot() >= CONTEXT_SLOTS) {
      throw fail("context immediate must be less than " + CONTEXT_SLOTS, offset);
    }
    return builtIn.operation() == BuiltIn.Operation.CONTEXT_GET
        ? new FunctionType(NONE, List.of(builtIn.type()))
        : new FunctionType(List.of(builtIn.type()), NONE);
  }

  private FunctionType onEndpoint(BuiltIn.OnEndpoint builtIn, long offset) {
    boolean isStream = builtIn.operation().name().startsWith("STREAM");
    String where = isStream ? "stream" : "future";
    if (!(scope.type(builtIn.type(), offset) instanceof ComponentValueType type)
        || !(isStream
            ? type.structure() instanceof TypeStructure.Stream
            : type.structure() instanceof TypeStructure.Future)) {
      throw fail("type index " + builtIn.type() + " is not a " + where + " type", offset);
    }
    Optional<ComponentValueType> element =
        type.structure() instanceof TypeStructure.Stream stream
            ? stream.element()
            : ((TypeStructure.Future) type.structure()).element();
    CanonOptions options = builtIn.options();
    refuseCallOptions(options, where + "s", offset);
    boolean pointers = element.filter(each -> each.layout().hasPointers()).isPresent();
    return switch (builtIn.operation()) {
      case STREAM_NEW, FUTURE_NEW -> new FunctionType(NONE, List.of(NumberType.I64));
      case STREAM_READ, FUTURE_READ, STREAM_WRITE, FUTURE_WRITE -> {
        NumberType pointer = checkOptions(options, offset);
        boolean reads =
            builtIn.operation() == BuiltIn.Operation.STREAM_READ
                || builtIn.operation() == BuiltIn.Operation.FUTURE_READ;
        if (element.isPresent()) {
          requireMemory(options, offset);
        }
        if (reads && pointers) {
          requireRealloc(options, offset);
        }
        yield new FunctionType(
            isStream ? List.of(NumberType.I32, pointer, pointer) : List.of(NumberType.I32, pointer),
            isStream ? List.of(pointer) : I32);
      }
      case STREAM_CANCEL_READ, STREAM_CANCEL_WRITE, FUTURE_CANCEL_READ, FUTURE_CANCEL_WRITE ->
          new FunctionType(I32, I32);
      default -> new FunctionType(I32, NONE);
    };
  }

  private FunctionType errorContext(BuiltIn.ErrorContext builtIn, long offset) {
    CanonOptions options = builtIn.options();
    refuse(options.async(), "async", "error contexts", offset);
    refuseCallOptions(options, "error contexts", offset);
    NumberType pointer = checkOptions(options, offset);
    requireMemory(options, offset);
    if (builtIn.operation() == BuiltIn.Operation.ERROR_CONTEXT_NEW) {
      return new FunctionType(List.of(pointer, pointer), I32);
    }
    requireRealloc(options, offset);
    return new FunctionType(List.of(NumberType.I32, pointer), NONE);
  }

  private FunctionType threadStart(BuiltIn.ThreadStart builtIn, long offset) {
    if (!(Scope.get(scope.coreTypes, builtIn.type(), "type", offset)
            instanceof CoreTypes.Entry.Defined defined)
        || !(defined.type().compositeType() instanceof FunctionType start)
        || start.parameters().size() != 1
        || !start.results().isEmpty()
        || (start.parameters().get(0) != NumberType.I32
            && start.parameters().get(0) != NumberType.I64)) {
      throw fail("start function must take a single `i32` or `i64` argument", offset);
    }
    ValueType argument = start.parameters().get(0);
    if (builtIn.operation() == BuiltIn.Operation.THREAD_SPAWN_REF) {
      return new FunctionType(
          List.of(new ReferenceType(true, new ConcreteHeapType(builtIn.type())), argument), I32);
    }
    TableType table = Scope.get(scope.coreTables, builtIn.table(), "table", offset);
    if (table.elementType().heapType() != AbstractHeapType.FUNC) {
      throw fail("expected a table of `funcref`", offset);
    }
    NumberType index = table.addressType() == AddressType.I64 ? NumberType.I64 : NumberType.I32;
    return new FunctionType(List.of(index, argument), I32);
  }

  private static FunctionType plain(BuiltIn.Operation operation) {
    return switch (operation) {
      case TASK_CANCEL, BACKPRESSURE_INC, BACKPRESSURE_DEC -> new FunctionType(NONE, NONE);
      case WAITABLE_SET_NEW,
          THREAD_INDEX,
          THREAD_SUSPEND,
          THREAD_YIELD,
          THREAD_AVAILABLE_PARALLELISM ->
          new FunctionType(NONE, I32);
      case SUBTASK_CANCEL,
          THREAD_SUSPEND_THEN_RESUME,
          THREAD_YIELD_THEN_RESUME,
          THREAD_SUSPEND_THEN_PROMOTE,
          THREAD_YIELD_THEN_PROMOTE ->
          new FunctionType(I32, I32);
      case WAITABLE_JOIN -> new FunctionType(List.of(NumberType.I32, NumberType.I32), NONE);
      default -> new FunctionType(I32, NONE);
    };
  }
}
