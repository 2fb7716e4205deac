// A small dynamic language: tokens, a compiler to bytecode, and an interpreter with one large switch over tagged values
// on a stack. Strings, arrays and hash tables are on a heap with a mark-and-sweep collector.
#include "program.h"

typedef enum { NIL, BOOL, INTEGER, REAL, OBJECT } Tag;
typedef enum { STRING, ARRAY, TABLE } Kind;

typedef struct Object {
  struct Object *next;
  uint8_t kind, marked;
} Object;

typedef struct {
  Tag tag;
  union {
    int64_t integer;
    double real;
    Object *object;
  };
} Value;

typedef struct {
  Object object;
  int size;
  uint32_t hash;
  char bytes[];
} String;

typedef struct {
  Object object;
  int size, capacity;
  Value *items;
} Array;

typedef struct {
  Object object;
  int count, capacity;
  Value *keys, *values;
} Table;

typedef enum {
  OP_CONSTANT, OP_NIL, OP_TRUE, OP_FALSE, OP_POP, OP_DUPLICATE,
  OP_GET_LOCAL, OP_SET_LOCAL, OP_GET_GLOBAL, OP_SET_GLOBAL, OP_GET_INDEX, OP_SET_INDEX,
  OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_DIVIDE, OP_REMAINDER, OP_AND, OP_OR, OP_XOR, OP_SHIFT_LEFT, OP_SHIFT_RIGHT,
  OP_NEGATE, OP_NOT, OP_EQUAL, OP_UNEQUAL, OP_LESS, OP_LESS_EQUAL, OP_GREATER, OP_GREATER_EQUAL,
  OP_JUMP, OP_JUMP_IF_FALSE, OP_JUMP_IF_FALSE_KEEP, OP_JUMP_IF_TRUE_KEEP, OP_LOOP,
  OP_CALL, OP_RETURN, OP_NEW_ARRAY, OP_NEW_TABLE, OP_PUSH, OP_LENGTH, OP_CHARACTER, OP_FLOOR, OP_ROOT, OP_TEXT,
  OP_INCREMENT_LOCAL, OP_ADD_LOCALS, OP_LESS_LOCALS, OP_HALT
} Op;

enum { CODE_SIZE = 1 << 16, STACK_SIZE = 1 << 15, MAX_NAMES = 256, MAX_FRAMES = 4000 };

typedef struct {
  char name[32];
  int arity, entry, locals;
} Function;

typedef struct {
  int return_to, base;
} Frame;

static uint8_t code[CODE_SIZE];
static int code_size;
static Value constants[2000];
static int constant_count;
static Function functions[MAX_NAMES];
static int function_count;
static char globals_names[MAX_NAMES][32];
static Value globals[MAX_NAMES];
static int global_count;
static Value stack[STACK_SIZE];
static int stack_top;
static Frame frames[MAX_FRAMES];
static Object *heap;
static size_t heap_bytes, heap_limit = 1 << 20;
static int collections;

// ---- objects

static void mark_value(Value value);

static void mark_object(Object *object) {
  if (object->marked) return;
  object->marked = 1;
  if (object->kind == ARRAY) {
    Array *array = (Array *)object;
    for (int i = 0; i < array->size; i++) mark_value(array->items[i]);
  } else if (object->kind == TABLE) {
    Table *table = (Table *)object;
    for (int i = 0; i < table->capacity; i++) {
      mark_value(table->keys[i]);
      mark_value(table->values[i]);
    }
  }
}

static void mark_value(Value value) {
  if (value.tag == OBJECT) mark_object(value.object);
}

static void collect(void) {
  collections++;
  for (int i = 0; i < stack_top; i++) mark_value(stack[i]);
  for (int i = 0; i < global_count; i++) mark_value(globals[i]);
  for (int i = 0; i < constant_count; i++) mark_value(constants[i]);
  Object **link = &heap;
  while (*link) {
    Object *object = *link;
    if (object->marked) {
      object->marked = 0;
      link = &object->next;
      continue;
    }
    *link = object->next;
    if (object->kind == ARRAY) {
      Array *array = (Array *)object;
      heap_bytes -= sizeof *array + (size_t)array->capacity * sizeof(Value);
      free(array->items);
    } else if (object->kind == TABLE) {
      Table *table = (Table *)object;
      heap_bytes -= sizeof *table + (size_t)table->capacity * 2 * sizeof(Value);
      free(table->keys);
      free(table->values);
    } else {
      heap_bytes -= sizeof(String) + (size_t)((String *)object)->size;
    }
    free(object);
  }
  heap_limit = heap_bytes * 2 + (1 << 20);
}

