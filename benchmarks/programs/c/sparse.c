// Sparse matrices: a Laplacian in compressed rows, conjugate gradients, products of matrices, transposition, page rank.
#include "program.h"

#include <math.h>

typedef struct {
  int rows, columns;
  int *start, *column;
  double *value;
} Matrix;

static Matrix new_matrix(int rows, int columns, int entries) {
  return (Matrix){rows, columns, calloc((size_t)rows + 1, sizeof(int)), allocate((size_t)entries * sizeof(int)), allocate((size_t)entries * sizeof(double))};
}

static void release(Matrix m) {
  free(m.start);
  free(m.column);
  free(m.value);
}

static Matrix laplacian(int side) {
  Matrix m = new_matrix(side * side, side * side, side * side * 5);
  int n = 0;
  for (int y = 0; y < side; y++) {
    for (int x = 0; x < side; x++) {
      int row = y * side + x;
      const int neighbours[5] = {y > 0 ? row - side : -1, x > 0 ? row - 1 : -1, row, x < side - 1 ? row + 1 : -1, y < side - 1 ? row + side : -1};
      for (int k = 0; k < 5; k++) {
        if (neighbours[k] < 0) continue;
        m.column[n] = neighbours[k];
        m.value[n++] = k == 2 ? 4.01 : -1;
      }
      m.start[row + 1] = n;
    }
  }
  return m;
}

static void apply(const Matrix *m, const double *x, double *y) {
  for (int row = 0; row < m->rows; row++) {
    double sum = 0;
    for (int k = m->start[row]; k < m->start[row + 1]; k++) sum += m->value[k] * x[m->column[k]];
    y[row] = sum;
  }
}

static double dot(const double *a, const double *b, int n) {
  double sum = 0;
  for (int i = 0; i < n; i++) sum += a[i] * b[i];
  return sum;
}

static int conjugate_gradients(const Matrix *m, const double *b, double *x) {
  int n = m->rows, round = 0;
  double *r = allocate((size_t)n * 8), *p = allocate((size_t)n * 8), *q = allocate((size_t)n * 8);
  for (int i = 0; i < n; i++) {
    x[i] = 0;
    p[i] = r[i] = b[i];
  }
  double rho = dot(r, r, n), limit = rho * 1e-16;
  for (; rho > limit && round < 1000; round++) {
    apply(m, p, q);
    double alpha = rho / dot(p, q, n);
    for (int i = 0; i < n; i++) {
      x[i] += alpha * p[i];
      r[i] -= alpha * q[i];
    }
    double next = dot(r, r, n), beta = next / rho;
    for (int i = 0; i < n; i++) p[i] = r[i] + beta * p[i];
    rho = next;
  }
  free(r);
  free(p);
  free(q);
  return round;
}

static Matrix transpose(const Matrix *m) {
  int entries = m->start[m->rows];
  Matrix t = new_matrix(m->columns, m->rows, entries);
  for (int k = 0; k < entries; k++) t.start[m->column[k] + 1]++;
  for (int i = 0; i < t.rows; i++) t.start[i + 1] += t.start[i];
  int *next = allocate((size_t)t.rows * sizeof(int));
  memcpy(next, t.start, (size_t)t.rows * sizeof(int));
  for (int row = 0; row < m->rows; row++) {
    for (int k = m->start[row]; k < m->start[row + 1]; k++) {
      int at = next[m->column[k]]++;
      t.column[at] = row;
      t.value[at] = m->value[k];
    }
  }
  free(next);
  return t;
}

static Matrix product(const Matrix *a, const Matrix *b) {
  int capacity = 64 * a->rows, n = 0;
  Matrix c = new_matrix(a->rows, b->columns, capacity);
  double *sums = calloc((size_t)b->columns, 8);
  int *marks = calloc((size_t)b->columns, sizeof(int)), *used = allocate((size_t)b->columns * sizeof(int));
  for (int row = 0; row < a->rows; row++) {
    int count = 0;
    for (int k = a->start[row]; k < a->start[row + 1]; k++) {
      int middle = a->column[k];
      for (int l = b->start[middle]; l < b->start[middle + 1]; l++) {
        int column = b->column[l];
        if (marks[column] != row + 1) {
          marks[column] = row + 1;
          used[count++] = column;
          sums[column] = 0;
        }
        sums[column] += a->value[k] * b->value[l];
      }
    }
    for (int i = 1; i < count; i++) {
      int column = used[i], j = i;
      for (; j > 0 && used[j - 1] > column; j--) used[j] = used[j - 1];
      used[j] = column;
    }
    if (n + count > capacity) fail("capacity");
    for (int i = 0; i < count; i++) {
      c.column[n] = used[i];
      c.value[n++] = sums[used[i]];
    }
    c.start[row + 1] = n;
  }
  free(sums);
  free(marks);
  free(used);
  return c;
}

static Matrix links(int pages, int each) {
  Matrix m = new_matrix(pages, pages, pages * each);
  for (int row = 0; row < pages; row++) {
    for (int k = 0; k < each; k++) {
      m.column[row * each + k] = (int)(random_below((uint32_t)pages) * random_unit());
      m.value[row * each + k] = 1.0 / each;
    }
    m.start[row + 1] = (row + 1) * each;
  }
  return m;
}

int main(void) {
  bench_start();
  Matrix m = laplacian(120);
  int n = m.rows;
  double *b = allocate((size_t)n * 8), *x = allocate((size_t)n * 8), *y = allocate((size_t)n * 8);
  for (int i = 0; i < n; i++) b[i] = random_unit() - 0.5;
  int rounds = conjugate_gradients(&m, b, x);
  apply(&m, x, y);
  double error = 0, norm = sqrt(dot(x, x, n));
  for (int i = 0; i < n; i++) error = fmax(error, fabs(y[i] - b[i]));
  Matrix square = product(&m, &m), cube = product(&square, &m);
  double trace = 0;
  for (int row = 0; row < n; row++) {
    for (int k = cube.start[row]; k < cube.start[row + 1]; k++) trace += cube.column[k] == row ? cube.value[k] : 0;
  }
  Matrix web = links(20000, 12), incoming = transpose(&web);
  double *rank = allocate(20000 * 8), *next = allocate(20000 * 8);
  for (int i = 0; i < 20000; i++) rank[i] = 1.0 / 20000;
  for (int round = 0; round < 40; round++) {
    apply(&incoming, rank, next);
    for (int i = 0; i < 20000; i++) rank[i] = 0.15 / 20000 + 0.85 * next[i];
  }
  int best = 0;
  for (int i = 1; i < 20000; i++) {
    if (rank[i] > rank[best]) best = i;
  }
  bench_end();
  if (error > 1e-6) fail("no solution");
  printf("%d rounds, norm %.9f, trace %.3f, %d entries, page %d with %.9f\n", rounds, norm, trace, cube.start[n], best, rank[best]);
  release(m);
  release(square);
  release(cube);
  release(web);
  release(incoming);
  return 0;
}
