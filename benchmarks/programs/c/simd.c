// The same work on four numbers at a time, by the compiler's vector types: built with SIMD and without it (the compiler
// takes vectors apart then), so that an engine's SIMD can be compared with its scalar code. Particles, a convolution, sums
// of absolute differences, byte searches, ChaCha20, a matrix product.
#include "program.h"

typedef float Floats __attribute__((vector_size(16)));
typedef int32_t Ints __attribute__((vector_size(16)));
typedef uint32_t Words __attribute__((vector_size(16)));
typedef uint8_t Bytes __attribute__((vector_size(16)));
typedef int16_t Shorts __attribute__((vector_size(16)));

static void matrix_product(int n, const float *a, const float *b, float *c) {
  for (int i = 0; i < n; i++) {
    for (int j = 0; j < n; j += 8) {
      Floats low = {0}, high = {0};
      for (int k = 0; k < n; k++) {
        float factor = a[i * n + k];
        Floats x, y;
        memcpy(&x, b + k * n + j, 16);
        memcpy(&y, b + k * n + j + 4, 16);
        low += x * factor;
        high += y * factor;
      }
      memcpy(c + i * n + j, &low, 16);
      memcpy(c + i * n + j + 4, &high, 16);
    }
  }
}

static float particles(int count, int steps) {
  Floats *x = aligned_alloc(16, (size_t)count * 4), *y = aligned_alloc(16, (size_t)count * 4);
  Floats *vx = aligned_alloc(16, (size_t)count * 4), *vy = aligned_alloc(16, (size_t)count * 4);
  for (int i = 0; i < count / 4; i++) {
    for (int k = 0; k < 4; k++) {
      x[i][k] = (float)random_unit();
      y[i][k] = (float)random_unit();
      vx[i][k] = vy[i][k] = 0;
    }
  }
  for (int s = 0; s < steps; s++) {
    for (int i = 0; i < count / 4; i++) {
      Floats dx = 0.5f - x[i], dy = 0.5f - y[i], square = dx * dx + dy * dy + 0.01f;
      Floats force = 0.001f / square;
      vx[i] = vx[i] * 0.999f + dx * force;
      vy[i] = vy[i] * 0.999f + dy * force;
      x[i] += vx[i] * 0.1f;
      y[i] += vy[i] * 0.1f;
    }
  }
  Floats sum = {0};
  for (int i = 0; i < count / 4; i++) sum += x[i] * y[i];
  return sum[0] + sum[1] + sum[2] + sum[3];
}

static void convolve(const uint8_t *in, uint8_t *out, int width, int height) {
  for (int y = 1; y < height - 1; y++) {
    for (int x = 1; x + 9 < width; x += 8) {
      Shorts sum = {0};
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          const uint8_t *p = in + (y + dy) * width + x + dx;
          Shorts pixels = {p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7]};
          sum += pixels * (int16_t)((dx == 0 ? 2 : 1) * (dy == 0 ? 2 : 1));
        }
      }
      sum >>= 4;
      for (int k = 0; k < 8; k++) out[y * width + x + k] = (uint8_t)sum[k];
    }
  }
}

static uint32_t differences(const uint8_t *a, const uint8_t *b, int size) {
  Words total = {0};
  for (int i = 0; i + 16 <= size; i += 16) {
    Bytes x, y;
    memcpy(&x, a + i, 16);
    memcpy(&y, b + i, 16);
    Bytes larger = (Bytes)(x > y), difference = ((x - y) & larger) | ((y - x) & ~larger);
    Words words = (Words)difference;
    total += (words & 255) + (words >> 8 & 255) + (words >> 16 & 255) + (words >> 24);
  }
  return total[0] + total[1] + total[2] + total[3];
}

static int count_bytes(const uint8_t *data, int size, uint8_t wanted) {
  Ints total = {0};
  for (int i = 0; i + 16 <= size; i += 16) {
    Bytes x;
    memcpy(&x, data + i, 16);
    Ints found = (Ints)((Bytes)(x == wanted) & 1);
    total += (found & 255) + (found >> 8 & 255) + (found >> 16 & 255) + (found >> 24 & 255);
  }
  return total[0] + total[1] + total[2] + total[3];
}

static Words rotate(Words x, int n) { return x << n | x >> (32 - n); }

#define ROUND(a, b, c, d)          \
  a += b, d = rotate(d ^ a, 16);   \
  c += d, b = rotate(b ^ c, 12);   \
  a += b, d = rotate(d ^ a, 8);    \
  c += d, b = rotate(b ^ c, 7)

static uint64_t chacha(int blocks) {
  Words a = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574}, b = {1, 2, 3, 4}, c = {5, 6, 7, 8}, d = {0, 9, 10, 11}, sum = {0};
  for (int i = 0; i < blocks; i++) {
    Words w = a, x = b, y = c, z = d;
    for (int r = 0; r < 10; r++) {
      ROUND(w, x, y, z);
      x = __builtin_shufflevector(x, x, 1, 2, 3, 0);
      y = __builtin_shufflevector(y, y, 2, 3, 0, 1);
      z = __builtin_shufflevector(z, z, 3, 0, 1, 2);
      ROUND(w, x, y, z);
      x = __builtin_shufflevector(x, x, 3, 0, 1, 2);
      y = __builtin_shufflevector(y, y, 2, 3, 0, 1);
      z = __builtin_shufflevector(z, z, 1, 2, 3, 0);
    }
    sum ^= (w + a) ^ (x + b) ^ (y + c) ^ (z + d);
    d[0]++;
  }
  return checksum(CHECKSUM_START, &sum, sizeof sum);
}

int main(void) {
  enum { N = 192, WIDTH = 640, HEIGHT = 480 };
  float *a = allocate(N * N * 4), *b = allocate(N * N * 4), *c = allocate(N * N * 4);
  for (int i = 0; i < N * N; i++) {
    a[i] = (float)random_below(16);
    b[i] = (float)random_below(16);
  }
  uint8_t *image = allocate(WIDTH * HEIGHT), *out = calloc(WIDTH, HEIGHT);
  for (int i = 0; i < WIDTH * HEIGHT; i++) image[i] = (uint8_t)random64();
  bench_start();
  for (int i = 0; i < 8; i++) matrix_product(N, a, b, c);
  float moved = particles(4096, 1200);
  uint32_t difference = 0;
  int found = 0;
  for (int i = 0; i < 12; i++) {
    convolve(image, out, WIDTH, HEIGHT);
    difference += differences(image, out, WIDTH * HEIGHT);
    found += count_bytes(out, WIDTH * HEIGHT, (uint8_t)(100 + i));
  }
  uint64_t stream = chacha(60000);
  bench_end();
  printf("%016llx %.4f %u %d %016llx\n", checksum(CHECKSUM_START, c, N * N * 4), (double)moved, difference, found, stream);
  return 0;
}
