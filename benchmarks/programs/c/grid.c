// Loops over arrays of fixed sizes: shortest paths, distribution of heat, waves, edges in a picture, alignment of sequences.
#include "program.h"

#define NODES 240
#define SIDE 200

static int distance[NODES][NODES];

static int shortest_paths(void) {
  for (int i = 0; i < NODES; i++) {
    for (int j = 0; j < NODES; j++) distance[i][j] = i == j ? 0 : (int)random_below(1000) + 1;
  }
  for (int k = 0; k < NODES; k++) {
    for (int i = 0; i < NODES; i++) {
      for (int j = 0; j < NODES; j++) {
        int way = distance[i][k] + distance[k][j];
        if (way < distance[i][j]) distance[i][j] = way;
      }
    }
  }
  int sum = 0;
  for (int i = 0; i < NODES; i++) sum += distance[i][(i * 7) % NODES];
  return sum;
}

static double warm[SIDE][SIDE], next[SIDE][SIDE];

static double heat(int rounds) {
  for (int y = 0; y < SIDE; y++) {
    for (int x = 0; x < SIDE; x++) warm[y][x] = next[y][x] = x == 0 ? 100 : y % 17;
  }
  for (int round = 0; round < rounds; round++) {
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) next[y][x] = 0.2 * (warm[y][x] + warm[y][x - 1] + warm[y][x + 1] + warm[y - 1][x] + warm[y + 1][x]);
    }
    for (int y = 1; y < SIDE - 1; y++) {
      for (int x = 1; x < SIDE - 1; x++) warm[y][x] = 0.2 * (next[y][x] + next[y][x - 1] + next[y][x + 1] + next[y - 1][x] + next[y + 1][x]);
    }
  }
  return warm[SIDE / 2][3];
}

static float field[SIDE][SIDE], across[SIDE][SIDE], down[SIDE][SIDE];

static float waves(int rounds) {
  for (int round = 0; round < rounds; round++) {
    for (int x = 0; x < SIDE; x++) down[0][x] = (float)round;
    for (int y = 1; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) down[y][x] -= 0.5f * (field[y][x] - field[y - 1][x]);
    }
    for (int y = 0; y < SIDE; y++) {
      for (int x = 1; x < SIDE; x++) across[y][x] -= 0.5f * (field[y][x] - field[y][x - 1]);
    }
    for (int y = 0; y < SIDE - 1; y++) {
      for (int x = 0; x < SIDE - 1; x++) field[y][x] -= 0.7f * (across[y][x + 1] - across[y][x] + down[y + 1][x] - down[y][x]);
    }
  }
  return field[5][SIDE / 3];
}

static unsigned char picture[SIDE][SIDE], edges[SIDE][SIDE];

static int find_edges(void) {
  for (int y = 0; y < SIDE; y++) {
    for (int x = 0; x < SIDE; x++) picture[y][x] = (unsigned char)((x * y >> 5) ^ (int)random_below(16));
  }
  int sum = 0;
  for (int y = 1; y < SIDE - 1; y++) {
    for (int x = 1; x < SIDE - 1; x++) {
      int gx = picture[y - 1][x + 1] + 2 * picture[y][x + 1] + picture[y + 1][x + 1] - picture[y - 1][x - 1] - 2 * picture[y][x - 1] - picture[y + 1][x - 1];
      int gy = picture[y + 1][x - 1] + 2 * picture[y + 1][x] + picture[y + 1][x + 1] - picture[y - 1][x - 1] - 2 * picture[y - 1][x] - picture[y - 1][x + 1];
      int strength = (gx < 0 ? -gx : gx) + (gy < 0 ? -gy : gy);
      edges[y][x] = (unsigned char)(strength > 255 ? 255 : strength);
      sum += edges[y][x];
    }
  }
  return sum;
}

static char one[1000], two[1000];
static short score[2][1001];

static int align(void) {
  for (int i = 0; i < 1000; i++) {
    one[i] = (char)random_below(4);
    two[i] = (char)random_below(4);
  }
  for (int i = 0; i < 1000; i++) {
    short *last = score[i & 1], *row = score[~i & 1];
    for (int j = 0; j < 1000; j++) {
      int best = last[j] + (one[i] == two[j] ? 2 : -1);
      if (last[j + 1] - 1 > best) best = last[j + 1] - 1;
      if (row[j] - 1 > best) best = row[j] - 1;
      row[j + 1] = (short)(best > 0 ? best : 0);
    }
  }
  return score[0][1000];
}

int main(void) {
  bench_start();
  int paths = shortest_paths();
  double temperature = heat(60);
  float wave = waves(50);
  int sum = 0;
  for (int i = 0; i < 20; i++) sum += find_edges();
  int alignment = 0;
  for (int i = 0; i < 5; i++) alignment += align();
  bench_end();
  printf("ways %d, heat %.9f, wave %.6f, edges %d, alignments %d\n", paths, temperature, (double)wave, sum, alignment);
  return 0;
}
