package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.Tag;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many handlers, many values, and exceptions that meet the host. */
class ExceptionLimitsTest {
  private final ModuleBuilder module = new ModuleBuilder();

  /** From and to {@code i32}. */
  private final int unary = module.type(times(1, I32), I32);

  /** Takes an {@code i32}. */
  private final int consumer = module.type(times(1, I32));

  /** Throws its argument with tag 0 if it is not zero; the function 0. */
  private void addThrower() {
    module.tag(consumer);
    module.function(consumer, bytes().localGet(0).op(0x04, EMPTY).localGet(0).op(0x08, 0).end());
  }

  /** Throws if the argument is a number, and adds what was caught to a local. */
  private static Bytes handler(int number) {
    return bytes()
        .op(0x02, I32)
        .op(0x1F, EMPTY)
        .unsigned(1)
        .op(0, 0, 0)
        .localGet(0)
        .i32(number)
        .op(0x46)
        .i32(number + 1)
        .op(0x6C)
        .call(0)
        .end()
        .i32(0)
        .end()
        .localGet(1)
        .add()
        .localSet(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 500, 6_000})
  void manyHandlersInAFunction(int count) throws Throwable {
    addThrower();
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.append(handler(i));
    }
    module.export("f", module.function(unary, locals(1, I32), body.localGet(1)));
    WasmFunction f = function(Imports.NONE);
    assertThat(call(f, 0)).isEqualTo(1);
    assertThat(call(f, count - 1)).isEqualTo(count);
    assertThat(call(f, -1)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 500, 5_000})
  void handlersWithinHandlers(int depth) throws Throwable {
    addThrower();
    module.export("f", module.function(unary, nested(depth)));
    WasmFunction f = function(Imports.NONE);
    assertThat(call(f, 0)).isZero();
    assertThat(call(f, 7)).isEqualTo(7 + depth - 1);
  }

  /** Each level throws what it caught again, one more, to the next; the outermost returns it. */
  private static Bytes nested(int depth) {
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.op(0x02, I32).op(0x1F, EMPTY).unsigned(1).op(0, 0, 0);
    }
    body.localGet(0).call(0);
    for (int i = 0; i < depth; i++) {
      body.end().i32(0).op(0x0F).end();
      if (i < depth - 1) {
        body.i32(1).add().op(0x08, 0);
      }
    }
    return body;
  }

  /** Nothing else leads to where the handlers branch, and no instructions come of the bodies. */
  @Test
  void handlersOfBodiesWithoutInstructions() throws Throwable {
    Bytes nothing = bytes().op(0x06, EMPTY, 0x19).br(0).end();
    Bytes legacy = bytes().block().op(0x06, EMPTY).append(nothing).op(0x19).br(1).end();
    module.export("legacy", module.function(unary, legacy.i32(7).op(0x0F).end().i32(8)));
    Bytes table = bytes().block().op(0x1F, EMPTY).unsigned(1).op(2, 0).append(nothing).end();
    module.export("table", module.function(unary, table.i32(9).op(0x0F).end().i32(8)));
    CompiledModule compiled = ModuleCompiler.compile(module.build(), new CompilerOptions("t", "M"));
    ClassFiles.assertVerified(compiled);
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    assertThat(call((WasmFunction) instance.export("legacy"), 0)).isEqualTo(7);
    assertThat(call((WasmFunction) instance.export("table"), 0)).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 1_000})
  void manyValues(int count) throws Throwable {
    int type = module.type(times(count, I32));
    int values = module.type(new int[0], times(count, I32));
    module.tag(type);
    Bytes body = bytes().op(0x02).unsigned(values);
    body.op(0x1F, EMPTY).unsigned(1).op(0, 0, 0);
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).add();
    }
    body.op(0x08, 0).end().op(0).end();
    for (int i = 1; i < count; i++) {
      body.add();
    }
    module.export("f", module.function(unary, body));
    assertThat(call(function(Imports.NONE), 3)).isEqualTo(count * (count - 1) / 2 + 3 * count);
  }

  // ---------------------------------------------------------------- the host

  private static final FunctionType CONSUMER = new FunctionType(List.of(ValueType.I32), List.of());

  /** What the imported function of the host does; called by handle. */
  @SuppressWarnings("unused")
  private static void host(Throwable thrown, int argument) throws Throwable {
    if (argument != 0) {
      throw thrown;
    }
  }

  private static WasmFunction throwing(Throwable thrown) {
    try {
      MethodHandle handle =
          MethodHandles.lookup()
              .findStatic(
                  ExceptionLimitsTest.class,
                  "host",
                  MethodType.methodType(void.class, Throwable.class, int.class));
      return WasmFunction.of(CONSUMER, MethodHandles.insertArguments(handle, 0, thrown));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  /** Calls the host, catches all exceptions and returns -1 then, or the value of tag 0. */
  private void addCatcher() {
    module.importFunction("f", consumer);
    module.importTag("tag", consumer);
    Bytes body =
        bytes()
            .op(0x02, EMPTY)
            .op(0x02, I32)
            .op(0x1F, EMPTY)
            .unsigned(2)
            .op(0, 0, 0)
            .op(2, 1)
            .localGet(0)
            .call(0)
            .end()
            .i32(0)
            .end()
            .op(0x0F)
            .end()
            .i32(-1);
    module.export("f", module.function(unary, body));
  }

  @Test
  void guestCatchesTheHostsExceptions() throws Throwable {
    addCatcher();
    Tag tag = new Tag(CONSUMER);
    WasmException known = new WasmException(tag, 42);
    WasmException unknown = new WasmException(new Tag(CONSUMER), 43);
    assertThat(call(function(imports(tag, known)), 1)).isEqualTo(42);
    assertThat(call(function(imports(tag, unknown)), 1)).isEqualTo(-1);
    assertThat(call(function(imports(tag, unknown)), 0)).isZero();
  }

  @Test
  void guestDoesNotCatchTheHostsFailures() {
    addCatcher();
    Tag tag = new Tag(CONSUMER);
    WasmFunction checked = function(imports(tag, new IOException("disk")));
    assertThatThrownBy(() -> call(checked, 1)).isInstanceOf(IOException.class);
    WasmFunction unchecked = function(imports(tag, new ArithmeticException("host")));
    assertThatThrownBy(() -> call(unchecked, 1))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("host");
  }

  @Test
  void hostReceivesTheGuestsExceptions() {
    addThrower();
    module.export("f", module.function(unary, bytes().localGet(0).call(0).localGet(0)));
    module.exportTag("tag");
    CompiledModule compiled = compile();
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    WasmFunction f = (WasmFunction) instance.export("f");
    assertThatThrownBy(() -> call(f, 9))
        .isInstanceOfSatisfying(
            WasmException.class,
            thrown -> {
              assertThat(thrown.tag()).isSameAs(instance.export("tag"));
              assertThat(thrown.value(0)).isEqualTo(9);
              assertThat(thrown.getStackTrace()).isEmpty();
              assertThatThrownBy(() -> thrown.value(1))
                  .isInstanceOf(IndexOutOfBoundsException.class);
            });
  }

  @Test
  void exceptionsOfTheHostHaveTheValuesOfTheirTag() {
    Tag tag = new Tag(CONSUMER);
    assertThatThrownBy(() -> new WasmException(tag))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 values, not 0");
    assertThatThrownBy(() -> new WasmException(tag, 1L))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("value 0 is no i32");
  }

  private static Imports imports(Tag tag, Throwable thrown) {
    return (moduleName, name) -> name.equals("tag") ? tag : throwing(thrown);
  }

  private CompiledModule compile() {
    CompiledModule compiled = ModuleCompiler.compile(module.build(), new CompilerOptions("t", "M"));
    ClassFiles.assertMethodsAreSmall(compiled);
    ClassFiles.assertVerified(compiled);
    return compiled;
  }

  private WasmFunction function(Imports imports) {
    return (WasmFunction) new CodeLoader().load(compile()).instantiate(imports).export("f");
  }

  private static int call(WasmFunction function, int argument) throws Throwable {
    return (int) function.handle().invokeExact(argument);
  }
}