static void *new_object(Kind kind, size_t size) {
  if (heap_bytes > heap_limit) collect();
  Object *object = calloc(1, size);
  if (object == NULL) fail("out of memory");
  heap_bytes += size;
  object->kind = (uint8_t)kind;
  object->next = heap;
  heap = object;
  return object;
}

static Value of_object(void *object) { return (Value){.tag = OBJECT, .object = object}; }
static Value of_integer(int64_t value) { return (Value){.tag = INTEGER, .integer = value}; }
static Value of_bool(int value) { return (Value){.tag = BOOL, .integer = value}; }

static String *new_string(const char *a, int a_size, const char *b, int b_size) {
  String *string = new_object(STRING, sizeof *string + (size_t)(a_size + b_size));
  string->size = a_size + b_size;
  memcpy(string->bytes, a, (size_t)a_size);
  memcpy(string->bytes + a_size, b, (size_t)b_size);
  uint32_t hash = 2166136261u;
  for (int i = 0; i < string->size; i++) hash = (hash ^ (uint8_t)string->bytes[i]) * 16777619u;
  string->hash = hash;
  return string;
}

static int equal(Value a, Value b) {
  if (a.tag != b.tag) return a.tag == INTEGER && b.tag == REAL ? (double)a.integer == b.real : a.tag == REAL && b.tag == INTEGER && a.real == (double)b.integer;
  switch (a.tag) {
    case NIL:
      return 1;
    case REAL:
      return a.real == b.real;
    case OBJECT:
      if (a.object == b.object) return 1;
      if (a.object->kind != STRING || b.object->kind != STRING) return 0;
      String *s = (String *)a.object, *t = (String *)b.object;
      return s->hash == t->hash && s->size == t->size && memcmp(s->bytes, t->bytes, (size_t)s->size) == 0;
    default:
      return a.integer == b.integer;
  }
}

static uint32_t hash_of(Value key) {
  if (key.tag == OBJECT && key.object->kind == STRING) return ((String *)key.object)->hash;
  uint64_t mixed = (uint64_t)key.integer * 0x9e3779b97f4a7c15u;
  return (uint32_t)(mixed >> 32);
}

static int find(const Table *table, Value key) {
  uint32_t mask = (uint32_t)table->capacity - 1, at = hash_of(key) & mask;
  while (table->keys[at].tag != NIL && !equal(table->keys[at], key)) at = (at + 1) & mask;
  return (int)at;
}

static Value table_get(const Table *table, Value key) {
  return table->capacity == 0 ? (Value){.tag = NIL} : table->values[find(table, key)];
}

static void table_set(Table *table, Value key, Value value) {
  if ((table->count + 1) * 4 > table->capacity * 3) {
    Table old = *table;
    table->capacity = old.capacity ? old.capacity * 2 : 8;
    table->keys = calloc((size_t)table->capacity, sizeof(Value));
    table->values = calloc((size_t)table->capacity, sizeof(Value));
    heap_bytes += (size_t)(table->capacity - old.capacity) * 2 * sizeof(Value);
    for (int i = 0; i < old.capacity; i++) {
      if (old.keys[i].tag == NIL) continue;
      int at = find(table, old.keys[i]);
      table->keys[at] = old.keys[i];
      table->values[at] = old.values[i];
    }
    free(old.keys);
    free(old.values);
  }
  int at = find(table, key);
  if (table->keys[at].tag == NIL) {
    table->count++;
    table->keys[at] = key;
  }
  table->values[at] = value;
}

static void array_push(Array *array, Value value) {
  if (array->size == array->capacity) {
    int capacity = array->capacity ? array->capacity * 2 : 4;
    heap_bytes += (size_t)(capacity - array->capacity) * sizeof(Value);
    array->capacity = capacity;
    array->items = realloc(array->items, (size_t)capacity * sizeof(Value));
  }
  array->items[array->size++] = value;
}

