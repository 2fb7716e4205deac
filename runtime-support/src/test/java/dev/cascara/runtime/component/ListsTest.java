package dev.cascara.runtime.component;

import static dev.cascara.runtime.component.StringsTest.assertTrap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ListsTest {
  private final Guest guest = new Guest();
  private final CanonicalOptions options = guest.options();

  @Test
  void bytes() {
    byte[] list = {1, -1, 127, -128};
    assertThat(Lists.liftBytes(options, Lists.lowerBytes(options, list), 4)).isEqualTo(list);
  }

  @Test
  void shorts() {
    short[] list = {1, -1, Short.MIN_VALUE};
    assertThat(Lists.liftShorts(options, Lists.lowerShorts(options, list), 3)).isEqualTo(list);
    assertThat(guest.allocations).containsExactly("0,0,2,6");
  }

  @Test
  void ints() {
    int[] list = {1, -1, Integer.MIN_VALUE};
    assertThat(Lists.liftInts(options, Lists.lowerInts(options, list), 3)).isEqualTo(list);
    assertThat(guest.allocations).containsExactly("0,0,4,12");
  }

  @Test
  void longs() {
    long[] list = {1, -1, Long.MIN_VALUE};
    assertThat(Lists.liftLongs(options, Lists.lowerLongs(options, list), 3)).isEqualTo(list);
    assertThat(guest.allocations).containsExactly("0,0,8,24");
  }

  @Test
  void floatsHaveOneNan() {
    float[] list = {1.5f, -0f, Float.NEGATIVE_INFINITY, Float.intBitsToFloat(0x7fc0_1234)};
    int address = Lists.lowerFloats(options, list);
    assertThat(guest.memory.readInt(address + 12)).isEqualTo(0x7fc0_0000);
    assertThat(Lists.liftFloats(options, address, 4)).isEqualTo(list);
  }

  @Test
  void doublesHaveOneNan() {
    double[] list = {1.5, -0d, Double.longBitsToDouble(0x7ff8_0000_0000_1234L)};
    int address = Lists.lowerDoubles(options, list);
    assertThat(guest.memory.readLong(address + 16)).isEqualTo(0x7ff8_0000_0000_0000L);
    assertThat(Lists.liftDoubles(options, address, 3)).isEqualTo(list);
  }

  @Test
  void anyByteButZeroIsTrue() {
    int address = guest.put(new byte[] {0, 1, 2, -1});
    assertThat(Lists.liftBooleans(options, address, 4)).containsExactly(false, true, true, true);
    int lowered = Lists.lowerBooleans(options, new boolean[] {true, false});
    assertThat(guest.get(lowered, 2)).containsExactly(1, 0);
  }

  @Test
  void charsAreScalarValues() {
    int[] list = {'a', 0x10FFFF, 0xD7FF, 0xE000};
    assertThat(Lists.liftChars(options, Lists.lowerChars(options, list), 4)).isEqualTo(list);
    guest.memory.writeInt(64, 0xD800);
    assertTrap("invalid `char` bit pattern", () -> Lists.liftChars(options, 64, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Lists.lowerChars(options, new int[] {0x110000}));
  }

  @Test
  void emptyListsAreAllocatedAndCheckedAsWell() {
    Lists.lowerBytes(options, new byte[0]);
    assertThat(guest.allocations).containsExactly("0,0,1,0");
    assertTrap("unaligned pointer", () -> Lists.liftInts(options, 2, 0));
    assertTrap("list content out-of-bounds", () -> Lists.liftInts(options, 65540, 0));
    assertThat(Lists.liftInts(options, 65536, 0)).isEmpty();
  }

  @Test
  void aListOutsideTheMemoryTraps() {
    assertTrap("list content out-of-bounds", () -> Lists.liftLongs(options, 65528, 2));
    assertTrap("list content out-of-bounds", () -> Lists.liftBytes(options, -1, 2));
  }

  @Test
  void aListAboveTheLimitTrapsBeforeItIsAllocated() {
    assertTrap("too large", () -> Lists.liftBytes(options, 0, -1));
    assertTrap("too large", () -> Lists.liftLongs(options, 0, 1 << 29));
  }

  @Test
  void aListAboveTheLimitCannotBeLowered() {
    assertThatIllegalArgumentException().isThrownBy(() -> options.allocateList(8, 1 << 27, 16));
  }

  @Test
  void pointersAreChecked() {
    assertThat(options.checkPointer(65528, 8, 8)).isEqualTo(65528);
    assertTrap("unaligned pointer", () -> options.checkPointer(4, 8, 8));
    assertTrap("pointer out of bounds", () -> options.checkPointer(65536, 8, 8));
    assertTrap("pointer out of bounds", () -> options.checkPointer(-8, 16, 8));
  }
}
