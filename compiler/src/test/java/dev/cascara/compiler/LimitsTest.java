package dev.cascara.compiler;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is far beyond the JVM's limits still becomes classes that are verified, run, and have no
 * method that HotSpot would not compile; or it is refused by name.
 */
class LimitsTest {
  private final ModuleBuilder module = new ModuleBuilder();

  /** From and to {@code i32}. */
  private final int unary = module.type(times(1, I32), I32);

  // ---------------------------------------------------------------- functions

  @Test
  void tableOfBranchesWithManyLabelsToFewTargets() throws Throwable {
    int labels = 100_000;
    Bytes body = bytes().block().block().block().localGet(0).op(0x0E).unsigned(labels);
    for (int i = 0; i < labels; i++) {
      body.unsigned(i % 3);
    }
    body.unsigned(1).end().i32(10).op(0x0F).end().i32(11).op(0x0F).end().i32(12);
    module.export("f", module.function(unary, body));
    WasmFunction f = function(compile(), "f");
    assertThat(call(f, 0)).isEqualTo(10);
    assertThat(call(f, 99_998)).isEqualTo(12);
    assertThat(call(f, 100_000)).isEqualTo(11);
    assertThat(call(f, -1)).isEqualTo(11);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 100_000})
  void tableOfBranchesWithManyTargets(int targets) throws Throwable {
    Bytes body = bytes();
    for (int i = 0; i <= targets; i++) {
      body.block();
    }
    body.localGet(0).op(0x0E).unsigned(targets);
    for (int i = 0; i <= targets; i++) {
      body.unsigned(i);
    }
    for (int i = 0; i <= targets; i++) {
      body.end().localGet(0).i32(i).add().op(0x0F);
    }
    module.export("f", module.function(unary, body.op(0)));
    WasmFunction f = function(compile(), "f");
    assertThat(call(f, 0)).isZero();
    assertThat(call(f, targets / 2)).isEqualTo(targets / 2 * 2);
    assertThat(call(f, targets - 1)).isEqualTo(2 * targets - 2);
    assertThat(call(f, -5)).isEqualTo(targets - 5);
  }

  /** A loop, blocks for all targets and the default, and the branch to one of them by local 0. */
  private static Bytes dispatchLoop(int targets) {
    Bytes body = bytes().op(0x03, ModuleBuilder.EMPTY);
    for (int i = 0; i <= targets; i++) {
      body.block();
    }
    body.localGet(0).op(0x0E).unsigned(targets);
    for (int i = 0; i <= targets; i++) {
      body.unsigned(i);
    }
    return body;
  }

  @Test
  void interpreterLoopWithManyTargets() throws Throwable {
    // Counts down through the targets, each of which adds its number to a local.
    int targets = 1_500;
    Bytes body = dispatchLoop(targets);
    for (int i = 0; i < targets; i++) {
      body.end().localGet(1).i32(i).add().localSet(1);
      body.localGet(0).i32(1).op(0x6B).localSet(0).br(targets - i);
    }
    body.end().end().localGet(1);
    module.export("f", module.function(unary, locals(1, I32), body));
    WasmFunction f = function(compile(), "f");
    assertThat(call(f, 10)).isEqualTo(55);
    assertThat(call(f, 1_499)).isEqualTo(1_499 * 1_500 / 2);
    assertThat(call(f, 1_500)).isZero();
  }

  /** HotSpot would inline a method of 325 bytes into the loop, which has no registers for it. */
  @Test
  void partsOfDispatchLoopsAreTooLargeToBeInlined() throws Throwable {
    int targets = 100;
    int steps = 20;
    Bytes body = dispatchLoop(targets);
    for (int i = 0; i < targets; i++) {
      body.end();
      for (int j = 0; j < steps; j++) {
        body.localGet(1).i32(i + j).add().localSet(1);
      }
      body.localGet(0).i32(1).op(0x6B).localSet(0).br(targets - i);
    }
    body.end().end().localGet(1);
    module.export("f", module.function(unary, locals(1, I32), body));
    CompiledModule compiled = compile();
    WasmFunction f = function(compiled, "f");
    int n = 90;
    assertThat(call(f, n)).isEqualTo((n + 1) * (steps * n / 2 + steps * (steps - 1) / 2));
    List<Integer> parts =
        ClassFiles.methodSizes(compiled)
            .filter(method -> method.getKey().matches(".*[$]\\d+of\\d+[(].*"))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(parts).isNotEmpty().allSatisfy(size -> assertThat(size).isGreaterThan(325));
  }

  /**
   * Hundreds of arms that all assign five variables: passing these one by one would be too much
   * code for the loop, so they are in arrays that all parts get.
   */
  @Test
  void armsOfLargeDispatchLoopsShareArrays() throws Throwable {
    int targets = 300;
    int sum = 1;
    int product = 2;
    int single = 3;
    int twice = 4;
    Bytes locals = bytes().unsigned(4);
    List.of(I32, I64, ModuleBuilder.F32, ModuleBuilder.F64)
        .forEach(type -> locals.unsigned(1).op(type));
    Bytes body = dispatchLoop(targets);
    for (int i = 0; i < targets; i++) {
      body.end();
      for (int j = 0; j < 3; j++) {
        body.localGet(sum).i32(i + j).add().localSet(sum);
        body.localGet(product).i64(31).op(0x7E).i64(i).op(0x7C).localSet(product);
        body.localGet(single).f32(i).op(0x92).localSet(single);
        body.localGet(twice).f64(0.5).op(0xA2).f64(j).op(0xA0).localSet(twice);
      }
      body.localGet(0).i32(1).op(0x6B).localSet(0).br(targets - i);
    }
    body.end().end().localGet(sum);
    body.localGet(product).op(0xA7, 0x73).localGet(single).op(0xBC, 0x73);
    body.localGet(twice).op(0xBD, 0xA7, 0x73).localGet(twice).op(0xBD).i64(32).op(0x88, 0xA7, 0x73);
    module.export("f", module.function(unary, locals, body));
    CompiledModule compiled = compile();
    WasmFunction f = function(compiled, "f");
    for (int n : new int[] {-1, 0, 7, targets - 1, targets}) {
      assertThat(call(f, n)).isEqualTo(resultOfArms(n < targets ? n : -1));
    }
    assertThat(
            ClassFiles.methodSizes(compiled)
                .map(Map.Entry::getKey)
                .filter(method -> method.matches(".*[$]\\d+of\\d+[(]\\[I\\[J\\[F\\[D.*")))
        .hasSizeGreaterThan(targets / 2);
  }

  private static int resultOfArms(int first) {
    int sum = 0;
    long product = 0;
    float single = 0;
    double twice = 0;
    for (int i = first; i >= 0; i--) {
      for (int j = 0; j < 3; j++) {
        sum += i + j;
        product = product * 31 + i;
        single += i;
        twice = twice * 0.5 + j;
      }
    }
    return sum
        ^ (int) product
        ^ Float.floatToRawIntBits(single)
        ^ Long.hashCode(Double.doubleToRawLongBits(twice));
  }

  /**
   * Loops full of loads, of which each may return: they are divided into parts that are divided
   * again. The function's result must survive what the parts tell each other.
   */
  @Test
  void partsOfPartsReturnFromTheFunction() throws Throwable {
    module.memory(1);
    int loops = 24;
    int loads = 70;
    int sum = 1;
    int pointer = 2;
    Bytes body = bytes();
    for (int i = 0; i < loops; i++) {
      body.i32(0).localSet(pointer).op(0x03, 0x40);
      for (int j = 0; j < loads; j++) {
        body.localGet(pointer).op(0x28, 2).unsigned(4L * j).localGet(sum).add().localSet(sum);
        if (j == loads / 2) {
          // Returns from the loop that the argument names.
          body.localGet(0).i32(i).op(0x46, 0x04, 0x40);
          body.localGet(sum).i32(1_000 + i).add().op(0x0F).end();
        }
      }
      body.localGet(pointer).i32(4).add().op(0x22).unsigned(pointer).i32(40).op(0x48).brIf(0).end();
    }
    body.localGet(sum).i32(7).add();
    module.export("f", module.function(unary, locals(2, I32), body));
    WasmFunction f = function(compile(), "f");
    for (int i = 0; i < loops; i++) {
      assertThat(call(f, i)).isEqualTo(1_000 + i);
    }
    assertThat(call(f, loops)).isEqualTo(7);
  }

  @Test
  void methodsAreAsSmallAsIsAskedFor() throws Throwable {
    int steps = 1_000;
    Bytes body = bytes();
    for (int i = 0; i < steps; i++) {
      body.localGet(0).i32(i).add().localSet(0);
    }
    module.export("f", module.function(unary, body.localGet(0)));
    CompilerOptions options = new CompilerOptions("t", "M");
    int largest = 0;
    for (int size : new int[] {800, 8_000}) {
      CompiledModule compiled =
          ModuleCompiler.compile(module.build(), options.withMethodSize(size));
      assertThat(call(function(compiled, "f"), 3)).isEqualTo(3 + steps * (steps - 1) / 2);
      int previous = largest;
      largest =
          ClassFiles.methodSizes(compiled)
              .map(Map.Entry::getValue)
              .max(Integer::compare)
              .orElseThrow();
      assertThat(largest).isBetween(previous + 1, size);
    }
    assertThatThrownBy(() -> options.withMethodSize(799))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.withMethodSize(8_001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void manyLocals() throws Throwable {
    int count = 49_999;
    Bytes body = bytes();
    for (int i = 1; i <= count; i++) {
      body.localGet(0).i32(i).add().localSet(i);
    }
    body.i32(0);
    for (int i = count; i > 0; i--) {
      body.localGet(i).add();
    }
    module.export("f", module.function(unary, locals(count, I32), body));
    assertThat(call(function(compile(), "f"), 3))
        .isEqualTo(IntStream.rangeClosed(1, count).map(i -> i + 3).sum());
  }

  /** What is passed in a field has to be cast. */
  @ParameterizedTest
  @ValueSource(ints = {300, 400, 500, 600, 700, 800})
  void manyResultsThatAreReferences(int count) throws Throwable {
    int type = module.type(bytes().op(0x5F, 1, I32, 0));
    Bytes results = bytes().op(0x60).unsigned(0).unsigned(count);
    Bytes numbers = bytes();
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      results.op(0x63).signed(type);
      numbers.i32(i).gc(0).unsigned(type);
    }
    int pass = module.function(module.type(results), numbers);
    body.call(pass);
    for (int i = count; i > 0; i--) {
      body.localSet(i);
    }
    body.i32(0);
    for (int i = 1; i <= count; i++) {
      body.localGet(i).gc(2).unsigned(type).unsigned(0).add();
    }
    Bytes locals = bytes().unsigned(1).unsigned(count).op(0x63).signed(type);
    module.export("f", module.function(unary, locals, body));
    assertThat(call(function(compile(), "f"), 0)).isEqualTo(count * (count - 1) / 2);
  }

  @Test
  void manyLocalsThatLoopsKeep() throws Throwable {
    int count = 2_000;
    Bytes body = bytes().op(0x03, ModuleBuilder.EMPTY);
    for (int i = 1; i <= count; i++) {
      body.localGet(i).localGet(0).add().localSet(i);
    }
    body.localGet(0).i32(1).op(0x6B, 0x22).unsigned(0).brIf(0).end().i32(0);
    for (int i = 1; i <= count; i++) {
      body.localGet(i).add();
    }
    module.export("f", module.function(unary, locals(count, I32), body));
    assertThat(call(function(compile(), "f"), 10)).isEqualTo(55 * count);
  }

  @Test
  void highOperandStack() throws Throwable {
    int height = 20_000;
    int next = module.function(unary, bytes().localGet(0).i32(1).add());
    Bytes body = bytes();
    for (int i = 0; i < height; i++) {
      body.localGet(0).call(next);
    }
    for (int i = 1; i < height; i++) {
      body.add();
    }
    module.export("f", module.function(unary, body));
    assertThat(call(function(compile(), "f"), 2)).isEqualTo(3 * height);
  }

  @Test
  void longExpression() throws Throwable {
    int length = 100_000;
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < length; i++) {
      body.i32(i).add();
    }
    module.export("f", module.function(unary, body));
    assertThat(call(function(compile(), "f"), 1)).isEqualTo(1 + IntStream.range(0, length).sum());
  }

  @ParameterizedTest
  @ValueSource(ints = {0x02, 0x03, 0x04})
  void deepNesting(int opcode) throws Throwable {
    int depth = 100_000;
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      if (opcode == 0x04) {
        body.localGet(0);
      }
      body.op(opcode, ModuleBuilder.EMPTY);
    }
    body.localGet(0).i32(2).add().localSet(0);
    for (int i = 0; i < depth; i++) {
      // Branches to the outermost keep all of them; of loops, to none.
      body.localGet(0).op(0x45).brIf(0).end();
    }
    module.export("f", module.function(unary, body.localGet(0)));
    assertThat(call(function(compile(), "f"), 5)).isEqualTo(7);
  }

  @Test
  void deeperNestingIsRefused() {
    int depth = 200_000;
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.block();
    }
    for (int i = 0; i < depth; i++) {
      body.end();
    }
    module.export("f", module.function(unary, body.localGet(0)));
    assertThatThrownBy(this::compile)
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("nested more than 150000 deep");
  }

  @Test
  void moreValuesPassedByBranchesAreRefused() {
    int targets = 10_000;
    int values = 500;
    int type = module.type(new int[0], times(values, I32));
    Bytes body = bytes();
    for (int i = 0; i < targets; i++) {
      body.op(0x02).signed(type);
    }
    for (int i = 0; i < values; i++) {
      body.i32(i);
    }
    body.localGet(0).op(0x0E).unsigned(targets);
    for (int i = 0; i <= targets; i++) {
      body.unsigned(i % targets);
    }
    for (int i = 0; i < targets; i++) {
      body.end();
    }
    for (int i = 1; i < values; i++) {
      body.op(0x1A);
    }
    module.export("f", module.function(unary, body));
    assertThatThrownBy(this::compile)
        .isInstanceOf(UnsupportedFeatureException.class)
        .hasMessageContaining("branches pass more than 4000000 values");
  }

  @Test
  void manyBranchesOutOfOneBlock() throws Throwable {
    int depth = 3_000;
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.block();
    }
    for (int i = 0; i < depth; i++) {
      body.localGet(0).i32(i).op(0x46).brIf(i);
    }
    for (int i = 0; i < depth; i++) {
      body.end().localGet(1).i32(1).add().localSet(1);
    }
    module.export("f", module.function(unary, locals(1, I32), body.localGet(1)));
    WasmFunction f = function(compile(), "f");
    assertThat(call(f, 0)).isEqualTo(depth);
    assertThat(call(f, depth - 1)).isEqualTo(1);
    assertThat(call(f, -1)).isEqualTo(depth);
  }

  @Test
  void megabytesOfCodeInOneFunction() throws Throwable {
    module.memory(1);
    Bytes body = bytes();
    for (int i = 0; i < 50_000; i++) {
      // The word at 8 grows by the argument, or by one if that is zero.
      body.i32(8).i32(8).op(0x28, 2, 0).localGet(0).op(0x04, I32).localGet(0).op(0x05).i32(1);
      body.end().add().op(0x36, 2, 0);
    }
    module.export("f", module.function(unary, body.i32(8).op(0x28, 2, 0)));
    WasmFunction f = function(compile(), "f");
    assertThat(call(f, 2)).isEqualTo(100_000);
    assertThat(call(f, 0)).isEqualTo(150_000);
  }

  // ---------------------------------------------------------------- signatures

  @Test
  void thousandParametersAndResults() throws Throwable {
    int count = 1_000;
    int[] types = IntStream.range(0, count).map(i -> i % 2 == 0 ? I32 : I64).toArray();
    int wide = module.type(types, types);
    Bytes reversed = bytes();
    for (int i = 0; i < count; i += 2) {
      reversed.localGet(count - 2 - i).localGet(count - 1 - i);
    }
    int function = module.function(wide, reversed);
    module.table(1);
    module.elements(0, function);
    for (int indirect = 0; indirect < 2; indirect++) {
      Bytes body = bytes();
      for (int i = 0; i < count; i++) {
        body = i % 2 == 0 ? body.localGet(0).i32(i).add() : body.op(0x42).signed(i);
      }
      body = indirect == 0 ? body.call(function) : body.i32(0).op(0x11).unsigned(wide).unsigned(0);
      // Of the results, the sum of all that have type i32 but for the first, which counts twice.
      Bytes sum = bytes();
      for (int i = count - 1; i >= 0; i--) {
        sum.localSet(1 + i);
      }
      sum.localGet(1);
      for (int i = 0; i < count; i += 2) {
        sum.localGet(1 + i).add();
      }
      Bytes declared = bytes().unsigned(count);
      for (int type : types) {
        declared.unsigned(1).op(type);
      }
      module.export("f" + indirect, module.function(unary, declared, body.append(sum)));
    }
    CompiledModule compiled = compile();
    int all = IntStream.range(0, 500).map(i -> 2 * i + 7).sum();
    assertThat(call(function(compiled, "f0"), 7)).isEqualTo(all + 998 + 7);
    assertThat(call(function(compiled, "f1"), 7)).isEqualTo(all + 998 + 7);
  }

  @Test
  void moreParametersAreRefused() {
    module.type(times(1_001, I32));
    assertThatThrownBy(this::compile)
        .isInstanceOfAny(WasmFormatException.class, WasmValidationException.class);
  }

  // ---------------------------------------------------------------- modules

  @Test
  void manyFunctionsAllExported() throws Throwable {
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      module.export("f" + i, module.function(unary, bytes().localGet(0).i32(i).add()));
    }
    CompiledModule compiled = ModuleCompiler.compile(module.build(), new CompilerOptions("t", "M"));
    ClassFiles.assertMethodsAreSmall(compiled);
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    for (int i : new int[] {0, 4_999, 5_000, 50_000, 99_999}) {
      assertThat(call((WasmFunction) instance.export("f" + i), 1)).isEqualTo(1 + i);
    }
    assertThat(compiled.exports().get(4_999).function()).isPresent();
    assertThat(compiled.exports().get(5_000).function()).isEmpty();
  }

  @Test
  void manyImports() throws Throwable {
    int count = 10_000;
    for (int i = 0; i < count; i++) {
      module.importFunction("f" + i, unary);
    }
    FunctionType type = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));
    MethodHandle add =
        MethodHandles.lookup()
            .findStatic(
                Math.class, "addExact", MethodType.methodType(int.class, int.class, int.class));
    Imports imports =
        (moduleName, name) ->
            WasmFunction.of(
                type, MethodHandles.insertArguments(add, 0, Integer.parseInt(name.substring(1))));
    Bytes body = bytes().i32(0);
    for (int i = 0; i < count; i++) {
      body.localGet(0).call(i).add();
    }
    module.export("sum", module.function(unary, body));
    CompiledModule compiled = compile();
    Instance instance = new CodeLoader().load(compiled).instantiate(imports);
    assertThat(call((WasmFunction) instance.export("sum"), 1))
        .isEqualTo(IntStream.range(0, count).map(i -> i + 1).sum());
  }

  @Test
  void largeSegments() throws Throwable {
    module.memory(300);
    byte[] large = new byte[16 << 20];
    new java.util.Random(1).nextBytes(large);
    module.data(1 << 20, large);
    for (int i = 0; i < 20_000; i++) {
      module.data(4 * i, new byte[] {(byte) i, (byte) (i >> 8), 0, 0});
    }
    int identity = module.function(unary, bytes().localGet(0));
    int next = module.function(unary, bytes().localGet(0).i32(1).add());
    module.table(1_100_000);
    module.elements(
        0, IntStream.range(0, 1_000_000).map(i -> i % 3 == 0 ? next : identity).toArray());
    module.elementExpressions(
        1_000_000, IntStream.range(0, 50_000).map(i -> i % 2 == 0 ? next : identity).toArray());
    module.export("load", module.function(unary, bytes().localGet(0).op(0x28, 0, 0)));
    module.export(
        "call",
        module.function(unary, bytes().i32(5).localGet(0).op(0x11).unsigned(unary).unsigned(0)));
    Instance instance = new CodeLoader().load(compile()).instantiate(Imports.NONE);
    WasmFunction load = (WasmFunction) instance.export("load");
    assertThat(call(load, 4 * 19_999)).isEqualTo(19_999);
    assertThat(call(load, (1 << 20) + (16 << 20) - 4))
        .isEqualTo(
            java.nio.ByteBuffer.wrap(large)
                .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                .getInt(large.length - 4));
    WasmFunction call = (WasmFunction) instance.export("call");
    assertThat(call(call, 999_999)).isEqualTo(6);
    assertThat(call(call, 999_998)).isEqualTo(5);
    assertThat(call(call, 1_049_998)).isEqualTo(6);
    assertThat(call(call, 1_049_999)).isEqualTo(5);
  }

  @Test
  void manyGlobals() throws Throwable {
    int count = 30_000;
    for (int i = 0; i < count; i++) {
      module.global(i);
    }
    Bytes body = bytes().i32(0);
    for (int i = 0; i < count; i++) {
      body.op(0x23).unsigned(i).localGet(0).add().op(0x24).unsigned(i);
      body.op(0x23).unsigned(i).add();
    }
    module.export("f", module.function(unary, body));
    assertThat(call(function(compile(), "f"), 2))
        .isEqualTo(IntStream.range(0, count).map(i -> i + 2).sum());
  }

  @Test
  void progressEndsWithAllFunctions() {
    for (int i = 0; i < 20_000; i++) {
      module.function(unary, bytes().localGet(0).i32(i).add());
    }
    List<Integer> done = new ArrayList<>();
    CompilerOptions options =
        new CompilerOptions("t", "M")
            .withProgress(
                (compiled, total) -> {
                  assertThat(total).isEqualTo(20_000);
                  done.add(compiled);
                });
    ModuleCompiler.compile(module.build(), options);
    assertThat(done).hasSizeGreaterThan(2).isSorted().endsWith(20_000);
    assertThat(Collections.max(done)).isEqualTo(20_000);
  }

  private CompiledModule compile() {
    CompiledModule compiled = ModuleCompiler.compile(module.build(), new CompilerOptions("t", "M"));
    ClassFiles.assertMethodsAreSmall(compiled);
    ClassFiles.assertVerified(compiled);
    return compiled;
  }

  private static WasmFunction function(CompiledModule compiled, String name) {
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    return (WasmFunction) instance.export(name);
  }

  private static int call(WasmFunction function, int argument) throws Throwable {
    return (int) function.handle().invokeExact(argument);
  }
}
