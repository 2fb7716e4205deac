// Recursion: Fibonacci and Ackermann numbers, queens, sudoku, permutations, a tree search for knights, Hanoi.
#include "program.h"

__attribute__((noinline)) static int fibonacci(int n) { return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2); }

__attribute__((noinline)) static int ackermann(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ackermann(m - 1, 1) : ackermann(m - 1, ackermann(m, n - 1)); }

static int queens(int size, uint32_t columns, uint32_t left, uint32_t right) {
  uint32_t all = (1u << size) - 1, open = all & ~(columns | left | right);
  if (columns == all) return 1;
  int count = 0;
  while (open) {
    uint32_t bit = open & -open;
    open ^= bit;
    count += queens(size, columns | bit, (left | bit) << 1, (right | bit) >> 1);
  }
  return count;
}

static char board[81];
static int tried;

static int allowed(int at, char digit) {
  int row = at / 9, column = at % 9, box = row / 3 * 27 + column / 3 * 3;
  for (int i = 0; i < 9; i++) {
    if (board[row * 9 + i] == digit || board[i * 9 + column] == digit || board[box + i / 3 * 9 + i % 3] == digit) return 0;
  }
  return 1;
}

static int solve(int at) {
  while (at < 81 && board[at] != '.') at++;
  if (at == 81) return 1;
  for (char digit = '1'; digit <= '9'; digit++) {
    tried++;
    if (!allowed(at, digit)) continue;
    board[at] = digit;
    if (solve(at + 1)) return 1;
    board[at] = '.';
  }
  return 0;
}

static uint64_t permutation_sum;

static void permute(int *items, int from, int count) {
  if (from == count) {
    uint64_t value = 0;
    for (int i = 0; i < count; i++) value = value * 11 + (uint64_t)items[i];
    permutation_sum ^= value * 0x9e3779b97f4a7c15u;
    return;
  }
  for (int i = from; i < count; i++) {
    int t = items[from];
    items[from] = items[i];
    items[i] = t;
    permute(items, from + 1, count);
    items[i] = items[from];
    items[from] = t;
  }
}

static int moves;

static void hanoi(int discs, int from, int to, int via) {
  if (discs == 0) return;
  hanoi(discs - 1, from, via, to);
  moves += from ^ to;
  hanoi(discs - 1, via, to, from);
}

// Odd and even by each other, with more parameters than registers.
static int64_t odd(int n, int64_t a, int64_t b, double c, float d);
__attribute__((noinline)) static int64_t even(int n, int64_t a, int64_t b, double c, float d) {
  return n == 0 ? a + (int64_t)c : odd(n - 1, b, a + 1, c + 0.5, d) + (d > 1);
}
__attribute__((noinline)) static int64_t odd(int n, int64_t a, int64_t b, double c, float d) {
  return n == 0 ? b : even(n - 1, a ^ b, b, c, d + 0.25f) + (a & 1);
}

typedef struct {
  int8_t cells[36];
} Position;

static int tours;

static void knight(Position *p, int x, int y, int step) {
  static const int8_t dx[] = {1, 2, 2, 1, -1, -2, -2, -1}, dy[] = {-2, -1, 1, 2, 2, 1, -1, -2};
  if (step == 25) {
    tours++;
    return;
  }
  for (int i = 0; i < 8; i++) {
    int u = x + dx[i], v = y + dy[i];
    if (u < 0 || v < 0 || u >= 5 || v >= 5 || p->cells[v * 5 + u]) continue;
    p->cells[v * 5 + u] = (int8_t)(step + 1);
    knight(p, u, v, step + 1);
    p->cells[v * 5 + u] = 0;
  }
}

int main(void) {
  bench_start();
  int f = fibonacci(31), a = ackermann(2, 1500) + ackermann(3, 7), q = queens(10, 0, 0, 0);
  memcpy(board, "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..", 81);
  int solved = solve(0);
  int items[9] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  permute(items, 0, 9);
  hanoi(18, 0, 1, 2);
  int64_t mutual = 0;
  for (int i = 0; i < 2000; i++) mutual += even(200 + i % 7, i, 3, 0.5, 0);
  Position p = {{1}};
  knight(&p, 0, 0, 1);
  bench_end();
  printf("%d %d %d %d %d %.81s %llu %d %lld %d\n", f, a, q, solved, tried, board, permutation_sum, moves, mutual, tours);
  return 0;
}
