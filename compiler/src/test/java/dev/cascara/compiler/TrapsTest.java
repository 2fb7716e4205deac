package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a host sees of traps, and of its own exceptions, and what is left behind them. */
class TrapsTest {
  private static final int UNREACHABLE = 0x00;
  private static final int GLOBAL_GET = 0x23;
  private static final int GLOBAL_SET = 0x24;
  private static final int LOAD = 0x28;
  private static final int LOAD_BYTE = 0x2C;
  private static final int STORE = 0x36;
  private static final int STORE_64 = 0x37;
  private static final int MEMORY_SIZE = 0x3F;
  private static final int MEMORY_GROW = 0x40;
  private static final int DIVIDE = 0x6D;

  private final ModuleBuilder module = new ModuleBuilder();

  /** From and to {@code i32}. */
  private final int unary = module.type(times(1, I32), I32);

  // ---------------------------------------------------------------- the host's exceptions

  static Stream<Throwable> exceptionsOfTheHost() {
    return Stream.of(
        new IndexOutOfBoundsException("the host's list"),
        new ArithmeticException("the host's quotient"),
        new NullPointerException("the host's null"),
        new ClassCastException("the host's cast"),
        new IOException("the host's file"),
        new AssertionError("the host's test"),
        new WasmTrap(WasmTrap.Kind.HOST_FUNCTION, "the host's trap"));
  }

  @ParameterizedTest
  @MethodSource("exceptionsOfTheHost")
  void exceptionOfTheHostStaysWhatItIs(Throwable exception) throws Throwable {
    int imported = module.importFunction("f", unary);
    module.export("g", module.function(unary, bytes().localGet(0).call(imported)));
    MethodHandle thrower =
        MethodHandles.insertArguments(
            MethodHandles.throwException(int.class, Throwable.class), 0, exception);
    Instance instance = instantiate(MethodHandles.dropArguments(thrower, 0, int.class));
    assertThat(catchThrowable(() -> call(instance, "g", 1))).isSameAs(exception);
    assertThat(catchThrowable(() -> callMethod(instance, "g", 1))).isSameAs(exception);
  }

  @Test
  void trapOfTheGuestPassesThroughTheHost() throws Throwable {
    int imported = module.importFunction("f", unary);
    module.export("g", module.function(unary, bytes().localGet(0).call(imported)));
    module.export("h", module.function(unary, bytes().i32(1).localGet(0).op(DIVIDE)));
    Instance[] instance = new Instance[1];
    instance[0] = instantiate(host(value -> callUnchecked(instance[0], "h", value)));
    assertThat(call(instance[0], "g", 1)).isEqualTo(1);
    assertTrap(() -> call(instance[0], "g", 0), WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO);
  }

  // ---------------------------------------------------------------- stack traces

  @Test
  void stackTraceNamesFunctions() throws Throwable {
    int inner = module.function(unary, bytes().op(UNREACHABLE));
    module.export("exported", module.function(unary, bytes().localGet(0).call(inner)));
    Bytes names = bytes().unsigned(1).unsigned(inner).text("core::panicking::panic");
    Bytes content = bytes().text("name").op(1).unsigned(names.size()).append(names);
    byte[] wasm = Arrays.copyOf(module.build(), module.build().length + 2 + content.size());
    byte[] section = bytes().op(0).unsigned(content.size()).append(content).toByteArray();
    System.arraycopy(section, 0, wasm, wasm.length - section.length, section.length);
    Instance instance = load(wasm).instantiate(Imports.NONE);
    assertThat(catchThrowable(() -> callMethod(instance, "exported", 0)).getStackTrace())
        .extracting(StackTraceElement::getMethodName)
        .containsSubsequence("core::panicking::panic", "exported");
  }

  // ---------------------------------------------------------------- the call stack

  @Test
  void instanceIsUsableAfterTheCallStackIsExhausted() throws Throwable {
    module.global(0);
    // Counts its calls, without end unless the argument is zero.
    Bytes count = bytes().op(GLOBAL_GET, 0).i32(1).add().op(GLOBAL_SET, 0);
    Bytes recursion = bytes().localGet(0).op(0x04, ModuleBuilder.EMPTY).localGet(0).call(0);
    module.export(
        "f", module.function(unary, count.append(recursion).op(0x1A).end().op(GLOBAL_GET, 0)));
    Instance instance = instantiate();
    for (int i = 0; i < 3; i++) {
      assertTrap(() -> call(instance, "f", 1), WasmTrap.Kind.CALL_STACK_EXHAUSTED);
    }
    int calls = call(instance, "f", 0);
    assertThat(calls).isGreaterThan(1_000);
    assertThat(call(instance, "f", 0)).isEqualTo(calls + 1);
  }

