package dev.cascara.it.fuzz;

import dev.cascara.compiler.CodeLoader;
import dev.cascara.compiler.CompiledModule;
import dev.cascara.compiler.CompiledModule.CompiledExport;
import dev.cascara.compiler.CompilerOptions;
import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.ModuleCompiler;
import dev.cascara.it.conformance.ClassCheck;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** This project's compiler. All classes are checked. */
final class CascaraEngine implements Engine {
  /** What vectors become: the system property {@code fuzz.simd} names it, scalars by default. */
  private static final SimdTarget SIMD_TARGET =
      SimdTarget.valueOf(System.getProperty("fuzz.simd", SimdTarget.SCALAR.name()));

  /** So small that most modules have functions that are divided, and parts that are. */
  private static final int SMALL_METHOD = 900;

  private final String name;
  private final CompilerOptions options;

  private CascaraEngine(String name, CompilerOptions options) {
    this.name = name;
    this.options = options;
  }

  /** The compiler as it is used. */
  static CascaraEngine ordinary() {
    return new CascaraEngine("Cascara", options());
  }

  /** The compiler with a limit for methods that few functions are below. */
  static CascaraEngine dividing() {
    return new CascaraEngine("Cascara in small methods", options().withMethodSize(SMALL_METHOD));
  }

  private static CompilerOptions options() {
    return new CompilerOptions("fuzz", "Module").withSimdTarget(SIMD_TARGET);
  }

  /** An object of the host. */
  private record HostReference(long number) {}

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> run(GeneratedModule module) throws ExhaustedException {
    CompiledModule compiled = ModuleCompiler.compile(module.encode(), options);
    ClassCheck.ALL.accept(compiled);
    return new Run(module, compiled).lines();
  }

  /** One instance. */
  private static final class Run {
    private final GeneratedModule module;
    private final Observations seen = new Observations();
    private final Map<String, MethodHandle> methods = new HashMap<>();

    Run(GeneratedModule module, CompiledModule compiled) throws ExhaustedException {
      this.module = module;
      try {
        Instance instance = new CodeLoader().load(compiled).instantiate(imports());
        seen.add("start = ok");
        methods(instance, compiled);
        for (int i = 0; i < module.calls().size(); i++) {
          call(instance, i);
        }
        state(instance);
      } catch (WasmTrap e) {
        seen.add("start = " + kind(e));
      } catch (WasmException e) {
        seen.add("start = exception");
      }
    }

    List<String> lines() {
      return seen.lines();
    }

    private Imports imports() {
      Memory memory =
          module.memories().isEmpty()
              ? null
              : Memory.create(
                  module.memories().get(0).minimum(), module.memories().get(0).maximum());
      List<WasmFunction> functions = new ArrayList<>();
      for (int i = 0; i < module.imports().size(); i++) {
        functions.add(hostFunction(i));
      }
      return (from, name) ->
          name.equals("memory") ? memory : functions.get(Integer.parseInt(name.substring(1)));
    }

