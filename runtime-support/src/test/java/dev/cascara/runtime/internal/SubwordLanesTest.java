package dev.cascara.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntBinaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instructions on several lanes in a {@code long}, compared with the same lane by lane. */
class SubwordLanesTest {
  private static final int BYTE = 8;
  private static final int SHORT = 16;

  /** An instruction and what it does with one lane: operands are signed, the result is cut off. */
  private record Case(String name, int bits, LongBinaryOperator tested, IntBinaryOperator lane) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static int clampSigned(int value, int bits) {
    int limit = 1 << (bits - 1);
    return Math.max(-limit, Math.min(limit - 1, value));
  }

  private static int clampUnsigned(int value, int bits) {
    return Math.max(0, Math.min((1 << bits) - 1, value));
  }

  private static int truth(boolean value) {
    return value ? -1 : 0;
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case("i8x16.eq", BYTE, ByteLanes::i8x16Eq, (a, b) -> truth(a == b)),
        new Case("i8x16.ne", BYTE, ByteLanes::i8x16Ne, (a, b) -> truth(a != b)),
        new Case("i8x16.lt_s", BYTE, ByteLanes::i8x16LtS, (a, b) -> truth(a < b)),
        new Case("i8x16.lt_u", BYTE, ByteLanes::i8x16LtU, (a, b) -> truth((a & 255) < (b & 255))),
        new Case("i8x16.gt_s", BYTE, ByteLanes::i8x16GtS, (a, b) -> truth(a > b)),
        new Case("i8x16.gt_u", BYTE, ByteLanes::i8x16GtU, (a, b) -> truth((a & 255) > (b & 255))),
        new Case("i8x16.le_s", BYTE, ByteLanes::i8x16LeS, (a, b) -> truth(a <= b)),
        new Case("i8x16.le_u", BYTE, ByteLanes::i8x16LeU, (a, b) -> truth((a & 255) <= (b & 255))),
        new Case("i8x16.ge_s", BYTE, ByteLanes::i8x16GeS, (a, b) -> truth(a >= b)),
        new Case("i8x16.ge_u", BYTE, ByteLanes::i8x16GeU, (a, b) -> truth((a & 255) >= (b & 255))),
        new Case("i8x16.abs", BYTE, (a, b) -> ByteLanes.i8x16Abs(a), (a, b) -> Math.abs(a)),
        new Case("i8x16.neg", BYTE, (a, b) -> ByteLanes.i8x16Neg(a), (a, b) -> -a),
        new Case(
            "i8x16.popcnt",
            BYTE,
            (a, b) -> ByteLanes.i8x16Popcnt(a),
            (a, b) -> Integer.bitCount(a & 255)),
        new Case("i8x16.add", BYTE, ByteLanes::i8x16Add, Integer::sum),
        new Case("i8x16.sub", BYTE, ByteLanes::i8x16Sub, (a, b) -> a - b),
        new Case("i8x16.add_sat_s", BYTE, ByteLanes::i8x16AddSatS, (a, b) -> clampSigned(a + b, 8)),
        new Case("i8x16.sub_sat_s", BYTE, ByteLanes::i8x16SubSatS, (a, b) -> clampSigned(a - b, 8)),
        new Case(
            "i8x16.add_sat_u",
            BYTE,
            ByteLanes::i8x16AddSatU,
            (a, b) -> clampUnsigned((a & 255) + (b & 255), 8)),
        new Case(
            "i8x16.sub_sat_u",
            BYTE,
            ByteLanes::i8x16SubSatU,
            (a, b) -> clampUnsigned((a & 255) - (b & 255), 8)),
        new Case("i8x16.min_s", BYTE, ByteLanes::i8x16MinS, Math::min),
        new Case("i8x16.max_s", BYTE, ByteLanes::i8x16MaxS, Math::max),
        new Case("i8x16.min_u", BYTE, ByteLanes::i8x16MinU, (a, b) -> Math.min(a & 255, b & 255)),
        new Case("i8x16.max_u", BYTE, ByteLanes::i8x16MaxU, (a, b) -> Math.max(a & 255, b & 255)),
        new Case(
            "i8x16.avgr_u", BYTE, ByteLanes::i8x16AvgrU, (a, b) -> ((a & 255) + (b & 255) + 1) / 2),
        new Case("i16x8.eq", SHORT, ShortLanes::i16x8Eq, (a, b) -> truth(a == b)),
        new Case("i16x8.ne", SHORT, ShortLanes::i16x8Ne, (a, b) -> truth(a != b)),
        new Case("i16x8.lt_s", SHORT, ShortLanes::i16x8LtS, (a, b) -> truth(a < b)),
        new Case("i16x8.lt_u", SHORT, ShortLanes::i16x8LtU, (a, b) -> truth((char) a < (char) b)),
        new Case("i16x8.gt_s", SHORT, ShortLanes::i16x8GtS, (a, b) -> truth(a > b)),
        new Case("i16x8.gt_u", SHORT, ShortLanes::i16x8GtU, (a, b) -> truth((char) a > (char) b)),
        new Case("i16x8.le_s", SHORT, ShortLanes::i16x8LeS, (a, b) -> truth(a <= b)),
        new Case("i16x8.le_u", SHORT, ShortLanes::i16x8LeU, (a, b) -> truth((char) a <= (char) b)),
        new Case("i16x8.ge_s", SHORT, ShortLanes::i16x8GeS, (a, b) -> truth(a >= b)),
        new Case("i16x8.ge_u", SHORT, ShortLanes::i16x8GeU, (a, b) -> truth((char) a >= (char) b)),
        new Case("i16x8.abs", SHORT, (a, b) -> ShortLanes.i16x8Abs(a), (a, b) -> Math.abs(a)),
        new Case("i16x8.neg", SHORT, (a, b) -> ShortLanes.i16x8Neg(a), (a, b) -> -a),
        new Case("i16x8.add", SHORT, ShortLanes::i16x8Add, Integer::sum),
        new Case("i16x8.sub", SHORT, ShortLanes::i16x8Sub, (a, b) -> a - b),
        new Case("i16x8.mul", SHORT, ShortLanes::i16x8Mul, (a, b) -> a * b),
        new Case(
            "i16x8.add_sat_s", SHORT, ShortLanes::i16x8AddSatS, (a, b) -> clampSigned(a + b, 16)),
        new Case(
            "i16x8.sub_sat_s", SHORT, ShortLanes::i16x8SubSatS, (a, b) -> clampSigned(a - b, 16)),
        new Case(
            "i16x8.add_sat_u",
            SHORT,
            ShortLanes::i16x8AddSatU,
            (a, b) -> clampUnsigned((char) a + (char) b, 16)),
        new Case(
            "i16x8.sub_sat_u",
            SHORT,
            ShortLanes::i16x8SubSatU,
            (a, b) -> clampUnsigned((char) a - (char) b, 16)),
        new Case("i16x8.min_s", SHORT, ShortLanes::i16x8MinS, Math::min),
        new Case("i16x8.max_s", SHORT, ShortLanes::i16x8MaxS, Math::max),
        new Case(
            "i16x8.min_u", SHORT, ShortLanes::i16x8MinU, (a, b) -> Math.min((char) a, (char) b)),
        new Case(
            "i16x8.max_u", SHORT, ShortLanes::i16x8MaxU, (a, b) -> Math.max((char) a, (char) b)),
        new Case(
            "i16x8.avgr_u", SHORT, ShortLanes::i16x8AvgrU, (a, b) -> ((char) a + (char) b + 1) / 2),
        new Case(
            "i16x8.q15mulr_sat_s",
            SHORT,
            ShortLanes::i16x8Q15mulrSatS,
            (a, b) -> clampSigned((a * b + 0x4000) >> 15, 16)),
        new Case(
            "i16x8.extadd_pairwise_i8x16_s",
            SHORT,
            (a, b) -> ShortLanes.i16x8ExtaddPairwiseI8x16S(a),
            (a, b) -> (byte) a + (a >> 8)),
        new Case(
            "i16x8.extadd_pairwise_i8x16_u",
            SHORT,
            (a, b) -> ShortLanes.i16x8ExtaddPairwiseI8x16U(a),
            (a, b) -> (a & 255) + ((char) a >> 8)),
        new Case(
            "i16x8.relaxed_dot_i8x16_i7x16_s",
            SHORT,
            ShortLanes::i16x8RelaxedDotI8x16I7x16S,
            (a, b) -> clampSigned((byte) a * (byte) b + (a >> 8) * (b >> 8), 16)));
  }

  /** Every pair of corner values in every lane, and many random ones. */
  private static Stream<long[]> operands(int bits) {
    long[] corners = {0, 1, 2, -1, -2, 0x7F, 0x80, 0x81, 0xFF, 0x100, 0x7FFF, 0x8000, 0x8001};
    Random random = new Random(1);
    Stream.Builder<long[]> result = Stream.builder();
    for (long a : corners) {
      for (long b : corners) {
        long first = 0;
        long second = 0;
        for (int shift = 0; shift < 64; shift += bits) {
          // Every other lane is something else, so that carries would show.
          boolean corner = random.nextBoolean();
          first |= ((corner ? a : random.nextLong()) & ((1L << bits) - 1)) << shift;
          second |= ((corner ? b : random.nextLong()) & ((1L << bits) - 1)) << shift;
        }
        result.add(new long[] {first, second});
      }
    }
    for (int i = 0; i < 10_000; i++) {
      result.add(new long[] {random.nextLong(), random.nextLong()});
    }
    return result.build();
  }

  private static int lane(long lanes, int bits, int index) {
    return (int) (lanes << (64 - bits * (index + 1)) >> (64 - bits));
  }

  private static long lanes(int bits, java.util.function.IntUnaryOperator value) {
    long result = 0;
    for (int i = 0; i < 64 / bits; i++) {
      result |= (value.applyAsInt(i) & ((1L << bits) - 1)) << (bits * i);
    }
    return result;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void doesTheSameAsLaneByLane(Case instruction) {
    int bits = instruction.bits();
    operands(bits)
        .forEach(
            pair ->
                assertThat(instruction.tested().applyAsLong(pair[0], pair[1]))
                    .isEqualTo(
                        lanes(
                            bits,
                            i ->
                                instruction
                                    .lane()
                                    .applyAsInt(lane(pair[0], bits, i), lane(pair[1], bits, i)))));
  }

  @Test
  void shiftsByEveryCount() {
    long[] values = new Random(2).longs(100).toArray();
    for (int count = -1; count < 40; count++) {
      int n = count;
      for (long a : values) {
        assertThat(ByteLanes.i8x16Shl(a, n)).isEqualTo(lanes(8, i -> lane(a, 8, i) << (n & 7)));
        assertThat(ByteLanes.i8x16ShrS(a, n)).isEqualTo(lanes(8, i -> lane(a, 8, i) >> (n & 7)));
        assertThat(ByteLanes.i8x16ShrU(a, n))
            .isEqualTo(lanes(8, i -> (lane(a, 8, i) & 255) >> (n & 7)));
        assertThat(ShortLanes.i16x8Shl(a, n)).isEqualTo(lanes(16, i -> lane(a, 16, i) << (n & 15)));
        assertThat(ShortLanes.i16x8ShrS(a, n))
            .isEqualTo(lanes(16, i -> lane(a, 16, i) >> (n & 15)));
        assertThat(ShortLanes.i16x8ShrU(a, n))
            .isEqualTo(lanes(16, i -> (char) lane(a, 16, i) >> (n & 15)));
      }
    }
  }

  @Test
  void narrowsSaturating() {
    operands(16)
        .forEach(
            pair -> {
              long even = pair[0];
              long odd = pair[1];
              assertThat(ByteLanes.i8x16NarrowI16x8S(even, odd))
                  .isEqualTo(
                      lanes(8, i -> clampSigned(lane(i % 2 == 0 ? even : odd, 16, i / 2), 8)));
              assertThat(ByteLanes.i8x16NarrowI16x8U(even, odd))
                  .isEqualTo(
                      lanes(8, i -> clampUnsigned(lane(i % 2 == 0 ? even : odd, 16, i / 2), 8)));
            });
  }

  @Test
  void dividesIntoEvenAndOddLanes() {
    operands(16)
        .forEach(
            pair -> {
              long low = pair[0];
              long high = pair[1];
              long even = ShortLanes.even(low, high);
              long odd = ShortLanes.odd(low, high);
              assertThat(even).isEqualTo(lanes(16, i -> lane(i < 2 ? low : high, 16, 2 * i % 4)));
              assertThat(odd)
                  .isEqualTo(lanes(16, i -> lane(i < 2 ? low : high, 16, 2 * i % 4 + 1)));
              assertThat(ShortLanes.low(even, odd)).isEqualTo(low);
              assertThat(ShortLanes.high(even, odd)).isEqualTo(high);
              assertThat(ShortLanes.i16x8EvenI8x16S(low))
                  .isEqualTo(lanes(16, i -> lane(low, 8, 2 * i)));
            });
  }

  @Test
  void swizzlesAndSplats() {
    operands(8)
        .forEach(
            pair -> {
              long low = pair[0];
              long high = pair[1];
              long indices = low * 31 + high;
              assertThat(ByteLanes.i8x16Swizzle(low, high, indices))
                  .isEqualTo(lanes(8, i -> swizzled(low, high, lane(indices, 8, i) & 255)));
              assertThat(ByteLanes.i8x16Splat((int) low)).isEqualTo(lanes(8, i -> (int) low));
              assertThat(ShortLanes.i16x8Splat((int) low)).isEqualTo(lanes(16, i -> (int) low));
            });
  }

  private static int swizzled(long low, long high, int index) {
    return index < 8 ? lane(low, 8, index) : index < 16 ? lane(high, 8, index - 8) : 0;
  }

  @Test
  void collectsSignsAndZeros() {
    operands(8)
        .forEach(
            pair -> {
              long a = pair[0];
              // Zeros in many lanes.
              long b = pair[1] & ByteLanes.i8x16Splat((int) a);
              int byteSigns = 0;
              int shortSigns = 0;
              boolean bytes = true;
              boolean shorts = true;
              for (int i = 0; i < 8; i++) {
                byteSigns |= (lane(a, 8, i) < 0 ? 1 : 0) << i;
                bytes &= lane(a, 8, i) != 0 && lane(b, 8, i) != 0;
              }
              for (int i = 0; i < 4; i++) {
                shortSigns |= (lane(a, 16, i) < 0 ? 1 : 0) << i;
                shorts &= lane(a, 16, i) != 0 && lane(b, 16, i) != 0;
              }
              assertThat(ByteLanes.i8x16Bitmask(a)).isEqualTo(byteSigns);
              assertThat(ShortLanes.i16x8Bitmask(a)).isEqualTo(shortSigns);
              assertThat(ByteLanes.i8x16AllTrue(a, b)).isEqualTo(bytes ? 1 : 0);
              assertThat(ShortLanes.i16x8AllTrue(b, a)).isEqualTo(shorts ? 1 : 0);
            });
  }
}
