// Images: a Gaussian blur, edges by Sobel, a histogram, scaling, and a JPEG-like coder: colour planes, cosine transform in
// integers, quantisation, zigzag, run lengths, and all the way back.
#include "program.h"

enum { WIDTH = 512, HEIGHT = 384 };

static uint8_t image[HEIGHT][WIDTH][3], decoded[HEIGHT][WIDTH][3];
static uint8_t grey[HEIGHT][WIDTH], blurred[HEIGHT][WIDTH], edges[HEIGHT][WIDTH];

static uint8_t clamp(int value) { return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value); }

static void paint(void) {
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      int dx = x - 200, dy = y - 150, ring = (dx * dx + dy * dy) / 700;
      image[y][x][0] = clamp((x * 255 / WIDTH) ^ (ring & 1 ? 40 : 0));
      image[y][x][1] = clamp(y * 255 / HEIGHT + (int)random_below(9));
      image[y][x][2] = clamp((ring * 29 & 127) + ((x / 32 + y / 32) & 1) * 90);
    }
  }
}

static void to_grey(void) {
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) grey[y][x] = (uint8_t)((image[y][x][0] * 77 + image[y][x][1] * 150 + image[y][x][2] * 29) >> 8);
  }
}

static void blur(int radius) {
  static uint16_t rows[HEIGHT][WIDTH];
  int weights[33], total = 0;
  for (int i = -radius; i <= radius; i++) total += weights[i + radius] = (radius + 1 - abs(i)) * (radius + 1 - abs(i));
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      int sum = 0;
      for (int i = -radius; i <= radius; i++) {
        int at = x + i < 0 ? 0 : x + i >= WIDTH ? WIDTH - 1 : x + i;
        sum += grey[y][at] * weights[i + radius];
      }
      rows[y][x] = (uint16_t)((sum << 4) / total);
    }
  }
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      int sum = 0;
      for (int i = -radius; i <= radius; i++) {
        int at = y + i < 0 ? 0 : y + i >= HEIGHT ? HEIGHT - 1 : y + i;
        sum += rows[at][x] * weights[i + radius];
      }
      blurred[y][x] = clamp((sum / total + 8) >> 4);
    }
  }
}

static void find_edges(void) {
  for (int y = 1; y < HEIGHT - 1; y++) {
    for (int x = 1; x < WIDTH - 1; x++) {
      int gx = blurred[y - 1][x + 1] + 2 * blurred[y][x + 1] + blurred[y + 1][x + 1] - blurred[y - 1][x - 1] - 2 * blurred[y][x - 1] - blurred[y + 1][x - 1];
      int gy = blurred[y + 1][x - 1] + 2 * blurred[y + 1][x] + blurred[y + 1][x + 1] - blurred[y - 1][x - 1] - 2 * blurred[y - 1][x] - blurred[y - 1][x + 1];
      edges[y][x] = clamp(abs(gx) + abs(gy));
    }
  }
}

static uint32_t equalise(void) {
  uint32_t histogram[256] = {0}, sum = 0;
  uint8_t map[256];
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) histogram[grey[y][x]]++;
  }
  for (int i = 0; i < 256; i++) {
    sum += histogram[i];
    map[i] = (uint8_t)((uint64_t)sum * 255 / (WIDTH * HEIGHT));
  }
  uint32_t changed = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      changed += map[grey[y][x]] != grey[y][x];
      grey[y][x] = map[grey[y][x]];
    }
  }
  return changed;
}

static uint64_t shrink(int width, int height) {
  uint64_t sum = 0;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      int sx = x * ((WIDTH - 1) * 256 / width), sy = y * ((HEIGHT - 1) * 256 / height);
      int fx = sx & 255, fy = sy & 255, ix = sx >> 8, iy = sy >> 8;
      int top = blurred[iy][ix] * (256 - fx) + blurred[iy][ix + 1] * fx, bottom = blurred[iy + 1][ix] * (256 - fx) + blurred[iy + 1][ix + 1] * fx;
      sum = sum * 31 + (uint64_t)((top * (256 - fy) + bottom * fy) >> 16);
    }
  }
  return sum;
}

// ---- the coder. cos(k pi / 16) in 13 bits

static const int cosines[8] = {8192, 8035, 7568, 6811, 5793, 4551, 3135, 1598};
static int basis[8][8];
static uint8_t zigzag[64];
static const uint8_t quantisers[64] = {16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51, 87, 80, 62,
                                       18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};

static void make_tables(void) {
  for (int k = 0; k < 8; k++) {
    for (int n = 0; n < 8; n++) {
      int angle = (2 * n + 1) * k % 32, sign = 1;
      if (angle > 16) angle = 32 - angle;
      if (angle > 8) {
        angle = 16 - angle;
        sign = -1;
      }
      basis[k][n] = k == 0 ? 5793 : angle == 8 ? 0 : sign * cosines[angle];
    }
  }
  for (int i = 0, x = 0, y = 0; i < 64; i++) {
    zigzag[i] = (uint8_t)(y * 8 + x);
    if ((x + y) % 2 == 0) {
      if (x == 7) y++;
      else if (y == 0) x++;
      else x++, y--;
    } else {
      if (y == 7) x++;
      else if (x == 0) y++;
      else x--, y++;
    }
  }
}

