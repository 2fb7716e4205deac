package dev.cascara.it.fuzz;

import com.dylibso.chicory.runtime.ByteArrayMemory;
import com.dylibso.chicory.runtime.HostFunction;
import com.dylibso.chicory.runtime.ImportFunction;
import com.dylibso.chicory.runtime.ImportMemory;
import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.runtime.TableInstance;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.InvalidException;
import com.dylibso.chicory.wasm.MalformedException;
import com.dylibso.chicory.wasm.Parser;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.FunctionType;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import com.dylibso.chicory.wasm.types.ValType;
import com.dylibso.chicory.wasm.types.Value;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The interpreter of Chicory, with a limit of time: it does not come back from some modules. */
final class ChicoryEngine implements Engine {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private ExecutorService thread = newThread();

  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread created = new Thread(task, "chicory");
          created.setDaemon(true);
          return created;
        });
  }

  @Override
  public String name() {
    return "Chicory";
  }

  @Override
  public List<String> run(GeneratedModule module) throws Exception {
    if (module.extensions().contains(Extension.VECTORS)) {
      throw new ExhaustedException("the interpreter has no vectors of its own");
    }
    if (module.extensions().contains(Extension.EXCEPTIONS)) {
      throw new ExhaustedException("the interpreter does not know the legacy encoding");
    }
    if (module.isNew()) {
      throw new ExhaustedException("the interpreter knows little of WebAssembly 3.0");
    }
    Future<List<String>> lines = thread.submit(() -> new Run(module).lines());
    try {
      return lines.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      // The next module does not wait for it, whether it heeds the interrupt or not.
      thread.shutdownNow();
      thread = newThread();
      throw new ExhaustedException("the interpreter takes more than " + LIMIT);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        // Some loops leave values on its stack each time round.
        throw new ExhaustedException("the interpreter's stack does not fit into the heap");
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw (Exception) e.getCause();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** One instance. */
  private static final class Run {
    private final GeneratedModule module;
    private final Observations seen = new Observations();

    Run(GeneratedModule module) throws ExhaustedException {
      this.module = module;
      try {
        Instance instance =
            Instance.builder(parse(module.encode()))
                .withImportValues(imports())
                .withMemoryFactory(ByteArrayMemory::new)
                .build();
        seen.add("start = ok");
        for (GeneratedModule.Call call : module.calls()) {
          call(instance, call);
        }
        state(instance);
      } catch (ChicoryException e) {
        seen.add("start = " + kind(e));
      }
    }

    List<String> lines() {
      return seen.lines();
    }

    private static WasmModule parse(byte[] wasm) throws ExhaustedException {
      try {
        return Parser.builder()
            .withValidation(false)
            .build()
            .parse(() -> new ByteArrayInputStream(wasm));
      } catch (InvalidException | MalformedException e) {
        // It refuses some modules that are valid.
        throw new ExhaustedException(e.toString());
      }
    }

    private ImportValues imports() {
      ImportValues.Builder imports = ImportValues.builder();
      for (int i = 0; i < module.imports().size(); i++) {
        imports.addFunction(hostFunction(i));
      }
      for (GeneratedModule.MemoryOf memory : module.memories()) {
        if (memory.imported()) {
          Memory imported =
              new ByteArrayMemory(new MemoryLimits(memory.minimum(), memory.maximum()));
          imports.addMemory(new ImportMemory("host", "memory", imported));
        }
      }
      return imports.build();
    }

    private ImportFunction hostFunction(int index) {
      Signature signature = module.signature(index);
      return new HostFunction(
          "host",
          "f" + index,
          FunctionType.of(types(signature.parameters()), types(signature.results())),
          (instance, arguments) -> {
            long result = seen.host(index, signature, bits(signature.parameters(), arguments));
            return signature.results().isEmpty()
                ? new long[0]
                : new long[] {raw(signature.results().get(0), result)};
          });
    }

    private static List<ValType> types(List<Type> types) {
      return types.stream()
          .map(
              type ->
                  switch (type.kind()) {
                    case I32 -> ValType.I32;
                    case I64 -> ValType.I64;
                    case F32 -> ValType.F32;
                    case F64 -> ValType.F64;
                    case REFERENCE ->
                        type.equals(Type.FUNCREF) ? ValType.FuncRef : ValType.ExternRef;
                    case V128 -> ValType.V128;
                  })
          .toList();
    }

    private void call(Instance instance, GeneratedModule.Call call) throws ExhaustedException {
      Signature signature = module.signature(module.imports().size() + call.function());
      long[] arguments = new long[call.arguments().size()];
      for (int i = 0; i < arguments.length; i++) {
        arguments[i] = raw(signature.parameters().get(i), call.arguments().get(i));
      }
      String name = "f" + call.function();
      try {
        instance.export("refuel").apply(GeneratedModule.FUEL);
        long[] results = instance.export(name).apply(arguments);
        seen.results(
            name,
            signature.results(),
            bits(signature.results(), results == null ? new long[0] : results));
      } catch (ChicoryException e) {
        seen.add(name + " = " + kind(e));
      }
    }

    private void state(Instance instance) {
      for (int i = 0; i < module.globals().size(); i++) {
        GeneratedModule.GlobalVariable global = module.globals().get(i);
        if (global.exported()) {
          List<Type> type = List.of(global.type());
          long value = instance.exports().global("g" + i).getValue();
          seen.results("g" + i, type, bits(type, new long[] {value}));
        }
      }
      for (int i = 0; i < module.tables().size(); i++) {
        if (module.tables().get(i).exported()) {
          TableInstance table = instance.exports().table("t" + i);
          List<Type> types = new ArrayList<>();
          long[] elements = new long[table.size()];
          for (int k = 0; k < elements.length; k++) {
            types.add(module.tables().get(i).element());
            elements[k] = table.ref(k);
          }
          seen.results("t" + i, types, bits(types, elements));
        }
      }
      if (!module.memories().isEmpty()) {
        Memory memory = instance.memory();
        seen.memory(memory.pages(), memory.readBytes(0, memory.pages() * Memory.PAGE_SIZE));
      }
    }

    /** Their null is -1, ours is 0. */
    private static long raw(Type type, long bits) {
      return type.isReference() && bits == 0
          ? Value.REF_NULL_VALUE
          : type.equals(Type.I32) || type.equals(Type.F32) ? bits & 0xFFFF_FFFFL : bits;
    }

    private static long[] bits(List<Type> types, long[] raw) {
      long[] bits = raw.clone();
      for (int i = 0; i < bits.length; i++) {
        if (types.get(i).isReference() && (int) raw[i] == Value.REF_NULL_VALUE) {
          bits[i] = 0;
        } else if (types.get(i).equals(Type.FUNCREF)) {
          bits[i] = 1;
        }
      }
      return bits;
    }

    private static String kind(ChicoryException e) throws ExhaustedException {
      String message = String.valueOf(e.getMessage());
      if (message.contains("call stack exhausted")) {
        throw new ExhaustedException(message);
      }
      if (message.contains("unreachable")) {
        return "unreachable";
      }
      if (message.contains("memory access")) {
        return "memory";
      }
      if (message.contains("table access") || message.contains("undefined element")) {
        return "table";
      }
      if (message.contains("uninitialized element") || message.contains("type mismatch")) {
        return "callee";
      }
      if (message.contains("divide by zero")) {
        return "zero";
      }
      return message.contains("overflow") || message.contains("conversion")
          ? "overflow"
          : e.toString();
    }
  }
}
