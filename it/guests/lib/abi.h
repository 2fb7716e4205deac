// The canonical ABI by hand: what a C guest needs to pass strings and lists.
#ifndef ABI_H
#define ABI_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(name), used))
#define IMPORT(module, name) __attribute__((import_module(module), import_name(name)))

// A string or a list in memory: two consecutive 32-bit words.
typedef struct {
  uint8_t *data;
  size_t length;
} slice;

static inline void *allocate(size_t size) {
  void *memory = malloc(size == 0 ? 1 : size);
  if (memory == NULL) __builtin_trap();
  return memory;
}

EXPORT("cabi_realloc")
void *cabi_realloc(void *old, size_t old_size, size_t alignment, size_t new_size) {
  (void)old_size;
  if (new_size == 0) return (void *)alignment;
  void *memory = realloc(old_size == 0 ? NULL : old, new_size);
  if (memory == NULL) __builtin_trap();
  return memory;
}

#endif
