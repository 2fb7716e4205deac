// Kernels on vectors of 128 bits, and the same without them: built twice, with and without -msimd128. Both builds give the
// same results.
#include <stdint.h>
#include <string.h>
#define EXPORT(name) __attribute__((export_name(#name), used))

#ifdef __wasm_simd128__
#include <wasm_simd128.h>
#endif

static uint8_t bytes[1 << 16] __attribute__((aligned(16)));
static uint8_t image[256 * 256] __attribute__((aligned(16)));
static uint8_t filtered[256 * 256] __attribute__((aligned(16)));
#define N 96
static float a[N * N] __attribute__((aligned(16))), b[N * N] __attribute__((aligned(16))), c[N * N] __attribute__((aligned(16)));
static double xs[4096] __attribute__((aligned(16))), ys[4096] __attribute__((aligned(16)));
static int16_t s1[4096] __attribute__((aligned(16))), s2[4096] __attribute__((aligned(16)));

// chacha20
static uint32_t state[16] __attribute__((aligned(16)));
static uint32_t block[16] __attribute__((aligned(16)));

#ifdef __wasm_simd128__
static inline v128_t rotl(v128_t v, int n) { return wasm_v128_or(wasm_i32x4_shl(v, n), wasm_u32x4_shr(v, 32 - n)); }
static void chacha_block(void) {
  v128_t s0 = wasm_v128_load(state), s1_ = wasm_v128_load(state + 4), s2_ = wasm_v128_load(state + 8), s3 = wasm_v128_load(state + 12);
  v128_t r0 = s0, r1 = s1_, r2 = s2_, r3 = s3;
  for (int i = 0; i < 10; i++) {
    r0 = wasm_i32x4_add(r0, r1); r3 = rotl(wasm_v128_xor(r3, r0), 16);
    r2 = wasm_i32x4_add(r2, r3); r1 = rotl(wasm_v128_xor(r1, r2), 12);
    r0 = wasm_i32x4_add(r0, r1); r3 = rotl(wasm_v128_xor(r3, r0), 8);
    r2 = wasm_i32x4_add(r2, r3); r1 = rotl(wasm_v128_xor(r1, r2), 7);
    r1 = wasm_i32x4_shuffle(r1, r1, 1, 2, 3, 0); r2 = wasm_i32x4_shuffle(r2, r2, 2, 3, 0, 1); r3 = wasm_i32x4_shuffle(r3, r3, 3, 0, 1, 2);
    r0 = wasm_i32x4_add(r0, r1); r3 = rotl(wasm_v128_xor(r3, r0), 16);
    r2 = wasm_i32x4_add(r2, r3); r1 = rotl(wasm_v128_xor(r1, r2), 12);
    r0 = wasm_i32x4_add(r0, r1); r3 = rotl(wasm_v128_xor(r3, r0), 8);
    r2 = wasm_i32x4_add(r2, r3); r1 = rotl(wasm_v128_xor(r1, r2), 7);
    r1 = wasm_i32x4_shuffle(r1, r1, 3, 0, 1, 2); r2 = wasm_i32x4_shuffle(r2, r2, 2, 3, 0, 1); r3 = wasm_i32x4_shuffle(r3, r3, 1, 2, 3, 0);
  }
  wasm_v128_store(block, wasm_i32x4_add(r0, s0)); wasm_v128_store(block + 4, wasm_i32x4_add(r1, s1_));
  wasm_v128_store(block + 8, wasm_i32x4_add(r2, s2_)); wasm_v128_store(block + 12, wasm_i32x4_add(r3, s3));
}
#else
#define ROTL(v, n) ((v) << (n) | (v) >> (32 - (n)))
#define QR(a, b, c, d) a += b; d = ROTL(d ^ a, 16); c += d; b = ROTL(b ^ c, 12); a += b; d = ROTL(d ^ a, 8); c += d; b = ROTL(b ^ c, 7)
static void chacha_block(void) {
  uint32_t x[16];
  memcpy(x, state, 64);
  for (int i = 0; i < 10; i++) {
    QR(x[0], x[4], x[8], x[12]); QR(x[1], x[5], x[9], x[13]); QR(x[2], x[6], x[10], x[14]); QR(x[3], x[7], x[11], x[15]);
    QR(x[0], x[5], x[10], x[15]); QR(x[1], x[6], x[11], x[12]); QR(x[2], x[7], x[8], x[13]); QR(x[3], x[4], x[9], x[14]);
  }
  for (int i = 0; i < 16; i++) block[i] = x[i] + state[i];
}
#endif

