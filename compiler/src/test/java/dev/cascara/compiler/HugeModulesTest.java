package dev.cascara.compiler;

import static dev.cascara.compiler.HugeModule.row;
import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.F32;
import static dev.cascara.compiler.ModuleBuilder.F64;
import static dev.cascara.compiler.ModuleBuilder.FUNCREF;
import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.V128;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.Global;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.Tag;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Modules with more of everything than a class file can have. */
class HugeModulesTest {
  private static final Bytes NO_LOCALS = bytes().unsigned(0);

  static Stream<Arguments> modules() {
    return Stream.of(
        row("100,000 function types", HugeModulesTest::functionTypes),
        row("5,000 function types that are all called", HugeModulesTest::calledTypes),
        row("100,000 functions in a table", HugeModulesTest::tableOfFunctions),
        row("imports of all kinds, 20,000", HugeModulesTest::imports),
        row("30,000 exports with long names", HugeModulesTest::longNames),
        row("100,000 globals of all types", HugeModulesTest::globals),
        row("50,000 exported globals", HugeModulesTest::exportedGlobals),
        row("globals with large constant expressions", HugeModulesTest::constantExpressions),
        row("2,000 tables", HugeModulesTest::tables),
        row("100 memories", HugeModulesTest::memories),
        row("30,000 passive data segments", HugeModulesTest::passiveSegments),
        row("a data segment of 64 MiB", HugeModulesTest::largeSegment),
        row("20,000 passive element segments", HugeModulesTest::elementSegments),
        row("60 element segments with 100,000 functions", HugeModulesTest::largeElementSegments),
        row("10,000 tags", HugeModulesTest::tags),
        row("100,000 numbers", HugeModulesTest::numbers),
        row("40,000 offsets in a large memory", HugeModulesTest::offsets),
        row("6,000 vectors", HugeModulesTest::vectors));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void compilesAndRuns(Consumer<HugeModule> builder) throws Throwable {
    HugeModule.check(builder);
  }

  // ---------------------------------------------------------------- types and functions

  /** The types of nine parameters whose numbers are the digits of a number. */
  private static int[] digits(int number) {
    int[] types = {I32, I64, F32, F64};
    return IntStream.range(0, 9).map(i -> types[number >> (2 * i) & 3]).toArray();
  }

  private static void pushDigits(Bytes body, int number) {
    for (int type : digits(number)) {
      switch (type) {
        case I32 -> body.i32(1);
        case I64 -> body.i64(2);
        case F32 -> body.f32(3);
        default -> body.f64(4);
      }
    }
  }

  private static void functionTypes(HugeModule huge) {
    calls(huge, 100_000, 200);
  }

  private static void calledTypes(HugeModule huge) {
    calls(huge, 5_000, 1);
  }

  /** Every so many types have a function, which is called through a table. */
  private static void calls(HugeModule huge, int types, int step) {
    ModuleBuilder module = huge.module;
    int[] functions = new int[types / step];
    for (int i = 0; i < types; i++) {
      int type = module.type(digits(i), I32);
      if (i % step == 0) {
        int last = digits(i)[0];
        Bytes body = bytes().localGet(0);
        body.op(
            last == I32 ? new int[0] : new int[] {last == I64 ? 0xA7 : last == F32 ? 0xA8 : 0xAA});
        functions[i / step] = module.function(type, body.i32(i).add());
      }
    }
    module.table(functions.length);
    module.elements(0, functions);
    Bytes body = bytes().localGet(0);
    int sum = 0;
    for (int i = 0; i < functions.length; i++) {
      pushDigits(body, i * step);
      // The type 0 is that of f.
      body.i32(i).op(0x11).unsigned(1 + i * step).unsigned(0).add();
      sum += i * step + (i * step & 3) + 1;
    }
    huge.export(NO_LOCALS, body);
    int all = sum;
    huge.returns(n -> n + all, 0, 4);
  }

  private static void tableOfFunctions(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 100_000;
    int binary = module.type(times(2, I32), I32);
    for (int i = 0; i < count; i++) {
      Bytes body = bytes().localGet(0).i32(i).op(0x73);
      module.function(i % 2 == 0 ? huge.unary : binary, i % 2 == 0 ? body : body.localGet(1).add());
    }
    module.table(count);
    module.elements(0, IntStream.range(0, count).map(i -> count - 1 - i).toArray());
    // Walks through the table with a step of 37: functions of both types.
    Bytes body = bytes().op(0x03, EMPTY).localGet(1).i32(1).op(0x71, 0x04, I32);
    body.localGet(2).localGet(1).op(0x11).unsigned(huge.unary).unsigned(0).op(0x05);
    body.localGet(2).i32(5).localGet(1).op(0x11).unsigned(binary).unsigned(0).end().localSet(2);
    body.localGet(1).i32(37).add().op(0x22).unsigned(1).i32(count).op(0x48).brIf(0).end();
    huge.export(locals(2, I32), bytes().localGet(0).localSet(2).append(body).localGet(2));
    huge.returns(
        n -> {
          int value = n;
          for (int at = 0; at < count; at += 37) {
            int function = count - 1 - at;
            value = (value ^ function) + (function % 2 == 0 ? 0 : 5);
          }
          return value;
        },
        0,
        99);
  }

  // ---------------------------------------------------------------- imports and exports

  private static void imports(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 5_000;
    int consumer = module.type(times(1, I32));
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      String from = "module " + i % 100;
      module.importFunction("function " + i, huge.unary);
      module.importEntry(from, "global " + i, bytes().op(3, I32, 0));
      module.importEntry(from, "table " + i, bytes().op(1, FUNCREF, 0).unsigned(1));
      module.importEntry(from, "tag " + i, bytes().op(4, 0).unsigned(consumer));
    }
    for (int i = 0; i < count; i++) {
      body.call(i).globalGet(i).add().op(0xFC, 0x10).unsigned(i).add();
      body.op(0x02, I32, 0x1F, EMPTY).unsigned(1).op(0).unsigned(i).unsigned(0);
      body.i32(1).op(0x08).unsigned(i).end().op(0x00).end().add();
    }
    FunctionType unary = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));
    WasmFunction identity = WasmFunction.of(unary, MethodHandles.identity(int.class));
    Tag tag = new Tag(new FunctionType(List.of(ValueType.I32), List.of()));
    huge.imports(
        (moduleName, name) -> {
          String[] parts = name.split(" ", 2);
          Extern result =
              switch (parts[0]) {
                case "function" -> identity;
                case "global" -> Global.of(ValueType.I32, false, Integer.valueOf(parts[1]));
                case "table" -> Table.create(ValueType.FUNCREF, 3, Integer.MAX_VALUE);
                default -> tag;
              };
          return result;
        });
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count).map(i -> i + 4).sum(), 0, 6);
  }

  /** Names of characters that class files encode with more bytes than WebAssembly. */
  private static void longNames(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 30_000;
    String longest = "\0".repeat(99_000);
    module.importFunction(longest, huge.unary);
    module.importFunction(longest, "\uD83D\uDE00".repeat(25_000), huge.unary);
    String text = "\0\uD83D\uDE00\u00FCx".repeat(30);
    for (int i = 0; i < count; i++) {
      module.export(text + i, module.function(huge.unary, bytes().localGet(0).i32(i).add()));
    }
    FunctionType unary = new FunctionType(List.of(ValueType.I32), List.of(ValueType.I32));
    huge.imports(
        (moduleName, name) -> {
          boolean known = moduleName.equals("env") ? name.equals(longest) : name.length() == 50_000;
          return known ? WasmFunction.of(unary, MethodHandles.identity(int.class)) : null;
        });
    huge.export(NO_LOCALS, bytes().localGet(0).call(0).call(1));
    huge.returns(n -> n, 5);
  }

  // ---------------------------------------------------------------- globals

  private static void globals(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 100_000;
    int[] types = {I32, I64, F32, F64, V128};
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      Bytes global = bytes().op(types[i % 5], 1);
      switch (i % 5) {
        case 0 -> global.i32(i);
        case 1 -> global.i64(i);
        case 2 -> global.f32(i);
        case 3 -> global.f64(i);
        default -> global.simd(0x0C).append(bytes16(i));
      }
      module.global(global.end());
      body.globalGet(i);
      switch (i % 5) {
        case 1 -> body.op(0xA7);
        case 2 -> body.op(0xA8);
        case 3 -> body.op(0xAA);
        case 4 -> body.simd(0x1B).op(1);
        default -> body.localGet(0).add().globalSet(i).globalGet(i);
      }
      body.add();
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count).sum() + n * (count / 5), 3);
  }

  /** Four lanes of the same number. */
  private static byte[] bytes16(int lane) {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 16; i++) {
      bytes[i] = (byte) (lane >> (8 * (i % 4)));
    }
    return bytes;
  }

  private static void exportedGlobals(HugeModule huge) {
    int count = 50_000;
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      huge.module.global(i);
      huge.module.exportGlobal("global" + i, i);
      body.append(i % 10 == 0 ? bytes().globalGet(i).add() : bytes());
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count / 10).map(i -> 10 * i).sum(), 3);
  }

  private static void constantExpressions(HugeModule huge) {
    ModuleBuilder module = huge.module;
    // A long sum, a chain of globals, and references to functions.
    Bytes sum = bytes().op(I32, 0).i32(0);
    for (int i = 0; i < 50_000; i++) {
      sum.i32(i).add();
    }
    module.global(sum.end());
    for (int i = 1; i < 5_000; i++) {
      module.global(bytes().op(I32, 0).globalGet(i - 1).i32(i).add().end());
    }
    int function = module.function(huge.unary, bytes().localGet(0).i32(9).add());
    for (int i = 0; i < 5_000; i++) {
      module.global(bytes().op(FUNCREF, 0).op(0xD2).unsigned(function).end());
    }
    module.table(1);
    Bytes body = bytes().i32(0).globalGet(9_999).op(0x26, 0).globalGet(4_999);
    body.localGet(0).i32(0).op(0x11).unsigned(huge.unary).unsigned(0).add();
    huge.export(NO_LOCALS, body);
    int expected = IntStream.range(0, 50_000).sum() + IntStream.range(1, 5_000).sum() + 9;
    huge.returns(n -> n + expected, 0, 1);
  }

  // ---------------------------------------------------------------- tables, memories, segments

  private static void tables(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 2_000;
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      module.table(bytes().op(FUNCREF, 0).unsigned(i));
      body.op(0xFC, 0x10).unsigned(i).add();
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count).sum(), 0, 1);
  }

  private static void memories(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 100;
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      module.memory(1);
      body.i32(4 * i).i32(i).op(0x36, 0x42).unsigned(i).unsigned(0);
    }
    for (int i = 0; i < count; i++) {
      body.i32(4 * i).op(0x28, 0x42).unsigned(i).unsigned(0).add();
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count).sum(), 0, 1);
  }

  private static void passiveSegments(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 30_000;
    module.memory(1);
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      int segment = module.passiveData(bytes16(i));
      body.i32(8).i32(4).i32(4).op(0xFC, 0x08).unsigned(segment).op(0);
      body.op(0xFC, 0x09).unsigned(segment);
      body.i32(8).op(0x28, 2, 0).add();
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count).sum(), 1);
  }

  private static void largeSegment(HugeModule huge) {
    byte[] content = new byte[64 << 20];
    new Random(1).nextBytes(content);
    int segment = huge.module.passiveData(content);
    huge.module.memory(1);
    Bytes body = bytes().i32(8).localGet(0).i32(1).op(0xFC, 0x08).unsigned(segment).op(0);
    huge.export(NO_LOCALS, body.i32(8).op(0x28, 2, 0));
    huge.returns(n -> content[n] & 0xFF, 0, 65_535, 1 << 20, content.length - 1);
  }

  private static void elementSegments(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 20_000;
    module.table(1);
    int[] functions = new int[50];
    for (int i = 0; i < functions.length; i++) {
      functions[i] = module.function(huge.unary, bytes().localGet(0).i32(i).add());
    }
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      int segment =
          module.elements(bytes().unsigned(1).op(0).unsigned(1).unsigned(functions[i % 50]));
      body.i32(0).i32(0).i32(1).op(0xFC, 0x0C).unsigned(segment).op(0);
      body.op(0xFC, 0x0D).unsigned(segment);
      body.i32(0).op(0x11).unsigned(huge.unary).unsigned(0);
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + count / 50 * IntStream.range(0, 50).sum(), 1);
  }

  private static void largeElementSegments(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int size = 100_000;
    int count = 60;
    List<Integer> functions = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      functions.add(module.function(huge.unary, bytes().localGet(0).i32(i).add()));
    }
    module.table(size);
    for (int i = 0; i < count; i++) {
      int segment = i;
      module.elements(
          0,
          IntStream.range(0, size).map(each -> functions.get((each + segment) % 1_000)).toArray());
    }
    huge.export(NO_LOCALS, bytes().i32(1).localGet(0).op(0x11).unsigned(huge.unary).unsigned(0));
    huge.returns(n -> 1 + (n + count - 1) % 1_000, 0, 940, 941, size - 1);
  }

  private static void tags(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 10_000;
    int[] types = {
      module.type(times(1, I32)), module.type(new int[] {I64, I32}), module.type(times(3, I32))
    };
    Bytes body = bytes().localGet(0);
    int blockType = module.type(new int[0], I64, I32);
    int blockType3 = module.type(new int[0], times(3, I32));
    for (int i = 0; i < count; i++) {
      int tag = module.tag(types[i % 3]);
      body.op(0x02);
      body.append(
          i % 3 == 0 ? bytes().op(I32) : bytes().unsigned(i % 3 == 1 ? blockType : blockType3));
      body.op(0x1F, EMPTY).unsigned(1).op(0).unsigned(tag).unsigned(0);
      body.append(
          switch (i % 3) {
            case 0 -> bytes().i32(i);
            case 1 -> bytes().i64(0).i32(i);
            default -> bytes().i32(0).i32(0).i32(i);
          });
      body.op(0x08).unsigned(tag).end().op(0x00).end();
      // Of the values, the last one.
      body.localSet(1).append(i % 3 == 0 ? bytes() : bytes().op(0x1A));
      body.append(i % 3 == 2 ? bytes().op(0x1A) : bytes()).localGet(1).add();
    }
    huge.export(locals(1, I32), body);
    huge.returns(n -> n + IntStream.range(0, count).sum(), 2);
  }

  // ---------------------------------------------------------------- constants

  /** What functions of their own do, each with a share of so many steps, is done in turn. */
  private static void inFunctions(
      HugeModule huge, int functions, int steps, BiFunction<Bytes, Integer, Bytes> step) {
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < functions; i++) {
      Bytes part = bytes().localGet(0);
      for (int j = 0; j < steps; j++) {
        part = step.apply(part, i * steps + j);
      }
      body.call(huge.module.function(huge.unary, part));
    }
    huge.export(NO_LOCALS, body);
  }

  /** The instruction for each takes four bytes, and the number two entries of a pool. */
  private static void numbers(HugeModule huge) {
    int first = 40_000;
    int count = 100_000;
    inFunctions(
        huge, 200, count / 200, (body, i) -> body.op(0xAD).i64(first + i).op(0x7C).op(0xA7));
    int sum = IntStream.range(first, first + count).sum();
    huge.returns(n -> n + sum, 0, 1);
  }

  private static void offsets(HugeModule huge) {
    huge.module.memory(1, 40, 65_536);
    inFunctions(
        huge, 100, 400, (body, i) -> body.i32(0).op(0x28, 2).unsigned(40_000 + 4 * i).op(0x73));
    huge.returns(n -> n, 0, 1);
  }

  private static void vectors(HugeModule huge) {
    inFunctions(
        huge,
        60,
        100,
        (body, i) -> body.simd(17).simd(12).append(bytes16(i)).simd(174).simd(27).op(0));
    int sum = IntStream.range(0, 6_000).sum();
    huge.returns(n -> n + sum, 0, 1);
  }
}
