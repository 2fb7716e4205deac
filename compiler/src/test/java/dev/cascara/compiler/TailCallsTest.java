package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.F32;
import static dev.cascara.compiler.ModuleBuilder.F64;
import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tail calls do not grow the stack: each chain here is deeper than any stack. */
class TailCallsTest {
  private static final int DEEP = 1_000_000;
  private static final int RETURN_CALL = 0x12;
  private static final int RETURN_CALL_INDIRECT = 0x13;

  private final ModuleBuilder module = new ModuleBuilder();

  /** From and to {@code i32}. */
  private final int unary = module.type(times(1, I32), I32);

  /** Returns a value if the first local is zero. */
  private static Bytes returnIfZero(Bytes result) {
    return bytes().localGet(0).op(0x45, 0x04, EMPTY).append(result).op(0x0F).end();
  }

  private static Bytes decremented() {
    return bytes().localGet(0).i32(1).op(0x6B);
  }

  @Test
  void cycleOfManyFunctions() throws Throwable {
    int count = 1_000;
    for (int i = 0; i < count; i++) {
      module.function(
          unary,
          returnIfZero(bytes().i32(i))
              .append(decremented())
              .op(RETURN_CALL)
              .unsigned((i + 1) % count));
    }
    module.export("f", 0);
    assertThat(call(instantiate(Imports.NONE), DEEP + 17)).isEqualTo(17);
  }

