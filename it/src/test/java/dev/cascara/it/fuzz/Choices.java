package dev.cascara.it.fuzz;

import java.util.List;
import java.util.Random;
import java.util.function.ToIntFunction;

/** Decisions that follow from a seed. */
final class Choices {
  private static final long[] FLOATS = {
    0x0000_0000,
    0x8000_0000, // zeros
    0x0000_0001,
    0x8000_0001,
    0x007F_FFFF, // subnormal
    0x3F80_0000,
    0xBF80_0000,
    0x3F00_0000,
    0xBF00_0000,
    0x3FC0_0000,
    0x4020_0000,
    0xC020_0000,
    0x3EFF_FFFF,
    0x3F7F_FFFF,
    0xBF7F_FFFF, // just below a half and one
    0x4B00_0000,
    0x4AFF_FFFF,
    0x4B7F_FFFF, // where the fraction ends
    0x4EFF_FFFF,
    0x4F00_0000,
    0xCF00_0000,
    0xCF00_0001,
    0x4F7F_FFFF,
    0x4F80_0000, // 2^31, 2^32
    0x5EFF_FFFF,
    0x5F00_0000,
    0xDF00_0000,
    0xDF00_0001,
    0x5F7F_FFFF,
    0x5F80_0000, // 2^63, 2^64
    0x7F7F_FFFF,
    0x7F80_0000,
    0xFF80_0000,
    0x7FC0_0000 // largest, infinities, NaN
  };
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    0x1p-1022,
    0x1p-149,
    0x1p-150,
    0x1.8p-150,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    -2.5,
    0.49999999999999994,
    0.9999999999999999,
    -0.9999999999999999,
    0x1p52,
    0x1.fffffffffffffp51,
    2147483647.0,
    2147483647.5,
    2147483648.0,
    -2147483648.0,
    -2147483648.9,
    -2147483649.0,
    4294967295.0,
    4294967295.9,
    4294967296.0,
    0x1p63,
    -0x1p63,
    0x1.fffffffffffffp62,
    -0x1.0000000000001p63,
    0x1p64,
    0x1.fffffffffffffp63,
    0x1.fffffep127,
    0x1.fffffefffffffp127,
    0x1.ffffffp127,
    Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final Random random;

  Choices(long seed) {
    // Seeds that are close to each other must not begin alike.
    random = new Random(seed * 0x9E37_79B9_7F4A_7C15L ^ seed >>> 17);
  }

  /** Returns a number from 0 to one less than a limit. */
  int below(int limit) {
    return random.nextInt(limit);
  }

  int between(int first, int last) {
    return first + random.nextInt(last - first + 1);
  }

  /** Decides with a probability in percent. */
  boolean percent(int probability) {
    return random.nextInt(100) < probability;
  }

  <T> T pick(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }

  /** Picks with the probability that each one's weight gives it. */
  <T> T weighted(List<T> from, ToIntFunction<T> weight) {
    int rest = random.nextInt(from.stream().mapToInt(weight).sum());
    for (T each : from) {
      rest -= weight.applyAsInt(each);
      if (rest < 0) {
        return each;
      }
    }
    throw new AssertionError();
  }

  int integer() {
    return switch (below(6)) {
      case 0 -> between(-2, 2);
      case 1 -> between(-130, 130);
      case 2 -> (1 << below(32)) + between(-1, 1);
      case 3 -> pick(List.of(Integer.MIN_VALUE, Integer.MAX_VALUE, -1, 0));
      case 4 -> below(0x10000);
      default -> random.nextInt();
    };
  }

  private long longInteger() {
    return switch (below(5)) {
      case 0 -> between(-2, 2);
      case 1 -> (1L << below(64)) + between(-1, 1);
      case 2 -> pick(List.of(Long.MIN_VALUE, Long.MAX_VALUE, -1L, 0L, 0xFFFF_FFFFL, 1L << 32));
      case 3 -> integer();
      default -> random.nextLong();
    };
  }

  /** Makes the bits of a value: small, at a limit, or any. A NaN is the canonical one. */
  long bits(Type type) {
    return switch (type.kind()) {
      case I32 -> integer();
      case I64 -> longInteger();
      case F32 -> {
        float value =
            percent(70)
                ? Float.intBitsToFloat((int) FLOATS[below(FLOATS.length)])
                : percent(50) ? integer() / 8f : Float.intBitsToFloat(random.nextInt());
        yield Float.floatToIntBits(value);
      }
      case F64 -> {
        double value =
            percent(70)
                ? DOUBLES[below(DOUBLES.length)]
                : percent(50) ? longInteger() / 8.0 : Double.longBitsToDouble(random.nextLong());
        yield Double.doubleToLongBits(value);
      }
      case REFERENCE -> type.equals(Type.EXTERNREF) ? below(4) : 0;
      case V128 -> random.nextLong();
    };
  }

  /** Makes the bits of a constant; of NaNs, any. */
  long constantBits(Type type) {
    if (type.equals(Type.F32) && percent(5)) {
      return 0x7F80_0001 | random.nextInt();
    }
    if (type.equals(Type.F64) && percent(5)) {
      return 0x7FF0_0000_0000_0001L | random.nextLong();
    }
    return bits(type);
  }
}
