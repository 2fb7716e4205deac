// A block-sorting compressor and its decompressor: run lengths, Burrows-Wheeler transform, move-to-front, Huffman codes.
#include "program.h"

enum { BLOCK = 90000, SYMBOLS = 258, END_OF_BLOCK = 257, RUN_A = 0, RUN_B = 1, MAX_LENGTH = 17 };

typedef struct {
  uint8_t *bytes;
  size_t size, capacity;
  uint32_t bits;
  int bit_count;
} Output;

static void put_bits(Output *out, uint32_t value, int count) {
  while (count > 0) {
    int n = count < 8 ? count : 8;
    count -= n;
    out->bits = out->bits << n | (value >> count & ((1u << n) - 1));
    out->bit_count += n;
    while (out->bit_count >= 8) {
      if (out->size == out->capacity) {
        out->capacity = out->capacity * 2 + 64;
        out->bytes = realloc(out->bytes, out->capacity);
      }
      out->bytes[out->size++] = (uint8_t)(out->bits >> (out->bit_count -= 8));
    }
  }
}

static void flush_bits(Output *out) { put_bits(out, 0, 7); }

typedef struct {
  const uint8_t *bytes;
  size_t at, size;
  uint32_t bits;
  int bit_count;
} Input;

static uint32_t get_bit(Input *in) {
  if (in->bit_count == 0) {
    if (in->at == in->size) fail("input ends");
    in->bits = in->bytes[in->at++];
    in->bit_count = 8;
  }
  return in->bits >> --in->bit_count & 1;
}

static uint32_t get_bits(Input *in, int count) {
  uint32_t value = 0;
  while (count-- > 0) value = value << 1 | get_bit(in);
  return value;
}

static uint8_t block[BLOCK + 300];
static int32_t order[BLOCK + 300], rank[BLOCK + 300], scratch[BLOCK + 300], counts[BLOCK + 65536];
static uint16_t symbols[BLOCK + 600];

// Sorts the rotations by prefix doubling with radix passes, two counting sorts a round.
static void sort_rotations(int size) {
  memset(counts, 0, 256 * sizeof counts[0]);
  for (int i = 0; i < size; i++) counts[block[i]]++;
  for (int i = 1; i < 256; i++) counts[i] += counts[i - 1];
  for (int i = size - 1; i >= 0; i--) order[--counts[block[i]]] = i;
  rank[order[0]] = 0;
  int classes = 1;
  for (int i = 1; i < size; i++) {
    if (block[order[i]] != block[order[i - 1]]) classes++;
    rank[order[i]] = classes - 1;
  }
  for (int length = 1; length < size && classes < size; length <<= 1) {
    int32_t *shifted = scratch;
    for (int i = 0; i < size; i++) {
      int start = order[i] - length;
      shifted[i] = start < 0 ? start + size : start;
    }
    memset(counts, 0, (size_t)classes * sizeof counts[0]);
    for (int i = 0; i < size; i++) counts[rank[i]]++;
    for (int i = 1; i < classes; i++) counts[i] += counts[i - 1];
    for (int i = size - 1; i >= 0; i--) order[--counts[rank[shifted[i]]]] = shifted[i];
    int32_t *fresh = scratch;
    fresh[order[0]] = 0;
    classes = 1;
    for (int i = 1; i < size; i++) {
      int a = order[i], b = order[i - 1];
      int a_next = a + length >= size ? a + length - size : a + length;
      int b_next = b + length >= size ? b + length - size : b + length;
      if (rank[a] != rank[b] || rank[a_next] != rank[b_next]) classes++;
      fresh[a] = classes - 1;
    }
    memcpy(rank, fresh, (size_t)size * sizeof rank[0]);
  }
}

