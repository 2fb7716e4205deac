// What the compiler turns setjmp and longjmp into calls of. Not to be compiled with the code that calls them.
#include "setjmp.h"

void __wasm_setjmp(void *environment, uint32_t label, void *invocation);
uint32_t __wasm_setjmp_test(void *environment, void *invocation);
_Noreturn void __wasm_longjmp(void *environment, int value);

void __wasm_setjmp(void *environment, uint32_t label, void *invocation) {
  jmp_buf *buffer = environment;
  (*buffer)->invocation = invocation;
  (*buffer)->label = label;
}

uint32_t __wasm_setjmp_test(void *environment, void *invocation) {
  jmp_buf *buffer = environment;
  return (*buffer)->invocation == invocation ? (*buffer)->label : 0;
}

_Noreturn void __wasm_longjmp(void *environment, int value) {
  jmp_buf *buffer = environment;
  (*buffer)->argument.environment = environment;
  (*buffer)->argument.value = value ? value : 1;
  __builtin_wasm_throw(1, &(*buffer)->argument);
}