// ---- compiler: one pass, precedence climbing

static const char *source;
static char token[64];
static char token_kind;  // 'n'ame, 'i'nteger, 'r'eal, 's'tring, 'p'unctuation, 0 at the end
static char locals[64][32];
static int local_count, current;

static void next_token(void) {
  for (;;) {
    while (*source == ' ' || *source == '\n') source++;
    if (*source != '#') break;
    while (*source && *source != '\n') source++;
  }
  int size = 0;
  char c = *source;
  if (c == 0) {
    token_kind = 0;
  } else if ((c >= 'a' && c <= 'z') || c == '_') {
    token_kind = 'n';
    while ((*source >= 'a' && *source <= 'z') || *source == '_' || (*source >= '0' && *source <= '9')) token[size++] = *source++;
  } else if (c >= '0' && c <= '9') {
    token_kind = 'i';
    while ((*source >= '0' && *source <= '9') || *source == '.') {
      if (*source == '.') token_kind = 'r';
      token[size++] = *source++;
    }
  } else if (c == '"') {
    token_kind = 's';
    for (source++; *source != '"'; source++) token[size++] = *source;
    source++;
  } else {
    token_kind = 'p';
    token[size++] = *source++;
    if ((strchr("<>=!", c) && *source == '=') || (strchr("<>&|", c) && *source == c)) token[size++] = *source++;
  }
  token[size] = 0;
}

static int is(const char *text) { return (token_kind == 'p' || token_kind == 'n') && strcmp(token, text) == 0; }

static int accept(const char *text) {
  if (!is(text)) return 0;
  next_token();
  return 1;
}

static void expect(const char *text) {
  if (!accept(text)) {
    printf("expected %s at %s%.20s\n", text, token, source);
    exit(1);
  }
}

static void byte(int value) {
  if (code_size == CODE_SIZE) fail("code");
  code[code_size++] = (uint8_t)value;
}

static void op(Op o, int operand) {
  byte((int)o);
  byte(operand & 255);
  byte(operand >> 8);
}

static int jump(Op o) {
  op(o, 0);
  return code_size - 2;
}

static void land(int at) {
  int distance = code_size - (at + 2);
  code[at] = (uint8_t)distance;
  code[at + 1] = (uint8_t)(distance >> 8);
}

static int find_name(char (*names)[32], int count, const char *name) {
  for (int i = count - 1; i >= 0; i--) {
    if (strcmp(names[i], name) == 0) return i;
  }
  return -1;
}

static int function_named(const char *name) {
  for (int i = 0; i < function_count; i++) {
    if (strcmp(functions[i].name, name) == 0) return i;
  }
  return -1;
}

static int constant(Value value) {
  constants[constant_count] = value;
  return constant_count++;
}

static void expression(int precedence);

static int arguments(void) {
  int count = 0;
  if (!is(")")) {
    do {
      expression(0);
      count++;
    } while (accept(","));
  }
  expect(")");
  return count;
}

static const struct {
  const char *name;
  Op op;
} builtins[] = {{"push", OP_PUSH}, {"size", OP_LENGTH}, {"char", OP_CHARACTER}, {"floor", OP_FLOOR}, {"root", OP_ROOT}, {"text", OP_TEXT}};

