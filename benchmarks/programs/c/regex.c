// A regular expression engine: a parser to a program, a backtracking matcher and a matcher that runs all states at once.
#include "program.h"

typedef enum { CHAR, ANY, CLASS, SPLIT, JUMP, SAVE, LINE_START, LINE_END, WORD_EDGE, MATCH } Op;

typedef struct {
  Op op;
  int x, y;
} Instruction;

enum { MAX_PROGRAM = 4000, MAX_SAVES = 20, MAX_CLASSES = 64 };

typedef struct {
  Instruction code[MAX_PROGRAM];
  int length, saves, class_count;
  uint32_t classes[MAX_CLASSES][8];
} Program;

typedef enum { N_EMPTY, N_CHAR, N_ANY, N_CLASS, N_CAT, N_ALT, N_REPEAT, N_GROUP, N_START, N_END, N_EDGE } NodeKind;

typedef struct Node {
  NodeKind kind;
  struct Node *left, *right;
  int value, min, max, lazy;
} Node;

static const char *pattern;
static Program *target;
static int group_count;

static Node *node(NodeKind kind, Node *left, Node *right) {
  Node *n = calloc(1, sizeof *n);
  if (n == NULL) fail("out of memory");
  n->kind = kind;
  n->left = left;
  n->right = right;
  return n;
}

static void class_add(uint32_t *set, int from, int to) {
  for (int c = from; c <= to; c++) set[c >> 5] |= 1u << (c & 31);
}

static void class_escape(uint32_t *set, char c) {
  uint32_t own[8] = {0};
  switch (c | 32) {
    case 'd':
      class_add(own, '0', '9');
      break;
    case 'w':
      class_add(own, '0', '9');
      class_add(own, 'a', 'z');
      class_add(own, 'A', 'Z');
      class_add(own, '_', '_');
      break;
    case 's':
      class_add(own, ' ', ' ');
      class_add(own, '\t', '\r');
      break;
    default:
      fail("escape");
  }
  for (int i = 0; i < 8; i++) set[i] |= c & 32 ? own[i] : ~own[i];
}

static Node *parse_alternatives(void);

static Node *parse_class(void) {
  Node *n = node(N_CLASS, NULL, NULL);
  if (target->class_count == MAX_CLASSES) fail("classes");
  n->value = target->class_count++;
  uint32_t *set = target->classes[n->value];
  memset(set, 0, 32);
  int negated = *pattern == '^';
  pattern += negated;
  do {
    int c = (uint8_t)*pattern++;
    if (c == '\\' && strchr("dwsDWS", *pattern)) {
      class_escape(set, *pattern++);
      continue;
    }
    if (c == '\\') c = (uint8_t)*pattern++;
    int to = c;
    if (pattern[0] == '-' && pattern[1] != ']') {
      to = (uint8_t)pattern[1];
      pattern += 2;
    }
    class_add(set, c, to);
  } while (*pattern != ']');
  pattern++;
  for (int i = 0; negated && i < 8; i++) set[i] = ~set[i];
  return n;
}

static Node *parse_atom(void) {
  char c = *pattern++;
  switch (c) {
    case '.':
      return node(N_ANY, NULL, NULL);
    case '[':
      return parse_class();
    case '^':
      return node(N_START, NULL, NULL);
    case '$':
      return node(N_END, NULL, NULL);
    case '(': {
      int captures = 1;
      if (pattern[0] == '?' && pattern[1] == ':') {
        captures = 0;
        pattern += 2;
      }
      int number = captures ? ++group_count : 0;
      Node *inner = parse_alternatives();
      if (*pattern++ != ')') fail("parenthesis");
      if (!captures) return inner;
      Node *n = node(N_GROUP, inner, NULL);
      n->value = number;
      return n;
    }
    case '\\':
      c = *pattern++;
      if (c == 'b') return node(N_EDGE, NULL, NULL);
      if (strchr("dwsDWS", c)) {
        Node *n = node(N_CLASS, NULL, NULL);
        n->value = target->class_count++;
        memset(target->classes[n->value], 0, 32);
        class_escape(target->classes[n->value], c);
        return n;
      }
      break;
    default:
      break;
  }
  Node *n = node(N_CHAR, NULL, NULL);
  n->value = (uint8_t)c;
  return n;
}

static Node *parse_repeats(void) {
  Node *n = parse_atom();
  for (;;) {
    int min = 0, max = -1;
    switch (*pattern) {
      case '*':
        break;
      case '+':
        min = 1;
        break;
      case '?':
        max = 1;
        break;
      case '{':
        pattern++;
        min = max = (int)strtol(pattern, (char **)&pattern, 10);
        if (*pattern == ',') {
          pattern++;
          max = *pattern == '}' ? -1 : (int)strtol(pattern, (char **)&pattern, 10);
        }
        break;
      default:
        return n;
    }
    pattern++;
    n = node(N_REPEAT, n, NULL);
    n->min = min;
    n->max = max;
    if (*pattern == '?') {
      n->lazy = 1;
      pattern++;
    }
  }
}

