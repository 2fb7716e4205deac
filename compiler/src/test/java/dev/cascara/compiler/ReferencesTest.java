package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.I31;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.ReferenceType;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.V128;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmArray;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmStruct;
import dev.cascara.runtime.WasmTrap;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Structures, arrays and typed references as a host sees them, and how large they may be. */
class ReferencesTest {
  private static final int I8 = 0x78;
  private static final int ANYREF = 0x6E;
  private static final int MUTABLE = 1;
  private static final int IMMUTABLE = 0;

  private final ModuleBuilder module = new ModuleBuilder();

  private static Bytes function(Bytes parameters, int parameterCount, Bytes result) {
    return bytes().op(0x60).unsigned(parameterCount).append(parameters).unsigned(1).append(result);
  }

  private static Bytes reference(int type) {
    return bytes().op(0x64).unsigned(type);
  }

  private static Bytes nullable(int type) {
    return bytes().op(0x63).unsigned(type);
  }

  private static Bytes gc(int opcode, int... immediates) {
    Bytes result = bytes().op(0xFB).unsigned(opcode);
    Arrays.stream(immediates).forEach(result::unsigned);
    return result;
  }

  private static Bytes structNew(int type) {
    return gc(0, type);
  }

  private static Bytes structGet(int type, int field) {
    return gc(2, type, field);
  }

  /** A structure of a mutable {@code i32} and an immutable {@code i64}. */
  private int pair() {
    return module.type(bytes().op(0x5F, 2, I32, MUTABLE, I64, IMMUTABLE));
  }

  private Instance instantiate() {
    return instantiate(module.build(), new CodeLoader(), "test", "M", Imports.NONE);
  }

  private static Instance instantiate(
      byte[] module, CodeLoader loader, String packageName, String name, Imports imports) {
    CompiledModule compiled =
        ModuleCompiler.compile(module, new CompilerOptions(packageName, name));
    ClassFiles.assertVerified(compiled);
    ClassFiles.assertMethodsAreSmall(compiled);
    return loader.load(compiled).instantiate(imports);
  }