static void forward(int *block) {
  int rows[64];
  for (int y = 0; y < 8; y++) {
    for (int k = 0; k < 8; k++) {
      int sum = 0;
      for (int n = 0; n < 8; n++) sum += block[y * 8 + n] * basis[k][n];
      rows[y * 8 + k] = (sum + 1024) >> 11;
    }
  }
  for (int x = 0; x < 8; x++) {
    for (int k = 0; k < 8; k++) {
      int sum = 0;
      for (int n = 0; n < 8; n++) sum += rows[n * 8 + x] * basis[k][n];
      block[k * 8 + x] = (sum + (1 << 16)) >> 17;
    }
  }
}

static void backward(int *block) {
  int columns[64];
  for (int x = 0; x < 8; x++) {
    for (int n = 0; n < 8; n++) {
      int sum = 0;
      for (int k = 0; k < 8; k++) sum += block[k * 8 + x] * basis[k][n];
      columns[n * 8 + x] = (sum + 1024) >> 11;
    }
  }
  for (int y = 0; y < 8; y++) {
    for (int n = 0; n < 8; n++) {
      int sum = 0;
      for (int k = 0; k < 8; k++) sum += columns[y * 8 + k] * basis[k][n];
      block[y * 8 + n] = (sum + (1 << 16)) >> 17;
    }
  }
}

static uint8_t stream[WIDTH * HEIGHT * 3];
static size_t written, read_at;

static void put(int value) {
  uint32_t folded = (uint32_t)value << 1 ^ (uint32_t)(value >> 31);
  for (; folded >= 128; folded >>= 7) stream[written++] = (uint8_t)(folded | 128);
  stream[written++] = (uint8_t)folded;
}

static int take(void) {
  uint32_t folded = 0;
  for (int shift = 0;; shift += 7) {
    uint8_t byte = stream[read_at++];
    folded |= (uint32_t)(byte & 127) << shift;
    if (byte < 128) return (int)(folded >> 1) ^ -(int)(folded & 1);
  }
}

static int colour(const uint8_t *rgb, int plane) {
  int r = rgb[0], g = rgb[1], b = rgb[2];
  switch (plane) {
    case 0:
      return ((77 * r + 150 * g + 29 * b) >> 8) - 128;
    case 1:
      return (-43 * r - 85 * g + 128 * b) >> 8;
    default:
      return (128 * r - 107 * g - 21 * b) >> 8;
  }
}

static void encode(void) {
  int last[3] = {0};
  for (int by = 0; by < HEIGHT; by += 8) {
    for (int bx = 0; bx < WIDTH; bx += 8) {
      for (int plane = 0; plane < 3; plane++) {
        int block[64], zeros = 0;
        for (int i = 0; i < 64; i++) block[i] = colour(image[by + i / 8][bx + i % 8], plane);
        forward(block);
        for (int i = 0; i < 64; i++) {
          int at = zigzag[i], q = quantisers[at], value = (block[at] + (block[at] < 0 ? -q / 2 : q / 2)) / q;
          if (i == 0) {
            put(value - last[plane]);
            last[plane] = value;
          } else if (value == 0) {
            zeros++;
          } else {
            put(zeros);
            put(value);
            zeros = 0;
          }
        }
        put(64);
      }
    }
  }
}

static void decode(void) {
  int last[3] = {0};
  static int planes[3][64];
  for (int by = 0; by < HEIGHT; by += 8) {
    for (int bx = 0; bx < WIDTH; bx += 8) {
      for (int plane = 0; plane < 3; plane++) {
        int *block = planes[plane];
        memset(block, 0, sizeof planes[plane]);
        last[plane] += take();
        block[0] = last[plane] * quantisers[0];
        int i = 1;
        for (int zeros = take(); zeros != 64; zeros = take()) {
          i += zeros;
          block[zigzag[i]] = take() * quantisers[zigzag[i]];
          i++;
        }
        backward(block);
      }
      for (int i = 0; i < 64; i++) {
        int y = planes[0][i] + 128, cb = planes[1][i], cr = planes[2][i];
        uint8_t *rgb = decoded[by + i / 8][bx + i % 8];
        rgb[0] = clamp(y + ((359 * cr) >> 8));
        rgb[1] = clamp(y - ((88 * cb + 183 * cr) >> 8));
        rgb[2] = clamp(y + ((454 * cb) >> 8));
      }
    }
  }
}

int main(void) {
  paint();
  bench_start();
  to_grey();
  blur(5);
  find_edges();
  uint32_t changed = equalise();
  uint64_t small = shrink(200, 150);
  make_tables();
  encode();
  decode();
  uint64_t error = 0;
  for (int i = 0; i < WIDTH * HEIGHT * 3; i++) {
    int difference = (&image[0][0][0])[i] - (&decoded[0][0][0])[i];
    error += (uint64_t)(difference * difference);
  }
  bench_end();
  if (error / (WIDTH * HEIGHT * 3) > 400) fail("the decoded image is another one");
  uint64_t sum = checksum(checksum(CHECKSUM_START, edges, sizeof edges), decoded, sizeof decoded);
  printf("%u %016llx %zu bytes, error %llu, %016llx\n", changed, small, written, error / (WIDTH * HEIGHT * 3), sum);
  return 0;
}