    private WasmFunction hostFunction(int index) {
      Signature signature = module.signature(index);
      FunctionType type =
          FunctionType.of(types(signature.parameters()), types(signature.results()));
      try {
        MethodHandle host =
            MethodHandles.lookup()
                .findVirtual(
                    Run.class,
                    "host",
                    MethodType.methodType(
                        Object.class, int.class, Signature.class, Object[].class));
        return WasmFunction.of(
            type,
            MethodHandles.insertArguments(host.bindTo(this), 0, index, signature)
                .asCollector(Object[].class, signature.parameters().size())
                .asType(type.methodType()));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    // Called by its handle.
    @SuppressWarnings("UnusedMethod")
    private @Nullable Object host(int index, Signature signature, @Nullable Object[] arguments) {
      long[] bits = new long[arguments.length];
      for (int i = 0; i < bits.length; i++) {
        bits[i] = bits(signature.parameters().get(i), arguments[i]);
      }
      long result = seen.host(index, signature, bits);
      return signature.results().isEmpty() ? null : value(signature.results().get(0), result);
    }

    private static List<ValueType> types(List<Type> types) {
      return types.stream()
          .map(
              type ->
                  switch (type.kind()) {
                    case I32 -> ValueType.I32;
                    case I64 -> ValueType.I64;
                    case F32 -> ValueType.F32;
                    case F64 -> ValueType.F64;
                    case REFERENCE ->
                        type.equals(Type.FUNCREF) ? ValueType.FUNCREF : ValueType.EXTERNREF;
                    case V128 -> ValueType.V128;
                  })
          .toList();
    }

    private void methods(Instance instance, CompiledModule compiled) {
      for (CompiledExport export : compiled.exports()) {
        export
            .function()
            .ifPresent(
                function -> {
                  Method method =
                      Arrays.stream(instance.getClass().getMethods())
                          .filter(each -> each.getName().equals(function.javaName()))
                          .filter(each -> each.getDeclaringClass() == instance.getClass())
                          .findFirst()
                          .orElseThrow();
                  try {
                    methods.put(
                        export.name(),
                        MethodHandles.publicLookup()
                            .unreflect(method)
                            .asFixedArity()
                            .bindTo(instance));
                  } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                  }
                });
      }
    }

    private void call(Instance instance, int number) throws ExhaustedException {
      GeneratedModule.Call call = module.calls().get(number);
      Signature signature = module.signature(module.imports().size() + call.function());
      List<@Nullable Object> arguments = new ArrayList<>();
      for (int i = 0; i < call.arguments().size(); i++) {
        arguments.add(value(signature.parameters().get(i), call.arguments().get(i)));
      }
      String name = "f" + call.function();
      WasmFunction function = (WasmFunction) instance.export(name);
      // A host has two ways to call.
      MethodHandle handle =
          number % 2 == 0 ? function.handle() : methods.getOrDefault(name, function.handle());
      try {
        invoke(((WasmFunction) instance.export("refuel")).handle(), List.of(GeneratedModule.FUEL));
        Object first =
            handle.type().parameterCount() == arguments.size()
                ? invoke(handle, arguments)
                : invoke(handle, List.of((Object) arguments.toArray()));
        long[] results = new long[signature.results().size()];
        for (int i = 0; i < results.length; i++) {
          Type type = signature.results().get(i);
          results[i] =
              i == 0
                  ? bits(type, first)
                  : type.isReference()
                      ? bits(type, function.resultReference(i))
                      : function.resultBits(i);
        }
        seen.results(name, signature.results(), results);
      } catch (WasmTrap e) {
        seen.add(name + " = " + kind(e));
      } catch (WasmException e) {
        seen.add(name + " = exception");
      }
    }

    private static @Nullable Object invoke(MethodHandle handle, List<?> arguments) {
      try {
        return handle.invokeWithArguments(arguments);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }

    private void state(Instance instance) {
      for (int i = 0; i < module.globals().size(); i++) {
        GeneratedModule.GlobalVariable global = module.globals().get(i);
        if (global.exported()) {
          Object value = ((Global) instance.export("g" + i)).get();
          seen.results("g" + i, List.of(global.type()), new long[] {bits(global.type(), value)});
        }
      }
      for (int i = 0; i < module.tables().size(); i++) {
        if (module.tables().get(i).exported()) {
          Table table = (Table) instance.export("t" + i);
          List<Type> types = new ArrayList<>();
          long[] elements = new long[table.size()];
          for (int k = 0; k < elements.length; k++) {
            Type element = module.tables().get(i).element();
            types.add(element);
            elements[k] = bits(element, table.get(k));
          }
          seen.results("t" + i, types, elements);
        }
      }
      if (!module.memories().isEmpty()) {
        Memory memory = (Memory) instance.export("memory");
        byte[] content = new byte[Math.toIntExact(memory.byteSize())];
        memory.read(0, content, 0, content.length);
        seen.memory(memory.pages(), content);
      }
    }

    private static @Nullable Object value(Type type, long bits) {
      return switch (type.kind()) {
        case I32 -> (int) bits;
        case I64 -> bits;
        case F32 -> Float.intBitsToFloat((int) bits);
        case F64 -> Double.longBitsToDouble(bits);
        case REFERENCE -> type.equals(Type.FUNCREF) || bits == 0 ? null : new HostReference(bits);
        case V128 -> throw new IllegalArgumentException("hosts have no vectors");
      };
    }

    private static long bits(Type type, @Nullable Object value) {
      if (value instanceof Float number) {
        return Float.floatToRawIntBits(number);
      }
      if (value instanceof Double number) {
        return Double.doubleToRawLongBits(number);
      }
      if (value instanceof HostReference reference) {
        return reference.number();
      }
      if (type.isReference()) {
        return value == null ? 0 : Observations.GUEST_REFERENCE;
      }
      return ((Number) Objects.requireNonNull(value)).longValue();
    }

    private static String kind(WasmTrap trap) throws ExhaustedException {
      return switch (trap.kind()) {
        case UNREACHABLE -> "unreachable";
        case OUT_OF_BOUNDS_MEMORY_ACCESS -> "memory";
        case OUT_OF_BOUNDS_TABLE_ACCESS, UNDEFINED_ELEMENT -> "table";
        case UNINITIALIZED_ELEMENT, INDIRECT_CALL_TYPE_MISMATCH -> "callee";
        case INTEGER_DIVIDE_BY_ZERO -> "zero";
        case NULL_REFERENCE, NULL_EXCEPTION_REFERENCE -> "null reference";
        case CAST_FAILURE -> "cast";
        case OUT_OF_BOUNDS_ARRAY_ACCESS -> "array";
        case ALLOCATION_FAILURE -> "allocation";
        case INTEGER_OVERFLOW, INVALID_CONVERSION_TO_INTEGER -> "overflow";
        case CALL_STACK_EXHAUSTED -> throw new ExhaustedException("stack");
        default -> trap.kind().text();
      };
    }
  }
}
