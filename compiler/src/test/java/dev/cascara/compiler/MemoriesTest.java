package dev.cascara.compiler;

import static dev.cascara.compiler.ModuleBuilder.I32;
import static dev.cascara.compiler.ModuleBuilder.I64;
import static dev.cascara.compiler.ModuleBuilder.bytes;
import static dev.cascara.compiler.ModuleBuilder.locals;
import static dev.cascara.compiler.ModuleBuilder.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.compiler.CompilerOptions.LargeMemories;
import dev.cascara.compiler.ModuleBuilder.Bytes;
import dev.cascara.compiler.validation.Feature;
import dev.cascara.runtime.AddressType;
import dev.cascara.runtime.Extern;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.Instance;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.Table;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmTrap;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Memories and tables of all types in compiled code, and 128-bit arithmetic. */
class MemoriesTest {
  private static final int LOAD = 0x28;
  private static final int LOAD_64 = 0x29;
  private static final int LOAD_BYTE = 0x2D;
  private static final int STORE = 0x36;
  private static final int STORE_64 = 0x37;
  private static final int MEMORY_SIZE = 0x3F;
  private static final int MEMORY_GROW = 0x40;
  private static final int HAS_MAXIMUM = 1;
  private static final int SHARED = 2;
  private static final int ADDRESS_64 = 4;
  private static final int PAGE_SIZE = 8;

  private final ModuleBuilder module = new ModuleBuilder();

  private static CompilerOptions options() {
    return new CompilerOptions("memories", "Memories").withFeatures(Feature.all());
  }

  private Instance instantiate(CompilerOptions options, Imports imports) {
    CompiledModule compiled = ModuleCompiler.compile(module.build(), options);
    ClassFiles.assertVerified(compiled);
    ClassFiles.assertMethodsAreSmall(compiled);
    return new CodeLoader().load(compiled).instantiate(imports);
  }

  private Instance instantiate(Imports imports) {
    return instantiate(options(), imports);
  }

  private Instance instantiate() {
    return instantiate(Imports.NONE);
  }

