package dev.cascara.runtime.component;

import static dev.cascara.runtime.component.StringsTest.assertTrap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {
  private enum Permission {
    READ,
    WRITE,
    EXECUTE
  }

  @Test
  void anyNumberButZeroIsTrue() {
    assertThat(Scalars.liftBool(0)).isFalse();
    assertThat(Scalars.liftBool(2)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 'a', 0xD7FF, 0xE000, 0x10FFFF})
  void charsAreScalarValues(int point) {
    assertThat(Scalars.liftChar(point)).isEqualTo(point);
    assertThat(Scalars.lowerChar(point)).isEqualTo(point);
  }

  @ParameterizedTest
  @ValueSource(ints = {0xD800, 0xDFFF, 0x110000, -1})
  void nothingElseIsAChar(int point) {
    assertTrap("invalid `char` bit pattern", () -> Scalars.liftChar(point));
    assertThatIllegalArgumentException().isThrownBy(() -> Scalars.lowerChar(point));
  }

  @Test
  void discriminantsAreUnsigned() {
    assertThat(Scalars.liftDiscriminant(2, 3)).isEqualTo(2);
    assertTrap("invalid variant discriminant: 3 of 3", () -> Scalars.liftDiscriminant(3, 3));
    assertTrap("4294967295", () -> Scalars.liftDiscriminant(-1, 3));
  }

  @Test
  void thereIsOneNan() {
    assertThat(Float.floatToRawIntBits(Scalars.canonicalizeNan(Float.intBitsToFloat(0xffc0_0001))))
        .isEqualTo(0x7fc0_0000);
    assertThat(
            Double.doubleToRawLongBits(
                Scalars.canonicalizeNan(Double.longBitsToDouble(0xfff8_0000_0000_0001L))))
        .isEqualTo(0x7ff8_0000_0000_0000L);
    assertThat(Scalars.canonicalizeNan(-0f)).isEqualTo(-0f);
  }

  @Test
  void flagsAreBits() {
    EnumSet<Permission> set = EnumSet.of(Permission.READ, Permission.EXECUTE);
    assertThat(Scalars.lowerFlags(set)).isEqualTo(0b101);
    assertThat(Scalars.liftFlags(0b101, Permission.class, Permission.values())).isEqualTo(set);
  }

  @Test
  void bitsWithoutALabelAreIgnored() {
    assertThat(Scalars.liftFlags(~0b111, Permission.class, Permission.values())).isEmpty();
  }

  @Test
  void alignsUpwards() {
    assertThat(Scalars.alignTo(9, 8)).isEqualTo(16);
    assertThat(Scalars.alignTo(16, 8)).isEqualTo(16);
  }
}