static Node *parse_sequence(void) {
  Node *n = node(N_EMPTY, NULL, NULL);
  while (*pattern && *pattern != '|' && *pattern != ')') n = node(N_CAT, n, parse_repeats());
  return n;
}

static Node *parse_alternatives(void) {
  Node *n = parse_sequence();
  while (*pattern == '|') {
    pattern++;
    n = node(N_ALT, n, parse_sequence());
  }
  return n;
}

static int emit(Op op, int x, int y) {
  if (target->length == MAX_PROGRAM) fail("program");
  target->code[target->length] = (Instruction){op, x, y};
  return target->length++;
}

static void generate(const Node *n) {
  int at, jump;
  switch (n->kind) {
    case N_EMPTY:
      break;
    case N_CHAR:
      emit(CHAR, n->value, 0);
      break;
    case N_ANY:
      emit(ANY, 0, 0);
      break;
    case N_CLASS:
      emit(CLASS, n->value, 0);
      break;
    case N_START:
      emit(LINE_START, 0, 0);
      break;
    case N_END:
      emit(LINE_END, 0, 0);
      break;
    case N_EDGE:
      emit(WORD_EDGE, 0, 0);
      break;
    case N_CAT:
      generate(n->left);
      generate(n->right);
      break;
    case N_ALT:
      at = emit(SPLIT, 0, 0);
      target->code[at].x = target->length;
      generate(n->left);
      jump = emit(JUMP, 0, 0);
      target->code[at].y = target->length;
      generate(n->right);
      target->code[jump].x = target->length;
      break;
    case N_GROUP:
      emit(SAVE, n->value * 2, 0);
      generate(n->left);
      emit(SAVE, n->value * 2 + 1, 0);
      break;
    case N_REPEAT:
      for (int i = 0; i < n->min; i++) generate(n->left);
      if (n->max < 0) {
        at = emit(SPLIT, 0, 0);
        generate(n->left);
        emit(JUMP, at, 0);
        target->code[at].x = n->lazy ? target->length : at + 1;
        target->code[at].y = n->lazy ? at + 1 : target->length;
      }
      for (int i = n->min; i < n->max; i++) {
        at = emit(SPLIT, 0, 0);
        generate(n->left);
        target->code[at].x = n->lazy ? target->length : at + 1;
        target->code[at].y = n->lazy ? at + 1 : target->length;
      }
      break;
  }
}

static Program *compile(const char *text) {
  pattern = text;
  target = calloc(1, sizeof *target);
  group_count = 0;
  Node *tree = parse_alternatives();
  if (*pattern) fail("pattern");
  emit(SAVE, 0, 0);
  generate(tree);
  emit(SAVE, 1, 0);
  emit(MATCH, 0, 0);
  target->saves = 2 * group_count + 2;
  return target;
}