  /** The deepest call is the first to use the memory, a quotient and an indirect call. */
  @Test
  void exhaustedCallStackBreaksNothingThatIsUsedFirstThere() throws Throwable {
    module.memory(1);
    module.table(1);
    Bytes deepest =
        bytes().localGet(0).localGet(0).op(STORE, 2, 0).localGet(0).op(LOAD, 2, 0).localGet(0);
    int last = module.function(unary, deepest.op(DIVIDE));
    module.elements(0, last);
    Bytes recursion = bytes().localGet(0).op(0x45, 0x04, I32).i32(8);
    recursion.i32(0).op(0x11).unsigned(unary).op(0).op(0x05);
    recursion.localGet(0).i32(1).op(0x6B).call(last + 1).end();
    module.export("f", module.function(unary, recursion));
    byte[] wasm = module.build();
    // Somewhere between these depths the stack ends in the deepest call.
    Thread thread =
        new Thread(
            null,
            () -> {
              for (int depth = 100; depth < 6_000; depth += 13) {
                Instance instance = load(wasm).instantiate(Imports.NONE);
                try {
                  callUnchecked(instance, "f", depth);
                } catch (WasmTrap trap) {
                  assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.CALL_STACK_EXHAUSTED);
                }
                assertThat(callUnchecked(instance, "f", 1)).isEqualTo(1);
              }
            },
            "small stack",
            200 << 10);
    Throwable[] failure = new Throwable[1];
    thread.setUncaughtExceptionHandler((t, e) -> failure[0] = e);
    thread.start();
    thread.join();
    assertThat(failure[0]).isNull();
  }

  // ---------------------------------------------------------------- the edge of the memory

  @ParameterizedTest
  @CsvSource({
    "0, 0, true",
    "65532, 0, true",
    "65533, 0, false",
    "65536, 0, false",
    "0, 65532, true",
    "0, 65533, false",
    "65531, 1, true",
    "65532, 1, false",
    "-1, 0, false",
    "-1, 1, false",
    "-4, 4, false",
    "-2147483648, 0, false",
    "2147483647, 2147483647, false",
    "0, 2147483647, false",
    "0, 2147483648, false",
    "0, 4294967292, false",
    "0, 4294967295, false",
    "-1, 4294967295, false",
    "4, 4294967292, false",
  })
  void accessEndsWithTheMemory(int address, long offset, boolean inside) throws Throwable {
    module.memory(1);
    module.export("load", module.function(unary, bytes().localGet(0).op(LOAD, 0).unsigned(offset)));
    Bytes store = bytes().localGet(0).i32(1).op(STORE, 0).unsigned(offset).i32(0);
    module.export("store", module.function(unary, store));
    Instance instance = instantiate();
    for (String function : List.of("load", "store")) {
      if (inside) {
        assertThat(call(instance, function, address)).isZero();
      } else {
        assertTrap(
            () -> call(instance, function, address), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
      }
    }
  }

  @Test
  void storeAcrossTheEndWritesNothing() throws Throwable {
    module.memory(1);
    Bytes store = bytes().localGet(0).op(0x42).signed(-1).op(STORE_64, 0, 0).i32(0);
    module.export("store", module.function(unary, store));
    module.export("load", module.function(unary, bytes().localGet(0).op(LOAD_BYTE, 0, 0)));
    Instance instance = instantiate();
    for (int address = 65_529; address < 65_536; address++) {
      int start = address;
      assertTrap(() -> call(instance, "store", start), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
      assertThat(call(instance, "load", 65_535)).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "65535, -1", "65536, -1", "-1, -1", "-2147483648, -1"})
  void memoryGrowsOrStaysAsItIs(int pages, int result) throws Throwable {
    module.memory(1);
    module.export("grow", module.function(unary, bytes().localGet(0).op(MEMORY_GROW, 0)));
    module.export("size", module.function(unary, bytes().op(MEMORY_SIZE, 0)));
    Instance instance = instantiate();
    assertThat(call(instance, "grow", pages)).isEqualTo(result);
    assertThat(call(instance, "size", 0)).isEqualTo(result == -1 ? 1 : 1 + pages);
  }

  @Test
  void spareRoomOfAGrownMemoryIsOutOfBounds() throws Throwable {
    module.memory(1);
    module.export("grow", module.function(unary, bytes().localGet(0).op(MEMORY_GROW, 0)));
    module.export("load", module.function(unary, bytes().localGet(0).op(LOAD_BYTE, 0, 0)));
    Instance instance = instantiate();
    for (int pages = 1; pages < 20; pages++) {
      assertThat(call(instance, "load", pages * 65_536 - 1)).isZero();
      int end = pages * 65_536;
      assertTrap(() -> call(instance, "load", end), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
      assertThat(call(instance, "grow", 1)).isEqualTo(pages);
    }
  }

  // ---------------------------------------------------------------- order

  @Test
  void valueOfAStoreIsComputedBeforeItsAddressIsChecked() throws Throwable {
    module.memory(1);
    Bytes store = bytes().i32(-1).i32(1).localGet(0).op(DIVIDE).op(STORE, 2, 0).i32(0);
    module.export("f", module.function(unary, store));
    Instance instance = instantiate();
    assertTrap(() -> call(instance, "f", 0), WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO);
    assertTrap(() -> call(instance, "f", 1), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
  }

  @Test
  void droppedQuotientTraps() throws Throwable {
    Bytes body = bytes().i32(1).localGet(0).op(DIVIDE).op(0x1A).i32(7);
    module.export("f", module.function(unary, body));
    Instance instance = instantiate();
    assertThat(call(instance, "f", 1)).isEqualTo(7);
    assertTrap(() -> call(instance, "f", 0), WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO);
  }

  @Test
  void whatWasWrittenBeforeATrapStays() throws Throwable {
    module.global(1);
    Bytes body = bytes().localGet(0).op(GLOBAL_SET, 0).i32(1).localGet(0).op(DIVIDE);
    module.export("f", module.function(unary, body.op(0x1A).i32(9).op(GLOBAL_SET, 0).i32(0)));
    module.export("g", module.function(unary, bytes().op(GLOBAL_GET, 0)));
    Instance instance = instantiate();
    assertTrap(() -> call(instance, "f", 0), WasmTrap.Kind.INTEGER_DIVIDE_BY_ZERO);
    assertThat(call(instance, "g", 0)).isZero();
  }

  // ---------------------------------------------------------------- help

  private interface Call {
    Object run() throws Throwable;
  }

  private static void assertTrap(Call call, WasmTrap.Kind kind) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(WasmTrap.class, trap -> assertThat(trap.kind()).isEqualTo(kind));
  }

  private static CodeLoader.LoadedModule load(byte[] wasm) {
    return new CodeLoader()
        .load(ModuleCompiler.compile(wasm, new CompilerOptions("demo", "Traps")));
  }

  private Instance instantiate() {
    return load(module.build()).instantiate(Imports.NONE);
  }

  private Instance instantiate(MethodHandle imported) {
    FunctionType type = FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32));
    return load(module.build()).instantiate((from, name) -> WasmFunction.of(type, imported));
  }

  private static MethodHandle host(IntUnaryOperator function) throws ReflectiveOperationException {
    return MethodHandles.lookup()
        .findVirtual(
            IntUnaryOperator.class, "applyAsInt", MethodType.methodType(int.class, int.class))
        .bindTo(function);
  }

  private static int call(Instance instance, String name, int argument) throws Throwable {
    return (int) ((WasmFunction) instance.export(name)).handle().invokeExact(argument);
  }

  private static int callUnchecked(Instance instance, String name, int argument) {
    try {
      return call(instance, name, argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls the method of the instance's class, as bindings do. */
  private static int callMethod(Instance instance, String name, int argument) throws Throwable {
    MethodType type = MethodType.methodType(int.class, int.class);
    return (int)
        MethodHandles.publicLookup()
            .findVirtual(instance.getClass(), name, type)
            .bindTo(instance)
            .invokeExact(argument);
  }
}
