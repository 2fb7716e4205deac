// A plain core module: exports, imports, a memory, no component around it.
#include <stddef.h>
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(name), used))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

IMPORT("env", "log") void host_log(int32_t value);
IMPORT("env", "scale") double host_scale(double value);

EXPORT("add")
int32_t add(int32_t a, int32_t b) { return a + b; }

EXPORT("divide")
int64_t divide(int64_t a, int64_t b) { return a / b; }

EXPORT("hypotenuse")
double hypotenuse(double a, double b) { return __builtin_sqrt(a * a + b * b); }

EXPORT("half")
float half(float value) { return value / 2; }

EXPORT("scaled_sum")
double scaled_sum(double a, double b) { return host_scale(a) + host_scale(b); }

// Logs every number from `n` down to 1.
EXPORT("count_down")
void count_down(int32_t n) {
  for (; n > 0; n--) host_log(n);
}

static int32_t buffer[1024];

EXPORT("buffer_address")
int32_t *buffer_address(void) { return buffer; }

// The sum of the first `count` numbers of the buffer that the host filled.
EXPORT("sum")
int64_t sum(uint32_t count) {
  if (count > sizeof buffer / sizeof *buffer) __builtin_trap();
  int64_t total = 0;
  for (uint32_t i = 0; i < count; i++) total += buffer[i];
  return total;
}

static int32_t (*const operations[])(int32_t, int32_t);

static int32_t subtract(int32_t a, int32_t b) { return a - b; }
static int32_t multiply(int32_t a, int32_t b) { return a * b; }

static int32_t (*const operations[])(int32_t, int32_t) = {add, subtract, multiply};

// Calls through the table: 0 adds, 1 subtracts, 2 multiplies.
EXPORT("apply")
int32_t apply(uint32_t operation, int32_t a, int32_t b) {
  if (operation > 2) __builtin_trap();
  return operations[operation](a, b);
}

EXPORT("fib")
int32_t fib(int32_t n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }
