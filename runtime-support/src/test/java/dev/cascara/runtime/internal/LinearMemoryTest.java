package dev.cascara.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.AddressType;
import dev.cascara.runtime.Imports;
import dev.cascara.runtime.LinkException;
import dev.cascara.runtime.MemoryType;
import dev.cascara.runtime.WasmTrap;
import dev.cascara.runtime.internal.LinearMemory.AtomicOperator;
import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Memories that are more than one array, with heads as small as a real one never is. */
class LinearMemoryTest {
  private static final int PAGE = 65536;
  private static final MemoryType TYPE = MemoryType.of(1).withMaximum(65536);

  /** What is tested: all bytes around the ends of the head and of the first chunk. */
  private static final int END_OF_HEAD = PAGE;

  private static final int END_OF_CHUNK = PAGE + LinearMemory.CHUNK_SIZE;

  private static LinearMemory unshared() {
    return grown(new UnsharedMemory(TYPE, PAGE, END_OF_HEAD));
  }

  private static LinearMemory shared() {
    return grown(new SharedMemory(TYPE.asShared(), PAGE, END_OF_HEAD));
  }

  /** With a head, two chunks and nothing behind them. */
  private static LinearMemory grown(LinearMemory memory) {
    assertThat(memory.grow(2 * LinearMemory.CHUNK_SIZE / PAGE)).isEqualTo(1);
    assertThat(memory.bytes).hasSize(END_OF_HEAD);
    assertThat(memory.chunks).hasNumberOfRows(2);
    return memory;
  }

  static Stream<LinearMemory> memories() {
    return Stream.of(unshared(), shared());
  }