static void primary(void) {
  char name[64];
  strcpy(name, token);
  switch (token_kind) {
    case 'i':
      next_token();
      op(OP_CONSTANT, constant(of_integer(strtoll(name, NULL, 10))));
      return;
    case 'r':
      next_token();
      op(OP_CONSTANT, constant((Value){.tag = REAL, .real = strtod(name, NULL)}));
      return;
    case 's':
      next_token();
      op(OP_CONSTANT, constant(of_object(new_string(name, (int)strlen(name), "", 0))));
      return;
    case 'n':
      break;
    default:
      if (accept("(")) {
        expression(0);
        expect(")");
      } else if (accept("[")) {
        op(OP_NEW_ARRAY, 0);
        while (!accept("]")) {
          expression(0);
          op(OP_PUSH, 0);
          accept(",");
        }
      } else if (accept("{")) {
        expect("}");
        op(OP_NEW_TABLE, 0);
      } else {
        fail("expression");
      }
      return;
  }
  next_token();
  if (strcmp(name, "nil") == 0) {
    op(OP_NIL, 0);
  } else if (strcmp(name, "true") == 0) {
    op(OP_TRUE, 0);
  } else if (strcmp(name, "false") == 0) {
    op(OP_FALSE, 0);
  } else if (accept("(")) {
    int count = arguments();
    for (size_t i = 0; i < sizeof builtins / sizeof builtins[0]; i++) {
      if (strcmp(builtins[i].name, name) == 0) {
        op(builtins[i].op, 0);
        return;
      }
    }
    int function = function_named(name);
    if (function < 0 || functions[function].arity != count) fail(name);
    op(OP_CALL, function);
  } else if (find_name(locals, local_count, name) >= 0) {
    op(OP_GET_LOCAL, find_name(locals, local_count, name));
  } else {
    int global = find_name(globals_names, global_count, name);
    if (global < 0) fail(name);
    op(OP_GET_GLOBAL, global);
  }
}

static void postfix(void) {
  primary();
  while (accept("[")) {
    expression(0);
    expect("]");
    op(OP_GET_INDEX, 0);
  }
}

static void unary(void) {
  if (accept("-")) {
    unary();
    op(OP_NEGATE, 0);
  } else if (accept("!")) {
    unary();
    op(OP_NOT, 0);
  } else {
    postfix();
  }
}

static const struct {
  const char *text;
  int precedence;
  Op op;
} operators[] = {{"||", 1, OP_JUMP_IF_TRUE_KEEP}, {"&&", 2, OP_JUMP_IF_FALSE_KEEP}, {"==", 3, OP_EQUAL}, {"!=", 3, OP_UNEQUAL},
                 {"<", 4, OP_LESS}, {"<=", 4, OP_LESS_EQUAL}, {">", 4, OP_GREATER}, {">=", 4, OP_GREATER_EQUAL},
                 {"|", 5, OP_OR}, {"^", 5, OP_XOR}, {"&", 6, OP_AND}, {"<<", 7, OP_SHIFT_LEFT}, {">>", 7, OP_SHIFT_RIGHT},
                 {"+", 8, OP_ADD}, {"-", 8, OP_SUBTRACT}, {"*", 9, OP_MULTIPLY}, {"/", 9, OP_DIVIDE}, {"%", 9, OP_REMAINDER}};

static void expression(int precedence) {
  int start = code_size;
  unary();
  for (;;) {
    size_t i = 0, count = sizeof operators / sizeof operators[0];
    while (i < count && !(token_kind == 'p' && strcmp(token, operators[i].text) == 0)) i++;
    if (i == count || operators[i].precedence <= precedence) return;
    next_token();
    Op o = operators[i].op;
    if (o == OP_JUMP_IF_TRUE_KEEP || o == OP_JUMP_IF_FALSE_KEEP) {
      int over = jump(o);
      op(OP_POP, 0);
      expression(operators[i].precedence);
      land(over);
      continue;
    }
    int right = code_size;
    expression(operators[i].precedence);
    // Two locals below 256 are one instruction.
    if ((o == OP_ADD || o == OP_LESS) && right == start + 3 && code_size == right + 3 && code[start] == OP_GET_LOCAL && code[right] == OP_GET_LOCAL) {
      int a = code[start + 1], b = code[right + 1];
      code_size = start;
      op(o == OP_ADD ? OP_ADD_LOCALS : OP_LESS_LOCALS, a | b << 8);
    } else {
      op(o, 0);
    }
  }
}

static void statement(void);

static void block(void) {
  int outer = local_count;
  expect("{");
  while (!accept("}")) statement();
  local_count = outer;
}

static void declare(const char *name) {
  strcpy(locals[local_count++], name);
  if (local_count > functions[current].locals) functions[current].locals = local_count;
}

