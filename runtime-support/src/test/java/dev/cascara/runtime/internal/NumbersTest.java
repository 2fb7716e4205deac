package dev.cascara.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cascara.runtime.WasmTrap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.DoubleToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numeric instructions, compared with exact arithmetic around every edge. */
class NumbersTest {
  private static final int SIGNALLING_FLOAT = 0x7FA0_0001;
  private static final long SIGNALLING_DOUBLE = 0x7FF4_0000_0000_0001L;

  /** An integer type and how floats are truncated to it. */
  private enum Truncation {
    I32(-31, 31, Numbers::truncateToInt),
    U32(0, 32, value -> Integer.toUnsignedLong(Numbers.truncateToUnsignedInt(value))),
    I64(-63, 63, Numbers::truncateToLong),
    U64(0, 64, Numbers::truncateToUnsignedLong),
    I32_OF_FLOAT(-31, 31, value -> Numbers.truncateToInt((float) value)),
    I64_OF_FLOAT(-63, 63, value -> Numbers.truncateToLong((float) value)),
    U32_SATURATING(0, 32, value -> Integer.toUnsignedLong(Numbers.saturateToUnsignedInt(value))),
    U64_SATURATING(0, 64, Numbers::saturateToUnsignedLong);

    final BigInteger minimum;
    final BigInteger maximum;

    // Method references keep no state.
    @SuppressWarnings("ImmutableEnumChecker")
    final DoubleToLongFunction function;

    Truncation(int minimumExponent, int maximumExponent, DoubleToLongFunction function) {
      this.minimum =
          minimumExponent == 0 ? BigInteger.ZERO : BigInteger.TWO.pow(-minimumExponent).negate();
      this.maximum = BigInteger.TWO.pow(maximumExponent).subtract(BigInteger.ONE);
      this.function = function;
    }

    boolean takesFloats() {
      return name().endsWith("OF_FLOAT");
    }

    boolean saturates() {
      return name().endsWith("SATURATING");
    }
  }

  /** Around all powers of two and all integers near zero. */
  private static DoubleStream floats() {
    return LongStream.rangeClosed(-3, 66)
        .mapToDouble(exponent -> Math.scalb(1.0, (int) exponent))
        .flatMap(
            power ->
                DoubleStream.of(
                    power,
                    Math.nextUp(power),
                    Math.nextDown(power),
                    Math.nextUp((float) power),
                    Math.nextDown((float) power),
                    power - 1,
                    power - 0.5,
                    power + 0.5,
                    power + 1))
        .flatMap(value -> DoubleStream.of(value, -value));
  }

  @Test
  void truncationsAreExactOrTrap() {
    for (Truncation truncation : Truncation.values()) {
      floats()
          .map(value -> truncation.takesFloats() ? (float) value : value)
          .forEach(value -> checkTruncation(truncation, value));
    }
  }