  private static @Nullable Object call(
      Instance instance, String name, @Nullable Object... arguments) {
    Method method =
        Arrays.stream(instance.getClass().getMethods())
            .filter(candidate -> candidate.getName().equals(name))
            .findFirst()
            .orElseThrow();
    try {
      return method.invoke(instance, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  // ---------------------------------------------------------------- what hosts see

  /** Exports {@code make} of a pair and {@code first} of what it holds. */
  private int pairFunctions() {
    int pair = pair();
    int make = module.type(function(bytes().op(I32, I64), 2, reference(pair)));
    int first = module.type(function(reference(pair), 1, bytes().op(I32)));
    module.export(
        "make", module.function(make, bytes().localGet(0).localGet(1).append(structNew(pair))));
    module.export("first", module.function(first, bytes().localGet(0).append(structGet(pair, 0))));
    return pair;
  }

  @Test
  void hostReadsAndWritesFields() {
    pairFunctions();
    Instance instance = instantiate();
    WasmStruct pair = Objects.requireNonNull((WasmStruct) call(instance, "make", 7, 8L));
    assertThat(pair.get(0)).isEqualTo(7);
    assertThat(pair.get(1)).isEqualTo(8L);
    assertThat(pair.fields()).hasToString("[(mut i32), i64]");
    pair.set(0, 9);
    assertThat(call(instance, "first", pair)).isEqualTo(9);
  }

  @Test
  void hostCannotBreakFields() {
    pairFunctions();
    WasmStruct pair = Objects.requireNonNull((WasmStruct) call(instantiate(), "make", 7, 8L));
    assertThatThrownBy(() -> pair.set(0, 9L)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pair.set(0, null)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> pair.set(1, 9L)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> pair.get(2)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> pair.set(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(pair.get(0)).isEqualTo(7);
  }

  @Test
  void objectsThatAreNoArgumentsAreRefused() {
    pairFunctions();
    Instance instance = instantiate();
    for (Object wrong : new @Nullable Object[] {null, "text", I31.of(1)}) {
      assertThatThrownBy(() -> call(instance, "first", wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("parameter 0");
      assertThatThrownBy(() -> ((WasmFunction) instance.export("first")).handle().invoke(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void hostReadsAndWritesElements() {
    int array = module.type(bytes().op(0x5E, I8, MUTABLE));
    int make = module.type(function(bytes().op(I32), 1, reference(array)));
    module.export(
        "make", module.function(make, bytes().i32(0xFF).localGet(0).append(gc(6, array))));
    WasmArray elements = Objects.requireNonNull((WasmArray) call(instantiate(), "make", 3));
    assertThat(elements.length()).isEqualTo(3);
    assertThat(elements.get(2)).isEqualTo(-1);
    elements.set(2, 0x17F);
    assertThat(elements.get(2)).isEqualTo(0x7F);
    assertThat(elements.elementType()).hasToString("(mut i8)");
    assertThatThrownBy(() -> elements.set(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> elements.set(0, "")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void wrongReferenceOfHostFunctionIsNamed() {
    pairFunctions();
    CodeLoader loader = new CodeLoader();
    Instance exporter = instantiate(module.build(), loader, "test", "A", Imports.NONE);
    FunctionType type = ((WasmFunction) exporter.export("make")).type();
    WasmFunction make =
        WasmFunction.of(
            type,
            MethodHandles.dropArguments(
                MethodHandles.constant(Object.class, "text"), 0, int.class, long.class));
    Instance importer = instantiate(importer(), loader, "test", "B", (from, name) -> make);
    assertThatThrownBy(() -> call(importer, "get", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("text");
  }

  @Test
  void functionsOfTheHostAreCalledByReference() {
    int type = module.type(bytes().op(0x60, 1, I32, 1, I32));
    int holder = module.type(bytes().op(0x5F, 1).append(nullable(type)).op(MUTABLE));
    int make = module.type(bytes().op(0x60, 0, 1).append(reference(holder)));
    int callIt = module.type(function(reference(holder), 1, bytes().op(I32)));
    int direct = module.type(function(nullable(type), 1, bytes().op(I32)));
    module.export("make", module.function(make, gc(1, holder)));
    module.export(
        "call",
        module.function(
            callIt,
            bytes().i32(5).localGet(0).append(structGet(holder, 0)).op(0x14).unsigned(type)));
    module.export(
        "direct", module.function(direct, bytes().i32(6).localGet(0).op(0x14).unsigned(type)));
    Instance instance = instantiate();
    WasmFunction increment =
        WasmFunction.of(
            FunctionType.of(List.of(ValueType.I32), List.of(ValueType.I32)), increment());
    WasmStruct struct = Objects.requireNonNull((WasmStruct) call(instance, "make"));
    WasmTrap trap = catchThrowableOfType(WasmTrap.class, () -> call(instance, "call", struct));
    assertThat(trap.getMessage()).isEqualTo("null function reference");
    struct.set(0, increment);
    assertThat(call(instance, "call", struct)).isEqualTo(6);
    assertThat(call(instance, "direct", increment)).isEqualTo(7);
    WasmFunction other =
        WasmFunction.of(
            FunctionType.of(List.of(), List.of(ValueType.I32)),
            MethodHandles.constant(int.class, 1));
    assertThatThrownBy(() -> struct.set(0, other)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> call(instance, "direct", other))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static MethodHandle increment() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Math.class,
              "incrementExact",
              java.lang.invoke.MethodType.methodType(int.class, int.class));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void tableOfNoNullsCannotBeCreatedOfNulls() {
    dev.cascara.runtime.ReferenceType type =
        new dev.cascara.runtime.ReferenceType(false, dev.cascara.runtime.AbstractHeapType.FUNC);
    assertThatThrownBy(() -> Table.create(type, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void kindOfTrapStaysTheSameHoweverOftenItHappens() {
    int pair = pair();
    int get = module.type(function(nullable(pair), 1, bytes().op(I32)));
    module.export("get", module.function(get, bytes().localGet(0).append(structGet(pair, 0))));
    WasmFunction function = (WasmFunction) instantiate().export("get");
    for (int i = 0; i < 3_000; i++) {
      WasmTrap trap =
          catchThrowableOfType(WasmTrap.class, () -> function.handle().invoke((Object) null));
      assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.NULL_REFERENCE);
    }
  }

  // ---------------------------------------------------------------- identity across modules

  /** A module that takes a pair, and gives what it holds. */
  private static byte[] importer() {
    ModuleBuilder importer = new ModuleBuilder();
    int pair = importer.type(bytes().op(0x5F, 2, I32, MUTABLE, I64, IMMUTABLE));
    int make = importer.type(function(bytes().op(I32, I64), 2, reference(pair)));
    int get = importer.type(function(bytes().op(I32), 1, bytes().op(I32)));
    int imported = importer.importFunction("make", make);
    importer.export(
        "get",
        importer.function(
            get, bytes().localGet(0).op(0x42, 0).call(imported).append(structGet(pair, 0))));
    return importer.build();
  }

  @Test
  void modulesOfOnePackageShareTypes() {
    pairFunctions();
    CodeLoader loader = new CodeLoader();
    Instance exporter = instantiate(module.build(), loader, "test", "A", Imports.NONE);
    Instance importer =
        instantiate(importer(), loader, "test", "B", (from, name) -> exporter.export(name));
    assertThat(call(importer, "get", 12)).isEqualTo(12);
  }

  /** Nobody else can have objects of its types, which need no names that others can know. */
  @Test
  void typesOfAModuleWithoutReferencesOutsideAreItsOwn() {
    int first = pair();
    int same = pair();
    int other = module.type(bytes().op(0x5F, 1, I32, MUTABLE));
    int test = module.type(new int[0], I32);
    for (int type : new int[] {same, other}) {
      module.export("is" + type, module.function(test, gc(1, first).append(gc(0x14)).op(type)));
    }
    CompiledModule compiled =
        ModuleCompiler.compile(module.build(), new CompilerOptions("test", "M"));
    assertThat(compiled.classes().keySet()).contains("test.M$S0").noneMatch(c -> c.contains("_"));
    Instance instance = instantiate();
    assertThat(call(instance, "is" + same)).isEqualTo(1);
    assertThat(call(instance, "is" + other)).isEqualTo(0);
  }

  /** The values of an exception are all that gets out of a module without an import or export. */
  @Test
  void hostReadsPrivateStructureOfAnException() {
    int pair = pair();
    module.tag(module.type(bytes().op(0x60, 1).append(reference(pair)).op(0)));
    module.export("f", module.function(module.type(new int[0]), gc(1, pair).op(0x08, 0)));
    Instance instance = instantiate();
    assertThatThrownBy(() -> call(instance, "f"))
        .isInstanceOfSatisfying(
            WasmException.class,
            thrown -> {
              WasmStruct struct = Objects.requireNonNull((WasmStruct) thrown.value(0));
              struct.set(0, 5);
              assertThat(struct.get(0)).isEqualTo(5);
              assertThat(struct.fields()).hasToString("[(mut i32), i64]");
            });
  }

  /** Of a type that is a module's own, the class says what the fields are, or a text in it. */
  @Test
  void hostReadsFieldsOfPrivateStructures() {
    int pair = pair();
    Bytes inherited =
        bytes().op(I8, MUTABLE, ModuleBuilder.V128, IMMUTABLE).append(nullable(pair)).op(MUTABLE);
    Bytes declared = bytes().append(inherited).append(nullable(pair)).op(IMMUTABLE);
    Bytes refined = bytes().append(inherited).append(reference(pair)).op(IMMUTABLE);
    int base = module.type(bytes().op(0x50, 0, 0x5F, 4).append(declared));
    Bytes numbers = bytes().op(I64, MUTABLE, 0x7D, IMMUTABLE, 0x7C, IMMUTABLE, 0x77, IMMUTABLE);
    int same = module.type(bytes().op(0x4F, 1, base, 0x5F, 8).append(declared).append(numbers));
    int other = module.type(bytes().op(0x4F, 1, base, 0x5F, 5).append(refined).op(ANYREF, MUTABLE));
    String shared = "(mut i8), v128, (mut (ref null struct type test/M$S0)), ";
    Bytes fields = bytes().i32(-1).op(0xFD, 0x0C);
    IntStream.range(0, 16).forEach(fields::op);
    fields.append(gc(1, pair)).append(gc(1, pair));
    WasmStruct struct =
        thrownStructure(
            same, bytes().append(fields).i64(7).f32(1).f64(2).i32(300).append(structNew(same)));
    assertThat(struct.fields())
        .hasToString("[" + shared + "(ref null struct type test/M$S0), (mut i64), f32, f64, i16]");
    assertThat(struct.type().supertype())
        .hasValueSatisfying(type -> assertThat(type).hasToString("struct type test/M$S" + base));
    assertThat(struct.get(0)).isEqualTo(-1);
    assertThat(struct.get(1)).isEqualTo(new V128(0x0706050403020100L, 0x0F0E0D0C0B0A0908L));
    assertThat(((WasmStruct) Objects.requireNonNull(struct.get(3))).type())
        .isEqualTo(((ReferenceType) struct.fields().get(3).storageType()).heapType());
    assertThat(struct.get(7)).isEqualTo(300);
    struct.set(4, 8L);
    assertThat(struct.get(4)).isEqualTo(8L);
    assertThatThrownBy(() -> struct.set(3, null)).isInstanceOf(IllegalStateException.class);
    WasmStruct refinedStruct =
        thrownStructure(other, bytes().append(fields).op(0xD0, 0x71).append(structNew(other)));
    assertThat(refinedStruct.fields())
        .hasToString("[" + shared + "(ref struct type test/M$S0), (mut anyref)]");
  }

  /** They have one class, whichever of them its structures are created by. */
  @Test
  void structuresAreCreatedByEitherOfTwoEqualTypes() {
    int first = pair();
    int second = pair();
    int type = module.type(new int[0], I32);
    module.export("g", module.function(type, bytes().op(0xD0, first).append(structGet(first, 0))));
    Bytes body = bytes().i32(7).i64(8).append(structNew(second)).append(structGet(first, 0));
    module.export("f", module.function(type, body));
    assertThat(call(instantiate(), "f")).isEqualTo(7);
  }

  /** What a new module with these types throws. */
  private WasmStruct thrownStructure(int type, Bytes value) {
    int tag = module.tag(module.type(bytes().op(0x60, 1).append(nullable(type)).op(0)));
    String name = "throw" + tag;
    module.export(name, module.function(module.type(new int[0]), value.op(0x08, tag)));
    Instance instance = instantiate();
    WasmException thrown = catchThrowableOfType(WasmException.class, () -> call(instance, name));
    return Objects.requireNonNull((WasmStruct) thrown.value(0));
  }

  @Test
  void modulesOfDifferentPackagesDoNotShareTypes() {
    pairFunctions();
    CodeLoader loader = new CodeLoader();
    Instance exporter = instantiate(module.build(), loader, "one", "A", Imports.NONE);
    assertThatThrownBy(
            () ->
                instantiate(
                    importer(), loader, "other", "B", (from, name) -> exporter.export(name)))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("incompatible import type");
  }

  // ---------------------------------------------------------------- sizes

  @Test
  void structureHasMoreFieldsThanAMethodHasParameters() {
    int count = 300;
    Bytes type = bytes().op(0x5F).unsigned(count);
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      type.op(I64, IMMUTABLE);
      body.op(0x42).signed(i * 1_000_000_007L);
    }
    int struct = module.type(type);
    int last = module.type(bytes().op(0x60, 0, 1, I64));
    module.export(
        "last",
        module.function(last, body.append(structNew(struct)).append(structGet(struct, count - 1))));
    module.global(reference(struct), gc(1, struct));
    assertThat(call(instantiate(), "last")).isEqualTo(299 * 1_000_000_007L);
  }

  @Test
  void subtypesAreDeep() {
    int depth = 60;
    int[] types = new int[depth];
    for (int i = 0; i < depth; i++) {
      Bytes type = bytes().op(0x50);
      if (i == 0) {
        type.unsigned(0);
      } else {
        type.unsigned(1).unsigned(types[i - 1]);
      }
      type.op(0x5F).unsigned(i + 1);
      for (int field = 0; field <= i; field++) {
        type.op(I32, IMMUTABLE);
      }
      types[i] = module.type(type);
    }
    int made = 40;
    int make = module.type(bytes().op(0x60, 0, 1, ANYREF));
    Bytes fields = bytes();
    for (int i = 0; i <= made; i++) {
      fields.i32(i);
    }
    module.export("make", module.function(make, fields.append(structNew(types[made]))));
    int test = module.type(bytes().op(0x60, 1, ANYREF, 1, I32));
    Bytes sum = bytes().i32(0);
    for (int type : types) {
      sum.localGet(0).append(gc(0x14, type)).add();
    }
    module.export("tests", module.function(test, sum));
    module.export(
        "field",
        module.function(
            test,
            bytes().localGet(0).append(gc(0x16, types[30])).append(structGet(types[30], 30))));
    Instance instance = instantiate();
    Object object = call(instance, "make");
    assertThat(call(instance, "tests", object)).isEqualTo(made + 1);
    assertThat(call(instance, "field", object)).isEqualTo(30);
  }

  /**
   * Two blocks that are divided into parts, each with a structure of its own, which is not needed
   * where the block is left early.
   */
  @Test
  void partsThatAreLeftEarlyLeaveNoStructureOfAnotherType() throws Throwable {
    int steps = 100;
    int[] types = {
      module.type(bytes().op(0x5F, 1, I32, MUTABLE)),
      module.type(bytes().op(0x5F, 1, I32, IMMUTABLE))
    };
    Bytes body = bytes();
    for (int t = 0; t < types.length; t++) {
      int type = types[t];
      int local = t + 2;
      body.i32(0).append(structNew(type)).localSet(local).block();
      for (int i = t * steps; i < (t + 1) * steps; i++) {
        body.localGet(1).i32(i).add().localSet(1).localGet(0).i32(i).op(0x46).brIf(0);
        body.localGet(local).append(structGet(type, 0)).i32(1).add();
        body.append(structNew(type)).localSet(local);
      }
      body.localGet(1).localGet(local).append(structGet(type, 0)).add().localSet(1).end();
    }
    int unary = module.type(new int[] {I32}, I32);
    Bytes locals = bytes().op(3, 1, I32);
    for (int type : types) {
      locals.op(1).append(nullable(type));
    }
    module.export("f", module.function(unary, locals, body.localGet(1)));
    CompiledModule compiled =
        ModuleCompiler.compile(
            module.build(), new CompilerOptions("test", "M").withMethodSize(900));
    WasmFunction f =
        (WasmFunction) new CodeLoader().load(compiled).instantiate(Imports.NONE).export("f");
    for (int left = 0; left < 2 * steps; left++) {
      int end = steps * (left / steps + 1);
      int sum = left * (left + 1) / 2 + steps;
      int rest = left < steps ? (2 * steps - end) * (end + 2 * steps - 1) / 2 : 0;
      assertThat(f.handle().invoke(left)).as("left at %d", left).isEqualTo(sum + rest);
    }
  }

  @Test
  void structuresInConstantsHaveAllKindsOfFields() {
    int inner = module.type(bytes().op(0x5F, 2, I8, IMMUTABLE, I64, MUTABLE));
    int outer =
        module.type(
            bytes()
                .op(0x5F, 3, ModuleBuilder.V128, IMMUTABLE)
                .append(reference(inner))
                .op(IMMUTABLE, I32, 0));
    Bytes vector = bytes().op(0xFD, 0x0C);
    for (int lane = 0; lane < 16; lane++) {
      vector.op(lane);
    }
    Bytes initializer = bytes().append(vector).i32(511).i64(-2).append(structNew(inner)).i32(77);
    module.global(reference(outer), initializer.append(structNew(outer)));
    int type = module.type(new int[0], I64);
    Bytes body = bytes().op(0x23, 0).append(structGet(outer, 0)).op(0xFD, 0x1D, 1);
    body.op(0x23, 0).append(structGet(outer, 1)).append(gc(4, inner, 0)).op(0xAD, 0x7C);
    body.op(0x23, 0).append(structGet(outer, 1)).append(structGet(inner, 1)).op(0x7C);
    body.op(0x23, 0).append(structGet(outer, 2)).op(0xAD, 0x7C);
    module.export("sum", module.function(type, body));
    assertThat(call(instantiate(), "sum")).isEqualTo(0x0F0E_0D0C_0B0A_0908L + 255 - 2 + 77);
  }

  @Test
  void arraysOfManyElementsAreConstants() {
    int count = 10_000;
    int array = module.type(bytes().op(0x5E, I32, IMMUTABLE));
    Bytes elements = bytes();
    for (int i = 0; i < count; i++) {
      elements.i32(i * 100_003);
    }
    module.global(reference(array), elements.append(gc(8, array, count)));
    int get = module.type(function(bytes().op(I32), 1, bytes().op(I32)));
    module.export(
        "get", module.function(get, bytes().op(0x23, 0).localGet(0).append(gc(0x0B, array))));
    Instance instance = instantiate();
    assertThat(call(instance, "get", 9_999)).isEqualTo(9_999 * 100_003);
    WasmTrap trap = catchThrowableOfType(WasmTrap.class, () -> call(instance, "get", count));
    assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.OUT_OF_BOUNDS_ARRAY_ACCESS);
  }

  @Test
  void arrayForWhichThereIsNoRoomIsATrap() {
    int array = module.type(bytes().op(0x5E, I64, MUTABLE));
    int make = module.type(function(bytes().op(I32), 1, bytes().op(I32)));
    module.export(
        "length", module.function(make, bytes().localGet(0).append(gc(7, array)).append(gc(0x0F))));
    Instance instance = instantiate();
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      WasmTrap trap = catchThrowableOfType(WasmTrap.class, () -> call(instance, "length", length));
      assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.ALLOCATION_FAILURE);
    }
    assertThat(call(instance, "length", 10)).isEqualTo(10);
  }
}
