package dev.cascara.compiler;

import static dev.cascara.compiler.HugeModule.row;
import static dev.cascara.compiler.ModuleBuilder.EMPTY;
import static dev.cascara.compiler.ModuleBuilder.F32;
import static dev.cascara.compiler.ModuleBuilder.F64;
import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.V128;
import static dev.cascara.compiler.ModuleBuilder.bytes;

import dev.cascara.compiler.ModuleBuilder.Bytes;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Structure and array types, and values of them, beyond what a class file can have. */
class HugeTypesTest {
  private static final Bytes NO_LOCALS = bytes().unsigned(0);

  private static final int STRUCT = 0x5F;
  private static final int ARRAY = 0x5E;
  private static final int ANYREF = 0x6E;
  private static final int EQREF = 0x6D;
  private static final int REF_NULL = 0x63;
  private static final int MUTABLE = 1;

  private static final int[] FIELD_TYPES = {I32, I64, F32, F64, V128, 0x78, 0x77, ANYREF};

  static Stream<Arguments> types() {
    return Stream.of(
        row("10,000 fields that are assigned one by one", HugeTypesTest::fields),
        row("10,000 fields of one instruction", HugeTypesTest::newStructure),
        row("10,000 fields of one type that another extends", HugeTypesTest::extendedFields),
        row("10,000 structure types", HugeTypesTest::structures),
        row("10,000 types in one group", HugeTypesTest::group),
        row("63 types that extend each other, and 2,000 casts", HugeTypesTest::casts),
        row("an array of 10,000 values of one instruction", HugeTypesTest::newArray),
        row("an array of 10,000 references", HugeTypesTest::arrayOfReferences),
        row("a constant structure of 10,000 fields", HugeTypesTest::constantStructure),
        row("10,000 constant structures in a table", HugeTypesTest::constantElements),
        row("arrays of 200,000 elements from a segment", HugeTypesTest::arrayOfSegment),
        row("10,000 calls of references", HugeTypesTest::calls),
        row("5,000 branches on casts", HugeTypesTest::branches));
  }

  @ParameterizedTest
  @MethodSource("types")
  void compilesAndRuns(Consumer<HugeModule> builder) throws Throwable {
    HugeModule.check(builder);
  }

  private static Bytes local(Bytes type) {
    return bytes().unsigned(1).unsigned(1).append(type);
  }

  private static Bytes nullable(int type) {
    return bytes().op(REF_NULL).signed(type);
  }

  // ---------------------------------------------------------------- fields

  /** A structure type of mutable fields of all types in turn. */
  private static Bytes structure(int fields) {
    Bytes type = bytes().op(STRUCT).unsigned(fields);
    for (int i = 0; i < fields; i++) {
      type.op(FIELD_TYPES[i % 8], MUTABLE);
    }
    return type;
  }

  /** Pushes the argument plus a number, as the type of a field. */
  private static void pushField(Bytes body, int field) {
    body.localGet(0).i32(field).add();
    switch (field % 8) {
      case 1 -> body.op(0xAC);
      case 2 -> body.op(0xB2);
      case 3 -> body.op(0xB7);
      case 4 -> body.simd(0x11);
      case 7 -> body.gc(28);
      default -> {}
    }
  }

  /** Reads a field of local 1 as a number and adds it. */
  private static void addField(Bytes body, int type, int field) {
    body.localGet(1).gc(field % 8 == 5 || field % 8 == 6 ? 3 : 2).unsigned(type).unsigned(field);
    switch (field % 8) {
      case 1 -> body.op(0xA7);
      case 2 -> body.op(0xA8);
      case 3 -> body.op(0xAA);
      case 4 -> body.simd(0x1B).op(2);
      case 7 -> body.gc(22).signed(-20).gc(29);
      default -> {}
    }
    body.add();
  }

  private static int field(int argument, int field) {
    int value = argument + field;
    return field % 8 == 5 ? (byte) value : field % 8 == 6 ? (short) value : value;
  }

