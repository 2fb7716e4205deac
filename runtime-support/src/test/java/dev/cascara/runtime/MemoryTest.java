package dev.cascara.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Memories as a host creates and uses them. */
class MemoryTest {
  private static final MemoryType SHARED = MemoryType.of(1).withMaximum(3).asShared();

  static Stream<MemoryType> types() {
    return Stream.of(
        MemoryType.of(1),
        MemoryType.of(1).withMaximum(65536),
        MemoryType.of(AddressType.I64, 1),
        MemoryType.of(65536).withPageSize(1),
        SHARED);
  }

  @ParameterizedTest
  @MethodSource("types")
  void memoryReadsWhatWasWritten(MemoryType type) {
    Memory memory = Memory.create(type);
    assertThat(memory.byteSize()).isEqualTo(65536);
    memory.writeLong(1, 0x0807_0605_0403_0201L);
    assertThat(memory.readByte(2)).isEqualTo((byte) 2);
    assertThat(memory.readShort(2L)).isEqualTo((short) 0x0302);
    assertThat(memory.readInt(5)).isEqualTo(0x0807_0605);
    memory.writeByte(65535L, (byte) 1);
    memory.writeShort(3, (short) -1);
    memory.writeInt(5, -1);
    assertThat(memory.readLong(1L)).isEqualTo(0xFFFF_FFFF_FFFF_0201L);
    byte[] bytes = new byte[4];
    memory.read(1, bytes, 1, 3);
    assertThat(bytes).containsExactly(0, 1, 2, -1);
    memory.write(65532, bytes, 0, 4);
    assertThat(memory.readInt(65532)).isEqualTo(0xFF02_0100);
  }

  static Stream<Consumer<Memory>> outside() {
    return Stream.of(
        memory -> memory.readByte(65536),
        memory -> memory.readShort(65535),
        memory -> memory.readInt(65533),
        memory -> memory.readLong(65529),
        memory -> memory.readInt(-1),
        memory -> memory.readByte(-1L),
        memory -> memory.readByte(1L << 32),
        memory -> memory.readLong(Long.MIN_VALUE),
        memory -> memory.writeByte(65536, (byte) 1),
        memory -> memory.writeShort(65535, (short) 1),
        memory -> memory.writeInt(-3, 1),
        memory -> memory.writeLong(65529L, 1),
        memory -> memory.read(65535, new byte[2], 0, 2),
        memory -> memory.read(-1, new byte[2], 0, 1),
        memory -> memory.write(65536, new byte[2], 0, 1),
        memory -> memory.write(Long.MAX_VALUE, new byte[2], 0, 2));
  }

  @ParameterizedTest
  @MethodSource("outside")
  void accessOutsideTraps(Consumer<Memory> access) {
    assertThat(types().map(Memory::create))
        .allSatisfy(
            memory ->
                assertThatThrownBy(() -> access.accept(memory))
                    .isInstanceOf(WasmTrap.class)
                    .hasMessage("out of bounds memory access"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void failedStoreWritesNothing(MemoryType type) {
    Memory memory = Memory.create(type);
    assertThatThrownBy(() -> memory.writeLong(65530, -1)).isInstanceOf(WasmTrap.class);
    assertThat(memory.readInt(65532)).isZero();
  }

  @Test
  void memoryGrowsToItsMaximum() {
    assertThat(Stream.of(MemoryType.of(1).withMaximum(3), SHARED).map(Memory::create))
        .allSatisfy(
            memory -> {
              memory.writeInt(65532, 42);
              assertThat(memory.grow(3)).isEqualTo(-1);
              assertThat(memory.grow(-1)).isEqualTo(-1);
              assertThat(memory.grow(0)).isEqualTo(1);
              assertThat(memory.grow(1)).isEqualTo(1);
              assertThat(memory.pages()).isEqualTo(2);
              assertThat(memory.readInt(65532)).isEqualTo(42);
              assertThat(memory.readLong(131064)).isZero();
              assertThatThrownBy(() -> memory.readInt(131072)).isInstanceOf(WasmTrap.class);
              assertThat(memory.grow(1)).isEqualTo(2);
              assertThat(memory.grow(1)).isEqualTo(-1);
              assertThat(memory.maximumPages()).isEqualTo(3);
            });
  }

  @Test
  void pagesCanBeBytes() {
    Memory memory = Memory.create(MemoryType.of(3).withPageSize(1).withMaximum(10));
    assertThat(memory.pages()).isEqualTo(3);
    assertThat(memory.byteSize()).isEqualTo(3);
    assertThat(memory.grow(5)).isEqualTo(3);
    memory.writeLong(0, -1);
    assertThatThrownBy(() -> memory.readLong(1)).isInstanceOf(WasmTrap.class);
    assertThat(memory.grow(3)).isEqualTo(-1);
    assertThat(memory.grow(2)).isEqualTo(8);
    assertThat(memory.readShort(8)).isZero();
  }

  @Test
  void memoryLargerThanTheHeapDoesNotGrow() {
    Memory memory = Memory.create(MemoryType.of(AddressType.I64, 1));
    assertThat(memory.grow(1L << 47)).isEqualTo(-1);
    assertThat(memory.grow(1L << 63)).isEqualTo(-1);
    assertThat(memory.pages()).isEqualTo(1);
    MemoryType huge = MemoryType.of(AddressType.I64, 1L << 48);
    assertThatThrownBy(() -> Memory.create(huge)).isInstanceOf(OutOfMemoryError.class);
  }

  @Test
  void typesAreWrittenAsInTheTextFormat() {
    assertThat(MemoryType.of(1)).hasToString("1");
    assertThat(MemoryType.of(1).withMaximum(2).asShared()).hasToString("1 2 shared");
    assertThat(MemoryType.of(AddressType.I64, 7).withPageSize(1).withMaximum(-1))
        .hasToString("i64 7 18446744073709551615 (pagesize 1)");
  }

  @Test
  void maximumThatIsNotDeclaredIsWhatAddressesReach() {
    assertThat(MemoryType.of(0).effectiveMaximum()).isEqualTo(65536);
    assertThat(MemoryType.of(0).withPageSize(1).effectiveMaximum()).isEqualTo(0xFFFF_FFFFL);
    assertThat(MemoryType.of(AddressType.I64, 0).effectiveMaximum()).isEqualTo(1L << 48);
    assertThat(MemoryType.of(0).maximum()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void impossibleTypesAreRefused() {
    assertThatThrownBy(() -> MemoryType.of(65537)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MemoryType.of(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MemoryType.of(2).withMaximum(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no memory has 2 to 1 pages");
    assertThatThrownBy(() -> MemoryType.of(1).withPageSize(2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MemoryType.of(1).asShared())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maximum");
    assertThatThrownBy(() -> Memory.create(2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tablesCanHaveIndicesOf64Bits() {
    Table table = Table.create(ValueType.EXTERNREF, AddressType.I64, 1, -1);
    assertThat(table.addressType()).isEqualTo(AddressType.I64);
    assertThat(table.maximumSize()).isEqualTo(-1);
    assertThat(table.grow(1, "new")).isEqualTo(1);
    assertThat(table.get(1)).isEqualTo("new");
  }
}