static int move_to_front(int size, int *origin) {
  uint8_t list[256];
  for (int i = 0; i < 256; i++) list[i] = (uint8_t)i;
  int count = 0;
  uint32_t run = 0;
  for (int i = 0; i < size; i++) {
    int at = order[i];
    if (at == 0) *origin = i;
    uint8_t byte = block[at == 0 ? size - 1 : at - 1];
    int position = 0;
    uint8_t previous = list[0];
    while (previous != byte) {
      uint8_t moved = list[++position];
      list[position] = previous;
      previous = moved;
    }
    list[0] = byte;
    if (position == 0) {
      run++;
      continue;
    }
    for (; run > 0; run = (run - 1) >> 1) symbols[count++] = run & 1 ? RUN_A : RUN_B;
    symbols[count++] = (uint16_t)(position + 1);
  }
  for (; run > 0; run = (run - 1) >> 1) symbols[count++] = run & 1 ? RUN_A : RUN_B;
  symbols[count++] = END_OF_BLOCK;
  return count;
}

// Code lengths by a heap of weights; if one is too long, the weights are flattened and it is done again.
static void code_lengths(const uint32_t *frequencies, uint8_t *lengths) {
  uint32_t weights[2 * SYMBOLS];
  int parents[2 * SYMBOLS], heap[SYMBOLS + 2];
  for (int i = 0; i < SYMBOLS; i++) weights[i] = (frequencies[i] ? frequencies[i] : 1) << 8;
  for (;;) {
    int nodes = SYMBOLS, heap_size = 0;
    heap[0] = -1;
    for (int i = 0; i < SYMBOLS; i++) {
      parents[i] = -1;
      int at = ++heap_size;
      while (at > 1 && weights[heap[at >> 1]] > weights[i]) {
        heap[at] = heap[at >> 1];
        at >>= 1;
      }
      heap[at] = i;
    }
    while (heap_size > 1) {
      int pair[2];
      for (int k = 0; k < 2; k++) {
        pair[k] = heap[1];
        int moved = heap[heap_size--], at = 1;
        for (;;) {
          int child = at * 2;
          if (child > heap_size) break;
          if (child < heap_size && weights[heap[child + 1]] < weights[heap[child]]) child++;
          if (weights[moved] <= weights[heap[child]]) break;
          heap[at] = heap[child];
          at = child;
        }
        heap[at] = moved;
      }
      parents[pair[0]] = parents[pair[1]] = nodes;
      weights[nodes] = weights[pair[0]] + weights[pair[1]];
      parents[nodes] = -1;
      int at = ++heap_size;
      while (at > 1 && weights[heap[at >> 1]] > weights[nodes]) {
        heap[at] = heap[at >> 1];
        at >>= 1;
      }
      heap[at] = nodes++;
    }
    int longest = 0;
    for (int i = 0; i < SYMBOLS; i++) {
      int length = 0;
      for (int node = i; parents[node] >= 0; node = parents[node]) length++;
      lengths[i] = (uint8_t)length;
      if (length > longest) longest = length;
    }
    if (longest <= MAX_LENGTH) return;
    for (int i = 0; i < SYMBOLS; i++) weights[i] = (1 + (weights[i] >> 8) / 2) << 8;
  }
}

static void assign_codes(const uint8_t *lengths, uint32_t *codes) {
  uint32_t code = 0;
  for (int length = 1; length <= MAX_LENGTH; length++) {
    for (int i = 0; i < SYMBOLS; i++) {
      if (lengths[i] == length) codes[i] = code++;
    }
    code <<= 1;
  }
}

static void compress_block(Output *out, int size) {
  sort_rotations(size);
  int origin = 0;
  int count = move_to_front(size, &origin);
  uint32_t frequencies[SYMBOLS] = {0};
  for (int i = 0; i < count; i++) frequencies[symbols[i]]++;
  uint8_t lengths[SYMBOLS];
  uint32_t codes[SYMBOLS];
  code_lengths(frequencies, lengths);
  assign_codes(lengths, codes);
  put_bits(out, (uint32_t)size, 20);
  put_bits(out, (uint32_t)origin, 20);
  for (int i = 0; i < SYMBOLS; i++) put_bits(out, lengths[i], 5);
  for (int i = 0; i < count; i++) put_bits(out, codes[symbols[i]], lengths[symbols[i]]);
}