  private static void fields(HugeModule huge) {
    int count = 10_000;
    int type = huge.module.type(structure(count));
    Bytes body = bytes().gc(1).unsigned(type).localSet(1);
    for (int i = 0; i < count; i++) {
      body.localGet(1);
      pushField(body, i);
      body.gc(5).unsigned(type).unsigned(i);
    }
    body.i32(0);
    for (int i = 0; i < count; i++) {
      addField(body, type, i);
    }
    huge.export(local(nullable(type)), body);
    huge.returns(n -> IntStream.range(0, count).map(i -> field(n, i)).sum(), 0, 77);
  }

  private static void newStructure(HugeModule huge) {
    int count = 10_000;
    int type = huge.module.type(structure(count));
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      pushField(body, i);
    }
    body.gc(0).unsigned(type).localSet(1).i32(0);
    for (int i = 0; i < count; i++) {
      addField(body, type, i);
    }
    huge.export(local(nullable(type)), body);
    huge.returns(n -> IntStream.range(0, count).map(i -> field(n, i)).sum(), 0, 77);
  }

  private static void extendedFields(HugeModule huge) {
    int count = 10_000;
    ModuleBuilder module = huge.module;
    int parent = module.type(bytes().op(0x50).unsigned(0).append(structure(5_000)));
    int type = module.type(bytes().op(0x50).unsigned(1).unsigned(parent).append(structure(count)));
    Bytes body = bytes().gc(1).unsigned(type).localSet(1);
    for (int i = 0; i < count; i += 9) {
      body.localGet(1);
      pushField(body, i);
      body.gc(5).unsigned(i < 5_000 ? parent : type).unsigned(i);
    }
    body.i32(0);
    for (int i = 0; i < count; i += 9) {
      addField(body, type, i);
    }
    huge.export(local(nullable(type)), body);
    huge.returns(
        n -> IntStream.range(0, count).filter(i -> i % 9 == 0).map(i -> field(n, i)).sum(), 0, 77);
  }

  // ---------------------------------------------------------------- many types

  /** The fields are the digits of the number to the base of 4. */
  private static Bytes structureOfDigits(int number) {
    int[] types = {I32, I64, F32, F64};
    Bytes type = bytes().op(STRUCT).unsigned(9).op(I32, 0);
    for (int i = 0; i < 8; i++) {
      type.op(types[number >> (2 * i) & 3], MUTABLE);
    }
    return type;
  }

  private static void pushStructure(Bytes body, int type, int number) {
    body.localGet(0).i32(number).add();
    for (int i = 0; i < 8; i++) {
      switch (number >> (2 * i) & 3) {
        case 0 -> body.i32(1);
        case 1 -> body.i64(1);
        case 2 -> body.f32(1);
        default -> body.f64(1);
      }
    }
    body.gc(0).unsigned(type);
  }

  private static void structures(HugeModule huge) {
    int count = 10_000;
    int[] types = new int[count];
    for (int i = 0; i < count; i++) {
      types[i] = huge.module.type(structureOfDigits(i));
    }
    Bytes body = bytes().i32(0);
    for (int i = 0; i < count; i++) {
      pushStructure(body, types[i], i);
      body.localSet(1).localGet(1).gc(22).signed(types[i]).gc(2).unsigned(types[i]).unsigned(0);
      body.add().localGet(1).gc(20).signed(types[(i + 1) % count]).add();
    }
    huge.export(local(bytes().op(ANYREF)), body);
    huge.returns(n -> count * n + IntStream.range(0, count).sum(), 0, 3);
  }

  /** Each type has a field of the next one's. */
  private static void group(HugeModule huge) {
    int count = 10_000;
    int first = 1;
    Bytes group = bytes().op(0x4E).unsigned(count);
    for (int i = 0; i < count; i++) {
      group.op(STRUCT).unsigned(2).op(I32, 0);
      group.append(nullable(first + (i + 1) % count)).op(0);
    }
    huge.module.type(group);
    // A ring but for the last link.
    Bytes body = bytes().op(0xD0).signed(first + count - 1).localSet(1);
    for (int i = count - 1; i > 0; i--) {
      body.localGet(0).i32(i).add().localGet(1).gc(23).signed(first + i % count);
      body.gc(0).unsigned(first + i - 1).localSet(1);
    }
    body.localGet(1).gc(23).signed(first).localSet(2).i32(0);
    for (int i = 1; i < count; i++) {
      body.localGet(1).gc(23).signed(first + i - 1).gc(2).unsigned(first + i - 1).unsigned(0).add();
      body.localGet(1).gc(23).signed(first + i - 1).gc(2).unsigned(first + i - 1).unsigned(1);
      body.localSet(1);
    }
    huge.export(
        bytes().unsigned(2).unsigned(1).op(ANYREF).unsigned(1).append(nullable(first)),
        body.localGet(2).op(0xD1).add());
    huge.returns(n -> IntStream.range(1, count).map(i -> n + i).sum(), 0, 5);
  }

  private static void casts(HugeModule huge) {
    ModuleBuilder module = huge.module;
    int depth = 63;
    int[] types = new int[depth];
    for (int i = 0; i < depth; i++) {
      Bytes type = bytes().op(0x50);
      type = i == 0 ? type.unsigned(0) : type.unsigned(1).unsigned(types[i - 1]);
      types[i] =
          module.type(
              type.op(STRUCT)
                  .unsigned(i + 1)
                  .op(IntStream.range(0, 2 * (i + 1)).map(j -> j % 2 == 0 ? I32 : 0).toArray()));
    }
    // The type number "argument" is made, by a choice of all.
    Bytes body = bytes();
    for (int i = 0; i < depth; i++) {
      body.localGet(0).i32(i).op(0x46, 0x04, EMPTY).gc(1).unsigned(types[i]).localSet(1).end();
    }
    body.i32(0);
    for (int i = 0; i < 2_000; i++) {
      body.localGet(1).gc(20).signed(types[i % depth]).add();
    }
    huge.export(local(bytes().op(ANYREF)), body);
    huge.returns(
        n -> (int) IntStream.range(0, 2_000).filter(i -> i % depth <= n).count(), 0, 30, depth - 1);
  }

  // ---------------------------------------------------------------- arrays

  private static void newArray(HugeModule huge) {
    int count = 10_000;
    int type = huge.module.type(bytes().op(ARRAY, I64, MUTABLE));
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).op(0x6C, 0xAC);
    }
    body.gc(8).unsigned(type).unsigned(count).localSet(1).i64(0);
    for (int i = 0; i < count; i++) {
      body.localGet(1).i32(i).gc(11).unsigned(type).op(0x7C);
    }
    huge.export(local(nullable(type)), body.op(0xA7));
    huge.returns(n -> n * IntStream.range(0, count).sum(), 1, 3);
  }

  private static void arrayOfReferences(HugeModule huge) {
    int count = 10_000;
    int type = huge.module.type(bytes().op(ARRAY, ANYREF, MUTABLE));
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.localGet(0).i32(i).add().gc(28);
    }
    body.gc(8).unsigned(type).unsigned(count).localSet(1).i32(0);
    for (int i = 0; i < count; i++) {
      body.localGet(1).i32(i).gc(11).unsigned(type).gc(22).signed(-20).gc(29).add();
    }
    huge.export(local(nullable(type)), body);
    huge.returns(n -> count * n + IntStream.range(0, count).sum(), 1, 3);
  }

  private static void arrayOfSegment(HugeModule huge) {
    int count = 200_000;
    int type = huge.module.type(bytes().op(ARRAY, I32, MUTABLE));
    Bytes content = bytes();
    for (int i = 0; i < count; i++) {
      int value = i * i;
      content.op(value, value >> 8, value >> 16, value >> 24);
    }
    int segment = huge.module.passiveData(content.toByteArray());
    Bytes body = bytes();
    for (int i = 0; i < 100; i++) {
      body.i32(0).i32(count).gc(9).unsigned(type).unsigned(segment).localSet(1);
    }
    huge.export(local(nullable(type)), body.localGet(1).localGet(0).gc(11).unsigned(type));
    huge.returns(n -> n * n, 0, 3, 40_000, count - 1);
  }

  // ---------------------------------------------------------------- constants

  private static void constantStructure(HugeModule huge) {
    int count = 10_000;
    Bytes declared = bytes().op(STRUCT).unsigned(count);
    Bytes value = bytes();
    for (int i = 0; i < count; i++) {
      declared.op(i % 2 == 0 ? I32 : I64, 0);
      value = i % 2 == 0 ? value.i32(i) : value.i64(i);
    }
    int type = huge.module.type(declared);
    int global =
        huge.module.global(
            bytes().append(nullable(type)).op(0).append(value).gc(0).unsigned(type).end());
    Bytes body = bytes().localGet(0);
    for (int i = 0; i < count; i++) {
      body.globalGet(global).gc(2).unsigned(type).unsigned(i);
      body = i % 2 == 0 ? body.add() : body.op(0xA7).add();
    }
    huge.export(NO_LOCALS, body);
    huge.returns(n -> n + IntStream.range(0, count).sum(), 0, 1);
  }

  private static void constantElements(HugeModule huge) {
    int count = 10_000;
    ModuleBuilder module = huge.module;
    int type = module.type(bytes().op(STRUCT).unsigned(2).op(I32, 0, I64, 0));
    module.table(bytes().append(nullable(type)).op(0).unsigned(count));
    Bytes segment = bytes().unsigned(6).unsigned(0).i32(0).end();
    segment.append(nullable(type)).unsigned(count);
    for (int i = 0; i < count; i++) {
      segment.i32(i).i64(2L * i).gc(0).unsigned(type).end();
    }
    module.elements(segment);
    Bytes body = bytes().localGet(0).op(0x25, 0).gc(2).unsigned(type).unsigned(0);
    body.localGet(0).op(0x25, 0).gc(2).unsigned(type).unsigned(1).op(0xA7).add();
    huge.export(NO_LOCALS, body);
    huge.returns(n -> 3 * n, 0, 1, count - 1);
  }

  // ---------------------------------------------------------------- calls and branches

  private static void calls(HugeModule huge) {
    int count = 10_000;
    ModuleBuilder module = huge.module;
    int binary = module.type(new int[] {I64, I32}, I32);
    int first = module.function(huge.unary, bytes().localGet(0).i32(7).add());
    int second = module.function(binary, bytes().localGet(0).op(0xA7).localGet(1).add());
    module.declare(first, second);
    Bytes body = bytes();
    for (int i = 0; i < count; i++) {
      body.append(i % 2 == 0 ? bytes().localGet(0) : bytes().i64(i).localGet(0));
      body.op(0xD2).unsigned(i % 2 == 0 ? first : second);
      body.op(0x14).unsigned(i % 2 == 0 ? huge.unary : binary).localSet(0);
    }
    huge.export(NO_LOCALS, body.localGet(0));
    huge.returns(n -> n + IntStream.range(0, count).map(i -> i % 2 == 0 ? 7 : i).sum(), 0, 1);
  }

  /** The argument chooses the type of a reference that is cast to all of them in turn. */
  private static void branches(HugeModule huge) {
    int count = 5_000;
    int[] types = new int[16];
    for (int i = 0; i < types.length; i++) {
      types[i] = huge.module.type(structureOfDigits(i));
    }
    Bytes body = bytes();
    for (int i = 0; i < types.length; i++) {
      body.localGet(0).i32(i).op(0x46, 0x04, EMPTY).gc(1).unsigned(types[i]).localSet(1).end();
    }
    for (int i = 0; i < count; i++) {
      int type = types[i % 16];
      // br_on_cast from eqref to a reference to the type; else to another structure of the type.
      body.op(0x02, 0x64).signed(type).localGet(1);
      body.gc(24).op(1).unsigned(0).signed(-19).signed(type);
      body.op(0x1A).gc(1).unsigned(type).end();
      body.localGet(1).op(0xD3).localGet(2).add().localSet(2);
    }
    Bytes declared = bytes().unsigned(2).unsigned(1).op(EQREF).unsigned(1).op(I32);
    huge.export(declared, body.localGet(2));
    huge.returns(
        n -> (int) IntStream.range(0, count).filter(i -> i % 16 == n).count(), 0, 7, 8, 15);
  }
}
