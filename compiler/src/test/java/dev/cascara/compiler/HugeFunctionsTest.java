package dev.cascara.compiler;

import static dev.cascara.compiler.HugeModule.row;
import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.EXTERNREF;
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
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that are far beyond what a method of the JVM can be. */
class HugeFunctionsTest {
  private static final int EXNREF = 0x69;
  private static final Bytes NO_LOCALS = bytes().unsigned(0);

  static Stream<Arguments> functions() {
    return Stream.of(
        row("50,000 locals of all types that a loop keeps", HugeFunctionsTest::mixedLocals),
        row("100,000 labels to 5,000 targets in a loop", HugeFunctionsTest::dispatchLoop),
        row("100,000 targets in a loop", HugeFunctionsTest::targetsInLoop),
        row("2,000 loops within each other", HugeFunctionsTest::nestedLoops),
        row("10,000 blocks with values within each other", HugeFunctionsTest::nestedValues),
        row("5,000 else-ifs", HugeFunctionsTest::elseIfs),
        row("100,000 different constants", HugeFunctionsTest::constants),
        row("a megabyte of 64-bit arithmetic", HugeFunctionsTest::longArithmetic),
        row("10,000 vector instructions of all lanes", HugeFunctionsTest::vectors),
        row("5,000 vectors at once", HugeFunctionsTest::vectorsAtOnce),
        row("10,000 atomic accesses", HugeFunctionsTest::atomics),
        row("5,000 128-bit additions", HugeFunctionsTest::wideArithmetic),
        row("20,000 values of mixed types on the stack", HugeFunctionsTest::mixedStack),
        row("a loop with 1,000 parameters", HugeFunctionsTest::loopWithParameters),
        row("calls in their caller's place with 600 parameters", HugeFunctionsTest::tailCalls),
        row("1,000 vectors as parameters and results", HugeFunctionsTest::vectorParameters),
        row("1,000 parameters and results of an import", HugeFunctionsTest::wideImport),
        row("10,000 handlers", HugeFunctionsTest::handlers),
        row("10,000 legacy handlers", HugeFunctionsTest::legacyHandlers),
        row("10,000 clauses of a handler", HugeFunctionsTest::clauses),
        row("2,000 legacy handlers that delegate", HugeFunctionsTest::delegates),
        row("3,000 exceptions that are thrown again", HugeFunctionsTest::thrownAgain),
        row("2,000 loops in handlers", HugeFunctionsTest::loopsInHandlers),
        row("exceptions with 1,000 vectors", HugeFunctionsTest::exceptionsOfVectors),
        row("30,000 calls as arguments of each other", HugeFunctionsTest::callsOfCalls),
        row("20,000 calls through a table", HugeFunctionsTest::indirectCalls));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void compilesAndRuns(Consumer<HugeModule> builder) throws Throwable {
    HugeModule.check(builder);
  }

  // ---------------------------------------------------------------- variables and constants

  /** Local {@code i} has the type {@code i % 7}; the loop adds the argument to all numbers. */
  private static void mixedLocals(HugeModule huge) {
    int count = 49_999;
    int[] types = {I32, I64, F32, F64, V128, FUNCREF, EXTERNREF};
    Bytes declared = bytes().unsigned(count);
    Bytes loop = bytes().op(0x03, EMPTY);
    Bytes sum = bytes().i32(0);
    int self = 0;
    for (int i = 1; i <= count; i++) {
      int kind = i % types.length;
      declared.unsigned(1).op(types[kind]);
      switch (kind) {
        case 0 -> loop.localGet(i).localGet(0).add().localSet(i);
        case 1 -> loop.localGet(i).localGet(0).op(0xAC, 0x7C).localSet(i);
        case 2 -> loop.localGet(i).localGet(0).op(0xB2, 0x92).localSet(i);
        case 3 -> loop.localGet(i).localGet(0).op(0xB7, 0xA0).localSet(i);
        case 4 -> loop.localGet(i).localGet(0).simd(0x11).simd(0xAE).localSet(i);
        case 5 -> loop.op(0xD2).unsigned(self).localSet(i);
        default -> {}
      }
      sum.localGet(i);
      switch (kind) {
        case 1 -> sum.op(0xA7);
        case 2 -> sum.op(0xA8);
        case 3 -> sum.op(0xAA);
        case 4 -> sum.simd(0x1B).op(3);
        case 5, 6 -> sum.op(0xD1);
        default -> {}
      }
      sum.add();
    }
    loop.localGet(0).i32(1).op(0x6B, 0x22).unsigned(0).brIf(0).end();
    huge.export(declared, loop.append(sum));
    int numbers = (int) IntStream.rangeClosed(1, count).filter(i -> i % 7 < 5).count();
    int nulls = (int) IntStream.rangeClosed(1, count).filter(i -> i % 7 == 6).count();
    huge.returns(n -> n * (n + 1) / 2 * numbers + nulls, 1, 2, 10);
  }

  private static void constants(HugeModule huge) {
    int count = 25_000;
    Bytes body = bytes().localGet(0);
    long longs = 0;
    for (int i = 0; i < count; i++) {
      long value = 0x123456789ABL * (i + 1);
      longs += value;
      body.i64(value).op(0xA7).add();
      body.i32(1_000_000 + i).add();
      body.f32(i + 0.5f).op(0xA8).add();
      body.f64(i + 0.25).op(0xAA).add();
    }
    huge.export(NO_LOCALS, body);
    int sum = (int) longs + IntStream.range(0, count).map(i -> 1_000_000 + 3 * i).sum();
    huge.returns(n -> n + sum, 0, 7);
  }

  // ---------------------------------------------------------------- control

  /** A state machine: the argument is the state, which each target replaces. */
  private static void dispatchLoop(HugeModule huge) {
    dispatchLoop(huge, 100_000, 5_000);
  }

  private static void targetsInLoop(HugeModule huge) {
    dispatchLoop(huge, 100_000, 100_000);
  }

  private static void dispatchLoop(HugeModule huge, int labels, int targets) {
    // Local 1 counts the steps, local 2 sums up the targets.
    Bytes body = bytes().block().op(0x03, EMPTY);
    for (int i = 0; i < targets; i++) {
      body.block();
    }
    body.localGet(1).i32(1).add().op(0x22).unsigned(1).i32(50).op(0x4A).brIf(targets + 1);
    body.localGet(0).op(0x0E).unsigned(labels);
    for (int i = 0; i < labels; i++) {
      body.unsigned(i * 7_919L % targets);
    }
    body.unsigned(targets + 1);
    for (int i = 0; i < targets; i++) {
      body.end().localGet(2).i32(i).add().localSet(2);
      body.localGet(0).i32(3 * i + 1).add().i32(labels).op(0x70).localSet(0).br(targets - 1 - i);
    }
    huge.export(locals(2, I32), body.end().end().localGet(2));
    huge.returns(
        n -> {
          int state = n;
          int sum = 0;
          for (int steps = 1; steps <= 50 && state >= 0 && state < labels; steps++) {
            int target = (int) (state * 7_919L % targets);
            sum += target;
            state = (state + 3 * target + 1) % labels;
          }
          return sum;
        },
        0,
        1,
        labels - 1,
        labels,
        -1);
  }

  /** Each loop is left at once unless there is something to count down. */
  private static void nestedLoops(HugeModule huge) {
    int depth = 2_000;
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.op(0x03, EMPTY).localGet(1).i32(1).add().localSet(1);
    }
    for (int i = 0; i < depth; i++) {
      body.localGet(0).i32(0).op(0x4A);
      body.op(0x04, EMPTY).localGet(0).i32(1).op(0x6B).localSet(0);
      body.br(1 + Math.min(i / 2, depth - 1 - i)).end().end();
      // Code behind the end of a loop belongs to the next.
      body.localGet(1).i32(3).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(n -> nestedLoops(n, depth), 0, 1, 5);
  }

  /** What the module above does: a branch begins its loop, and all within it, again. */
  private static int nestedLoops(int argument, int depth) {
    int left = argument;
    int sum = depth;
    for (int i = 0; i < depth; i++) {
      if (left > 0) {
        left--;
        sum += i + Math.min(i / 2, depth - 1 - i) + 1;
        i = -1;
        continue;
      }
      sum += 3;
    }
    return sum;
  }

  /** A value passes from block to block, and each adds its number. */
  private static void nestedValues(HugeModule huge) {
    int depth = 10_000;
    int type = huge.module.type(new int[] {I32, I64}, I32, I64);
    Bytes body = bytes().localGet(0).i64(5);
    for (int i = 0; i < depth; i++) {
      body.op(0x02).unsigned(type);
    }
    for (int i = 0; i < depth; i++) {
      body.i64(i).op(0x7C);
      body.localGet(0).i32(i).op(0x46).brIf(depth - 1 - i);
      body.end();
    }
    huge.export(NO_LOCALS, body.op(0xA7).add());
    huge.returns(
        n -> n + 5 + IntStream.rangeClosed(0, n >= 0 && n < depth ? n : depth - 1).sum(),
        -1,
        0,
        10,
        depth - 1);
  }

  private static void elseIfs(HugeModule huge) {
    int count = 5_000;
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).op(0x46, 0x04, I32).i32(3 * i + 1).op(0x05);
    }
    body.i32(-9);
    for (int i = 0; i < count; i++) {
      body.end();
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n >= 0 && n < count ? 3 * n + 1 : -9, 0, 777, count - 1, count, -1);
  }

  // ---------------------------------------------------------------- straight code

  private static void longArithmetic(HugeModule huge) {
    int count = 100_000;
    Bytes body = bytes().localGet(0).op(0xAC).localSet(1);
    for (int i = 0; i < count; i++) {
      body.localGet(1).i64(i * 31L + 7).op(0x7C).localGet(1).i64(i % 63).op(0x89, 0x85).localSet(1);
    }
    huge.export(locals(1, I64), body.localGet(1).localGet(1).i64(32).op(0x88, 0x85, 0xA7));
    huge.returns(
        n -> {
          long value = n;
          for (int i = 0; i < count; i++) {
            value = value + i * 31L + 7 ^ Long.rotateLeft(value, i % 63);
          }
          return (int) (value ^ value >>> 32);
        },
        0,
        1,
        -5);
  }

  /** Additions and exclusive ors of all lanes that integers have. */
  private static void vectors(HugeModule huge) {
    int count = 5_000;
    Bytes body = bytes().localGet(0).simd(0x11).localSet(1);
    int[] additions = {0x6E, 0x8E, 0xAE, 0xCE};
    for (int i = 0; i < count; i++) {
      body.localGet(1).localGet(0).i32(i).add().simd(0x11).simd(additions[i % 4]);
      body.localGet(1).simd(0x51).localSet(1);
    }
    huge.export(locals(1, V128), body.localGet(1).simd(0x1B).op(2));
    huge.returns(
        n -> {
          int lane = n;
          int other = n;
          for (int i = 0; i < count; i++) {
            int low = add(lane, n + i, i % 4);
            int high = add(other, n + i, i % 4);
            if (i % 4 == 3) {
              long sum =
                  (((long) other << 32) | (lane & 0xFFFFFFFFL))
                      + (((long) (n + i) << 32) | ((n + i) & 0xFFFFFFFFL));
              low = (int) sum;
              high = (int) (sum >>> 32);
            }
            lane ^= low;
            other ^= high;
          }
          return lane;
        },
        0,
        3,
        -100);
  }

  private static int add(int a, int b, int lanes) {
    int mask = lanes == 0 ? 0x7F7F7F7F : lanes == 1 ? 0x7FFF7FFF : -1;
    return lanes >= 2 ? a + b : (a & mask) + (b & mask) ^ ((a ^ b) & ~mask);
  }

  private static void vectorsAtOnce(HugeModule huge) {
    int count = 5_000;
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).add().simd(0x11).localSet(1 + i);
    }
    body.localGet(1);
    for (int i = 1; i < count; i++) {
      body.localGet(1 + i).simd(0xB5).i32(1).simd(0x11).simd(0xAE);
    }
    huge.export(locals(count, V128), body.simd(0x1B).op(1));
    huge.returns(
        n -> {
          int product = n;
          for (int i = 1; i < count; i++) {
            product = product * (n + i) + 1;
          }
          return product;
        },
        1,
        8);
  }

  private static void atomics(HugeModule huge) {
    int count = 10_000;
    huge.module.memory(3, 1, 1);
    Bytes body = bytes().i32(0).localGet(0).op(0xFE, 0x17, 2, 0);
    for (int i = 0; i < count; i++) {
      body.i32(0).i32(i).op(0xFE, 0x1E, 2, 0, 0x1A);
    }
    huge.export(NO_LOCALS, body.i32(0).op(0xFE, 0x10, 2, 0));
    huge.returns(n -> n + IntStream.range(0, count).sum(), 0, 5);
  }

  private static void wideArithmetic(HugeModule huge) {
    int count = 5_000;
    Bytes body = bytes().localGet(0).op(0xAC).i64(0);
    for (int i = 0; i < count; i++) {
      body.i64(-1L - i).i64(1).op(0xFC, 0x13);
    }
    huge.export(locals(2, I64), body.localSet(1).localSet(2).localGet(1).op(0xA7));
    huge.returns(
        n -> {
          java.math.BigInteger sum = java.math.BigInteger.valueOf(n);
          java.math.BigInteger two64 = java.math.BigInteger.ONE.shiftLeft(64);
          for (int i = 0; i < count; i++) {
            sum = sum.add(two64.add(two64.subtract(java.math.BigInteger.valueOf(i + 1L))));
          }
          return sum.shiftRight(64).intValue();
        },
        0,
        100_000);
  }

  /** A call comes after each value, so that they cannot be computed later. */
  private static void mixedStack(HugeModule huge) {
    int height = 20_000;
    huge.module.global(0);
    int count =
        huge.module.function(
            huge.unary,
            bytes().globalGet(0).i32(1).add().globalSet(0).globalGet(0).localGet(0).add());
    Bytes body = bytes().i32(0).globalSet(0);
    for (int i = 0; i < height; i++) {
      body.localGet(0).call(count);
      body.op(i % 4 == 1 ? new int[] {0xAC} : i % 4 == 2 ? new int[] {0xB2} : new int[0]);
      body.op(i % 4 == 3 ? new int[] {0xB7} : new int[0]);
    }
    body.i32(0).localSet(1);
    for (int i = height - 1; i >= 0; i--) {
      body.op(i % 4 == 1 ? new int[] {0xA7} : i % 4 == 2 ? new int[] {0xA8} : new int[0]);
      body.op(i % 4 == 3 ? new int[] {0xAA} : new int[0]);
      body.i32(i).op(0x6C).localGet(1).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(n -> IntStream.range(0, height).map(i -> (i + 1 + n) * i).sum(), 0, 9);
  }

  // ---------------------------------------------------------------- values of calls and blocks

  /** The parameters rotate by one place for each iteration. */
  private static void loopWithParameters(HugeModule huge) {
    int count = 1_000;
    int[] types = IntStream.range(0, count).map(i -> i % 2 == 0 ? I32 : I64).toArray();
    int type = huge.module.type(types, types);
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.append(i % 2 == 0 ? bytes().i32(i) : bytes().i64(i));
    }
    body.op(0x03).unsigned(type);
    for (int i = count - 1; i >= 0; i--) {
      body.localSet(1 + i);
    }
    for (int i = 0; i < count; i++) {
      int from = (i + 2) % count;
      body.localGet(1 + from);
    }
    body.localGet(0).i32(1).op(0x6B, 0x22).unsigned(0).brIf(0).end();
    for (int i = count - 1; i >= 0; i--) {
      body.localSet(1 + i);
    }
    Bytes declared = bytes().unsigned(count);
    for (int each : types) {
      declared.unsigned(1).op(each);
    }
    huge.export(declared, body.localGet(1).i32(1000).op(0x6C).localGet(4).op(0xA7).add());
    huge.returns(n -> 2 * n % 1_000 * 1_000 + (2 * n + 3) % 1_000, 1, 10, 499, 503);
  }

  /**
   * Two functions call each other in their places, directly, through a table and by reference. One
   * more parameter is added up at each call.
   */
  private static void tailCalls(HugeModule huge) {
    int count = 600;
    int[] types = IntStream.range(0, count).map(i -> i % 3 == 1 ? I64 : I32).toArray();
    ModuleBuilder module = huge.module;
    int type = module.type(types, I32);
    Bytes[] calls = {
      bytes().op(0x12).unsigned(1),
      bytes().i32(2).op(0x13).unsigned(type).unsigned(0),
      bytes().op(0xD2).unsigned(0).op(0x15).unsigned(type)
    };
    for (int f = 0; f < 3; f++) {
      // The first parameter counts; the last of i64 sums up all of them, one at a time.
      Bytes body = bytes().localGet(0).op(0x45, 0x04, I32).localGet(598).op(0xA7, 0x05);
      body.localGet(0).i32(1).op(0x6B);
      for (int i = 1; i < count; i++) {
        body.localGet(i);
        if (i == 598) {
          body.localGet(1).op(0x7C).i64(f).op(0x7C);
        } else if (types[i] == I64) {
          body.i64(1).op(0x7C);
        }
      }
      body.append(calls[f]).end();
      module.function(type, body);
    }
    module.table(3);
    module.elements(0, 0, 1, 2);
    Bytes start = bytes().localGet(0);
    for (int i = 1; i < count; i++) {
      start.append(types[i] == I64 ? bytes().i64(i) : bytes().i32(i));
    }
    huge.export(NO_LOCALS, start.call(0));
    huge.returns(
        n -> {
          long sum = 598;
          long first = 1;
          for (int i = 0; i < n; i++) {
            sum += first++ + i % 3;
          }
          return (int) sum;
        },
        0,
        1,
        5,
        10_000);
  }

  /** A function of another module that returns its parameters, each with a number added. */
  private static void wideImport(HugeModule huge) {
    int count = 1_000;
    int[] types = IntStream.range(0, count).map(i -> i % 2 == 0 ? I32 : F64).toArray();
    ModuleBuilder other = new ModuleBuilder();
    Bytes added = bytes();
    for (int i = 0; i < count; i++) {
      added.localGet(i);
      added.append(i % 2 == 0 ? bytes().i32(i).add() : bytes().f64(i).op(0xA0));
    }
    other.export("wide", other.function(other.type(types, types), added));
    CompiledModule compiled =
        ModuleCompiler.compile(other.build(), new CompilerOptions("other", "M"));
    ClassFiles.assertMethodsAreSmall(compiled);
    Instance instance = new CodeLoader().load(compiled).instantiate(Imports.NONE);
    huge.imports((moduleName, name) -> instance.export(name));
    int function = huge.module.importFunction("wide", huge.module.type(types, types));
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.append(i % 2 == 0 ? bytes().localGet(0) : bytes().f64(i));
    }
    body.call(function).i32(0).localSet(1);
    for (int i = count - 1; i >= 0; i--) {
      body.op(i % 2 == 0 ? new int[0] : new int[] {0xAA}).i32(i).op(0x6C);
      body.localGet(1).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(
        n -> IntStream.range(0, count).map(i -> ((i % 2 == 0 ? n : i) + i) * i).sum(), 0, 6);
  }

  private static void vectorParameters(HugeModule huge) {
    int count = 1_000;
    int type = huge.module.type(times(count, V128), times(count, V128));
    Bytes reversed = bytes();
    for (int i = 0; i < count; i++) {
      reversed.localGet(count - 1 - i);
    }
    int function = huge.module.function(type, reversed);
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).op(0x6C).simd(0x11);
    }
    body.call(function).i32(0).localSet(1);
    for (int i = 0; i < count; i++) {
      body.simd(0x1B).op(3).i32(i + 1).op(0x6C).localGet(1).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(n -> IntStream.range(0, count).map(i -> n * i * (i + 1)).sum(), 1, 11);
  }

  // ---------------------------------------------------------------- exceptions

  /** Function 0 throws its argument with tag 0. */
  private static void addThrower(HugeModule huge) {
    int consumer = huge.module.type(times(1, I32));
    huge.module.tag(consumer);
    huge.module.function(consumer, bytes().localGet(0).op(0x08, 0));
  }

  private static void handlers(HugeModule huge) {
    addThrower(huge);
    int count = 10_000;
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.op(0x02, I32, 0x1F, EMPTY).unsigned(1).op(0, 0, 0).localGet(0).i32(i).op(0x6C).call(0);
      body.end().op(0x00).end().localGet(1).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(n -> n * IntStream.range(0, count).sum(), 1, 3);
  }

  private static void legacyHandlers(HugeModule huge) {
    addThrower(huge);
    int count = 10_000;
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.op(0x06, I32).localGet(0).i32(i).op(0x6C).call(0).i32(-1).op(0x07, 0).end();
      body.localGet(1).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(n -> n * IntStream.range(0, count).sum(), 1, 3);
  }

  /** Each clause has a tag of its own and goes to one of three labels. */
  private static void clauses(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 10_000;
    int consumer = module.type(times(1, I32));
    for (int i = 0; i < count; i++) {
      module.tag(consumer);
      module.function(consumer, bytes().localGet(0).i32(i).add().op(0x08).unsigned(i));
    }
    module.table(count);
    module.elements(0, IntStream.range(0, count).toArray());
    Bytes body = bytes().op(0x02, I32, 0x02, I32, 0x02, I32, 0x1F, EMPTY).unsigned(count);
    for (int i = 0; i < count; i++) {
      body.op(0).unsigned(i).unsigned(i % 3);
    }
    body.localGet(0).localGet(0).op(0x11).unsigned(consumer).unsigned(0).end().op(0x00);
    body.end().i32(1_000_000).add().op(0x0F).end().i32(2_000_000).add().op(0x0F);
    huge.export(NO_LOCALS, body.end().i32(3_000_000).add());
    huge.returns(n -> 2 * n + (n % 3 + 1) * 1_000_000, 0, 1, 2, 5_000, count - 1);
  }

  /** The exception passes all handlers between the call and the outermost. */
  private static void delegates(HugeModule huge) {
    addThrower(huge);
    int depth = 2_000;
    Bytes body = bytes().op(0x06, I32);
    for (int i = 0; i < depth; i++) {
      body.op(0x06, I32).op(0x06, EMPTY);
    }
    body.localGet(0).call(0);
    for (int i = 0; i < depth; i++) {
      // Past the try around it, to the one around that.
      body.op(0x18, 1).i32(-1).op(0x07, 0).i32(1).add().end();
      if (i < depth - 1) {
        body.op(0x1A);
      }
    }
    huge.export(NO_LOCALS, body.op(0x07, 0).i32(7).add().end());
    huge.returns(n -> n + 7, 1, 2);
  }

  /** Each level catches the exception with its reference, and throws that. */
  private static void thrownAgain(HugeModule huge) {
    addThrower(huge);
    int depth = 3_000;
    int caught = huge.module.type(new int[0], I32, EXNREF);
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.op(0x02).unsigned(caught).op(0x1F, EMPTY).unsigned(1).op(1, 0, 0);
    }
    body.localGet(0).call(0);
    for (int i = 0; i < depth; i++) {
      body.end().op(0x00).end().localSet(2).localGet(1).add().localSet(1);
      body.append(i < depth - 1 ? bytes().localGet(2).op(0x0A) : bytes());
    }
    Bytes declared = bytes().unsigned(2).unsigned(1).op(I32).unsigned(1).op(EXNREF);
    huge.export(declared, body.localGet(1));
    huge.returns(n -> n * depth, 1, 4);
  }

  /** Each loop ends with an exception that takes the sum out of it. */
  private static void loopsInHandlers(HugeModule huge) {
    addThrower(huge);
    int count = 2_000;
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.localGet(0).localSet(2).op(0x02, I32, 0x1F, EMPTY).unsigned(1).op(0, 0, 0);
      body.op(0x03, EMPTY).localGet(2).op(0x45, 0x04, EMPTY);
      body.localGet(1).i32(i).add().op(0x08, 0).end();
      body.localGet(2).i32(1).op(0x6B).localSet(2).localGet(1).i32(1).add().localSet(1);
      body.br(0).end().end().op(0x00).end().localSet(1);
    }
    huge.export(locals(2, I32), body.localGet(1));
    huge.returns(n -> n * count + IntStream.range(0, count).sum(), 0, 3);
  }

  private static void exceptionsOfVectors(HugeModule huge) {
    int count = 1_000;
    int tag = huge.module.tag(huge.module.type(times(count, V128)));
    int caught = huge.module.type(new int[0], times(count, V128));
    Bytes body = bytes().op(0x02).unsigned(caught).op(0x1F, EMPTY).unsigned(1).op(0, tag, 0);
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).add().simd(0x11);
    }
    body.op(0x08, tag).end().op(0x00).end().i32(0).localSet(1);
    for (int i = count - 1; i >= 0; i--) {
      body.simd(0x1B).op(3).i32(i).op(0x6C).localGet(1).add().localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(n -> IntStream.range(0, count).map(i -> (n + i) * i).sum(), 1, 5);
  }

  /** The result of each call is the second argument of the next. */
  private static void callsOfCalls(HugeModule huge) {
    int depth = 30_000;
    int binary = huge.module.type(times(2, I32), I32);
    int function =
        huge.module.function(binary, bytes().localGet(0).i32(3).op(0x6C).localGet(1).add());
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.localGet(0).i32(i).op(0x73);
    }
    body.localGet(0);
    for (int i = 0; i < depth; i++) {
      body.call(function);
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + 3 * IntStream.range(0, depth).map(i -> n ^ i).sum(), 0, 9);
  }

  private static void indirectCalls(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int count = 20_000;
    int[] types = {
      module.type(new int[] {I32, I64}, I32), module.type(new int[] {F64, I32}, I32), huge.unary
    };
    module.function(types[0], bytes().localGet(0).localGet(1).op(0xA7).add());
    module.function(types[1], bytes().localGet(0).op(0xAA).localGet(1).op(0x6B));
    module.function(huge.unary, bytes().localGet(0).i32(3).op(0x6C));
    module.table(3);
    module.elements(0, 0, 1, 2);
    Bytes body = bytes().localGet(0).localSet(1);
    for (int i = 0; i < count; i++) {
      switch (i % 3) {
        case 0 -> body.localGet(1).i64(i);
        case 1 -> body.f64(i).localGet(1);
        default -> body.localGet(1);
      }
      body.i32(i % 3).op(0x11).unsigned(types[i % 3]).unsigned(0).localSet(1);
    }
    huge.export(locals(1, I32), body.localGet(1));
    huge.returns(
        n -> {
          int value = n;
          for (int i = 0; i < count; i++) {
            value = i % 3 == 0 ? value + i : i % 3 == 1 ? i - value : value * 3;
          }
          return value;
        },
        0,
        12);
  }
}
