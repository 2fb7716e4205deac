// Exceptions: setjmp and longjmp by WebAssembly's exceptions, in a recursive parser that gives up deep inside, in nested
// transactions that are undone, and in a loop that throws often.
#include "program.h"

#include "support/setjmp.h"

typedef struct Handler {
  struct Handler *outer;
  jmp_buf jump;
  int undo_size;
} Handler;

static Handler *handlers;
static int undo_log[4096][2], undo_size;
static int accounts[512];
static uint64_t thrown[5];

static _Noreturn void throw_error(int kind) {
  thrown[kind]++;
  longjmp(handlers->jump, kind);
}

static void set_account(int index, int value) {
  if (undo_size == 4096) throw_error(4);
  undo_log[undo_size][0] = index;
  undo_log[undo_size++][1] = accounts[index];
  accounts[index] = value;
}

static void transfer(int from, int to, int amount, int depth) {
  Handler handler = {.outer = handlers, .undo_size = undo_size};
  handlers = &handler;
  int kind = setjmp(handler.jump);
  if (kind == 0) {
    set_account(from, accounts[from] - amount);
    set_account(to, accounts[to] + amount);
    if (accounts[from] < 0) throw_error(1);
    if (depth > 0) transfer(to, (from * 7 + depth) & 511, amount / 2 + 1, depth - 1);
    if ((accounts[to] ^ amount) % 23 == 0) throw_error(2);
    handlers = handler.outer;
    return;
  }
  handlers = handler.outer;
  while (undo_size > handler.undo_size) {
    undo_size--;
    accounts[undo_log[undo_size][0]] = undo_log[undo_size][1];
  }
  // The second kind ends all of it.
  if (kind == 2 && handler.outer != NULL && depth % 2) longjmp(handlers->jump, kind);
}

static const char *at;

static int64_t parse_sum(int depth);

static int64_t parse_factor(int depth) {
  if (depth > 60) throw_error(3);
  while (*at == ' ') at++;
  if (*at == '(') {
    at++;
    int64_t value = parse_sum(depth + 1);
    if (*at != ')') throw_error(1);
    at++;
    return value;
  }
  if (*at < '0' || *at > '9') throw_error(2);
  int64_t value = 0;
  while (*at >= '0' && *at <= '9') value = value * 10 + (*at++ - '0');
  return value;
}

static int64_t parse_product(int depth) {
  int64_t value = parse_factor(depth);
  while (*at == '*' || *at == '/') {
    char operator= * at++;
    int64_t right = parse_factor(depth);
    if (operator== '/' && right == 0) throw_error(4);
    value = operator== '*' ? (int64_t)((uint64_t)value * (uint64_t)right) & 0xffffffff : value / right;
  }
  return value;
}

static int64_t parse_sum(int depth) {
  int64_t value = parse_product(depth);
  while (*at == '+' || *at == '-') value = *at++ == '+' ? value + parse_product(depth) : value - parse_product(depth);
  return value;
}

static int64_t evaluate(const char *text) {
  Handler handler = {.outer = handlers};
  handlers = &handler;
  int kind = setjmp(handler.jump);
  at = text;
  int64_t value = kind == 0 ? parse_sum(0) : -kind - (at - text);
  handlers = handler.outer;
  return value;
}

static char *write_expression(char *out, int depth) {
  if (depth == 0 || random_below(6) == 0) return out + sprintf(out, random_below(40) ? "%u" : "x%u", random_below(60));
  if (random_below(3) == 0) *out++ = '(';
  char *start = out;
  out = write_expression(out, depth - 1);
  *out++ = "+-*/"[random_below(4)];
  out = write_expression(out, depth - 1);
  if (start[-1] == '(' && random_below(60)) *out++ = ')';
  return out;
}

int main(void) {
  enum { EXPRESSIONS = 300 };
  static char texts[EXPRESSIONS][4096];
  for (int i = 0; i < EXPRESSIONS; i++) *write_expression(texts[i] + 1, 2 + i % 6) = 0;
  for (int i = 0; i < 512; i++) accounts[i] = 1000;
  bench_start();
  int64_t sum = 0;
  for (int round = 0; round < 120; round++) {
    for (int i = 0; i < EXPRESSIONS; i++) sum = sum * 31 + evaluate(texts[i] + 1);
  }
  for (int i = 0; i < 40000; i++) {
    undo_size = 0;
    transfer((int)random_below(512), (int)random_below(512), (int)random_below(400), i % 6);
  }
  bench_end();
  int total = 0;
  for (int i = 0; i < 512; i++) total += accounts[i];
  if (total != 512000) fail("money is lost");
  printf("%lld, thrown %llu %llu %llu %llu, %016llx\n", sum, thrown[1], thrown[2], thrown[3], thrown[4], checksum(CHECKSUM_START, accounts, sizeof accounts));
  return 0;
}
