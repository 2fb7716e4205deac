#include "../lib/abi.h"

#define LOGGING "demo:resources/logging@1.0.0"
#define COUNTERS "demo:resources/counters@1.0.0"

IMPORT(LOGGING, "[constructor]logger") int32_t logger_new(const uint8_t *name, size_t length);
IMPORT(LOGGING, "[method]logger.log") void logger_log(int32_t self, const uint8_t *line, size_t length);
IMPORT(LOGGING, "[method]logger.lines") uint32_t logger_lines(int32_t self);
IMPORT(LOGGING, "[resource-drop]logger") void logger_drop(int32_t self);
IMPORT(LOGGING, "root") int32_t logging_root(void);

typedef struct {
  int32_t logger;
  uint32_t value;
} counter;

IMPORT("[export]" COUNTERS, "[resource-new]counter") int32_t counter_handle(counter *representation);
IMPORT("[export]" COUNTERS, "[resource-rep]counter") counter *counter_of(int32_t handle);
IMPORT("[export]" COUNTERS, "[resource-drop]counter") void counter_drop(int32_t handle);

static uint32_t live = 0;

static void log_text(int32_t logger, const char *text) {
  logger_log(logger, (const uint8_t *)text, strlen(text));
}

static int32_t make(int32_t logger, uint32_t value) {
  counter *self = allocate(sizeof *self);
  *self = (counter){logger, value};
  live++;
  return counter_handle(self);
}

EXPORT(COUNTERS "#[constructor]counter")
int32_t constructor(uint8_t *name, size_t length, uint32_t start) {
  int32_t logger = logger_new(name, length);
  if (length != 0) free(name);
  log_text(logger, "made");
  return make(logger, start);
}

EXPORT(COUNTERS "#[dtor]counter")
void destructor(counter *self) {
  log_text(self->logger, "dropped");
  logger_drop(self->logger);
  live--;
  free(self);
}

EXPORT(COUNTERS "#[method]counter.increment")
uint32_t increment(counter *self, uint32_t by) {
  log_text(self->logger, "increment");
  return self->value += by;
}

EXPORT(COUNTERS "#[method]counter.value")
uint32_t value(counter *self) { return self->value; }

EXPORT(COUNTERS "#[static]counter.merge")
int32_t merge(int32_t a, int32_t b) {
  uint32_t sum = counter_of(a)->value + counter_of(b)->value;
  counter_drop(a);
  counter_drop(b);
  int32_t logger = logging_root();
  log_text(logger, "merged");
  return make(logger, sum);
}

EXPORT(COUNTERS "#total")
uint64_t total(counter **counters, size_t length) {
  uint64_t sum = 0;
  for (size_t i = 0; i < length; i++) sum += counters[i]->value;
  if (length != 0) free(counters);
  return sum;
}

EXPORT(COUNTERS "#larger")
int32_t larger(int32_t a, int32_t b) {
  int first = counter_of(a)->value >= counter_of(b)->value;
  counter_drop(first ? b : a);
  return first ? a : b;
}

EXPORT(COUNTERS "#live")
uint32_t live_counters(void) { return live; }

EXPORT("use-logger")
uint32_t use_logger(int32_t logger, uint8_t *line, size_t length) {
  logger_log(logger, line, length);
  if (length != 0) free(line);
  uint32_t lines = logger_lines(logger);
  logger_drop(logger);
  return lines;
}
