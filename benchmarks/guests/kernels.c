// Kernels that benchmarks compare with the same in Java. See PlainKernels.java: each is written alike there.
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name)))

#define SIEVE_SIZE 1000000
#define ORDER 160

static uint8_t composite[SIEVE_SIZE];
static int32_t a[ORDER * ORDER], b[ORDER * ORDER], c[ORDER * ORDER];

// How many primes are below a number.
EXPORT("sieve")
int32_t sieve(int32_t size) {
  for (int32_t i = 0; i < size; i++) composite[i] = 0;
  int32_t count = 0;
  for (int32_t i = 2; i < size; i++) {
    if (composite[i]) continue;
    count++;
    for (int32_t j = i + i; j < size; j += i) composite[j] = 1;
  }
  return count;
}

// The product of two square matrices; returns the sum of its elements.
EXPORT("matmul")
int32_t matmul(int32_t order) {
  for (int32_t i = 0; i < order * order; i++) {
    a[i] = i % 17;
    b[i] = i % 13;
  }
  int32_t sum = 0;
  for (int32_t i = 0; i < order; i++) {
    for (int32_t j = 0; j < order; j++) {
      int32_t cell = 0;
      for (int32_t k = 0; k < order; k++) cell += a[i * order + k] * b[k * order + j];
      c[i * order + j] = cell;
      sum += cell;
    }
  }
  return sum;
}

static uint64_t state[25];
static const int32_t rotations[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                      27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};
static const int32_t lanes[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                  15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};

static uint64_t rotate(uint64_t value, int32_t bits) { return value << bits | value >> (64 - bits); }

// Permutations in the manner of keccak-f[1600].
EXPORT("keccak")
int64_t keccak(int32_t permutations) {
  for (int32_t i = 0; i < 25; i++) state[i] = (uint64_t)i;
  for (int32_t n = 0; n < permutations; n++) {
    for (int32_t round = 0; round < 24; round++) {
      uint64_t columns[5];
      for (int32_t x = 0; x < 5; x++) {
        columns[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20];
      }
      for (int32_t x = 0; x < 5; x++) {
        uint64_t d = columns[(x + 4) % 5] ^ rotate(columns[(x + 1) % 5], 1);
        for (int32_t y = 0; y < 25; y += 5) state[y + x] ^= d;
      }
      uint64_t last = state[1];
      for (int32_t i = 0; i < 24; i++) {
        int32_t lane = lanes[i];
        uint64_t value = state[lane];
        state[lane] = rotate(last, rotations[i]);
        last = value;
      }
      for (int32_t y = 0; y < 25; y += 5) {
        uint64_t row[5];
        for (int32_t x = 0; x < 5; x++) row[x] = state[y + x];
        for (int32_t x = 0; x < 5; x++) state[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
      state[0] ^= (uint64_t)round * 0x8000000080008081u;
    }
  }
  return (int64_t)state[0];
}

static int32_t add(int32_t x, int32_t y) { return x + y; }
static int32_t subtract(int32_t x, int32_t y) { return x - y; }
static int32_t multiply(int32_t x, int32_t y) { return x * y; }
static int32_t exclusive(int32_t x, int32_t y) { return x ^ y; }
static int32_t either(int32_t x, int32_t y) { return x | y; }
static int32_t shift(int32_t x, int32_t y) { return x << (y & 31); }
static int32_t larger(int32_t x, int32_t y) { return x > y ? x : y; }
static int32_t smaller(int32_t x, int32_t y) { return x < y ? x : y; }

static int32_t (*volatile operations[8])(int32_t, int32_t) = {add,    subtract, multiply, exclusive,
                                                              either, shift,    larger,   smaller};

// Calls through a table, in an order that nothing can predict.
EXPORT("indirect")
int32_t indirect(int32_t calls) {
  uint32_t random = 1;
  int32_t value = 1;
  for (int32_t i = 0; i < calls; i++) {
    random = random * 1664525u + 1013904223u;
    value = operations[random >> 29](value, i);
  }
  return value;
}

EXPORT("fibonacci")
int32_t fibonacci(int32_t n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

// Grows the memory page by page; returns its size in pages.
EXPORT("grow")
int32_t grow(int32_t pages) {
  for (int32_t i = 0; i < pages; i++) __builtin_wasm_memory_grow(0, 1);
  return (int32_t)__builtin_wasm_memory_size(0);
}