// Runs of four to 255 equal bytes become four bytes and a count.
static void compress(Output *out, const uint8_t *data, size_t size) {
  size_t at = 0;
  while (at < size) {
    int filled = 0;
    while (at < size && filled < BLOCK - 8) {
      uint8_t byte = data[at];
      size_t run = 1;
      while (run < 255 && at + run < size && data[at + run] == byte) run++;
      at += run;
      for (size_t i = 0; i < run && i < 4; i++) block[filled++] = byte;
      if (run >= 4) block[filled++] = (uint8_t)(run - 4);
    }
    compress_block(out, filled);
  }
  put_bits(out, 0, 20);
  flush_bits(out);
}

static size_t decompress(Input *in, uint8_t *data) {
  size_t written = 0;
  for (;;) {
    int size = (int)get_bits(in, 20);
    if (size == 0) return written;
    int origin = (int)get_bits(in, 20);
    uint8_t lengths[SYMBOLS];
    uint32_t limit[MAX_LENGTH + 2], base[MAX_LENGTH + 2];
    uint16_t sorted[SYMBOLS];
    for (int i = 0; i < SYMBOLS; i++) lengths[i] = (uint8_t)get_bits(in, 5);
    uint32_t code = 0;
    int n = 0;
    for (int length = 1; length <= MAX_LENGTH; length++) {
      base[length] = (uint32_t)n - code;
      for (int i = 0; i < SYMBOLS; i++) {
        if (lengths[i] == length) {
          sorted[n++] = (uint16_t)i;
          code++;
        }
      }
      limit[length] = code;
      code <<= 1;
    }
    uint8_t list[256];
    for (int i = 0; i < 256; i++) list[i] = (uint8_t)i;
    int filled = 0;
    uint32_t run = 0, weight = 1;
    for (;;) {
      uint32_t value = 0;
      int length = 0;
      do {
        value = value << 1 | get_bit(in);
        if (++length > MAX_LENGTH) fail("no such code");
      } while (value >= limit[length]);
      int symbol = sorted[base[length] + value];
      if (symbol <= RUN_B) {
        run += weight << symbol;
        weight <<= 1;
        continue;
      }
      for (; run > 0; run--) block[filled++] = list[0];
      weight = 1;
      if (symbol == END_OF_BLOCK) break;
      int position = symbol - 1;
      uint8_t byte = list[position];
      for (; position > 0; position--) list[position] = list[position - 1];
      list[0] = byte;
      block[filled++] = byte;
    }
    if (filled != size) fail("block size");
    int sums[256] = {0};
    for (int i = 0; i < size; i++) sums[block[i]]++;
    for (int i = 0, sum = 0; i < 256; i++) {
      int count = sums[i];
      sums[i] = sum;
      sum += count;
    }
    for (int i = 0; i < size; i++) order[sums[block[i]]++] = i;
    int at = order[origin], run_length = 0;
    int previous = -1;
    for (int i = 0; i < size; i++, at = order[at]) {
      uint8_t byte = block[at];
      if (run_length == 4) {
        for (int k = byte; k > 0; k--) data[written++] = (uint8_t)previous;
        run_length = 0;
        previous = -1;
        continue;
      }
      run_length = byte == previous ? run_length + 1 : 1;
      previous = byte;
      data[written++] = byte;
    }
  }
}

int main(void) {
  size_t size = 1500000;
  uint8_t *data = (uint8_t *)make_text(size);
  for (size_t i = 200000; i < 230000; i++) data[i] = (uint8_t)(random_below(16) ? 0 : random_below(256));
  Output out = {0};
  bench_start();
  compress(&out, data, size);
  uint8_t *copy = allocate(size + 300);
  size_t decompressed = decompress(&(Input){.bytes = out.bytes, .size = out.size}, copy);
  bench_end();
  if (decompressed != size || memcmp(data, copy, size) != 0) fail("round trip");
  printf("%zu bytes to %zu, %016llx\n", size, out.size, checksum(CHECKSUM_START, out.bytes, out.size));
  return 0;
}
