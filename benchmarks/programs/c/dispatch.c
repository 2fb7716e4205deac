// Indirect calls: a simulation of objects with virtual functions, sorting with comparators, a visitor of syntax trees,
// a pipeline of closures, a virtual machine in threaded code.
#include "program.h"

typedef struct Animal Animal;

typedef struct {
  void (*move)(Animal *);
  int (*meet)(Animal *, Animal *);
  int (*age)(Animal *);
  int kind;
} Methods;

struct Animal {
  const Methods *methods;
  int x, y, energy, years;
};

enum { WORLD = 64, ANIMALS = 2000 };

static int wrap(int at) { return at & (WORLD - 1); }

static void walk(Animal *a) { a->x = wrap(a->x + (a->years & 3) - 1); }
static void hop(Animal *a) {
  a->x = wrap(a->x + 3);
  a->y = wrap(a->y + (a->energy & 1 ? 2 : -2));
}
static void crawl(Animal *a) {
  if (a->years % 5 == 0) a->y = wrap(a->y + 1);
}
static void fly(Animal *a) {
  a->x = wrap(a->x * 5 + 1);
  a->y = wrap(a->y + a->x);
  a->energy--;
}
static void swim(Animal *a) { a->y = wrap(a->y - 1); }
static int eat(Animal *a, Animal *b) {
  if (b->energy > a->energy) return 0;
  a->energy += b->energy / 2;
  b->energy = 1;
  return 1;
}
static int flee(Animal *a, Animal *b) {
  a->x = wrap(a->x - b->x);
  return a->energy > 3;
}
static int ignore(Animal *a, Animal *b) { return (a->years ^ b->years) & 1; }
static int share(Animal *a, Animal *b) {
  int all = a->energy + b->energy;
  a->energy = all / 2;
  b->energy = all - a->energy;
  return all;
}
static int grow_slowly(Animal *a) { return ++a->years; }
static int grow_fast(Animal *a) {
  a->energy += 2;
  return a->years += 2;
}
static int wither(Animal *a) {
  a->energy -= a->energy > 2;
  return ++a->years;
}

static const Methods kinds[] = {{walk, eat, grow_slowly, 1}, {hop, flee, grow_fast, 2}, {crawl, ignore, wither, 3}, {fly, eat, wither, 4},
                                {swim, share, grow_slowly, 5}, {walk, flee, grow_fast, 6}, {hop, share, wither, 7}, {fly, ignore, grow_fast, 8}};

static int64_t simulate(int rounds) {
  static Animal animals[ANIMALS];
  static int cells[WORLD * WORLD];
  int64_t events = 0;
  for (int i = 0; i < ANIMALS; i++) animals[i] = (Animal){&kinds[random_below(8)], (int)random_below(WORLD), (int)random_below(WORLD), 5 + (int)random_below(20), 0};
  for (int r = 0; r < rounds; r++) {
    memset(cells, -1, sizeof cells);
    for (int i = 0; i < ANIMALS; i++) {
      Animal *a = &animals[i];
      a->methods->move(a);
      int *cell = &cells[a->y * WORLD + a->x];
      if (*cell >= 0) events += a->methods->meet(a, &animals[*cell]) * a->methods->kind;
      *cell = i;
      events ^= a->methods->age(a);
    }
  }
  return events;
}

// ---- sorting

typedef struct {
  uint32_t id;
  int32_t weight;
  char name[8];
} Record;

static int by_id(const void *a, const void *b) {
  uint32_t x = ((const Record *)a)->id, y = ((const Record *)b)->id;
  return (x > y) - (x < y);
}
static int by_weight(const void *a, const void *b) {
  int32_t x = ((const Record *)a)->weight, y = ((const Record *)b)->weight;
  return x != y ? (x > y) - (x < y) : by_id(a, b);
}
static int by_name(const void *a, const void *b) {
  int order = strncmp(((const Record *)a)->name, ((const Record *)b)->name, 8);
  return order ? order : by_id(a, b);
}

static void swap(char *a, char *b, size_t size) {
  for (; size > 0; size--, a++, b++) {
    char t = *a;
    *a = *b;
    *b = t;
  }
}

static void quick_sort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *)) {
  char *first = base;
  while (count > 12) {
    char *middle = first + count / 2 * size, *last = first + (count - 1) * size;
    if (compare(middle, first) < 0) swap(middle, first, size);
    if (compare(last, first) < 0) swap(last, first, size);
    if (compare(last, middle) < 0) swap(last, middle, size);
    swap(first, middle, size);
    size_t i = 0, j = count;
    for (;;) {
      do i++;
      while (i < count && compare(first + i * size, first) < 0);
      do j--;
      while (compare(first, first + j * size) < 0);
      if (i >= j) break;
      swap(first + i * size, first + j * size, size);
    }
    swap(first, first + j * size, size);
    quick_sort(first, j, size, compare);
    first += (j + 1) * size;
    count -= j + 1;
  }
  for (size_t i = 1; i < count; i++) {
    for (size_t j = i; j > 0 && compare(first + j * size, first + (j - 1) * size) < 0; j--) swap(first + j * size, first + (j - 1) * size, size);
  }
}

