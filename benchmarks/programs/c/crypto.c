// SHA-256, Keccak, ChaCha20, AES-128 with tables, and X25519-like field arithmetic.
#include "program.h"

static inline uint32_t rotate_right(uint32_t x, int n) { return x >> n | x << (32 - n); }
static inline uint32_t rotate_left(uint32_t x, int n) { return x << n | x >> (32 - n); }
static inline uint64_t rotate_left64(uint64_t x, int n) { return x << n | x >> (64 - n); }

// ---- SHA-256; the constants are the fractional parts of cube roots of primes, computed here

static uint32_t sha_constants[64];

static void make_sha_constants(void) {
  int count = 0;
  for (int p = 2; count < 64; p++) {
    int prime = 1;
    for (int d = 2; d * d <= p; d++) prime &= p % d != 0;
    if (!prime) continue;
    // floor(cbrt(p) * 2^32) by bisection in integers
    uint64_t low = 0, high = (uint64_t)8 << 32;
    while (high - low > 1) {
      uint64_t middle = (low + high) / 2;
      unsigned __int128 square = (unsigned __int128)middle * middle;
      unsigned __int128 bound = ((unsigned __int128)p << 96) / middle;
      if (square <= bound) {
        low = middle;
      } else {
        high = middle;
      }
    }
    sha_constants[count++] = (uint32_t)low;
  }
}