// Encrypts the bytes again and again; a checksum.
EXPORT(chacha20) uint32_t chacha20(uint32_t rounds) {
  static const uint32_t constants[4] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  memcpy(state, constants, 16);
  for (int i = 4; i < 16; i++) state[i] = i * 0x01234567u;
  for (uint32_t r = 0; r < rounds; r++) {
    state[12] = r;
    for (uint32_t i = 0; i < sizeof bytes; i += 64) {
      chacha_block();
      state[12]++;
      uint8_t *p = bytes + i;
      const uint8_t *k = (const uint8_t *) block;
      for (int j = 0; j < 64; j += 8) { uint64_t x, y; memcpy(&x, p + j, 8); memcpy(&y, k + j, 8); x ^= y; memcpy(p + j, &x, 8); }
    }
  }
  uint32_t sum = 0;
  for (uint32_t i = 0; i < sizeof bytes; i++) sum = sum * 31 + bytes[i];
  return sum;
}

// a scan for what is not ASCII, and for a byte
EXPORT(scan) uint32_t scan(uint32_t rounds) {
  for (uint32_t i = 0; i < sizeof bytes; i++) bytes[i] = 'a' + i * 7 % 26;
  bytes[sizeof bytes - 1] = 0xC3;
  uint32_t found = 0;
  for (uint32_t r = 0; r < rounds; r++) {
    bytes[r & 0xFFFF] = '!';
    uint32_t i = 0, marks = 0;
#ifdef __wasm_simd128__
    v128_t mark = wasm_i8x16_splat('!');
    for (;; i += 16) {
      v128_t v = wasm_v128_load(bytes + i);
      if (wasm_i8x16_bitmask(v)) break;
      marks += __builtin_popcount(wasm_i8x16_bitmask(wasm_i8x16_eq(v, mark)));
    }
#endif
    while (bytes[i] < 0x80) { marks += bytes[i] == '!'; i++; }
    found += i + marks;
  }
  return found;
}

// a box filter over a grey image
EXPORT(blur) uint32_t blur(uint32_t rounds) {
  for (int i = 0; i < 256 * 256; i++) image[i] = (uint8_t) (i * 2654435761u >> 24);
  for (uint32_t r = 0; r < rounds; r++) {
    for (int y = 1; y < 255; y++) {
      int x = 1;
#ifdef __wasm_simd128__
      for (; x + 16 <= 255; x += 16) {
        uint8_t *p = image + y * 256 + x;
        v128_t low = wasm_i16x8_splat(0), high = low;
        for (int dy = -256; dy <= 256; dy += 256)
          for (int dx = -1; dx <= 1; dx++) {
            v128_t v = wasm_v128_load(p + dy + dx);
            low = wasm_i16x8_add(low, wasm_u16x8_extend_low_u8x16(v));
            high = wasm_i16x8_add(high, wasm_u16x8_extend_high_u8x16(v));
          }
        low = wasm_u16x8_shr(wasm_i16x8_mul(low, wasm_i16x8_splat(28)), 8);
        high = wasm_u16x8_shr(wasm_i16x8_mul(high, wasm_i16x8_splat(28)), 8);
        wasm_v128_store(filtered + y * 256 + x, wasm_u8x16_narrow_i16x8(low, high));
      }
#endif
      for (; x < 255; x++) {
        uint8_t *p = image + y * 256 + x;
        uint32_t sum = 0;
        for (int dy = -256; dy <= 256; dy += 256) for (int dx = -1; dx <= 1; dx++) sum += p[dy + dx];
        filtered[y * 256 + x] = (uint8_t) ((uint16_t) (sum * 28) >> 8);
      }
    }
    image[r & 0xFFFF] = filtered[(r * 7) & 0xFFFF];
  }
  uint32_t sum = 0;
  for (int i = 0; i < 256 * 256; i++) sum = sum * 31 + filtered[i];
  return sum;
}

