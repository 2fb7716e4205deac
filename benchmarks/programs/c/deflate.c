// A compressor like zlib's: LZ77 with hash chains and lazy matches, Huffman codes of length-limited symbols, and inflate.
#include "program.h"

enum { WINDOW = 32768, HASH_SIZE = 32768, MIN_MATCH = 3, MAX_MATCH = 258, LITERALS = 286, DISTANCES = 30, CHAIN = 64, TOKENS = 32768, MAX_BITS = 15 };

static const uint16_t length_base[29] = {3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
static const uint8_t length_extra[29] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
static const uint16_t distance_base[30] = {1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
static const uint8_t distance_extra[30] = {0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

static uint8_t *out;
static size_t out_size, out_room;
static uint64_t bits;
static int bit_count;

static void put_bits(uint32_t value, int count) {
  bits |= (uint64_t)value << bit_count;
  bit_count += count;
  while (bit_count >= 8) {
    if (out_size == out_room) {
      out_room = out_room * 2 + 1024;
      out = realloc(out, out_room);
    }
    out[out_size++] = (uint8_t)bits;
    bits >>= 8;
    bit_count -= 8;
  }
}

typedef struct {
  uint16_t length, distance;
} Token;

static Token tokens[TOKENS];
static int token_count;
static uint32_t literal_counts[LITERALS], distance_counts[DISTANCES];
static uint8_t length_symbols[MAX_MATCH + 1];
static uint8_t distance_symbols[WINDOW + 1];

static void make_symbols(void) {
  for (int s = 0; s < 29; s++) {
    for (int i = 0; i < 1 << length_extra[s]; i++) {
      if (length_base[s] + i <= MAX_MATCH) length_symbols[length_base[s] + i] = (uint8_t)s;
    }
  }
  for (int s = 0; s < 30; s++) {
    for (int i = 0; i < 1 << distance_extra[s]; i++) {
      if (distance_base[s] + i <= WINDOW) distance_symbols[distance_base[s] + i] = (uint8_t)s;
    }
  }
}

typedef struct {
  uint32_t weight;
  int symbol;
} Leaf;

static int compare_leaves(const void *a, const void *b) {
  const Leaf *x = a, *y = b;
  return x->weight != y->weight ? (x->weight < y->weight ? -1 : 1) : x->symbol - y->symbol;
}

// Package-merge would be optimal; this shortens what is too long, as the Kraft sum allows.
static void code_lengths(const uint32_t *counts, int size, uint8_t *lengths) {
  Leaf leaves[LITERALS];
  uint32_t weights[2 * LITERALS];
  int parents[2 * LITERALS], n = 0;
  memset(lengths, 0, (size_t)size);
  for (int i = 0; i < size; i++) {
    if (counts[i]) leaves[n++] = (Leaf){counts[i], i};
  }
  if (n == 0) return;
  if (n == 1) {
    lengths[leaves[0].symbol] = 1;
    return;
  }
  qsort(leaves, (size_t)n, sizeof *leaves, compare_leaves);
  for (int i = 0; i < n; i++) weights[i] = leaves[i].weight;
  int leaf = 0, tree = n, next = n;
  while (next < 2 * n - 1) {
    uint32_t sum = 0;
    for (int k = 0; k < 2; k++) {
      int least = leaf < n && (tree == next || weights[leaf] <= weights[tree]) ? leaf++ : tree++;
      parents[least] = next;
      sum += weights[least];
    }
    weights[next++] = sum;
  }
  int depth_counts[64] = {0};
  uint8_t depths[2 * LITERALS];
  depths[next - 1] = 0;
  for (int i = next - 2; i >= 0; i--) {
    depths[i] = (uint8_t)(depths[parents[i]] + 1);
    if (i < n) depth_counts[depths[i] > MAX_BITS ? MAX_BITS : depths[i]]++;
  }
  uint32_t kraft = 0;
  for (int d = 1; d <= MAX_BITS; d++) kraft += (uint32_t)depth_counts[d] << (MAX_BITS - d);
  while (kraft > 1u << MAX_BITS) {
    int d = MAX_BITS - 1;
    while (depth_counts[d] == 0) d--;
    depth_counts[d]--;
    depth_counts[d + 1] += 2;
    depth_counts[MAX_BITS]--;
    kraft--;
  }
  int at = 0;
  for (int d = MAX_BITS; d >= 1; d--) {
    for (int i = 0; i < depth_counts[d]; i++) lengths[leaves[at++].symbol] = (uint8_t)d;
  }
}

static void make_codes(const uint8_t *lengths, int size, uint16_t *codes) {
  uint16_t counts[MAX_BITS + 1] = {0}, next[MAX_BITS + 1];
  for (int i = 0; i < size; i++) counts[lengths[i]]++;
  counts[0] = 0;
  uint16_t code = 0;
  for (int d = 1; d <= MAX_BITS; d++) next[d] = code = (uint16_t)((code + counts[d - 1]) << 1);
  for (int i = 0; i < size; i++) {
    if (lengths[i] == 0) continue;
    uint16_t value = next[lengths[i]]++, reversed = 0;
    for (int b = 0; b < lengths[i]; b++) reversed = (uint16_t)(reversed | ((value >> b & 1) << (lengths[i] - 1 - b)));
    codes[i] = reversed;
  }
}

static void flush_block(int last) {
  uint8_t literal_lengths[LITERALS], distance_lengths[DISTANCES];
  uint16_t literal_codes[LITERALS], distance_codes[DISTANCES];
  literal_counts[256]++;
  code_lengths(literal_counts, LITERALS, literal_lengths);
  code_lengths(distance_counts, DISTANCES, distance_lengths);
  make_codes(literal_lengths, LITERALS, literal_codes);
  make_codes(distance_lengths, DISTANCES, distance_codes);
  put_bits((uint32_t)last, 1);
  for (int i = 0; i < LITERALS; i++) put_bits(literal_lengths[i], 4);
  for (int i = 0; i < DISTANCES; i++) put_bits(distance_lengths[i], 4);
  for (int i = 0; i < token_count; i++) {
    Token t = tokens[i];
    if (t.distance == 0) {
      put_bits(literal_codes[t.length], literal_lengths[t.length]);
    } else {
      int s = length_symbols[t.length];
      put_bits(literal_codes[257 + s], literal_lengths[257 + s]);
      put_bits((uint32_t)(t.length - length_base[s]), length_extra[s]);
      s = distance_symbols[t.distance];
      put_bits(distance_codes[s], distance_lengths[s]);
      put_bits((uint32_t)(t.distance - distance_base[s]), distance_extra[s]);
    }
  }
  put_bits(literal_codes[256], literal_lengths[256]);
  token_count = 0;
  memset(literal_counts, 0, sizeof literal_counts);
  memset(distance_counts, 0, sizeof distance_counts);
}

static void add_token(int length, int distance) {
  if (token_count == TOKENS) flush_block(0);
  tokens[token_count++] = (Token){(uint16_t)length, (uint16_t)distance};
  if (distance) {
    literal_counts[257 + length_symbols[length]]++;
    distance_counts[distance_symbols[distance]]++;
  } else {
    literal_counts[length]++;
  }
}

static int head[HASH_SIZE], previous[WINDOW];

static int hash_at(const uint8_t *p) { return (int)(((uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16) * 2654435761u >> 17); }

static void insert(const uint8_t *data, int at) {
  int h = hash_at(data + at);
  previous[at & (WINDOW - 1)] = head[h];
  head[h] = at;
}

static int longest_match(const uint8_t *data, int size, int at, int best, int *distance) {
  int limit = size - at < MAX_MATCH ? size - at : MAX_MATCH;
  int candidate = head[hash_at(data + at)], chain = CHAIN;
  const uint8_t *here = data + at;
  while (candidate >= 0 && at - candidate <= WINDOW - 300 && chain-- > 0) {
    const uint8_t *there = data + candidate;
    if (best < limit && there[best] == here[best] && there[0] == here[0]) {
      int length = 0;
      while (length < limit && there[length] == here[length]) length++;
      if (length > best) {
        best = length;
        *distance = at - candidate;
        if (length == limit) break;
      }
    }
    candidate = previous[candidate & (WINDOW - 1)];
  }
  return best;
}

static void deflate(const uint8_t *data, int size) {
  memset(head, -1, sizeof head);
  int at = 0, pending = 0, pending_distance = 0;
  while (at < size) {
    int length = MIN_MATCH - 1, distance = 0;
    if (at + MIN_MATCH <= size) {
      if (pending < 32) length = longest_match(data, size, at, pending > length ? pending : length, &distance);
      insert(data, at);
    }
    if (pending >= MIN_MATCH && (distance == 0 || length <= pending)) {
      add_token(pending, pending_distance);
      for (int end = at - 1 + pending; ++at < end;) {
        if (at + MIN_MATCH <= size) insert(data, at);
      }
      pending = 0;
      continue;
    }
    if (pending) add_token(data[at - 1], 0);
    pending = distance ? length : 1;
    pending_distance = distance;
    at++;
  }
  if (pending) add_token(data[at - 1], 0);
  flush_block(1);
  put_bits(0, 7);
}

// ---- the way back

typedef struct {
  uint16_t counts[MAX_BITS + 1], symbols[LITERALS];
} Decoder;

static const uint8_t *in;

static uint32_t get_bits(int count) {
  while (bit_count < count) {
    bits |= (uint64_t)*in++ << bit_count;
    bit_count += 8;
  }
  uint32_t value = (uint32_t)(bits & ((1u << count) - 1));
  bits >>= count;
  bit_count -= count;
  return value;
}

static void make_decoder(Decoder *d, const uint8_t *lengths, int size) {
  uint16_t offsets[MAX_BITS + 1];
  memset(d->counts, 0, sizeof d->counts);
  for (int i = 0; i < size; i++) d->counts[lengths[i]]++;
  d->counts[0] = 0;
  offsets[1] = 0;
  for (int i = 1; i < MAX_BITS; i++) offsets[i + 1] = (uint16_t)(offsets[i] + d->counts[i]);
  for (int i = 0; i < size; i++) {
    if (lengths[i]) d->symbols[offsets[lengths[i]]++] = (uint16_t)i;
  }
}

static int decode(const Decoder *d) {
  int code = 0, first = 0, index = 0;
  for (int length = 1; length <= MAX_BITS; length++) {
    code |= (int)get_bits(1);
    int count = d->counts[length];
    if (code - count < first) return d->symbols[index + (code - first)];
    index += count;
    first = (first + count) << 1;
    code <<= 1;
  }
  fail("no such code");
  return -1;
}

static int inflate(const uint8_t *data, uint8_t *to) {
  in = data;
  bits = 0;
  bit_count = 0;
  int at = 0, last;
  do {
    last = (int)get_bits(1);
    uint8_t lengths[LITERALS];
    Decoder literals, distances;
    for (int i = 0; i < LITERALS; i++) lengths[i] = (uint8_t)get_bits(4);
    make_decoder(&literals, lengths, LITERALS);
    for (int i = 0; i < DISTANCES; i++) lengths[i] = (uint8_t)get_bits(4);
    make_decoder(&distances, lengths, DISTANCES);
    for (;;) {
      int symbol = decode(&literals);
      if (symbol < 256) {
        to[at++] = (uint8_t)symbol;
        continue;
      }
      if (symbol == 256) break;
      symbol -= 257;
      int length = length_base[symbol] + (int)get_bits(length_extra[symbol]);
      symbol = decode(&distances);
      int distance = distance_base[symbol] + (int)get_bits(distance_extra[symbol]);
      for (; length > 0; length--, at++) to[at] = to[at - distance];
    }
  } while (!last);
  return at;
}

int main(void) {
  int size = 1600000;
  uint8_t *data = (uint8_t *)make_text((size_t)size);
  for (int i = 600000; i < 700000; i++) data[i] = (uint8_t)random_below(200);
  for (int i = 900000; i < 1000000; i += 2) data[i] = (uint8_t)(i >> 9);
  bench_start();
  make_symbols();
  deflate(data, size);
  uint8_t *copy = allocate((size_t)size + MAX_MATCH);
  int inflated = inflate(out, copy);
  bench_end();
  if (inflated != size || memcmp(data, copy, (size_t)size) != 0) fail("round trip");
  printf("%d bytes to %zu, %016llx\n", size, out_size, checksum(CHECKSUM_START, out, out_size));
  return 0;
}