  @ParameterizedTest
  @MethodSource("memories")
  void accessesMayBeInTwoArrays(LinearMemory memory) {
    byte[] model = new byte[(int) memory.byteSize()];
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      int address = (random.nextBoolean() ? END_OF_HEAD : END_OF_CHUNK) - 12 + random.nextInt(24);
      long value = random.nextLong();
      switch (random.nextInt(4)) {
        case 0 -> {
          memory.writeByte(address, (byte) value);
          model[address] = (byte) value;
        }
        case 1 -> {
          memory.writeShort(address, (short) value);
          MemoryAccess.SHORT.set(model, address, (short) value);
        }
        case 2 -> {
          memory.writeInt(address, (int) value);
          MemoryAccess.INT.set(model, address, (int) value);
        }
        default -> {
          memory.writeLong(address, value);
          MemoryAccess.LONG.set(model, address, value);
        }
      }
      int read = address - 8 + random.nextInt(16);
      assertThat(memory.readByte(read)).isEqualTo(model[read]);
      assertThat(memory.readShort(read)).isEqualTo((short) MemoryAccess.SHORT.get(model, read));
      assertThat(memory.readInt(read)).isEqualTo((int) MemoryAccess.INT.get(model, read));
      assertThat(memory.readLong(read)).isEqualTo((long) MemoryAccess.LONG.get(model, read));
    }
  }

  @ParameterizedTest
  @MethodSource("memories")
  void rangesMayBeInSeveralArrays(LinearMemory memory) {
    byte[] model = new byte[(int) memory.byteSize()];
    new Random(2).nextBytes(model);
    memory.write(0, model, 0, model.length);
    Random random = new Random(3);
    byte[] segment = new byte[100_000];
    random.nextBytes(segment);
    for (int i = 0; i < 60; i++) {
      int length = random.nextInt(i % 3 == 0 ? model.length / 2 : 100_000);
      int target = random.nextInt(model.length - length);
      int source = random.nextInt(model.length - length);
      switch (i % 4) {
        case 0 -> {
          memory.fill(target, i, length);
          Arrays.fill(model, target, target + length, (byte) i);
        }
        case 1 -> {
          int size = Math.min(length, segment.length);
          memory.init(target, segment.length - size, size, segment);
          System.arraycopy(segment, segment.length - size, model, target, size);
        }
        default -> {
          memory.copy(target, memory, source, length);
          System.arraycopy(model, source, model, target, length);
        }
      }
      byte[] now = new byte[model.length];
      memory.read(0, now, 0, now.length);
      assertThat(Arrays.mismatch(now, model)).isEqualTo(-1);
    }
  }

  @Test
  void copiesGoBetweenRepresentations() {
    LinearMemory from = unshared();
    LinearMemory to = LinearMemory.create(MemoryType.of(70));
    from.writeLong(END_OF_HEAD - 4, 0x0102_0304_0506_0708L);
    to.copy(11, from, END_OF_HEAD - 10, PAGE);
    assertThat(to.readLong(17)).isEqualTo(0x0102_0304_0506_0708L);
    from.copy(END_OF_CHUNK - 3, to, 17, 8);
    assertThat(from.readLong(END_OF_CHUNK - 3)).isEqualTo(0x0102_0304_0506_0708L);
  }

  @ParameterizedTest
  @MethodSource("memories")
  void rangesOutsideTrapAndChangeNothing(LinearMemory memory) {
    long size = memory.byteSize();
    byte[] segment = {1, 1};
    Stream.<Runnable>of(
            () -> memory.fill(size - 1, 1, 2),
            () -> memory.fill(0, 1, -1),
            () -> memory.fill(-1, 1, 1),
            () -> memory.copy(size - 1, memory, 0, 2),
            () -> memory.copy(0, memory, size - 1, 2),
            () -> memory.copy(0, memory, 0, Long.MIN_VALUE),
            () -> memory.init(size - 1, 0, 2, segment),
            () -> memory.init(0, 1, 2, segment),
            () -> memory.init(0, -1, 1, segment),
            () -> memory.writeLong(size - 7, -1),
            () -> LinearMemory.storeLong((int) size, memory, -8L >>> 32, 1),
            () -> LinearMemory.storeInt(-1L, memory, 1, 1),
            () -> LinearMemory.storeInt(1L, memory, -1, 1))
        .forEach(
            access ->
                assertThatThrownBy(access::run)
                    .isInstanceOf(WasmTrap.class)
                    .hasMessage("out of bounds memory access"));
    assertThat(memory.readLong(size - 8)).isZero();
    assertThat(memory.readLong(0)).isZero();
    memory.fill(size, 1, 0);
    memory.copy(size, memory, size, 0);
    memory.init(size, 2, 0, segment);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "-1, 1, -9223372036854775808", "1, -1, -9223372036854775808", "5, 7, 12"})
  void sumsOfAddressesDoNotWrapAround(long address, long offset, long sum) {
    assertThat(LinearMemory.effectiveAddress(address, offset)).isEqualTo(sum);
  }

  @Test
  void largestSumIsOutside() {
    assertThat(LinearMemory.effectiveAddress(Long.MAX_VALUE, 1)).isNegative();
    assertThat(LinearMemory.effectiveAddress(Long.MIN_VALUE, Long.MIN_VALUE)).isNegative();
  }

  @Test
  void sharedMemoryIsNotMovedByGrowth() {
    LinearMemory memory = new SharedMemory(TYPE.asShared(), PAGE, 2 * PAGE);
    byte[] head = memory.bytes;
    assertThat(memory.grow(200)).isEqualTo(1);
    byte[] chunk = memory.chunks[0];
    assertThat(memory.grow(200)).isEqualTo(201);
    assertThat(memory.bytes).isSameAs(head).hasSize(2 * PAGE);
    assertThat(memory.chunks[0]).isSameAs(chunk);
    assertThat(memory.limit).isEqualTo(2 * PAGE);
  }

  // ---------------------------------------------------------------- confined memories

  @Test
  void confinedMemoryStaysInItsArray() {
    UnsharedMemory memory = new UnsharedMemory(TYPE, PAGE, 3 * PAGE);
    assertThat(memory.confineToArray()).isTrue();
    assertThat(memory.grow(3)).isEqualTo(-1);
    assertThat(memory.grow(2)).isEqualTo(1);
    assertThat(memory.chunks).isEmpty();
    assertThat(memory.limit).isEqualTo(3 * PAGE);
  }

  @Test
  void importOfCodeForArraysConfinesTheMemory() {
    UnsharedMemory memory = new UnsharedMemory(TYPE, PAGE, PAGE);
    Imports imports = (module, name) -> memory;
    assertThat(Linking.memory(imports, "m", "n", "I32 1 - unshared 65536")).isSameAs(memory);
    assertThat(memory.grow(1)).isEqualTo(1);
    assertThatThrownBy(() -> Linking.arrayMemory(imports, "m", "n", "I32 1 - unshared 65536"))
        .isInstanceOf(LinkException.class)
        .hasMessageContaining("compile it for large memories");
    UnsharedMemory small = new UnsharedMemory(TYPE, PAGE, PAGE);
    Linking.arrayMemory((module, name) -> small, "m", "n", "I32 1 - unshared 65536");
    assertThat(small.grow(1)).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "I32 1 - unshared 65536, true",
    "I32 0 65536 unshared 65536, true",
    "I32 2 - unshared 65536, false",
    "I32 1 65535 unshared 65536, false",
    "I64 1 - unshared 65536, false",
    "I32 1 65536 shared 65536, false",
    "I32 1 - unshared 1, false",
  })
  void importedMemoryMustMatch(String type, boolean matches) {
    Imports imports = (module, name) -> new UnsharedMemory(TYPE, PAGE, 3 * PAGE);
    if (matches) {
      assertThat(Linking.memory(imports, "m", "n", type)).isNotNull();
    } else {
      assertThatThrownBy(() -> Linking.memory(imports, "m", "n", type))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("incompatible import type")
          .hasMessageContaining("(memory 1 65536), now of 1 pages");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "I64 1 -, true",
    "I64 0 18446744073709551615, true",
    "I64 1 18446744073709551614, false",
    "I64 2 -, false",
    "I32 1 -, false",
  })
  void importedTableMustMatch(String limits, boolean matches) {
    ArrayTable table =
        new ArrayTable(dev.cascara.runtime.ValueType.FUNCREF, AddressType.I64, 1, -1);
    if (matches) {
      assertThat(Linking.table((module, name) -> table, "m", "n", "w", limits)).isSameAs(table);
    } else {
      assertThatThrownBy(() -> Linking.table((module, name) -> table, "m", "n", "w", limits))
          .isInstanceOf(LinkException.class)
          .hasMessageContaining("incompatible import type");
    }
  }

  @Test
  void largeIndicesAreBeyondEveryTable() {
    assertThat(LinearMemoryTest.<Long>indices(0L, 5L, 0xFFFF_FFFFL, 1L << 32, -1L))
        .containsExactly(0, 5, -1, -1, -1);
  }

  @SafeVarargs
  private static <T extends Number> int[] indices(T... values) {
    return IntStream.range(0, values.length)
        .map(i -> ArrayTable.index(values[i].longValue()))
        .toArray();
  }

  // ---------------------------------------------------------------- atomic accesses

  @ParameterizedTest
  @EnumSource(AtomicOperator.class)
  void operatorsComputeInTheWidthOfTheAccess(AtomicOperator operator) {
    BiFunction<Long, Long, Long> expected =
        switch (operator) {
          case ADD -> Long::sum;
          case SUB -> (a, b) -> a - b;
          case AND -> (a, b) -> a & b;
          case OR -> (a, b) -> a | b;
          case XOR -> (a, b) -> a ^ b;
          case XCHG -> (a, b) -> b;
        };
    long initial = 0xF1F2_F3F4_F5F6_F7F8L;
    long operand = 0x8182_8384_8586_8788L;
    assertThat(memories())
        .allSatisfy(
            memory -> {
              for (int size : new int[] {1, 2, 4, 8}) {
                long mask = -1L >>> (64 - 8 * size);
                memory.writeLong(8, initial);
                assertThat(memory.atomicUpdate(8, size, operand, operator))
                    .isEqualTo(initial & mask);
                assertThat(memory.readLong(8))
                    .isEqualTo((initial & ~mask) | (expected.apply(initial, operand) & mask));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("memories")
  void exchangeComparesAllBitsOfTheExpectedValue(LinearMemory memory) {
    memory.writeLong(0, 0x1122_3344_5566_7788L);
    assertThat(memory.atomicCompareExchange(0, 1, 0x7788, 0)).isEqualTo(0x88);
    assertThat(memory.readByte(0)).isEqualTo((byte) 0x88);
    assertThat(memory.atomicCompareExchange(0, 1, 0x88, 0x1234)).isEqualTo(0x88);
    assertThat(memory.readLong(0)).isEqualTo(0x1122_3344_5566_7734L);
    assertThat(memory.atomicCompareExchange(0, 8, 0x1122_3344_5566_7734L, -1))
        .isEqualTo(0x1122_3344_5566_7734L);
    assertThat(memory.atomicLoad(4, 4)).isEqualTo(0xFFFF_FFFFL);
  }

  @ParameterizedTest
  @MethodSource("memories")
  void atomicAccessesMustBeAlignedAndInside(LinearMemory memory) {
    long end = memory.byteSize();
    for (int size : new int[] {2, 4, 8}) {
      assertTrap(() -> memory.atomicLoad(size / 2, size), WasmTrap.Kind.UNALIGNED_ATOMIC);
      assertTrap(() -> memory.atomicStore(1, size, 0), WasmTrap.Kind.UNALIGNED_ATOMIC);
    }
    assertTrap(() -> memory.atomicNotify(2, 1), WasmTrap.Kind.UNALIGNED_ATOMIC);
    for (int size : new int[] {1, 2, 4, 8}) {
      assertTrap(() -> memory.atomicLoad(end, size), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
      assertTrap(
          () -> memory.atomicUpdate(Long.MIN_VALUE, size, 1, AtomicOperator.ADD),
          WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    }
    assertTrap(() -> memory.atomicNotify(end, 1), WasmTrap.Kind.OUT_OF_BOUNDS_MEMORY_ACCESS);
    memory.atomicStore(end - 8, 8, -1);
    assertThat(memory.atomicLoad(end - 8, 8)).isEqualTo(-1);
  }

  @Test
  void waitNeedsASharedMemory() {
    LinearMemory memory = unshared();
    assertTrap(() -> memory.atomicWait(0, 4, 0, 0), WasmTrap.Kind.EXPECTED_SHARED_MEMORY);
    assertThat(memory.atomicNotify(0, 1)).isZero();
  }

  private static void assertTrap(Runnable access, WasmTrap.Kind kind) {
    assertThatThrownBy(access::run)
        .isInstanceOfSatisfying(WasmTrap.class, trap -> assertThat(trap.kind()).isEqualTo(kind));
  }
}
