// A machine of 45 instructions on a stack of numbers, with an assembler for it: a large switch, the machine's registers in
// variables. Its program computes Fibonacci numbers recursively, primes, the longest sequence of Collatz and sorts numbers.
#include "program.h"

typedef enum {
  HALT, PUSH, POP, DUP, SWAP, OVER, ROT, ADD, SUB, MUL, DIV, MOD, NEG, AND, OR, XOR, NOT, SHL, SHR, EQ, NE, LT, LE, GT, GE, MIN, MAX, ABS,
  JMP, JZ, JNZ, GET, SET, GET0, GET1, SET0, SET1, INC, DEC, LOAD, STORE, CALL, ENTER, RET, PRINT
} Opcode;

static const char *const names[] = {
    "halt", "push", "pop", "dup", "swap", "over", "rot", "add", "sub", "mul", "div", "mod", "neg", "and", "or", "xor", "not", "shl", "shr",
    "eq", "ne", "lt", "le", "gt", "ge", "min", "max", "abs", "jmp", "jz", "jnz", "get", "set", "get0", "get1", "set0", "set1", "inc", "dec",
    "load", "store", "call", "enter", "ret", "print"};

enum { OPCODES = sizeof names / sizeof *names, MEMORY = 60000 };

typedef struct {
  int32_t stack[4096];
  struct {
    int32_t pc;
    int32_t *locals;
  } frames[512];
  int32_t memory[MEMORY];
  uint64_t executed;
} Machine;

static int32_t code[1024];
static struct {
  char name[16];
  int32_t at;
} labels[64];
static int label_count;

// ---- assembler: words; "name:" is a label, a number or a label's name is an operand

static int32_t operand(const char *word, int pass) {
  if (*word == '-' || (*word >= '0' && *word <= '9')) return (int32_t)strtol(word, NULL, 10);
  for (int i = 0; i < label_count; i++) {
    if (strcmp(labels[i].name, word) == 0) return labels[i].at;
  }
  if (pass == 1) fail(word);
  return 0;
}

static void assemble(const char *text) {
  for (int pass = 0; pass < 2; pass++) {
    int32_t at = 0;
    for (const char *next = text; *next;) {
      char word[16];
      size_t size = strcspn(next, " ");
      memcpy(word, next, size);
      word[size] = 0;
      next += size + strspn(next + size, " ");
      if (word[size - 1] == ':') {
        if (pass == 0) {
          memcpy(labels[label_count].name, word, size - 1);
          labels[label_count++].at = at;
        }
        continue;
      }
      int opcode = 0;
      while (opcode < OPCODES && strcmp(names[opcode], word) != 0) opcode++;
      code[at++] = opcode < OPCODES ? opcode : operand(word, pass);
    }
  }
}

// ---- the machine

static int32_t *element(Machine *machine, int32_t index) {
  if (index < 0 || index >= MEMORY) fail("index");
  return &machine->memory[index];
}