static int is_word(int c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

static int at_edge(const char *text, int size, int at) {
  return (at > 0 && is_word((uint8_t)text[at - 1])) != (at < size && is_word((uint8_t)text[at]));
}

// Backtracking, with a step limit against patterns that explode.
static const char *subject;
static int subject_size, steps;
static int saved[MAX_SAVES];

static int backtrack(const Program *program, int pc, int at) {
  for (;;) {
    if (++steps > 2000000) return 0;
    const Instruction *i = &program->code[pc];
    switch (i->op) {
      case CHAR:
        if (at == subject_size || (uint8_t)subject[at] != i->x) return 0;
        at++;
        pc++;
        break;
      case ANY:
        if (at == subject_size || subject[at] == '\n') return 0;
        at++;
        pc++;
        break;
      case CLASS: {
        if (at == subject_size) return 0;
        int c = (uint8_t)subject[at++];
        if (!(program->classes[i->x][c >> 5] >> (c & 31) & 1)) return 0;
        pc++;
        break;
      }
      case SPLIT:
        if (backtrack(program, i->x, at)) return 1;
        pc = i->y;
        break;
      case JUMP:
        pc = i->x;
        break;
      case SAVE: {
        int old = saved[i->x];
        saved[i->x] = at;
        if (backtrack(program, pc + 1, at)) return 1;
        saved[i->x] = old;
        return 0;
      }
      case LINE_START:
        if (at > 0 && subject[at - 1] != '\n') return 0;
        pc++;
        break;
      case LINE_END:
        if (at < subject_size && subject[at] != '\n') return 0;
        pc++;
        break;
      case WORD_EDGE:
        if (!at_edge(subject, subject_size, at)) return 0;
        pc++;
        break;
      case MATCH:
        return 1;
    }
  }
}

// All states at once: a list of threads in order of priority, each with its own captures.
typedef struct {
  int pc;
  int saves[MAX_SAVES];
} Thread;

typedef struct {
  int count;
  Thread threads[MAX_PROGRAM];
} ThreadList;

static ThreadList lists[2];
static int marks[MAX_PROGRAM], mark;

static void add_thread(const Program *program, ThreadList *list, int pc, int at, int *saves) {
  if (marks[pc] == mark) return;
  marks[pc] = mark;
  const Instruction *i = &program->code[pc];
  switch (i->op) {
    case JUMP:
      add_thread(program, list, i->x, at, saves);
      break;
    case SPLIT:
      add_thread(program, list, i->x, at, saves);
      add_thread(program, list, i->y, at, saves);
      break;
    case SAVE: {
      int old = saves[i->x];
      saves[i->x] = at;
      add_thread(program, list, pc + 1, at, saves);
      saves[i->x] = old;
      break;
    }
    case LINE_START:
      if (at == 0 || subject[at - 1] == '\n') add_thread(program, list, pc + 1, at, saves);
      break;
    case LINE_END:
      if (at == subject_size || subject[at] == '\n') add_thread(program, list, pc + 1, at, saves);
      break;
    case WORD_EDGE:
      if (at_edge(subject, subject_size, at)) add_thread(program, list, pc + 1, at, saves);
      break;
    default: {
      Thread *thread = &list->threads[list->count++];
      thread->pc = pc;
      memcpy(thread->saves, saves, (size_t)program->saves * sizeof(int));
    }
  }
}

static int simulate(const Program *program, int from) {
  ThreadList *current = &lists[0], *next = &lists[1];
  int found = 0;
  current->count = 0;
  int saves[MAX_SAVES];
  for (int at = from;; at++) {
    mark++;
    for (int i = 0; i < current->count; i++) marks[current->threads[i].pc] = mark;
    if (!found) {
      memset(saves, -1, sizeof saves);
      add_thread(program, current, 0, at, saves);
    }
    if (current->count == 0 && found) return 1;
    mark++;
    next->count = 0;
    int c = at < subject_size ? (uint8_t)subject[at] : -1;
    for (int t = 0; t < current->count; t++) {
      Thread *thread = &current->threads[t];
      const Instruction *i = &program->code[thread->pc];
      int taken = 0;
      switch (i->op) {
        case CHAR:
          taken = c == i->x;
          break;
        case ANY:
          taken = c >= 0 && c != '\n';
          break;
        case CLASS:
          taken = c >= 0 && program->classes[i->x][c >> 5] >> (c & 31) & 1;
          break;
        case MATCH:
          memcpy(saved, thread->saves, sizeof saved);
          found = 1;
          t = current->count;
          break;
        default:
          fail("instruction");
      }
      if (taken) add_thread(program, next, thread->pc + 1, at + 1, thread->saves);
    }
    if (c < 0) return found;
    ThreadList *swapped = current;
    current = next;
    next = swapped;
  }
}

static int search_backtracking(const Program *program, int from) {
  for (int at = from; at <= subject_size; at++) {
    memset(saved, -1, sizeof saved);
    steps = 0;
    if (backtrack(program, 0, at)) return 1;
  }
  return 0;
}

static int count_matches(const Program *program, int (*search)(const Program *, int), uint64_t *sum) {
  int count = 0;
  for (int at = 0; at <= subject_size && search(program, at);) {
    count++;
    *sum = checksum(*sum, saved, (size_t)program->saves * sizeof(int));
    at = saved[1] > saved[0] ? saved[1] : saved[1] + 1;
  }
  return count;
}

int main(void) {
  static const char *const patterns[] = {
      "[a-z]+shi[a-z]*",
      "(ka|ren|to|mi)+\\b",
      "\\b(\\w+)ve(\\w*)[,.]",
      "^\\w+ (?:\\w+[ ,.]*){2,4}?an\\w*",
      "(a|e|o|u|i)[^aeiou\\s]{2}(a|e|o|u|i)",
      "(?:qua|dor|lin)(?:qua|dor|lin|e)?[,. ]",
      "([a-f]+[g-z]+){3}$",
      "zen.*zen",
      "x*y?z+",
  };
  subject_size = 90000;
  subject = make_text((size_t)subject_size);
  bench_start();
  uint64_t sum = CHECKSUM_START;
  for (size_t p = 0; p < sizeof patterns / sizeof patterns[0]; p++) {
    const Program *program = compile(patterns[p]);
    int a = count_matches(program, search_backtracking, &sum);
    int b = p % 3 == 1 ? a : count_matches(program, simulate, &sum);
    printf("%s: %d %d\n", patterns[p], a, b);
    if (a != b) fail("the matchers differ");
  }
  bench_end();
  printf("%016llx\n", sum);
  return 0;
}
