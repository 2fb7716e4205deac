package dev.cascara.benchmarks;

import java.util.function.IntBinaryOperator;

/** What {@code guests/kernels.c} does, in plain Java. */
final class PlainKernels {
  private static final int[] ROTATIONS = {
    1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
  };
  private static final int[] LANES = {
    10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
  };

  private final byte[] composite = new byte[1_000_000];
  private final int[] a = new int[160 * 160];
  private final int[] b = new int[160 * 160];
  private final int[] c = new int[160 * 160];
  private final long[] state = new long[25];

  /** Typed as all of them: which one is called is known at run time only. */
  private final IntBinaryOperator[] operations = {
    (x, y) -> x + y,
    (x, y) -> x - y,
    (x, y) -> x * y,
    (x, y) -> x ^ y,
    (x, y) -> x | y,
    (x, y) -> x << y,
    (x, y) -> x > y ? x : y,
    (x, y) -> x < y ? x : y
  };

  int sieve(int size) {
    for (int i = 0; i < size; i++) {
      composite[i] = 0;
    }
    int count = 0;
    for (int i = 2; i < size; i++) {
      if (composite[i] != 0) {
        continue;
      }
      count++;
      for (int j = i + i; j < size; j += i) {
        composite[j] = 1;
      }
    }
    return count;
  }

  int matmul(int order) {
    for (int i = 0; i < order * order; i++) {
      a[i] = i % 17;
      b[i] = i % 13;
    }
    int sum = 0;
    for (int i = 0; i < order; i++) {
      for (int j = 0; j < order; j++) {
        int cell = 0;
        for (int k = 0; k < order; k++) {
          cell += a[i * order + k] * b[k * order + j];
        }
        c[i * order + j] = cell;
        sum += cell;
      }
    }
    return sum;
  }

  long keccak(int permutations) {
    long[] columns = new long[5];
    long[] row = new long[5];
    for (int i = 0; i < 25; i++) {
      state[i] = i;
    }
    for (int n = 0; n < permutations; n++) {
      for (int round = 0; round < 24; round++) {
        for (int x = 0; x < 5; x++) {
          columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
        }
        for (int x = 0; x < 5; x++) {
          long d = columns[(x + 4) % 5] ^ Long.rotateLeft(columns[(x + 1) % 5], 1);
          for (int y = 0; y < 25; y += 5) {
            state[y + x] ^= d;
          }
        }
        long last = state[1];
        for (int i = 0; i < 24; i++) {
          int lane = LANES[i];
          long value = state[lane];
          state[lane] = Long.rotateLeft(last, ROTATIONS[i]);
          last = value;
        }
        for (int y = 0; y < 25; y += 5) {
          for (int x = 0; x < 5; x++) {
            row[x] = state[y + x];
          }
          for (int x = 0; x < 5; x++) {
            state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
          }
        }
        state[0] ^= round * 0x8000000080008081L;
      }
    }
    return state[0];
  }

  int indirect(int calls) {
    int random = 1;
    int value = 1;
    for (int i = 0; i < calls; i++) {
      random = random * 1664525 + 1013904223;
      value = operations[random >>> 29].applyAsInt(value, i);
    }
    return value;
  }

  int fibonacci(int n) {
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
  }
}