  private static void checkTruncation(Truncation truncation, double value) {
    String name = truncation + " of " + value;
    BigInteger exact = new BigDecimal(value).toBigInteger();
    boolean fits =
        exact.compareTo(truncation.minimum) >= 0 && exact.compareTo(truncation.maximum) <= 0;
    if (fits || truncation.saturates()) {
      BigInteger expected = exact.max(truncation.minimum).min(truncation.maximum);
      assertThat(truncation.function.applyAsLong(value)).as(name).isEqualTo(expected.longValue());
    } else {
      assertThatThrownBy(() -> truncation.function.applyAsLong(value))
          .as(name)
          .isInstanceOfSatisfying(
              WasmTrap.class,
              trap -> assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.INTEGER_OVERFLOW));
    }
  }

  @Test
  void truncationsOfNanTrapOrAreZero() {
    for (Truncation truncation : Truncation.values()) {
      if (truncation.saturates()) {
        assertThat(truncation.function.applyAsLong(Double.NaN)).isZero();
      } else {
        assertThatThrownBy(() -> truncation.function.applyAsLong(Double.NaN))
            .as(truncation.name())
            .isInstanceOfSatisfying(
                WasmTrap.class,
                trap ->
                    assertThat(trap.kind()).isEqualTo(WasmTrap.Kind.INVALID_CONVERSION_TO_INTEGER));
      }
    }
  }

  @Test
  void unsignedIntegersBecomeTheNearestFloats() {
    Random random = new Random(1);
    LongStream edges =
        LongStream.range(0, 64)
            .map(bit -> 1L << bit)
            .flatMap(power -> LongStream.of(power, power - 1, power + 1, -power, ~power))
            .flatMap(value -> LongStream.of(value, value | 1L << 63, value | 0x7FL << 32));
    LongStream.concat(edges, random.longs(20_000))
        .forEach(
            value -> {
              BigInteger exact = new BigInteger(Long.toUnsignedString(value));
              assertThat(Numbers.unsignedToFloat(value)).isEqualTo(exact.floatValue());
              assertThat(Numbers.unsignedToDouble(value)).isEqualTo(exact.doubleValue());
            });
  }

  static DoubleStream halves() {
    return DoubleStream.of(-2.5, -1.5, -0.5, -0.4999999999999999, -0.0, 0.0, 0.5, 1.5, 2.5, 0x1p52);
  }

  @ParameterizedTest
  @MethodSource("halves")
  void roundingKeepsTheSignOfZero(double value) {
    for (double rounded :
        new double[] {
          Numbers.nearest(value),
          Numbers.truncate(value),
          value <= 0 ? Numbers.ceiling(value) : Numbers.floor(value)
        }) {
      assertThat(Math.copySign(1, rounded)).isEqualTo(Math.copySign(1, value));
    }
  }

  @Test
  void nearestGoesToTheEvenOne() {
    assertThat(halves().map(Numbers::nearest))
        .containsExactly(-2.0, -2.0, -0.0, -0.0, -0.0, 0.0, 0.0, 2.0, 2.0, 0x1p52);
  }

  @ParameterizedTest
  @ValueSource(ints = {SIGNALLING_FLOAT, SIGNALLING_FLOAT | 1 << 31})
  void arithmeticMakesFloatsQuiet(int bits) {
    float nan = Float.intBitsToFloat(bits);
    float[] results = {
      Numbers.ceiling(nan),
      Numbers.floor(nan),
      Numbers.truncate(nan),
      Numbers.nearest(nan),
      Numbers.squareRoot(nan),
      Numbers.minimum(nan, 1),
      Numbers.minimum(1, nan),
      Numbers.maximum(nan, 1),
      Numbers.maximum(1, nan)
    };
    for (float result : results) {
      assertThat(Float.floatToRawIntBits(result) & 0x7FC0_0000).isEqualTo(0x7FC0_0000);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {SIGNALLING_DOUBLE, SIGNALLING_DOUBLE | 1L << 63})
  void arithmeticMakesDoublesQuiet(long bits) {
    double nan = Double.longBitsToDouble(bits);
    double[] results = {
      Numbers.ceiling(nan),
      Numbers.floor(nan),
      Numbers.truncate(nan),
      Numbers.nearest(nan),
      Numbers.minimum(nan, 1),
      Numbers.minimum(1, nan),
      Numbers.maximum(nan, 1),
      Numbers.maximum(1, nan)
    };
    for (double result : results) {
      assertThat(Double.doubleToRawLongBits(result) & 0x7FF8_0000_0000_0000L)
          .isEqualTo(0x7FF8_0000_0000_0000L);
    }
  }

  @Test
  void signsOfNansAreKept() {
    float signalling = Float.intBitsToFloat(SIGNALLING_FLOAT);
    assertThat(Float.floatToRawIntBits(Numbers.negate(signalling)))
        .isEqualTo(SIGNALLING_FLOAT | 1 << 31);
    assertThat(Float.floatToRawIntBits(Numbers.absolute(Numbers.negate(signalling))))
        .isEqualTo(SIGNALLING_FLOAT);
    assertThat(Numbers.copySign(1f, Numbers.negate(signalling))).isEqualTo(-1f);
    double wide = Double.longBitsToDouble(SIGNALLING_DOUBLE);
    assertThat(Double.doubleToRawLongBits(Numbers.negate(wide)))
        .isEqualTo(SIGNALLING_DOUBLE | 1L << 63);
    assertThat(Numbers.copySign(1.0, Numbers.negate(wide))).isEqualTo(-1.0);
  }

  @Test
  void zerosHaveAnOrder() {
    assertThat(1 / Numbers.minimum(0f, -0f)).isEqualTo(Float.NEGATIVE_INFINITY);
    assertThat(1 / Numbers.maximum(-0.0, 0.0)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void smallestIntegersHaveNoNegative() {
    assertThatThrownBy(() -> Numbers.divide(Integer.MIN_VALUE, -1)).hasMessage("integer overflow");
    assertThatThrownBy(() -> Numbers.divide(Long.MIN_VALUE, -1L)).hasMessage("integer overflow");
    assertThat(Numbers.divide(Integer.MIN_VALUE + 1, -1)).isEqualTo(Integer.MAX_VALUE);
    assertThat(Numbers.divide(Long.MIN_VALUE + 1, -1L)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void rootsOfFloatsAreRoundedOnce() {
    new Random(2)
        .ints(20_000, 0, 0x7F80_0000)
        .forEach(
            bits -> {
              float value = Float.intBitsToFloat(bits);
              float root = Numbers.squareRoot(value);
              BigDecimal exact = new BigDecimal(value);
              BigDecimal below = middle(root, Math.nextDown(root));
              BigDecimal above = middle(root, Math.nextUp(root));
              assertThat(exact).isBetween(below.multiply(below), above.multiply(above));
            });
  }

  private static BigDecimal middle(float a, float b) {
    return new BigDecimal(a).add(new BigDecimal(b)).divide(BigDecimal.valueOf(2));
  }
}