  /** Functions that are left whole, that are divided, and that are flattened. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2_000, 40_000})
  void largeFunctions(int padding) throws Throwable {
    for (int i = 0; i < 2; i++) {
      Bytes body = returnIfZero(bytes().localGet(1));
      for (int j = 0; j < padding; j++) {
        // Nothing that is ever done, but for the last of many blocks.
        body.localGet(0).i32(j - 1 - padding).op(0x46, 0x04, EMPTY);
        body.localGet(1).i32(j).add().localSet(1).end();
      }
      body.append(decremented()).localGet(1).i32(1).add().op(RETURN_CALL).unsigned(1 - i);
      module.function(binary(), body);
    }
    module.export("f", module.function(unary, bytes().localGet(0).i32(0).call(0)));
    int deep = padding == 40_000 ? 3_000 : 100_000;
    assertThat(call(instantiate(Imports.NONE), deep)).isEqualTo(deep);
  }

  private int binary() {
    return module.type(times(2, I32), I32);
  }

  @Test
  void localsBeginAsZeroInEveryCall() throws Throwable {
    Bytes body =
        returnIfZero(bytes().localGet(1))
            .localGet(1)
            .i32(3)
            .add()
            .localSet(1)
            .append(decremented())
            .op(RETURN_CALL, 0);
    module.export("f", module.function(unary, locals(1, I32), body));
    assertThat(call(instantiate(Imports.NONE), DEEP)).isZero();
  }

  @Test
  void moreParametersThanTheJvmPasses() throws Throwable {
    int count = 300;
    int type = module.type(times(count, I64), F64);
    module.table(1);
    module.elements(0, 1);
    for (int i = 0; i < 2; i++) {
      Bytes body =
          bytes()
              .localGet(0)
              .op(0x50, 0x04, EMPTY)
              .localGet(count - 1)
              .op(0xB9, 0x0F)
              .end()
              .localGet(0)
              .op(0x42)
              .signed(1)
              .op(0x7D);
      for (int j = 1; j < count; j++) {
        body.localGet(j).op(0x42).signed(j).op(0x7C);
      }
      module.function(
          type,
          i == 0
              ? body.i32(0).op(RETURN_CALL_INDIRECT).unsigned(type).op(0)
              : body.op(RETURN_CALL).unsigned(0));
    }
    Bytes start = bytes().localGet(0).op(0xAC);
    for (int j = 1; j < count; j++) {
      start.op(0x42).signed(0);
    }
    module.export("f", module.function(unary, start.call(0).op(0xAA)));
    assertThat(call(instantiate(Imports.NONE), 20_001)).isEqualTo(20_001 * (count - 1));
  }

  /**
   * Two modules in packages of their own. With parameters of type {@code f32}, their classes have
   * nothing in common; without, the runtime has the class of their functions' type.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void acrossPackages(int floats) throws Throwable {
    int[] parameters = times(1 + floats, F32);
    parameters[0] = I32;
    Bytes next = decremented();
    Object[] arguments = new Object[1 + floats];
    for (int i = 1; i <= floats; i++) {
      next.localGet(i);
      arguments[i] = 0f;
    }
    ModuleBuilder other = new ModuleBuilder();
    int type = other.type(parameters, I32);
    other.table(1);
    other.function(
        type,
        returnIfZero(bytes().i32(20))
            .append(next)
            .i32(0)
            .op(RETURN_CALL_INDIRECT)
            .unsigned(type)
            .op(0));
    other.exportTable("table");
    other.export("f", 0);
    Instance second =
        new CodeLoader()
            .load(ModuleCompiler.compile(other.build(), new CompilerOptions("other", "M")))
            .instantiate(Imports.NONE);

    int typeHere = module.type(parameters, I32);
    module.importFunction("f", typeHere);
    module.export(
        "f",
        module.function(
            typeHere, returnIfZero(bytes().i32(10)).append(next).op(RETURN_CALL).unsigned(0)));
    Instance first = instantiate((name, field) -> second.export("f"));
    ((dev.cascara.runtime.Table) second.export("table")).set(0, first.export("f"));
    for (int i = 0; i < 2; i++) {
      arguments[0] = DEEP + i;
      assertThat(call(first, arguments)).isEqualTo(i == 0 ? 10 : 20);
      assertThat(call(second, arguments)).isEqualTo(i == 0 ? 20 : 10);
    }
  }

  @Test
  void hostFunctionInPlaceOfTheCaller() throws Throwable {
    FunctionType type = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));
    MethodHandle abs =
        MethodHandles.lookup()
            .findStatic(Math.class, "abs", MethodType.methodType(int.class, int.class));
    module.importFunction("abs", unary);
    module.export(
        "f",
        module.function(
            unary,
            bytes()
                .localGet(0)
                .i32(-5)
                .op(0x48, 0x04, EMPTY)
                .localGet(0)
                .op(RETURN_CALL)
                .unsigned(0)
                .end()
                .append(decremented())
                .op(RETURN_CALL)
                .unsigned(2)));
    module.function(unary, bytes().localGet(0).op(RETURN_CALL).unsigned(1));
    assertThat(call(instantiate((name, field) -> WasmFunction.of(type, abs)), DEEP)).isEqualTo(6);
  }

  @Test
  void failureOfTheHostLeavesNothingPending() throws Throwable {
    FunctionType type = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));
    MethodHandle exact =
        MethodHandles.insertArguments(
            MethodHandles.lookup()
                .findStatic(
                    Math.class, "floorDiv", MethodType.methodType(int.class, int.class, int.class)),
            0,
            12);
    module.importFunction("divide", unary);
    module.function(
        unary,
        returnIfZero(bytes().localGet(0).call(0))
            .append(decremented())
            .op(RETURN_CALL)
            .unsigned(2));
    module.export(
        "f",
        module.function(
            unary,
            returnIfZero(bytes().i32(4).call(0))
                .append(decremented())
                .op(RETURN_CALL)
                .unsigned(1)));
    Instance instance = instantiate((name, field) -> WasmFunction.of(type, exact));
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> call(instance, 999)).isInstanceOf(ArithmeticException.class);
      assertThat(call(instance, 1_000)).isEqualTo(3);
    }
  }

  private Instance instantiate(Imports imports) {
    CompiledModule compiled = ModuleCompiler.compile(module.build(), new CompilerOptions("t", "M"));
    ClassFiles.assertMethodsAreSmall(compiled);
    ClassFiles.assertVerified(compiled);
    return new CodeLoader().load(compiled).instantiate(imports);
  }

  private static int call(Instance instance, Object... arguments) throws Throwable {
    return (int) ((WasmFunction) instance.export("f")).invoke(List.of(arguments)).get(0);
  }
}
