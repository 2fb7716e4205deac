// Integers of any size: schoolbook and Karatsuba products, division, powers modulo a number, digits of pi, factorials.
#include "program.h"

enum { MAX = 1200 };

typedef struct {
  int size;
  uint32_t digit[MAX];
} Number;

static void trim(Number *a) {
  while (a->size > 0 && a->digit[a->size - 1] == 0) a->size--;
}

static void set(Number *a, uint64_t value) {
  a->size = 0;
  for (; value; value >>= 32) a->digit[a->size++] = (uint32_t)value;
}

static int compare(const Number *a, const Number *b) {
  if (a->size != b->size) return a->size < b->size ? -1 : 1;
  for (int i = a->size - 1; i >= 0; i--) {
    if (a->digit[i] != b->digit[i]) return a->digit[i] < b->digit[i] ? -1 : 1;
  }
  return 0;
}

static void multiply_small(Number *a, uint32_t factor) {
  uint64_t carry = 0;
  for (int i = 0; i < a->size; i++) {
    carry += (uint64_t)a->digit[i] * factor;
    a->digit[i] = (uint32_t)carry;
    carry >>= 32;
  }
  if (carry) a->digit[a->size++] = (uint32_t)carry;
  if (a->size >= MAX) fail("too large");
}

static uint32_t divide_small(Number *a, uint32_t divisor) {
  uint64_t rest = 0;
  for (int i = a->size - 1; i >= 0; i--) {
    rest = rest << 32 | a->digit[i];
    a->digit[i] = (uint32_t)(rest / divisor);
    rest %= divisor;
  }
  trim(a);
  return (uint32_t)rest;
}

static void add(Number *a, const Number *b) {
  uint64_t carry = 0;
  for (int i = 0; i < b->size || carry; i++) {
    if (i >= a->size) a->digit[a->size++] = 0;
    carry += (uint64_t)a->digit[i] + (i < b->size ? b->digit[i] : 0);
    a->digit[i] = (uint32_t)carry;
    carry >>= 32;
  }
}

static void subtract(Number *a, const Number *b) {
  int64_t borrow = 0;
  for (int i = 0; i < a->size; i++) {
    borrow += (int64_t)a->digit[i] - (i < b->size ? b->digit[i] : 0);
    a->digit[i] = (uint32_t)borrow;
    borrow >>= 32;
  }
  if (borrow) fail("negative");
  trim(a);
}

static void raw_multiply(const uint32_t *a, int a_size, const uint32_t *b, int b_size, uint32_t *r) {
  memset(r, 0, (size_t)(a_size + b_size) * 4);
  for (int i = 0; i < a_size; i++) {
    uint64_t carry = 0;
    for (int j = 0; j < b_size; j++) {
      carry += (uint64_t)a[i] * b[j] + r[i + j];
      r[i + j] = (uint32_t)carry;
      carry >>= 32;
    }
    r[i + b_size] = (uint32_t)carry;
  }
}

static uint32_t raw_add(uint32_t *r, const uint32_t *a, int size) {
  uint64_t carry = 0;
  for (int i = 0; i < size; i++) {
    carry += (uint64_t)r[i] + a[i];
    r[i] = (uint32_t)carry;
    carry >>= 32;
  }
  return (uint32_t)carry;
}

static void raw_subtract(uint32_t *r, const uint32_t *a, int size, int all) {
  int64_t borrow = 0;
  for (int i = 0; i < all && (i < size || borrow); i++) {
    borrow += (int64_t)r[i] - (i < size ? a[i] : 0);
    r[i] = (uint32_t)borrow;
    borrow >>= 32;
  }
}

// n digits by n digits, n a power of two; the space holds 4n digits.
static void karatsuba(const uint32_t *a, const uint32_t *b, int n, uint32_t *r, uint32_t *space) {
  if (n <= 32) {
    raw_multiply(a, n, b, n, r);
    return;
  }
  int h = n / 2;
  karatsuba(a, b, h, r, space);
  karatsuba(a + h, b + h, h, r + n, space);
  uint32_t *sums = space, *middle = space + 2 * h;
  memcpy(sums, a, (size_t)h * 4);
  memcpy(sums + h, b, (size_t)h * 4);
  uint32_t a_carry = raw_add(sums, a + h, h), b_carry = raw_add(sums + h, b + h, h);
  uint32_t *own = middle + n + 2;
  karatsuba(sums, sums + h, h, middle, own);
  middle[n] = a_carry & b_carry;
  middle[n + 1] = 0;
  if (a_carry) middle[n] += raw_add(middle + h, sums + h, h);
  if (b_carry) middle[n] += raw_add(middle + h, sums, h);
  raw_subtract(middle, r, n, n + 1);
  raw_subtract(middle, r + n, n, n + 1);
  uint64_t carry = 0;
  for (int i = 0; i <= n || (carry && h + i < 2 * n); i++) {
    if (h + i >= 2 * n) break;
    carry += (uint64_t)r[h + i] + (i <= n ? middle[i] : 0);
    r[h + i] = (uint32_t)carry;
    carry >>= 32;
  }
}

static void multiply(Number *r, const Number *a, const Number *b) {
  if (a->size + b->size >= MAX) fail("too large");
  raw_multiply(a->digit, a->size, b->digit, b->size, r->digit);
  r->size = a->size + b->size;
  trim(r);
}

