// What all programs share: the timed part, random numbers that are always the same, and a checksum.
#ifndef PROGRAM_H
#define PROGRAM_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((import_module("bench"), import_name("start"))) void bench_start(void);
__attribute__((import_module("bench"), import_name("end"))) void bench_end(void);

static uint64_t random_state = 0x9e3779b97f4a7c15u;

// xorshift64*
static inline uint64_t random64(void) {
  random_state ^= random_state >> 12;
  random_state ^= random_state << 25;
  random_state ^= random_state >> 27;
  return random_state * 0x2545f4914f6cdd1du;
}

static inline uint32_t random_below(uint32_t bound) { return (uint32_t)((random64() >> 32) * bound >> 32); }

static inline double random_unit(void) { return (double)(random64() >> 11) * 0x1p-53; }

// FNV-1a
static inline uint64_t checksum(uint64_t sum, const void *data, size_t size) {
  const uint8_t *bytes = data;
  for (size_t i = 0; i < size; i++) {
    sum = (sum ^ bytes[i]) * 0x100000001b3u;
  }
  return sum;
}

#define CHECKSUM_START 0xcbf29ce484222325u

static inline void fail(const char *what) {
  printf("failed: %s\n", what);
  exit(1);
}

static inline void *allocate(size_t size) {
  void *memory = malloc(size);
  if (memory == NULL) {
    fail("out of memory");
  }
  return memory;
}

// Text that has words, sentences and repetitions, as compressors and parsers meet them.
static inline char *make_text(size_t size) {
  static const char *const syllables[] = {"ka", "ren", "to", "mi", "sol", "ve", "an", "tri", "o", "ul", "pe", "shi",
                                          "qua", "dor", "lin", "e", "ba", "gro", "fy", "zen"};
  char *text = allocate(size + 1);
  char words[400][16];
  for (int i = 0; i < 400; i++) {
    words[i][0] = 0;
    for (int n = 1 + (int)random_below(4); n > 0; n--) {
      strcat(words[i], syllables[random_below(20)]);
    }
  }
  size_t at = 0;
  int in_line = 0;
  while (at < size) {
    // The product of two makes small numbers, hence some words, frequent.
    const char *word = words[random_below(20) * random_below(21)];
    for (; *word && at < size; word++) {
      text[at++] = *word;
      in_line++;
    }
    uint32_t end = random_below(12);
    if (end == 0 && at < size) text[at++] = random_below(3) ? ',' : '.';
    if (at < size) text[at++] = in_line > 70 ? '\n' : ' ';
    if (in_line > 70) in_line = 0;
  }
  text[size] = 0;
  return text;
}

#endif