// a blend of two images, 8-bit saturating
EXPORT(blend) uint32_t blend(uint32_t rounds) {
  for (int i = 0; i < 256 * 256; i++) { image[i] = (uint8_t) (i * 2654435761u >> 24); filtered[i] = (uint8_t) (i * 40503u >> 8); }
  for (uint32_t r = 0; r < rounds; r++) {
    int i = 0;
#ifdef __wasm_simd128__
    v128_t limit = wasm_i8x16_splat((int8_t) 200);
    for (; i < 256 * 256; i += 16) {
      v128_t x = wasm_v128_load(image + i), y = wasm_v128_load(filtered + i);
      v128_t s = wasm_u8x16_min(wasm_u8x16_add_sat(x, wasm_u8x16_avgr(x, y)), limit);
      wasm_v128_store(filtered + i, wasm_u8x16_sub_sat(s, wasm_i8x16_splat(3)));
    }
#endif
    for (; i < 256 * 256; i++) {
      uint32_t x = image[i], y = filtered[i];
      uint32_t s = x + (x + y + 1) / 2; if (s > 255) s = 255; if (s > 200) s = 200;
      filtered[i] = s < 3 ? 0 : s - 3;
    }
  }
  uint32_t sum = 0;
  for (int i = 0; i < 256 * 256; i++) sum = sum * 31 + filtered[i];
  return sum;
}

// a product of matrices
EXPORT(matrix) float matrix(uint32_t rounds) {
  for (int i = 0; i < N * N; i++) { a[i] = (i % 17) * 0.25f; b[i] = (i % 13) * 0.5f; }
  for (uint32_t r = 0; r < rounds; r++) {
    a[r % (N * N)] += 1;
    for (int i = 0; i < N; i++) {
#ifdef __wasm_simd128__
      for (int j = 0; j < N; j += 4) {
        v128_t sum = wasm_f32x4_splat(0);
        for (int k = 0; k < N; k++) sum = wasm_f32x4_add(sum, wasm_f32x4_mul(wasm_v128_load32_splat(a + i * N + k), wasm_v128_load(b + k * N + j)));
        wasm_v128_store(c + i * N + j, sum);
      }
#else
      for (int j = 0; j < N; j++) {
        float sum = 0;
        for (int k = 0; k < N; k++) sum += a[i * N + k] * b[k * N + j];
        c[i * N + j] = sum;
      }
#endif
    }
  }
  float sum = 0;
  for (int i = 0; i < N * N; i++) sum += c[i];
  return sum;
}

// y = y * s + x, and clamped
EXPORT(axpy) double axpy(uint32_t rounds) {
  for (int i = 0; i < 4096; i++) { xs[i] = i * 0.001; ys[i] = 1 - i * 0.0005; }
  for (uint32_t r = 0; r < rounds; r++) {
#ifdef __wasm_simd128__
    v128_t s = wasm_f64x2_splat(0.875), one = wasm_f64x2_splat(3);
    for (int i = 0; i < 4096; i += 2) {
      v128_t y = wasm_f64x2_add(wasm_f64x2_mul(wasm_v128_load(ys + i), s), wasm_v128_load(xs + i));
      wasm_v128_store(ys + i, wasm_v128_bitselect(one, y, wasm_f64x2_gt(y, one)));
    }
#else
    for (int i = 0; i < 4096; i++) { double y = ys[i] * 0.875 + xs[i]; ys[i] = y > 3 ? 3 : y; }
#endif
  }
  double sum = 0;
  for (int i = 0; i < 4096; i++) sum += ys[i];
  return sum;
}

// dot product of 16-bit samples
EXPORT(dot) int32_t dot(uint32_t rounds) {
  for (int i = 0; i < 4096; i++) { s1[i] = i * 37 - 20000; s2[i] = 12000 - i * 11; }
  int32_t total = 0;
  for (uint32_t r = 0; r < rounds; r++) {
    s1[r & 4095]++;
#ifdef __wasm_simd128__
    v128_t sum = wasm_i32x4_splat(0);
    for (int i = 0; i < 4096; i += 8) sum = wasm_i32x4_add(sum, wasm_i32x4_dot_i16x8(wasm_v128_load(s1 + i), wasm_v128_load(s2 + i)));
    total += wasm_i32x4_extract_lane(sum, 0) + wasm_i32x4_extract_lane(sum, 1) + wasm_i32x4_extract_lane(sum, 2) + wasm_i32x4_extract_lane(sum, 3);
#else
    uint32_t sum = 0;
    for (int i = 0; i < 4096; i++) sum += s1[i] * s2[i];
    total += sum;
#endif
  }
  return total;
}