static void statement(void) {
  if (accept("if")) {
    expression(0);
    int otherwise = jump(OP_JUMP_IF_FALSE);
    block();
    if (accept("else")) {
      int end = jump(OP_JUMP);
      land(otherwise);
      if (is("if")) {
        statement();
      } else {
        block();
      }
      land(end);
    } else {
      land(otherwise);
    }
  } else if (accept("while")) {
    int start = code_size;
    expression(0);
    int end = jump(OP_JUMP_IF_FALSE);
    block();
    op(OP_LOOP, code_size + 3 - start);
    land(end);
  } else if (accept("return")) {
    expression(0);
    op(OP_RETURN, 0);
  } else if (accept("let")) {
    char name[64];
    strcpy(name, token);
    next_token();
    expect("=");
    expression(0);
    declare(name);
    op(OP_SET_LOCAL, local_count - 1);
  } else {
    int start = code_size;
    char name[64];
    strcpy(name, token);
    expression(0);
    if (accept("=")) {
      Op last = (Op)code[code_size - 3];
      int operand = code[code_size - 2] | code[code_size - 1] << 8;
      code_size -= 3;
      int value = code_size;
      expression(0);
      if (last == OP_GET_LOCAL && code_size == value + 6 + 3 && code[value] == OP_GET_LOCAL && code[value + 1] == operand &&
          code[value + 3] == OP_CONSTANT && code[value + 6] == OP_ADD && code[value + 5] == 0 &&
          constants[code[value + 4]].tag == INTEGER && operand < 256) {
        int added = code[value + 4];
        code_size = start;
        op(OP_INCREMENT_LOCAL, operand | added << 8);
      } else if (last == OP_GET_LOCAL) {
        op(OP_SET_LOCAL, operand);
      } else if (last == OP_GET_GLOBAL) {
        op(OP_SET_GLOBAL, operand);
      } else if (last == OP_GET_INDEX) {
        op(OP_SET_INDEX, 0);
      } else {
        fail("assignment");
      }
    } else {
      op(OP_POP, 0);
    }
  }
}

static void compile(const char *text) {
  source = text;
  next_token();
  while (token_kind) {
    if (accept("global")) {
      strcpy(globals_names[global_count++], token);
      next_token();
      continue;
    }
    expect("function");
    current = function_count++;
    Function *function = &functions[current];
    strcpy(function->name, token);
    next_token();
    expect("(");
    local_count = 0;
    while (!accept(")")) {
      declare(token);
      next_token();
      function->arity++;
      accept(",");
    }
    function->entry = code_size;
    block();
    op(OP_NIL, 0);
    op(OP_RETURN, 0);
  }
}

// ---- interpreter

static double number(Value value) {
  if (value.tag == INTEGER) return (double)value.integer;
  if (value.tag != REAL) fail("not a number");
  return value.real;
}

static int truth(Value value) { return !(value.tag == NIL || (value.tag == BOOL && !value.integer)); }

#define ARITHMETIC(operator)                                                        \
  b = stack[--stack_top];                                                           \
  a = stack[stack_top - 1];                                                         \
  if (a.tag == INTEGER && b.tag == INTEGER) {                                       \
    stack[stack_top - 1].integer = (int64_t)((uint64_t)a.integer operator(uint64_t) b.integer); \
  } else {                                                                          \
    stack[stack_top - 1] = (Value){.tag = REAL, .real = number(a) operator number(b)}; \
  }                                                                                 \
  break

#define BITS(operator)                                                  \
  b = stack[--stack_top];                                               \
  a = stack[stack_top - 1];                                             \
  if (a.tag != INTEGER || b.tag != INTEGER) fail("not integers");       \
  stack[stack_top - 1].integer = (int64_t)((uint64_t)a.integer operator(b.integer)); \
  break

#define COMPARE(operator)                                                       \
  b = stack[--stack_top];                                                       \
  a = stack[stack_top - 1];                                                     \
  stack[stack_top - 1] = of_bool(a.tag == INTEGER && b.tag == INTEGER           \
                                     ? a.integer operator b.integer             \
                                     : number(a) operator number(b));           \
  break

