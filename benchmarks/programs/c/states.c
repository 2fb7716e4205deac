// Very large functions: a machine of 1,024 instructions, all different, in one switch, and a scanner of 512 states that
// jump to each other. The preprocessor writes them.
#include "program.h"

enum { MEMORY = 1 << 16, MASK = MEMORY - 1, CODE = 4096 };

static uint8_t memory[MEMORY + 16];
static uint16_t code[CODE];
static uint64_t counts[8];

static uint32_t load32(uint32_t at) {
  uint32_t value;
  memcpy(&value, memory + (at & MASK), 4);
  return value;
}

static void store32(uint32_t at, uint32_t value) { memcpy(memory + (at & MASK), &value, 4); }

__attribute__((noinline)) static uint32_t mix(uint32_t a, uint32_t b) {
  counts[0]++;
  return (a ^ b >> 3) * 0x85ebca6b + (b << 5);
}

// Eight kinds of instructions, each with constants of its own.
#define ARITHMETIC(n) case n: { enum { K = n }; a += b * (K * 2654435761u | 1); b ^= a >> (K % 29 + 1); c -= a; } break;
#define BYTES(n) case n: { enum { K = n }; memory[(a + K) & MASK] ^= (uint8_t)(b + K); b += memory[(c + K * 3) & MASK]; a = a << 3 | a >> 29; } break;
#define WORDS(n) case n: { enum { K = n }; c ^= load32(b + K * 4); store32(a + K, c + K); a += c; } break;
#define LONG(n) case n: { enum { K = n }; l = l * (K * 6364136223846793005u | 1) + a; b ^= (uint32_t)(l >> (K % 32 + 7)); counts[1]++; } break;
#define REAL(n) case n: { enum { K = n }; x = x * 0.5 + (double)(a & 0xffff) / (K + 1); if (x > 1e6) x = 1; b += (uint32_t)x; } break;
#define BRANCH(n) case n: { enum { K = n }; if ((a ^ b) & (1u << (K % 11))) { pc = (pc + K % 13) % CODE; counts[2]++; } else { c += K; } } break;
#define CALL(n) case n: { enum { K = n }; a = mix(a + K, c); if (a % (K + 3) == 0) { for (uint32_t k = 0; k < 4; k++) b = mix(b, k + K); } } break;
#define LOOP(n) case n: { enum { K = n }; for (uint32_t k = 0; k < (a & 3) + 1; k++) { c += memory[(b + k * (K + 1)) & MASK] * (K | 1); b = b * 5 + c; } } break;

#define EIGHT(n) ARITHMETIC((n)) BYTES((n) + 1) WORDS((n) + 2) LONG((n) + 3) REAL((n) + 4) BRANCH((n) + 5) CALL((n) + 6) LOOP((n) + 7)
#define SIXTY_FOUR(n) EIGHT(n) EIGHT(n + 8) EIGHT(n + 16) EIGHT(n + 24) EIGHT(n + 32) EIGHT(n + 40) EIGHT(n + 48) EIGHT(n + 56)
#define ALL(n) SIXTY_FOUR(n) SIXTY_FOUR(n + 64) SIXTY_FOUR(n + 128) SIXTY_FOUR(n + 192) SIXTY_FOUR(n + 256) SIXTY_FOUR(n + 320) SIXTY_FOUR(n + 384) SIXTY_FOUR(n + 448)

__attribute__((noinline)) static uint32_t run(int steps) {
  uint32_t a = 1, b = 2, c = 3, pc = 0;
  uint64_t l = 4;
  double x = 5;
  for (int i = 0; i < steps; i++) {
    uint16_t instruction = code[pc];
    pc = (pc + 1) % CODE;
    switch (instruction) {
      ALL(0)
      ALL(512)
      default:
        fail("instruction");
    }
  }
  return a ^ b ^ c ^ (uint32_t)l ^ (uint32_t)x;
}

// ---- the scanner: in each state a byte decides what is counted and where it goes on

#define STATE(n)                                                        \
  state_##n:                                                            \
  if (p == end) return hash + length;                                            \
  byte = *p++;                                                          \
  if (byte < 'a') {                                                     \
    hash = hash * 31 + 0x##n;                                           \
    next = 0x##n * 7 + byte;                                            \
  } else if ((byte & 3) == (0x##n & 3)) {                               \
    hash ^= hash << 7 ^ byte;                                           \
    next = 0x##n + 1;                                                   \
  } else {                                                              \
    length += 0x##n & 15;                                               \
    next = 0x##n * 3 + (byte - 'a');                                    \
    if (length > 1000) {                                                \
      hash += length;                                                   \
      length = 0;                                                       \
    }                                                                   \
  }                                                                     \
  goto dispatch;

#define TARGET(n) case 0x##n: goto state_##n;
#define DIGITS(m, h) m(h##0) m(h##1) m(h##2) m(h##3) m(h##4) m(h##5) m(h##6) m(h##7) m(h##8) m(h##9) m(h##a) m(h##b) m(h##c) m(h##d) m(h##e) m(h##f)
#define PAGES(m, h) DIGITS(m, h##0) DIGITS(m, h##1) DIGITS(m, h##2) DIGITS(m, h##3) DIGITS(m, h##4) DIGITS(m, h##5) DIGITS(m, h##6) DIGITS(m, h##7) DIGITS(m, h##8) DIGITS(m, h##9) DIGITS(m, h##a) DIGITS(m, h##b) DIGITS(m, h##c) DIGITS(m, h##d) DIGITS(m, h##e) DIGITS(m, h##f)

__attribute__((noinline)) static uint32_t scan(const uint8_t *p, const uint8_t *end) {
  uint32_t hash = 17, next = 0, length = 0, byte;
dispatch:
  switch (next & 511) {
    PAGES(TARGET, 0)
    PAGES(TARGET, 1)
  }
  PAGES(STATE, 0)
  PAGES(STATE, 1)
}

int main(void) {
  char *text = make_text(1000000);
  for (int i = 0; i < MEMORY; i++) memory[i] = (uint8_t)random64();
  for (int i = 0; i < CODE; i++) code[i] = (uint16_t)random_below(1024);
  bench_start();
  uint32_t result = run(1500000), scanned = 0;
  for (int i = 0; i < 1; i++) scanned = scanned * 31 + scan((const uint8_t *)text + i, (const uint8_t *)text + 1000000);
  bench_end();
  printf("%08x %08x %llu %llu %llu %016llx\n", result, scanned, counts[0], counts[1], counts[2], checksum(CHECKSUM_START, memory, MEMORY));
  return 0;
}