  private static Object call(Instance instance, String name, Object... arguments) {
    try {
      return ((WasmFunction) instance.export(name)).handle().invokeWithArguments(arguments);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private static void assertTrap(Runnable call, WasmTrap.Kind kind) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(WasmTrap.class, trap -> assertThat(trap.kind()).isEqualTo(kind));
  }

  /** The four kinds of code for accesses, by the flags and limits of the memory. */
  private enum Kind {
    ARRAY(I32, HAS_MAXIMUM, 1, 4),
    ARRAY_64(I64, HAS_MAXIMUM | ADDRESS_64, 1, 4),
    CHUNKS(I32, HAS_MAXIMUM, 1, 65536),
    CHUNKS_64(I64, ADDRESS_64, 1),
    SHARED_CHUNKS(I32, HAS_MAXIMUM | SHARED, 1, 4);

    final int address;

    @SuppressWarnings("ImmutableEnumChecker") // never changed
    final long[] flagsAndLimits;

    Kind(int address, long... flagsAndLimits) {
      this.address = address;
      this.flagsAndLimits = flagsAndLimits;
    }

    Object address(long value) {
      return address == I32 ? (Object) (int) value : (Object) value;
    }
  }

  /** Exports a load and a store with an offset. */
  private void accesses(Kind kind, long offset) {
    module.memory(kind.flagsAndLimits);
    int load = module.type(new int[] {kind.address}, I32);
    int load64 = module.type(new int[] {kind.address}, I64);
    int store = module.type(new int[] {kind.address, I32});
    int store64 = module.type(new int[] {kind.address, I64});
    module.export("load", module.function(load, access(LOAD, offset, 1)));
    module.export("load8", module.function(load, access(LOAD_BYTE, offset, 1)));
    module.export("load64", module.function(load64, access(LOAD_64, offset, 1)));
    module.export("store", module.function(store, access(STORE, offset, 2)));
    module.export("store64", module.function(store64, access(STORE_64, offset, 2)));
  }

  private static Bytes access(int opcode, long offset, int operands) {
    Bytes body = bytes();
    for (int i = 0; i < operands; i++) {
      body.localGet(i);
    }
    return body.op(opcode, 0).unsigned(offset);
  }

  /**
   * Three accesses at all combinations of distances from a variable, against a model: which of
   * their checks are left out depends on the distances, and on what is a store.
   */
  @ParameterizedTest
  @CsvSource({"false, false, 0", "true, false, 0", "false, true, 4", "false, false, -4"})
  void accessesThroughOneVariable(boolean firstStores, boolean secondStores, int step) {
    int[] distances = {-70_000, -8, -4, 0, 3, 4, 8, 65_528};
    boolean[] stores = {firstStores, secondStores, false};
    module.memory(HAS_MAXIMUM, 1, 1);
    int type = module.type(new int[] {I32}, I32);
    int[][] triples =
        IntStream.range(0, 512)
            .mapToObj(i -> new int[] {distances[i & 7], distances[i >> 3 & 7], distances[i >> 6]})
            .toArray(int[][]::new);
    for (int i = 0; i < triples.length; i++) {
      Bytes body = bytes().i32(0).localSet(1);
      for (int j = 0; j < 3; j++) {
        body.localGet(0).i32(triples[i][j]).add();
        if (stores[j]) {
          body.localGet(0).op(STORE, 0, 4);
        } else {
          body.op(LOAD, 0, 4).localGet(1).add().localSet(1);
        }
        body.localGet(0).i32(step).add().localSet(0);
      }
      module.export("f" + i, module.function(type, locals(1, I32), body.localGet(1)));
    }
    Instance instance = instantiate();
    ByteBuffer model = ByteBuffer.allocate(65_536).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < triples.length; i++) {
      for (int start :
          new int[] {
            0, 1, 3, 4, 8, 70_000, 65_519, 65_520, 65_524, 65_528, 65_529, 65_532, -4, -8, -12,
            -65_528
          }) {
        Integer expected = accesses(model, triples[i], stores, start, step);
        String name = "f" + i;
        if (expected == null) {
          assertTrap(() -> call(instance, name, start), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
        } else {
          assertThat(call(instance, name, start)).isEqualTo(expected);
        }
      }
    }
  }

  /** What the accesses give; null if one traps. */
  private static @Nullable Integer accesses(
      ByteBuffer model, int[] distances, boolean[] stores, int start, int step) {
    int sum = 0;
    for (int j = 0; j < 3; j++) {
      int variable = start + step * j;
      long address = Integer.toUnsignedLong(variable + distances[j]) + 4;
      if (address + 4 > model.capacity()) {
        return null;
      }
      if (stores[j]) {
        model.putInt((int) address, variable);
      } else {
        sum += model.getInt((int) address);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource
  void accessesAreCheckedToTheByte(Kind kind) {
    accesses(kind, 8);
    Instance instance = instantiate();
    call(instance, "store64", kind.address(65536 - 16), 0x0102_0304_0506_0708L);
    assertThat(call(instance, "load64", kind.address(65536 - 16)))
        .isEqualTo(0x0102_0304_0506_0708L);
    assertThat(call(instance, "load", kind.address(65536 - 12))).isEqualTo(0x0102_0304);
    assertThat(call(instance, "load8", kind.address(65536 - 9))).isEqualTo(1);
    for (long address : new long[] {65536 - 15, 65536, 0x7FFF_FFFF, 0x8000_0000L, -9, -8, -1}) {
      for (String load : List.of("load64", "load8", "load")) {
        if (address > 65536 - 9 || address < 0 || load.equals("load64")) {
          assertTrap(
              () -> call(instance, load, kind.address(address)),
              WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
        }
      }
      assertTrap(
          () -> call(instance, "store64", kind.address(address), -1L),
          WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
    assertThat(call(instance, "load64", kind.address(65536 - 16)))
        .isEqualTo(0x0102_0304_0506_0708L);
  }

  @ParameterizedTest
  @CsvSource({
    "ARRAY, 4294967295",
    "ARRAY, 2147483640",
    "ARRAY_64, 18446744073709551615",
    "ARRAY_64, 4294967296",
    "CHUNKS, 4294967295",
    "CHUNKS, 65536",
    "CHUNKS_64, 18446744073709551615",
    "CHUNKS_64, 9223372036854775808",
    "CHUNKS_64, 2147483647",
    "SHARED_CHUNKS, 4294967295",
  })
  void largeOffsetsDoNotWrapAround(Kind kind, String offset) {
    accesses(kind, Long.parseUnsignedLong(offset));
    Instance instance = instantiate();
    for (long address : new long[] {0, 1, 2, -1, 1L << 31, Long.MIN_VALUE}) {
      assertTrap(
          () -> call(instance, "load", kind.address(address)),
          WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
      assertTrap(
          () -> call(instance, "store", kind.address(address), 1),
          WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
  }

  /** HotSpot would inline a method of 325 bytes, and then not its caller's accesses. */
  @ParameterizedTest
  @CsvSource({"3, false", "30, true"})
  void functionsWithManyAccessesAreTooLargeToBeInlined(int accesses, boolean large) {
    module.memory(Kind.ARRAY.flagsAndLimits);
    Bytes sum = bytes().i32(0);
    for (int i = 0; i < accesses; i++) {
      sum.localGet(0).op(LOAD, 0).unsigned(4L * i).add();
    }
    module.export("sum", module.function(module.type(new int[] {I32}, I32), sum));
    CompiledModule compiled = ModuleCompiler.compile(module.build(), options());
    ClassFiles.assertVerified(compiled);
    List<Integer> sizes =
        compiled.classes().entrySet().stream()
            .filter(file -> file.getKey().contains("$Code"))
            .flatMap(file -> ClassFiles.methodSizes(file.getValue()).entrySet().stream())
            .filter(method -> method.getKey().startsWith("sum("))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(sizes).singleElement().satisfies(size -> assertThat(size > 325).isEqualTo(large));
  }

  @Test
  void addressesOf64BitsUseAllTheirBits() {
    accesses(Kind.ARRAY_64, 0);
    Instance instance = instantiate();
    assertTrap(() -> call(instance, "load", 1L << 32), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    assertTrap(() -> call(instance, "load", 1L << 63), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
  }

  @ParameterizedTest
  @EnumSource
  void memoriesGrow(Kind kind) {
    accesses(kind, 0);
    module.export(
        "size",
        module.function(module.type(times(0, 0), kind.address), bytes().op(MEMORY_SIZE, 0)));
    module.export(
        "grow",
        module.function(
            module.type(new int[] {kind.address}, kind.address),
            bytes().localGet(0).op(MEMORY_GROW, 0)));
    Instance instance = instantiate();
    call(instance, "store", kind.address(65532), 7);
    assertThat(call(instance, "grow", kind.address(2))).isEqualTo(kind.address(1));
    assertThat(call(instance, "size")).isEqualTo(kind.address(3));
    assertThat(call(instance, "load", kind.address(65532))).isEqualTo(7);
    call(instance, "store64", kind.address(3 * 65536 - 8), 9L);
    assertThat(call(instance, "grow", kind.address(-1))).isEqualTo(kind.address(-1));
    assertThat(call(instance, "grow", kind.address(65535))).isEqualTo(kind.address(-1));
    assertThat(call(instance, "load64", kind.address(3 * 65536 - 8))).isEqualTo(9L);
  }

  /** Compiled code reaches what is behind the array of a shared memory. */
  @Test
  void sharedMemoryIsReachedBehindItsArray() {
    int import0 = module.importMemory("memory", HAS_MAXIMUM | SHARED, 1, 65536);
    assertThat(import0).isZero();
    int load = module.type(times(1, I32), I64);
    int store = module.type(new int[] {I32, I64});
    module.export("load64", module.function(load, access(LOAD_64, 4, 1)));
    module.export("store64", module.function(store, access(STORE_64, 4, 2)));
    Memory memory = Memory.create(MemoryType.of(1).withMaximum(65536).asShared());
    assertThat(memory.grow(1_099)).isEqualTo(1);
    Instance instance = instantiate((from, name) -> memory);
    // The array ends somewhere at a multiple of a page.
    for (int address = 65536 - 8; address < 1_100 * 65536 - 12; address += 65536) {
      call(instance, "store64", address, 0x1122_3344_5566_7788L + address);
      assertThat(memory.readLong(address + 4)).isEqualTo(0x1122_3344_5566_7788L + address);
      assertThat(call(instance, "load64", address)).isEqualTo(0x1122_3344_5566_7788L + address);
    }
    assertTrap(
        () -> call(instance, "store64", 1_100 * 65536 - 11, 1L),
        WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
  }

  // ---------------------------------------------------------------- imports and exports

  private static CompiledModule importing(String className, long... flagsAndLimits) {
    ModuleBuilder module = new ModuleBuilder();
    module.importMemory("memory", flagsAndLimits);
    return ModuleCompiler.compile(
        module.build(), new CompilerOptions("memories", className).withFeatures(Feature.all()));
  }

  @Test
  void memoryThatMayBeLargeCanBeImportedWhereItMayNot() {
    module.memory(HAS_MAXIMUM, 1, 65536);
    module.exportMemory("memory", 0);
    Instance definer = instantiate();
    Extern memory = definer.export("memory");
    new CodeLoader().load(importing("Small", 0, 1)).instantiate((from, name) -> memory);
    // From now on it stays below 2 GiB, which is as if the heap were full.
    assertThat(((Memory) memory).grow(32767)).isEqualTo(-1);
    assertThat(((Memory) memory).grow(1)).isEqualTo(1);
  }

  @Test
  void memoryOfTheHostCanBeImportedWhereItMayBeLarge() {
    Memory memory = Memory.create(1, 100);
    new CodeLoader()
        .load(importing("Large", HAS_MAXIMUM, 1, 65536))
        .instantiate((from, name) -> memory);
    assertThat(memory.grow(1)).isEqualTo(1);
  }

  static Stream<Memory> otherMemories() {
    return Stream.of(
        Memory.create(MemoryType.of(1).withMaximum(2)),
        Memory.create(MemoryType.of(AddressType.I64, 1).withMaximum(2)),
        Memory.create(MemoryType.of(1).withMaximum(2).asShared()),
        Memory.create(MemoryType.of(1).withPageSize(1).withMaximum(2)));
  }

  @ParameterizedTest
  @MethodSource("otherMemories")
  void importedMemoryMustHaveTheType(Memory memory) {
    List<long[]> types =
        List.of(
            new long[] {HAS_MAXIMUM, 1, 2},
            new long[] {HAS_MAXIMUM | ADDRESS_64, 1, 2},
            new long[] {HAS_MAXIMUM | SHARED, 1, 2},
            new long[] {HAS_MAXIMUM | PAGE_SIZE, 1, 2, 0});
    int matching = 0;
    for (long[] type : types) {
      CodeLoader.LoadedModule loaded = new CodeLoader().load(importing("Importer", type));
      try {
        loaded.instantiate((from, name) -> memory);
        matching++;
      } catch (LinkException e) {
        assertThat(e).hasMessageContaining("incompatible import type");
      }
    }
    assertThat(matching).isEqualTo(1);
  }

  @Test
  void memoryThatTheHeapCannotHoldFailsToLink() {
    module.memory(ADDRESS_64, 1L << 47);
    assertThatThrownBy(this::instantiate)
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("no room for a memory of type i64 140737488355328");
  }

  @ParameterizedTest
  @EnumSource
  void choiceOfLargeMemoriesDoesNotChangeWhatCodeDoes(LargeMemories choice) {
    module.memory(0, 1);
    int unary = module.type(times(1, I32), I32);
    module.export("load", module.function(unary, access(LOAD, 0, 1)));
    Instance instance = instantiate(options().withLargeMemories(choice), Imports.NONE);
    assertThat(call(instance, "load", 65532)).isEqualTo(0);
    assertTrap(() -> call(instance, "load", 65533), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
  }

  // ---------------------------------------------------------------- data and page sizes

  @ParameterizedTest
  @CsvSource({"0, true", "6, true", "7, false", "-1, false"})
  void dataFitsInAMemoryOfBytes(int start, boolean fits) {
    module.memory(PAGE_SIZE, 10, 0);
    module.data(start, new byte[] {1, 2, 3, 4});
    int unary = module.type(times(1, I32), I32);
    module.export("load", module.function(unary, access(LOAD, 0, 1)));
    if (fits) {
      assertThat(call(instantiate(), "load", start)).isEqualTo(0x0403_0201);
    } else {
      assertTrap(this::instantiate, WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void segmentsAreCopiedInOrder(int seed) {
    Random random = new Random(seed);
    byte[] expected = new byte[2 * 65_536];
    module.memory(2);
    module.exportMemory("memory", 0);
    int address = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(20)];
      random.nextBytes(bytes);
      // Mostly behind the last one, at times over it or before it.
      address += random.nextInt(30) == 0 ? random.nextInt(1_000) - 500 : random.nextInt(50);
      address = Math.max(0, Math.min(address, expected.length - bytes.length));
      module.data(address, bytes);
      System.arraycopy(bytes, 0, expected, address, bytes.length);
      address += bytes.length;
    }
    Memory memory = (Memory) instantiate().export("memory");
    byte[] actual = new byte[expected.length];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = memory.readByte(i);
    }
    assertThat(actual).isEqualTo(expected);
  }

  // ---------------------------------------------------------------- tables

  @Test
  void tableWithIndicesOf64Bits() {
    int unary = module.type(times(1, I64), I32);
    int constant = module.type(times(0, 0), I32);
    int grow = module.type(new int[] {I64}, I64);
    int answer = module.function(constant, bytes().i32(42));
    module.tableOf64(2);
    module.elementsAt64(1, answer);
    module.export(
        "call",
        module.function(unary, bytes().localGet(0).op(0x11).unsigned(constant).unsigned(0)));
    module.export(
        "isNull", module.function(unary, bytes().localGet(0).op(0x25).unsigned(0).op(0xD1)));
    module.export(
        "grow",
        module.function(
            grow, bytes().op(0xD0, ModuleBuilder.FUNCREF).localGet(0).op(0xFC, 0x0F, 0)));
    module.export(
        "size", module.function(module.type(times(0, 0), I64), bytes().op(0xFC, 0x10, 0)));
    Instance instance = instantiate();
    assertThat(call(instance, "call", 1L)).isEqualTo(42);
    assertTrap(() -> call(instance, "call", 0L), WasmTrap.Kind.UNINITIALIZED_ELEMENT);
    for (long index : new long[] {2, 1L << 32, (1L << 32) + 1, -1, Long.MIN_VALUE + 1}) {
      assertTrap(() -> call(instance, "call", index), WasmTrap.Kind.UNDEFINED_ELEMENT);
      assertTrap(() -> call(instance, "isNull", index), WasmTrap.Kind.OUT_OF_BOUNDS_TABLE_ACCESS);
    }
    assertThat(call(instance, "isNull", 1L)).isEqualTo(0);
    assertThat(call(instance, "grow", 3L)).isEqualTo(2L);
    assertThat(call(instance, "size")).isEqualTo(5L);
    assertThat(call(instance, "grow", 1L << 32)).isEqualTo(-1L);
    assertThat(call(instance, "grow", -1L)).isEqualTo(-1L);
  }

  @Test
  void importedTableMustHaveTheIndexType() {
    module.importTableOf64("table", 1);
    Table narrow = Table.create(ValueType.FUNCREF, 1, 5);
    assertThatThrownBy(() -> instantiate((from, name) -> narrow))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("must be (table i64 1 ");
    Table wide = Table.create(ValueType.FUNCREF, AddressType.I64, 1, 5);
    assertThat(instantiate((from, name) -> wide)).isNotNull();
  }

  // ---------------------------------------------------------------- features

  static Stream<Feature> proposals() {
    return Stream.of(Feature.THREADS, Feature.CUSTOM_PAGE_SIZES, Feature.WIDE_ARITHMETIC);
  }

  @ParameterizedTest
  @MethodSource("proposals")
  void proposalsAreSwitchedOn(Feature feature) {
    switch (feature) {
      case THREADS -> module.memory(HAS_MAXIMUM | SHARED, 1, 1);
      case CUSTOM_PAGE_SIZES -> module.memory(PAGE_SIZE, 1, 0);
      default -> {
        int wide = module.type(times(2, I64), I64, I64);
        module.function(wide, bytes().localGet(0).localGet(1).op(0xFC, 0x15));
      }
    }
    CompilerOptions defaults = new CompilerOptions("memories", "Memories");
    assertThatThrownBy(() -> instantiate(defaults, Imports.NONE))
        .isInstanceOf(WasmValidationException.class)
        .hasMessageContaining(feature.toString());
    Set<Feature> features = EnumSet.copyOf(defaults.features());
    features.add(feature);
    assertThat(instantiate(defaults.withFeatures(features), Imports.NONE)).isNotNull();
  }

  // ---------------------------------------------------------------- code size

  @ParameterizedTest
  @EnumSource
  void methodsFullOfAccessesAreDivided(Kind kind) {
    module.memory(kind.flagsAndLimits);
    Bytes body = bytes();
    for (int i = 0; i < 1_000; i++) {
      body.localGet(0).localGet(0).op(LOAD_64, 0).unsigned(8L * i).op(STORE_64, 0);
      body.unsigned(8L * i + 16);
    }
    int type = module.type(new int[] {kind.address});
    module.export("f", module.function(type, body));
    call(instantiate(), "f", kind.address(0));
  }

  // ---------------------------------------------------------------- wide arithmetic

  private static final long[] CORNERS = {
    0, 1, 2, -1, -2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 0xFFFF_FFFFL, 1L << 32
  };

  private static BigInteger unsigned(long low) {
    return new BigInteger(Long.toUnsignedString(low));
  }

  private static BigInteger wide(long low, long high) {
    return BigInteger.valueOf(high).shiftLeft(64).add(unsigned(low));
  }

  @ParameterizedTest
  @CsvSource({"0x13, 4", "0x14, 4", "0x15, 2", "0x16, 2"})
  void wideArithmeticIsExact(String opcode, int operands) {
    int type = module.type(times(operands, I64), I64);
    Bytes body = bytes();
    for (int i = 0; i < operands; i++) {
      body.localGet(i);
    }
    body.op(0xFC, Integer.decode(opcode));
    Bytes locals = ModuleBuilder.locals(1, I64);
    // The second result is on top.
    Bytes low = bytes().append(body).op(0x1A);
    Bytes high = bytes().append(body).localSet(operands).op(0x1A).localGet(operands);
    module.export("low", module.function(type, low));
    module.export("high", module.function(type, locals, high));
    Instance instance = instantiate();
    Random random = new Random(1);
    for (int i = 0; i < 3_000; i++) {
      Object[] arguments = new Object[operands];
      for (int j = 0; j < operands; j++) {
        arguments[j] =
            random.nextBoolean() ? random.nextLong() : CORNERS[random.nextInt(CORNERS.length)];
      }
      BigInteger expected = expected(opcode, arguments);
      assertThat(call(instance, "low", arguments)).isEqualTo(expected.longValue());
      assertThat(call(instance, "high", arguments)).isEqualTo(expected.shiftRight(64).longValue());
    }
  }

  private static BigInteger expected(String opcode, Object[] arguments) {
    long first = (long) arguments[0];
    long second = (long) arguments[1];
    return switch (opcode) {
      case "0x13" -> wide(first, second).add(wide((long) arguments[2], (long) arguments[3]));
      case "0x14" -> wide(first, second).subtract(wide((long) arguments[2], (long) arguments[3]));
      case "0x15" -> BigInteger.valueOf(first).multiply(BigInteger.valueOf(second));
      default -> unsigned(first).multiply(unsigned(second));
    };
  }
}