static uint64_t sorting(int count) {
  static int (*const orders[])(const void *, const void *) = {by_id, by_weight, by_name};
  Record *records = allocate((size_t)count * sizeof *records);
  uint64_t sum = CHECKSUM_START;
  for (int i = 0; i < count; i++) {
    records[i].id = (uint32_t)random64();
    records[i].weight = (int32_t)random_below(1000) - 500;
    for (int k = 0; k < 8; k++) records[i].name[k] = (char)('a' + random_below(4));
  }
  for (int o = 0; o < 3; o++) {
    (o == 1 ? qsort : quick_sort)(records, (size_t)count, sizeof *records, orders[o]);
    for (int i = 1; i < count; i++) {
      if (orders[o](&records[i - 1], &records[i]) > 0) fail("order");
    }
    sum = checksum(sum, records, (size_t)count * sizeof *records);
  }
  free(records);
  return sum;
}

// ---- a visitor

typedef struct Syntax Syntax;
typedef int64_t (*Visit)(const Syntax *, const int64_t *);

struct Syntax {
  Visit visit;
  const Syntax *left, *right;
  int64_t value;
};

static int64_t visit_constant(const Syntax *s, const int64_t *v) {
  (void)v;
  return s->value;
}
static int64_t visit_variable(const Syntax *s, const int64_t *v) { return v[s->value]; }
static int64_t visit_sum(const Syntax *s, const int64_t *v) { return s->left->visit(s->left, v) + s->right->visit(s->right, v); }
static int64_t visit_difference(const Syntax *s, const int64_t *v) { return s->left->visit(s->left, v) - s->right->visit(s->right, v); }
static int64_t visit_product(const Syntax *s, const int64_t *v) { return (int64_t)((uint64_t)s->left->visit(s->left, v) * (uint64_t)s->right->visit(s->right, v)); }
static int64_t visit_least(const Syntax *s, const int64_t *v) {
  int64_t a = s->left->visit(s->left, v), b = s->right->visit(s->right, v);
  return a < b ? a : b;
}
static int64_t visit_choice(const Syntax *s, const int64_t *v) { return v[0] & 1 ? s->left->visit(s->left, v) : s->right->visit(s->right, v); }

static const Syntax *make_syntax(int depth) {
  static const Visit inner[] = {visit_sum, visit_difference, visit_product, visit_least, visit_choice};
  Syntax *s = allocate(sizeof *s);
  if (depth == 0 || random_below(8) == 0) {
    int variable = random_below(2) != 0;
    *s = (Syntax){variable ? visit_variable : visit_constant, NULL, NULL, (int64_t)random_below(variable ? 8 : 1000)};
  } else {
    *s = (Syntax){inner[random_below(5)], NULL, NULL, 0};
    s->left = make_syntax(depth - 1);
    s->right = make_syntax(depth - 1);
  }
  return s;
}

static int64_t visiting(int rounds) {
  const Syntax *tree = make_syntax(12);
  int64_t sum = 0;
  for (int i = 0; i < rounds; i++) {
    int64_t variables[8];
    for (int k = 0; k < 8; k++) variables[k] = i * (k + 3) - 50;
    sum = sum * 31 + tree->visit(tree, variables);
  }
  return sum;
}

// ---- threaded code

typedef struct State State;
struct State {
  int64_t a, b, count;
  int pc;
  const uint8_t *code;
};
typedef int (*Handler)(State *);

static int do_load(State *s) {
  s->a = s->code[s->pc + 1];
  s->pc += 2;
  return 1;
}
static int do_add(State *s) {
  s->a += s->b;
  s->pc++;
  return 1;
}
static int do_swap(State *s) {
  int64_t t = s->a;
  s->a = s->b;
  s->b = t;
  s->pc++;
  return 1;
}
static int do_mix(State *s) {
  s->a = (s->a ^ s->b << 7) & 0xffffff;
  s->pc++;
  return 1;
}
static int do_shift(State *s) {
  s->b >>= 1;
  s->pc++;
  return 1;
}
static int do_skip(State *s) {
  s->pc += s->a & 1 ? 2 : 1;
  return 1;
}
static int do_loop(State *s) {
  if (--s->count > 0) {
    s->pc = 0;
    return 1;
  }
  return 0;
}

static int64_t threaded(int count) {
  static const Handler handlers[] = {do_load, do_add, do_swap, do_mix, do_shift, do_skip, do_loop};
  static const uint8_t code[] = {1, 2, 3, 5, 4, 1, 3, 2, 5, 1, 2, 6};
  State s = {7, 11, count, 0, code};
  while (handlers[code[s.pc]](&s)) {
  }
  return s.a + s.b;
}

int main(void) {
  bench_start();
  int64_t events = simulate(200);
  uint64_t order = sorting(30000);
  int64_t values = visiting(400), machine = threaded(150000);
  bench_end();
  printf("%lld %016llx %lld %lld\n", events, order, values, machine);
  return 0;
}