static Value run(const char *name) {
  int main_function = function_named(name), frame_count = 0, base = 0;
  const uint8_t *pc = code + functions[main_function].entry;
  stack_top = functions[main_function].locals;
  frames[frame_count++] = (Frame){-1, 0};
  for (;;) {
    Value a, b;
    int operand = pc[1] | pc[2] << 8;
    Op o = (Op)*pc;
    pc += 3;
    switch (o) {
      case OP_CONSTANT:
        stack[stack_top++] = constants[operand];
        break;
      case OP_NIL:
        stack[stack_top++] = (Value){.tag = NIL};
        break;
      case OP_TRUE:
        stack[stack_top++] = of_bool(1);
        break;
      case OP_FALSE:
        stack[stack_top++] = of_bool(0);
        break;
      case OP_POP:
        stack_top--;
        break;
      case OP_DUPLICATE:
        stack[stack_top] = stack[stack_top - 1];
        stack_top++;
        break;
      case OP_GET_LOCAL:
        stack[stack_top++] = stack[base + operand];
        break;
      case OP_SET_LOCAL:
        stack[base + operand] = stack[--stack_top];
        break;
      case OP_GET_GLOBAL:
        stack[stack_top++] = globals[operand];
        break;
      case OP_SET_GLOBAL:
        globals[operand] = stack[--stack_top];
        break;
      case OP_GET_INDEX:
        b = stack[--stack_top];
        a = stack[stack_top - 1];
        if (a.tag != OBJECT) fail("not indexed");
        if (a.object->kind == ARRAY) {
          Array *array = (Array *)a.object;
          if (b.tag != INTEGER || b.integer < 0 || b.integer >= array->size) fail("index");
          stack[stack_top - 1] = array->items[b.integer];
        } else if (a.object->kind == TABLE) {
          stack[stack_top - 1] = table_get((Table *)a.object, b);
        } else {
          String *string = (String *)a.object;
          if (b.tag != INTEGER || b.integer < 0 || b.integer >= string->size) fail("index");
          stack[stack_top - 1] = of_integer((uint8_t)string->bytes[b.integer]);
        }
        break;
      case OP_SET_INDEX:
        a = stack[stack_top - 3];
        b = stack[stack_top - 2];
        if (a.tag != OBJECT) fail("not indexed");
        if (a.object->kind == ARRAY) {
          Array *array = (Array *)a.object;
          if (b.tag != INTEGER || b.integer < 0 || b.integer >= array->size) fail("index");
          array->items[b.integer] = stack[stack_top - 1];
        } else {
          table_set((Table *)a.object, b, stack[stack_top - 1]);
        }
        stack_top -= 3;
        break;
      case OP_ADD:
        b = stack[stack_top - 1];
        a = stack[stack_top - 2];
        if (a.tag == OBJECT && b.tag == OBJECT && a.object->kind == STRING && b.object->kind == STRING) {
          String *s = (String *)a.object, *t = (String *)b.object;
          a = of_object(new_string(s->bytes, s->size, t->bytes, t->size));
          stack[--stack_top - 1] = a;
          break;
        }
        ARITHMETIC(+);
      case OP_SUBTRACT:
        ARITHMETIC(-);
      case OP_MULTIPLY:
        ARITHMETIC(*);
      case OP_DIVIDE:
        b = stack[--stack_top];
        stack[stack_top - 1] = (Value){.tag = REAL, .real = number(stack[stack_top - 1]) / number(b)};
        break;
      case OP_REMAINDER:
        b = stack[--stack_top];
        if (b.tag != INTEGER || b.integer == 0 || stack[stack_top - 1].tag != INTEGER) fail("remainder");
        stack[stack_top - 1].integer %= b.integer;
        break;
      case OP_AND:
        BITS(&);
      case OP_OR:
        BITS(|);
      case OP_XOR:
        BITS(^);
      case OP_SHIFT_LEFT:
        BITS(<<);
      case OP_SHIFT_RIGHT:
        BITS(>>);
      case OP_NEGATE:
        a = stack[stack_top - 1];
        stack[stack_top - 1] = a.tag == INTEGER ? of_integer(-a.integer) : (Value){.tag = REAL, .real = -number(a)};
        break;
      case OP_NOT:
        stack[stack_top - 1] = of_bool(!truth(stack[stack_top - 1]));
        break;
      case OP_EQUAL:
        stack_top--;
        stack[stack_top - 1] = of_bool(equal(stack[stack_top - 1], stack[stack_top]));
        break;
      case OP_UNEQUAL:
        stack_top--;
        stack[stack_top - 1] = of_bool(!equal(stack[stack_top - 1], stack[stack_top]));
        break;
      case OP_LESS:
        COMPARE(<);
      case OP_LESS_EQUAL:
        COMPARE(<=);
      case OP_GREATER:
        COMPARE(>);
      case OP_GREATER_EQUAL:
        COMPARE(>=);
      case OP_JUMP:
        pc += operand;
        break;
      case OP_JUMP_IF_FALSE:
        if (!truth(stack[--stack_top])) pc += operand;
        break;
      case OP_JUMP_IF_FALSE_KEEP:
        if (!truth(stack[stack_top - 1])) pc += operand;
        break;
      case OP_JUMP_IF_TRUE_KEEP:
        if (truth(stack[stack_top - 1])) pc += operand;
        break;
      case OP_LOOP:
        pc -= operand;
        break;
      case OP_CALL: {
        const Function *function = &functions[operand];
        if (frame_count == MAX_FRAMES || stack_top > STACK_SIZE - 200) fail("stack");
        frames[frame_count++] = (Frame){(int)(pc - code), base};
        base = stack_top - function->arity;
        stack_top = base + function->locals;
        pc = code + function->entry;
        break;
      }
      case OP_RETURN: {
        a = stack[--stack_top];
        stack_top = base;
        const Frame *frame = &frames[--frame_count];
        if (frame->return_to < 0) return a;
        base = frame->base;
        pc = code + frame->return_to;
        stack[stack_top++] = a;
        break;
      }
      case OP_NEW_ARRAY:
        a = of_object(new_object(ARRAY, sizeof(Array)));
        stack[stack_top++] = a;
        break;
      case OP_NEW_TABLE:
        a = of_object(new_object(TABLE, sizeof(Table)));
        stack[stack_top++] = a;
        break;
      case OP_PUSH:
        b = stack[--stack_top];
        if (stack[stack_top - 1].tag != OBJECT || stack[stack_top - 1].object->kind != ARRAY) fail("push");
        array_push((Array *)stack[stack_top - 1].object, b);
        break;
      case OP_LENGTH:
        a = stack[stack_top - 1];
        if (a.tag != OBJECT) fail("size");
        stack[stack_top - 1] = of_integer(a.object->kind == STRING  ? ((String *)a.object)->size
                                          : a.object->kind == ARRAY ? ((Array *)a.object)->size
                                                                    : ((Table *)a.object)->count);
        break;
      case OP_CHARACTER: {
        char c = (char)stack[stack_top - 1].integer;
        a = of_object(new_string(&c, 1, "", 0));
        stack[stack_top - 1] = a;
        break;
      }
      case OP_FLOOR: {
        double real = number(stack[stack_top - 1]);
        int64_t floor = (int64_t)real;
        stack[stack_top - 1] = of_integer(floor - ((double)floor > real));
        break;
      }
      case OP_ROOT:
        stack[stack_top - 1] = (Value){.tag = REAL, .real = __builtin_sqrt(number(stack[stack_top - 1]))};
        break;
      case OP_TEXT: {
        char text[32];
        int size = snprintf(text, sizeof text, "%lld", (long long)stack[stack_top - 1].integer);
        a = of_object(new_string(text, size, "", 0));
        stack[stack_top - 1] = a;
        break;
      }
      case OP_INCREMENT_LOCAL:
        a = stack[base + (operand & 255)];
        b = constants[operand >> 8];
        stack[base + (operand & 255)] = a.tag == INTEGER ? of_integer(a.integer + b.integer) : (Value){.tag = REAL, .real = number(a) + (double)b.integer};
        break;
      case OP_ADD_LOCALS:
      case OP_LESS_LOCALS:
        a = stack[base + (operand & 255)];
        b = stack[base + (operand >> 8)];
        if (a.tag == INTEGER && b.tag == INTEGER) {
          stack[stack_top++] = o == OP_ADD_LOCALS ? of_integer(a.integer + b.integer) : of_bool(a.integer < b.integer);
        } else {
          stack[stack_top++] = o == OP_ADD_LOCALS ? (Value){.tag = REAL, .real = number(a) + number(b)} : of_bool(number(a) < number(b));
        }
        break;
      case OP_HALT:
        return (Value){.tag = NIL};
    }
  }
}