static uint64_t run(Machine *machine, const int32_t *code) {
  int32_t pc = 0, *sp = machine->stack, *locals = machine->stack;
  int depth = 0;
  uint64_t executed = 0, sum = CHECKSUM_START;
  for (;;) {
    executed++;
    switch (code[pc++]) {
    case HALT: machine->executed += executed; return sum;
    case PUSH: *sp++ = code[pc++]; break;
    case POP: sp--; break;
    case DUP: sp[0] = sp[-1]; sp++; break;
    case SWAP: { int32_t top = sp[-1]; sp[-1] = sp[-2]; sp[-2] = top; break; }
    case OVER: sp[0] = sp[-2]; sp++; break;
    case ROT: { int32_t third = sp[-3]; sp[-3] = sp[-2]; sp[-2] = sp[-1]; sp[-1] = third; break; }
    case ADD: sp[-2] = (int32_t)((uint32_t)sp[-2] + (uint32_t)sp[-1]); sp--; break;
    case SUB: sp[-2] = (int32_t)((uint32_t)sp[-2] - (uint32_t)sp[-1]); sp--; break;
    case MUL: sp[-2] = (int32_t)((uint32_t)sp[-2] * (uint32_t)sp[-1]); sp--; break;
    case DIV: if (sp[-1] == 0) fail("division"); sp[-2] /= sp[-1]; sp--; break;
    case MOD: if (sp[-1] == 0) fail("division"); sp[-2] %= sp[-1]; sp--; break;
    case NEG: sp[-1] = -sp[-1]; break;
    case AND: sp[-2] &= sp[-1]; sp--; break;
    case OR: sp[-2] |= sp[-1]; sp--; break;
    case XOR: sp[-2] ^= sp[-1]; sp--; break;
    case NOT: sp[-1] = !sp[-1]; break;
    case SHL: sp[-2] = (int32_t)((uint32_t)sp[-2] << (sp[-1] & 31)); sp--; break;
    case SHR: sp[-2] >>= sp[-1] & 31; sp--; break;
    case EQ: sp[-2] = sp[-2] == sp[-1]; sp--; break;
    case NE: sp[-2] = sp[-2] != sp[-1]; sp--; break;
    case LT: sp[-2] = sp[-2] < sp[-1]; sp--; break;
    case LE: sp[-2] = sp[-2] <= sp[-1]; sp--; break;
    case GT: sp[-2] = sp[-2] > sp[-1]; sp--; break;
    case GE: sp[-2] = sp[-2] >= sp[-1]; sp--; break;
    case MIN: if (sp[-1] < sp[-2]) sp[-2] = sp[-1]; sp--; break;
    case MAX: if (sp[-1] > sp[-2]) sp[-2] = sp[-1]; sp--; break;
    case ABS: if (sp[-1] < 0) sp[-1] = -sp[-1]; break;
    case JMP: pc = code[pc]; break;
    case JZ: pc = *--sp == 0 ? code[pc] : pc + 1; break;
    case JNZ: pc = *--sp != 0 ? code[pc] : pc + 1; break;
    case GET: *sp++ = locals[code[pc++]]; break;
    case SET: locals[code[pc++]] = *--sp; break;
    case GET0: *sp++ = locals[0]; break;
    case GET1: *sp++ = locals[1]; break;
    case SET0: locals[0] = *--sp; break;
    case SET1: locals[1] = *--sp; break;
    case INC: locals[code[pc++]]++; break;
    case DEC: locals[code[pc++]]--; break;
    case LOAD: sp[-1] = *element(machine, sp[-1]); break;
    case STORE: *element(machine, sp[-2]) = sp[-1]; sp -= 2; break;
    case CALL: {
      int32_t target = code[pc++], arguments = code[pc++];
      machine->frames[depth].pc = pc;
      machine->frames[depth++].locals = locals;
      if (depth == 512) fail("stack");
      locals = sp - arguments;
      pc = target;
      break;
    }
    case ENTER: sp += code[pc++]; break;
    case RET: {
      int32_t result = sp[-1];
      sp = locals;
      pc = machine->frames[--depth].pc;
      locals = machine->frames[depth].locals;
      *sp++ = result;
      break;
    }
    case PRINT: printf("%d\n", *--sp); sum = checksum(sum, sp, sizeof *sp); break;
    default: fail("instruction");
    }
  }
}

static const char listing[] =
    "push 27 call fib 1 print push 60000 call primes 1 print push 20000 call collatz 1 print push 600 call sort 1 print halt "
    // n
    "fib: get0 push 2 lt jz more get0 ret "
    "more: get0 push 1 sub call fib 1 get0 push 2 sub call fib 1 add ret "
    // limit, number, multiple, count
    "primes: enter 3 push 0 set 3 push 0 set1 clear: get1 push 0 store inc 1 get1 get0 lt jnz clear push 2 set1 "
    "number: get1 load jnz next inc 3 get1 get1 add set 2 "
    "sieve: get 2 get0 ge jnz next get 2 push 1 store get 2 get1 add set 2 jmp sieve "
    "next: inc 1 get1 get0 lt jnz number get 3 ret "
    // limit, start, number, length, longest
    "collatz: enter 4 push 0 set 4 push 1 set1 "
    "start: get1 set 2 push 0 set 3 "
    "step: get 2 push 1 le jnz done inc 3 get 2 push 1 and jz even get 2 dup push 1 shl add push 1 add set 2 jmp step "
    "even: get 2 push 1 shr set 2 jmp step "
    "done: get 3 get 4 max set 4 inc 1 get1 get0 lt jnz start get 4 ret "
    // size, i, j, seed: numbers, sorted by insertion
    "sort: enter 3 push 1 set 3 push 0 set1 "
    "fill: get 3 push 75 mul push 74 add push 65537 mod set 3 get1 get 3 store inc 1 get1 get0 lt jnz fill push 1 set1 "
    "insert: get1 set 2 "
    "sink: get 2 jz placed get 2 push 1 sub load get 2 load over over le jnz ordered "
    "get 2 rot store get 2 push 1 sub swap store dec 2 jmp sink "
    "ordered: pop pop "
    "placed: inc 1 get1 get0 lt jnz insert push 0 set 3 push 0 set1 "
    "sum: get 3 push 3 mul get1 load xor set 3 inc 1 get1 get0 lt jnz sum get 3 ret";

int main(void) {
  Machine *machine = allocate(sizeof *machine);
  memset(machine, 0, sizeof *machine);
  bench_start();
  assemble(listing);
  uint64_t sum = run(machine, code);
  bench_end();
  printf("%llu instructions, %016llx\n", machine->executed, sum);
  free(machine);
  return 0;
}
