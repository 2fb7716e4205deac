// setjmp and longjmp, which Debian's wasi-libc does not have.
#ifndef SETJMP_H
#define SETJMP_H

#include <stdint.h>

typedef struct {
  void *invocation;
  uint32_t label;
  struct {
    void *environment;
    int value;
  } argument;
} jmp_buf[1];

int setjmp(jmp_buf buffer) __attribute__((returns_twice));
_Noreturn void longjmp(jmp_buf buffer, int value);

#endif