static const char program[] =
    "global words\n"
    "function fib(n) { if n < 2 { return n } return fib(n - 1) + fib(n - 2) }\n"
    "function sieve(n) { let flags = [] let i = 0 while i <= n { push(flags, true) i = i + 1 }\n"
    "  let count = 0 i = 2 while i <= n { if flags[i] { count = count + 1 let k = i + i\n"
    "    while k <= n { flags[k] = false k = k + i } } i = i + 1 } return count }\n"
    "function mandel(size) { let inside = 0 let y = 0 while y < size { let x = 0 while x < size {\n"
    "  let cr = 2.0 * x / size - 1.5 let ci = 2.0 * y / size - 1.0 let zr = 0.0 let zi = 0.0 let n = 0\n"
    "  while n < 40 && zr * zr + zi * zi < 4.0 { let t = zr * zr - zi * zi + cr zi = 2.0 * zr * zi + ci zr = t n = n + 1 }\n"
    "  if n == 40 { inside = inside + 1 } x = x + 1 } y = y + 1 } return inside }\n"
    "function count_words(text) { words = {} let i = 0 let word = \"\" let n = size(text) while i < n { let c = text[i]\n"
    "  if c >= 97 && c <= 122 { word = word + char(c) } else if size(word) > 0 {\n"
    "    if words[word] == nil { words[word] = 1 } else { words[word] = words[word] + 1 } word = \"\" } i = i + 1 }\n"
    "  return size(words) }\n"
    "function partition(a, low, high) { let pivot = a[high] let i = low let k = low while k < high {\n"
    "  if a[k] < pivot { let t = a[i] a[i] = a[k] a[k] = t i = i + 1 } k = k + 1 }\n"
    "  let t = a[i] a[i] = a[high] a[high] = t return i }\n"
    "function quicksort(a, low, high) { if low < high { let p = partition(a, low, high)\n"
    "  quicksort(a, low, p - 1) quicksort(a, p + 1, high) } return a }\n"
    "function sorted(n) { let a = [] let seed = 42 let i = 0 while i < n { seed = (seed * 1103515245 + 12345) & 2147483647\n"
    "  push(a, seed >> 8) i = i + 1 } quicksort(a, 0, n - 1) let sum = 0 i = 0\n"
    "  while i < n { sum = (sum * 31 + a[i]) & 281474976710655 i = i + 1 } return sum }\n"
    "function tree(depth) { if depth == 0 { return nil } let t = {} t[\"left\"] = tree(depth - 1)\n"
    "  t[\"right\"] = tree(depth - 1) t[\"value\"] = depth return t }\n"
    "function total(t) { if t == nil { return 0 } return t[\"value\"] + total(t[\"left\"]) + total(t[\"right\"]) }\n"
    "function rope(n) { let s = \"\" let i = 0 while i < n { s = s + text(i * i % 97) i = i + 1 } return size(s) }\n"
    "function distance(n) { let sum = 0.0 let i = 1 while i < n { sum = sum + root(i * 1.5) / i i = i + 1 } return floor(sum * 1000) }\n"
    "function main(text) { let sum = fib(21) sum = sum * 31 + sieve(30000) sum = sum * 31 + mandel(60)\n"
    "  sum = sum * 31 + count_words(text) sum = sum * 31 + sorted(6000) % 1000003 let round = 0\n"
    "  while round < 4 { sum = sum * 31 + total(tree(10)) round = round + 1 }\n"
    "  sum = sum * 31 + rope(900) sum = sum * 31 + distance(30000) return sum }\n";

int main(void) {
  bench_start();
  compile(program);
  int64_t sum = 0;
  for (int round = 0; round < 3; round++) {
    char *text = make_text(20000);
    stack_top = 0;
    stack[0] = of_object(new_string(text, 20000, "", 0));
    stack_top = 1;
    Value result = run("main");
    if (result.tag != INTEGER) fail("result");
    sum = sum * 1000003 + result.integer;
    free(text);
  }
  bench_end();
  printf("%lld, %d bytes of code, %s\n", (long long)sum, code_size, collections > 0 ? "collected" : "not collected");
  return 0;
}
