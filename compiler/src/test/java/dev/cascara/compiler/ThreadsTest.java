package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Instances of several threads that share a memory. */
@Timeout(120)
class ThreadsTest {
  private static final int FENCE = 0x03;
  private static final int NOTIFY = 0x00;
  private static final int WAIT_32 = 0x01;
  private static final int ATOMIC_LOAD = 0x10;
  private static final int ATOMIC_STORE = 0x17;
  private static final int ATOMIC_ADD = 0x1E;
  private static final int ATOMIC_COMPARE_EXCHANGE = 0x48;
  private static final int THREADS = 3;
  private static final int ROUNDS = 3_000;

  private final ModuleBuilder module = new ModuleBuilder();
  private final Memory memory = Memory.create(MemoryType.of(1).withMaximum(2).asShared());

  private static Bytes atomic(Bytes operands, int opcode, int alignment, int offset) {
    return operands.op(0xFE, opcode, alignment).unsigned(offset);
  }

  private CodeLoader.LoadedModule compile() {
    CompiledModule compiled =
        ModuleCompiler.compile(
            module.build(), new CompilerOptions("threads", "Threads").withFeatures(Feature.all()));
    ClassFiles.assertVerified(compiled);
    return new CodeLoader().load(compiled);
  }

  private static int call(Instance instance, String name, Object... arguments) {
    try {
      return (int) ((WasmFunction) instance.export(name)).handle().invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private interface Part {
    void run(Instance instance, int thread);
  }

  /** Runs a part in each of several threads, with an instance of its own. */
  private void inThreads(int count, Part part) throws Exception {
    CodeLoader.LoadedModule loaded = compile();
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int thread = i;
        Instance instance = loaded.instantiate((from, name) -> memory);
        parts.add(threads.submit(() -> part.run(instance, thread)));
      }
      for (Future<?> result : parts) {
        result.get();
      }
    } finally {
      threads.shutdownNow();
      assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private void importMemory() {
    module.importMemory("memory", 3, 1, 2);
  }

  @Test
  void additionsAreNotLost() throws Exception {
    importMemory();
    int unary = module.type(times(1, I32), I32);
    module.export(
        "add", module.function(unary, atomic(bytes().i32(0).localGet(0), ATOMIC_ADD, 2, 8)));
    inThreads(
        THREADS,
        (instance, thread) -> {
          for (int i = 0; i < ROUNDS; i++) {
            call(instance, "add", 1);
          }
        });
    assertThat(memory.readInt(8)).isEqualTo(THREADS * ROUNDS);
  }

  /** A mutex as languages make it: compare-and-exchange, wait and notify around plain accesses. */
  @Test
  void mutexOfWaitAndNotifyExcludes() throws Exception {
    importMemory();
    int action = module.type(times(0, 0), I32);
    Bytes body = bytes();
    // loop: until the exchange of 0 for 1 succeeds, wait while it is 1
    body.op(0x03, ModuleBuilder.EMPTY);
    body.op(0x02, ModuleBuilder.EMPTY);
    atomic(body.i32(0).i32(0).i32(1), ATOMIC_COMPARE_EXCHANGE, 2, 0).op(0x45).brIf(0);
    atomic(body.i32(0).i32(1).op(0x42).signed(-1), WAIT_32, 2, 0).op(0x1A).br(1);
    body.end().end();
    // the counter is accessed plainly
    body.i32(0).i32(0).op(0x28, 2, 64).i32(1).add().op(0x36, 2, 64);
    atomic(body.i32(0).i32(0), ATOMIC_STORE, 2, 0);
    atomic(body.i32(0).i32(1), NOTIFY, 2, 0);
    module.export("increment", module.function(action, body));
    inThreads(
        THREADS,
        (instance, thread) -> {
          for (int i = 0; i < ROUNDS / 3; i++) {
            call(instance, "increment");
          }
        });
    assertThat(memory.readInt(64)).isEqualTo(THREADS * (ROUNDS / 3));
  }

  @Test
  void fenceIsAnInstruction() {
    module.memory(3, 1, 1);
    int action = module.type(times(0, 0), I32);
    module.export("f", module.function(action, bytes().op(0xFE, FENCE, 0).i32(5)));
    assertThat(call(compile().instantiate(Imports.NONE), "f")).isEqualTo(5);
  }

  @Test
  void waitOnAnUnsharedMemoryTraps() {
    module.memory(1);
    int unary = module.type(times(1, I32), I32);
    module.export(
        "wait",
        module.function(
            unary, atomic(bytes().localGet(0).i32(0).op(0x42).signed(0), WAIT_32, 2, 0)));
    module.export(
        "notify", module.function(unary, atomic(bytes().localGet(0).i32(1), NOTIFY, 2, 0)));
    Instance instance = compile().instantiate(Imports.NONE);
    assertThatThrownBy(() -> call(instance, "wait", 0))
        .isInstanceOf(WasmTrap.class)
        .hasMessage("expected shared memory");
    assertThat(call(instance, "notify", 0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "4, ''",
    "65528, ''",
    "1, unaligned atomic",
    "65532, out of bounds memory access",
    "-8, out of bounds memory access",
    "-4, out of bounds memory access",
  })
  void effectiveAddressIsChecked(int address, String trap) {
    module.memory(3, 1, 1);
    int unary = module.type(times(1, I32), I32);
    module.export("load", module.function(unary, atomic(bytes().localGet(0), ATOMIC_LOAD, 2, 4)));
    Instance instance = compile().instantiate(Imports.NONE);
    if (trap.isEmpty()) {
      assertThat(call(instance, "load", address)).isZero();
    } else {
      assertThatThrownBy(() -> call(instance, "load", address))
          .isInstanceOf(WasmTrap.class)
          .hasMessage(trap);
    }
  }

  /** Atomic accesses keep their place between others whose values are used later. */
  @Test
  void accessesKeepTheirOrder() {
    module.memory(3, 1, 1);
    int type = module.type(times(0, 0), I32);
    Bytes body = bytes();
    // a load before, an atomic addition, and a load behind: 10 * (100 * 0 + 0) + 7
    body.i32(0).op(0x28, 2, 0).i32(1000).op(0x6C);
    atomic(body.i32(0).i32(7), ATOMIC_ADD, 2, 0).i32(10).op(0x6C);
    body.i32(0).op(0x28, 2, 0).add().add();
    module.export("f", module.function(type, body));
    Instance instance = compile().instantiate(Imports.NONE);
    assertThat(call(instance, "f")).isEqualTo(7);
    assertThat(call(instance, "f")).isEqualTo(7 * 1000 + 7 * 10 + 14);
  }

  @Test
  void memoriesOf64BitsCanBeShared() {
    module.memory(7, 1, 1);
    int unary = module.type(new int[] {I64}, I32);
    module.export(
        "add", module.function(unary, atomic(bytes().localGet(0).i32(3), ATOMIC_ADD, 2, 8)));
    Instance instance = compile().instantiate(Imports.NONE);
    assertThat(call(instance, "add", 8L)).isZero();
    assertThat(call(instance, "add", 8L)).isEqualTo(3);
    assertThatThrownBy(() -> call(instance, "add", -8L)).hasMessage("out of bounds memory access");
    assertThatThrownBy(() -> call(instance, "add", 1L << 32))
        .hasMessage("out of bounds memory access");
  }
}