static void sha_block(uint32_t *state, const uint8_t *block) {
  uint32_t w[64];
  for (int i = 0; i < 16; i++) w[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 | (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
  for (int i = 16; i < 64; i++) {
    uint32_t s0 = rotate_right(w[i - 15], 7) ^ rotate_right(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = rotate_right(w[i - 2], 17) ^ rotate_right(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4], f = state[5], g = state[6], h = state[7];
  for (int i = 0; i < 64; i++) {
    uint32_t t1 = h + (rotate_right(e, 6) ^ rotate_right(e, 11) ^ rotate_right(e, 25)) + ((e & f) ^ (~e & g)) + sha_constants[i] + w[i];
    uint32_t t2 = (rotate_right(a, 2) ^ rotate_right(a, 13) ^ rotate_right(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
    h = g, g = f, f = e, e = d + t1, d = c, c = b, b = a, a = t1 + t2;
  }
  state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

static uint64_t sha256(const uint8_t *data, size_t size) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t at = 0;
  for (; at + 64 <= size; at += 64) sha_block(state, data + at);
  uint8_t last[128] = {0};
  size_t rest = size - at, padded = rest < 56 ? 64 : 128;
  memcpy(last, data + at, rest);
  last[rest] = 0x80;
  for (int i = 0; i < 8; i++) last[padded - 1 - (size_t)i] = (uint8_t)((uint64_t)size * 8 >> (8 * i));
  for (size_t i = 0; i < padded; i += 64) sha_block(state, last + i);
  return checksum(CHECKSUM_START, state, sizeof state);
}

// ---- Keccak-f[1600] as a sponge with rate 136

static uint64_t keccak(const uint8_t *data, size_t size) {
  uint64_t s[25] = {0};
  uint64_t constants[24];
  uint8_t lfsr = 1;
  for (int round = 0; round < 24; round++) {
    constants[round] = 0;
    for (int j = 0; j < 7; j++) {
      if (lfsr & 1) constants[round] |= (uint64_t)1 << ((1 << j) - 1);
      lfsr = (uint8_t)(lfsr << 1 ^ (lfsr >> 7) * 0x71);
    }
  }
  for (size_t at = 0; at + 136 <= size; at += 136) {
    for (int i = 0; i < 17; i++) {
      uint64_t lane;
      memcpy(&lane, data + at + 8 * i, 8);
      s[i] ^= lane;
    }
    for (int round = 0; round < 24; round++) {
      uint64_t c[5], d;
      for (int x = 0; x < 5; x++) c[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
      for (int x = 0; x < 5; x++) {
        d = c[(x + 4) % 5] ^ rotate_left64(c[(x + 1) % 5], 1);
        for (int y = 0; y < 25; y += 5) s[x + y] ^= d;
      }
      uint64_t moved = s[1];
      int x = 1, y = 0;
      for (int t = 0; t < 24; t++) {
        int next = (2 * x + 3 * y) % 5, rotation = (t + 1) * (t + 2) / 2 % 64;
        x = y;
        y = next;
        uint64_t kept = s[x + 5 * y];
        s[x + 5 * y] = rotation ? rotate_left64(moved, rotation) : moved;
        moved = kept;
      }
      for (y = 0; y < 25; y += 5) {
        uint64_t row[5];
        for (x = 0; x < 5; x++) row[x] = s[x + y];
        for (x = 0; x < 5; x++) s[x + y] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
      }
      s[0] ^= constants[round];
    }
  }
  return s[0];
}

// ---- ChaCha20

#define QUARTER(a, b, c, d)                  \
  a += b, d ^= a, d = rotate_left(d, 16);    \
  c += d, b ^= c, b = rotate_left(b, 12);    \
  a += b, d ^= a, d = rotate_left(d, 8);     \
  c += d, b ^= c, b = rotate_left(b, 7)

static void chacha20(const uint32_t *key, uint8_t *data, size_t size) {
  uint32_t state[16] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  memcpy(state + 4, key, 32);
  for (size_t at = 0; at + 64 <= size; at += 64) {
    uint32_t x[16];
    memcpy(x, state, 64);
    for (int i = 0; i < 10; i++) {
      QUARTER(x[0], x[4], x[8], x[12]);
      QUARTER(x[1], x[5], x[9], x[13]);
      QUARTER(x[2], x[6], x[10], x[14]);
      QUARTER(x[3], x[7], x[11], x[15]);
      QUARTER(x[0], x[5], x[10], x[15]);
      QUARTER(x[1], x[6], x[11], x[12]);
      QUARTER(x[2], x[7], x[8], x[13]);
      QUARTER(x[3], x[4], x[9], x[14]);
    }
    for (int i = 0; i < 16; i++) {
      uint32_t word;
      memcpy(&word, data + at + 4 * i, 4);
      word ^= x[i] + state[i];
      memcpy(data + at + 4 * i, &word, 4);
    }
    state[12]++;
  }
}

// ---- AES-128 in counter mode

static uint8_t sbox[256];
static uint32_t tables[4][256];

static void make_aes_tables(void) {
  uint8_t p = 1, q = 1;
  do {
    p = (uint8_t)(p ^ p << 1 ^ (p & 0x80 ? 0x1b : 0));
    q ^= (uint8_t)(q << 1);
    q ^= (uint8_t)(q << 2);
    q ^= (uint8_t)(q << 4);
    if (q & 0x80) q ^= 0x09;
    sbox[p] = (uint8_t)(q ^ (q << 1 | q >> 7) ^ (q << 2 | q >> 6) ^ (q << 3 | q >> 5) ^ (q << 4 | q >> 4) ^ 0x63);
  } while (p != 1);
  sbox[0] = 0x63;
  for (int i = 0; i < 256; i++) {
    uint32_t s = sbox[i], twice = (s << 1 ^ (s & 0x80 ? 0x1b : 0)) & 255;
    tables[0][i] = twice << 24 | s << 16 | s << 8 | (twice ^ s);
    for (int t = 1; t < 4; t++) tables[t][i] = rotate_right(tables[t - 1][i], 8);
  }
}

static void aes_expand(const uint32_t *key, uint32_t *round_keys) {
  uint32_t constant = 1;
  for (int i = 0; i < 44; i++) {
    if (i < 4) {
      round_keys[i] = key[i];
      continue;
    }
    uint32_t word = round_keys[i - 1];
    if (i % 4 == 0) {
      word = (uint32_t)sbox[word >> 16 & 255] << 24 | (uint32_t)sbox[word >> 8 & 255] << 16 | (uint32_t)sbox[word & 255] << 8 | sbox[word >> 24];
      word ^= constant << 24;
      constant = (constant << 1 ^ (constant & 0x80 ? 0x1b : 0)) & 255;
    }
    round_keys[i] = round_keys[i - 4] ^ word;
  }
}

static void aes_encrypt(const uint32_t *k, uint32_t *block) {
  uint32_t a = block[0] ^ k[0], b = block[1] ^ k[1], c = block[2] ^ k[2], d = block[3] ^ k[3];
  for (int round = 1; round < 10; round++) {
    k += 4;
    uint32_t w = tables[0][a >> 24] ^ tables[1][b >> 16 & 255] ^ tables[2][c >> 8 & 255] ^ tables[3][d & 255] ^ k[0];
    uint32_t x = tables[0][b >> 24] ^ tables[1][c >> 16 & 255] ^ tables[2][d >> 8 & 255] ^ tables[3][a & 255] ^ k[1];
    uint32_t y = tables[0][c >> 24] ^ tables[1][d >> 16 & 255] ^ tables[2][a >> 8 & 255] ^ tables[3][b & 255] ^ k[2];
    uint32_t z = tables[0][d >> 24] ^ tables[1][a >> 16 & 255] ^ tables[2][b >> 8 & 255] ^ tables[3][c & 255] ^ k[3];
    a = w, b = x, c = y, d = z;
  }
  k += 4;
#define LAST(p, q, r, s) ((uint32_t)sbox[p >> 24] << 24 | (uint32_t)sbox[q >> 16 & 255] << 16 | (uint32_t)sbox[r >> 8 & 255] << 8 | sbox[s & 255])
  block[0] = LAST(a, b, c, d) ^ k[0];
  block[1] = LAST(b, c, d, a) ^ k[1];
  block[2] = LAST(c, d, a, b) ^ k[2];
  block[3] = LAST(d, a, b, c) ^ k[3];
}

// ---- the field of 2^255 - 19 in five limbs of 51 bits

typedef struct {
  uint64_t limb[5];
} Field;

static Field multiply(const Field *a, const Field *b) {
  unsigned __int128 t[5] = {0};
  for (int i = 0; i < 5; i++) {
    for (int j = 0; j < 5; j++) {
      uint64_t factor = i + j >= 5 ? 19 * b->limb[j] : b->limb[j];
      t[(i + j) % 5] += (unsigned __int128)a->limb[i] * factor;
    }
  }
  Field r;
  uint64_t carry = 0;
  for (int i = 0; i < 5; i++) {
    t[i] += carry;
    r.limb[i] = (uint64_t)t[i] & 0x7ffffffffffff;
    carry = (uint64_t)(t[i] >> 51);
  }
  r.limb[0] += carry * 19;
  r.limb[1] += r.limb[0] >> 51;
  r.limb[0] &= 0x7ffffffffffff;
  return r;
}

static Field power(const Field *base, const uint8_t *exponent) {
  Field r = {{1}};
  for (int i = 254; i >= 0; i--) {
    r = multiply(&r, &r);
    if (exponent[i >> 3] >> (i & 7) & 1) r = multiply(&r, base);
  }
  return r;
}

int main(void) {
  size_t size = 2000000;
  uint8_t *data = allocate(size);
  for (size_t i = 0; i < size; i++) data[i] = (uint8_t)random64();
  bench_start();
  make_sha_constants();
  make_aes_tables();
  uint64_t sha = sha256(data, size), sponge = keccak(data, size);
  uint32_t key[8] = {1, 2, 3, 4, 5, 6, 7, 8}, round_keys[44];
  chacha20(key, data, size);
  aes_expand(key, round_keys);
  for (size_t at = 0; at + 16 <= size; at += 16) {
    uint32_t counter[4] = {key[0], key[1], 0, (uint32_t)at}, words[4];
    aes_encrypt(round_keys, counter);
    memcpy(words, data + at, 16);
    for (int i = 0; i < 4; i++) words[i] ^= counter[i];
    memcpy(data + at, words, 16);
  }
  Field x = {{9, 7, 5, 3, 1}};
  uint8_t exponent[32];
  for (int i = 0; i < 100; i++) {
    for (int j = 0; j < 32; j++) exponent[j] = data[i * 32 + j];
    x = power(&x, exponent);
  }
  bench_end();
  if (sha_constants[0] != 0x428a2f98 || sha_constants[63] != 0xc67178f2) fail("constants");
  printf("%016llx %016llx %016llx %016llx\n", sha, sponge, checksum(CHECKSUM_START, data, size), checksum(CHECKSUM_START, &x, sizeof x));
  return 0;
}