// Knuth's algorithm D; the quotient may be null.
static void divide(Number *a, const Number *b, Number *quotient) {
  if (b->size == 0) fail("division by zero");
  if (quotient) quotient->size = 0;
  if (compare(a, b) < 0) return;
  if (b->size == 1) {
    Number q = *a;
    set(a, divide_small(&q, b->digit[0]));
    if (quotient) *quotient = q;
    return;
  }
  int shift = __builtin_clz(b->digit[b->size - 1]), n = b->size, m = a->size - n;
  uint32_t v[MAX], *u = a->digit;
  for (int i = n - 1; i >= 0; i--) v[i] = b->digit[i] << shift | (shift && i ? b->digit[i - 1] >> (32 - shift) : 0);
  u[a->size] = shift ? u[a->size - 1] >> (32 - shift) : 0;
  for (int i = a->size - 1; i >= 0; i--) u[i] = u[i] << shift | (shift && i ? u[i - 1] >> (32 - shift) : 0);
  for (int j = m; j >= 0; j--) {
    uint64_t top = (uint64_t)u[j + n] << 32 | u[j + n - 1], guess = top / v[n - 1], rest = top % v[n - 1];
    while (guess >> 32 || guess * v[n - 2] > (rest << 32 | u[j + n - 2])) {
      guess--;
      rest += v[n - 1];
      if (rest >> 32) break;
    }
    int64_t borrow = 0;
    uint64_t carry = 0;
    for (int i = 0; i < n; i++) {
      carry += guess * v[i];
      borrow += (int64_t)u[i + j] - (int64_t)(uint32_t)carry;
      u[i + j] = (uint32_t)borrow;
      borrow >>= 32;
      carry >>= 32;
    }
    borrow += (int64_t)u[j + n] - (int64_t)carry;
    u[j + n] = (uint32_t)borrow;
    if (borrow < 0) {
      guess--;
      u[j + n] += raw_add(u + j, v, n);
    }
    if (quotient) quotient->digit[j] = (uint32_t)guess;
  }
  for (int i = 0; i < n; i++) u[i] = u[i] >> shift | (shift ? (uint32_t)((uint64_t)u[i + 1] << (32 - shift)) : 0);
  a->size = n;
  trim(a);
  if (quotient) {
    quotient->size = m + 1;
    trim(quotient);
  }
}

static void power_modulo(Number *r, const Number *base, const Number *exponent, const Number *modulus) {
  static Number square, product;
  square = *base;
  set(r, 1);
  for (int i = 0; i < exponent->size * 32; i++) {
    if (exponent->digit[i / 32] >> (i % 32) & 1) {
      multiply(&product, r, &square);
      divide(&product, modulus, NULL);
      *r = product;
    }
    multiply(&product, &square, &square);
    divide(&product, modulus, NULL);
    square = product;
  }
}

static void random_number(Number *a, int size) {
  a->size = size;
  for (int i = 0; i < size; i++) a->digit[i] = (uint32_t)random64();
  a->digit[size - 1] |= 0x80000000;
  a->digit[0] |= 1;
}

static uint64_t hash(uint64_t sum, const Number *a) { return checksum(sum, a->digit, (size_t)a->size * 4); }

// pi by Machin's formula, scaled by 2^(32 * words)
static void arctangent(Number *sum, uint32_t x, uint32_t factor, int words) {
  static Number term, part, minus;
  memset(&term, 0, sizeof term);
  term.size = words + 1;
  term.digit[words] = factor;
  divide_small(&term, x);
  *sum = term;
  set(&minus, 0);
  for (uint32_t n = 3; term.size; n += 2) {
    divide_small(&term, x);
    divide_small(&term, x);
    part = term;
    divide_small(&part, n);
    add(n & 2 ? &minus : sum, &part);
  }
  subtract(sum, &minus);
}

int main(void) {
  static Number a, b, c, d, e;
  uint64_t sum = CHECKSUM_START;
  bench_start();
  for (int i = 0; i < 6; i++) {
    random_number(&a, 24);
    random_number(&b, 24);
    random_number(&c, 24);
    power_modulo(&d, &a, &b, &c);
    sum = hash(sum, &d);
  }
  for (int i = 0; i < 40; i++) {
    random_number(&a, 500);
    random_number(&b, 200 + i);
    multiply(&c, &a, &b);
    random_number(&d, 150);
    add(&c, &d);
    divide(&c, &b, &e);
    if (compare(&c, &d) != 0 || compare(&e, &a) != 0) fail("division");
  }
  static uint32_t x[512], y[512], product[1024], schoolbook[1024], space[8192];
  for (int round = 0; round < 6; round++) {
    for (int i = 0; i < 512; i++) {
      x[i] = (uint32_t)random64();
      y[i] = (uint32_t)random64();
    }
    karatsuba(x, y, 512, product, space);
    raw_multiply(x, 512, y, 512, schoolbook);
    if (memcmp(product, schoolbook, sizeof product) != 0) fail("karatsuba");
    sum = checksum(sum, product, sizeof product);
  }
  arctangent(&a, 5, 16, 400);
  arctangent(&b, 239, 4, 400);
  subtract(&a, &b);
  char digits[60];
  int count = 0;
  a.size = 401;
  for (; count < 50; count++) {
    digits[count] = (char)('0' + a.digit[400]);
    a.digit[400] = 0;
    multiply_small(&a, 10);
    if (a.size < 401) a.size = 401;
  }
  digits[count] = 0;
  set(&a, 1);
  for (uint32_t i = 2; i <= 2500; i++) multiply_small(&a, i);
  sum = hash(sum, &a);
  int zeros = 0;
  while (divide_small(&a, 10) == 0) zeros++;
  bench_end();
  printf("%s %d %016llx\n", digits, zeros, sum);
  return 0;
}
