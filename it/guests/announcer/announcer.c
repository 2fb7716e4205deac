#include "../lib/abi.h"
#include <stdio.h>

static uint32_t announcements = 0;

EXPORT("announce")
void announce(const uint8_t *text, size_t length) {
  printf("%u: %.*s\n", ++announcements, (int)length, (const char *)text);
  fflush(stdout);
  if (length != 0) free((void *)text);
}

// option<string>: the discriminant, and at 4 the payload.
static struct {
  uint8_t is_some;
  slice value;
} environment_area;

EXPORT("environment")
void *environment(const uint8_t *name, size_t length) {
  char *key = allocate(length + 1);
  memcpy(key, name, length);
  key[length] = 0;
  char *value = getenv(key);
  free(key);
  if (length != 0) free((void *)name);
  environment_area.is_some = value != NULL;
  if (value != NULL) environment_area.value = (slice){(uint8_t *)value, strlen(value)};
  return &environment_area;
}
