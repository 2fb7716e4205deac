// A small relational database: B-trees in pages of 1 KiB, rows as records of varints, statements compiled to programs of
// a register machine that one large switch runs.
#include "program.h"

enum { PAGE = 1024, MAX_PAGES = 20000, MAX_COLUMNS = 8, MAX_TABLES = 8, MAX_CODE = 400, REGISTERS = 64, CURSORS = 8 };

static uint8_t *pages;
static int page_count;

static uint8_t *page_at(int number) { return pages + (size_t)number * PAGE; }
static int get16(const uint8_t *p) { return p[0] << 8 | p[1]; }
static void set16(uint8_t *p, int value) {
  p[0] = (uint8_t)(value >> 8);
  p[1] = (uint8_t)value;
}
static int get32(const uint8_t *p) { return (int)((uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]); }
static void set32(uint8_t *p, int value) {
  set16(p, (int)((uint32_t)value >> 16));
  set16(p + 2, value);
}

static int put_varint(uint8_t *p, uint64_t value) {
  int size = 0;
  while (value >= 128) {
    p[size++] = (uint8_t)(value | 128);
    value >>= 7;
  }
  p[size++] = (uint8_t)value;
  return size;
}

static int get_varint(const uint8_t *p, uint64_t *value) {
  int size = 0, shift = 0;
  *value = 0;
  do {
    *value |= (uint64_t)(p[size] & 127) << shift;
    shift += 7;
  } while (p[size++] & 128);
  return size;
}

// ---- B-trees. A page: kind (1 leaf, 2 inner), count, free end, right child; offsets of cells from byte 10 on.
// A leaf's cell: key size, key, value size, value. An inner cell: child, key size, key. Keys compare as bytes.

enum { LEAF = 1, INNER = 2, HEADER = 10 };

static int new_page(int kind) {
  if (page_count == MAX_PAGES) fail("pages");
  uint8_t *p = page_at(page_count);
  memset(p, 0, PAGE);
  p[0] = (uint8_t)kind;
  set16(p + 3, PAGE);
  return page_count++;
}

static int count_of(const uint8_t *p) { return get16(p + 1); }
static uint8_t *cell_at(uint8_t *p, int index) { return p + get16(p + HEADER + 2 * index); }

static const uint8_t *key_of(uint8_t *p, int index, int *size) {
  const uint8_t *cell = cell_at(p, index) + (p[0] == INNER ? 4 : 0);
  *size = cell[0];
  return cell + 1;
}

static int cell_size(uint8_t *p, int index) {
  const uint8_t *cell = cell_at(p, index);
  if (p[0] == INNER) return 5 + cell[4];
  return 1 + cell[0] + 2 + get16(cell + 1 + cell[0]);
}

static int compare_keys(const uint8_t *a, int a_size, const uint8_t *b, int b_size) {
  int order = memcmp(a, b, (size_t)(a_size < b_size ? a_size : b_size));
  return order ? order : a_size - b_size;
}

// The first cell that is not less.
static int lower_bound(uint8_t *p, const uint8_t *key, int size) {
  int low = 0, high = count_of(p);
  while (low < high) {
    int middle = (low + high) / 2, other_size;
    const uint8_t *other = key_of(p, middle, &other_size);
    if (compare_keys(other, other_size, key, size) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

static int child_of(uint8_t *p, int index) { return index == count_of(p) ? get32(p + 5) : get32(cell_at(p, index)); }

static int add_cell(uint8_t *p, int index, const uint8_t *cell, int size) {
  int count = count_of(p), end = get16(p + 3);
  if (HEADER + 2 * (count + 1) + size > end) return 0;
  end -= size;
  memcpy(p + end, cell, (size_t)size);
  set16(p + 3, end);
  memmove(p + HEADER + 2 * (index + 1), p + HEADER + 2 * index, (size_t)(2 * (count - index)));
  set16(p + HEADER + 2 * index, end);
  set16(p + 1, count + 1);
  return 1;
}

// Moves the cells from `from` on to another page and squeezes what stays.
static void split_cells(uint8_t *p, uint8_t *to, int from) {
  uint8_t old[PAGE];
  memcpy(old, p, PAGE);
  int count = count_of(old);
  set16(p + 1, 0);
  set16(p + 3, PAGE);
  for (int i = 0; i < count; i++) {
    uint8_t *target = i < from ? p : to;
    add_cell(target, count_of(target), cell_at(old, i), cell_size(old, i));
  }
}

typedef struct {
  int happened, right, key_size;
  uint8_t key[256];
} Split;

static void insert_below(int number, const uint8_t *key, int key_size, const uint8_t *cell, int size, Split *split) {
  uint8_t *p = page_at(number);
  int index = lower_bound(p, key, key_size);
  split->happened = 0;
  if (p[0] == LEAF) {
    int other_size;
    if (index < count_of(p)) {
      const uint8_t *other = key_of(p, index, &other_size);
      if (compare_keys(other, other_size, key, key_size) == 0) fail("the key is there already");
    }
    if (add_cell(p, index, cell, size)) return;
    int right = new_page(LEAF), middle = index == count_of(p) ? count_of(p) : count_of(p) / 2;
    uint8_t *q = page_at(right);
    split_cells(p, q, middle);
    if (index >= middle) {
      add_cell(q, index - middle, cell, size);
    } else {
      add_cell(p, index, cell, size);
    }
    const uint8_t *least = key_of(p, count_of(p) - 1, &split->key_size);
    memcpy(split->key, least, (size_t)split->key_size);
    split->happened = 1;
    split->right = right;
    return;
  }
  Split below;
  insert_below(child_of(p, index), key, key_size, cell, size, &below);
  if (!below.happened) return;
  uint8_t inner[300];
  set32(inner, child_of(p, index));
  inner[4] = (uint8_t)below.key_size;
  memcpy(inner + 5, below.key, (size_t)below.key_size);
  if (index == count_of(p)) {
    set32(p + 5, below.right);
  } else {
    set32(cell_at(p, index), below.right);
  }
  if (add_cell(p, index, inner, 5 + below.key_size)) return;
  int right = new_page(INNER), middle = count_of(p) / 2;
  uint8_t *q = page_at(right);
  set32(q + 5, get32(p + 5));
  const uint8_t *least = key_of(p, middle, &split->key_size);
  memcpy(split->key, least, (size_t)split->key_size);
  set32(p + 5, child_of(p, middle));
  uint8_t kept[300];
  int kept_size = cell_size(p, middle);
  memcpy(kept, cell_at(p, middle), (size_t)kept_size);
  split_cells(p, q, middle);
  // The middle cell went to the right page first; its key is the parent's now.
  memmove(q + HEADER, q + HEADER + 2, (size_t)(2 * (count_of(q) - 1)));
  set16(q + 1, count_of(q) - 1);
  if (index > middle) {
    if (!add_cell(q, index - middle - 1, inner, 5 + below.key_size)) fail("inner page");
  } else if (!add_cell(p, index, inner, 5 + below.key_size)) {
    fail("inner page");
  }
  if (index == middle) {
    // The new right page of the pair is what the parent's key leads to from the left.
    set32(p + 5, below.right);
    set32(cell_at(p, index), get32(inner));
  }
  split->happened = 1;
  split->right = right;
}

static void insert(int *root, const uint8_t *key, int key_size, const uint8_t *value, int value_size) {
  uint8_t cell[PAGE];
  cell[0] = (uint8_t)key_size;
  memcpy(cell + 1, key, (size_t)key_size);
  set16(cell + 1 + key_size, value_size);
  memcpy(cell + 3 + key_size, value, (size_t)value_size);
  Split split;
  insert_below(*root, key, key_size, cell, 3 + key_size + value_size, &split);
  if (!split.happened) return;
  int above = new_page(INNER);
  uint8_t inner[300];
  set32(inner, *root);
  inner[4] = (uint8_t)split.key_size;
  memcpy(inner + 5, split.key, (size_t)split.key_size);
  add_cell(page_at(above), 0, inner, 5 + split.key_size);
  set32(page_at(above) + 5, split.right);
  *root = above;
}

typedef struct {
  int depth;
  int pages[12], indexes[12];
} Cursor;

static int settle(Cursor *c) {
  while (c->depth >= 0 && c->indexes[c->depth] >= count_of(page_at(c->pages[c->depth])) + (page_at(c->pages[c->depth])[0] == INNER)) {
    c->depth--;
    if (c->depth >= 0) c->indexes[c->depth]++;
  }
  if (c->depth < 0) return 0;
  while (page_at(c->pages[c->depth])[0] == INNER) {
    int child = child_of(page_at(c->pages[c->depth]), c->indexes[c->depth]);
    c->depth++;
    c->pages[c->depth] = child;
    c->indexes[c->depth] = 0;
  }
  return c->indexes[c->depth] < count_of(page_at(c->pages[c->depth])) ? 1 : settle(c);
}

static int seek(Cursor *c, int root, const uint8_t *key, int size) {
  c->depth = 0;
  c->pages[0] = root;
  for (;;) {
    uint8_t *p = page_at(c->pages[c->depth]);
    c->indexes[c->depth] = lower_bound(p, key, size);
    if (p[0] == LEAF) break;
    c->pages[c->depth + 1] = child_of(p, c->indexes[c->depth]);
    c->depth++;
  }
  return settle(c);
}

static int step(Cursor *c) {
  c->indexes[c->depth]++;
  return settle(c);
}

// ---- tables and values

typedef enum { V_NULL, V_INTEGER, V_TEXT } ValueType;

typedef struct {
  ValueType type;
  int size;
  int64_t integer;
  const char *text;
} Value;

typedef struct {
  char name[16];
  char columns[MAX_COLUMNS][16];
  int column_count, root, index_root, indexed;  // indexed: a column, or -1
  int64_t next_row;
} Table;

static Table tables[MAX_TABLES];
static int table_count;

static void set_key(uint8_t *key, int64_t row) {
  set32(key, (int)(row >> 32));
  set32(key + 4, (int)row);
}

static int put_record(uint8_t *record, const Value *values, int count) {
  int size = 0;
  for (int i = 0; i < count; i++) {
    if (values[i].type == V_TEXT) {
      size += put_varint(record + size, (uint64_t)values[i].size << 2 | 2);
      memcpy(record + size, values[i].text, (size_t)values[i].size);
      size += values[i].size;
    } else if (values[i].type == V_INTEGER) {
      uint64_t zigzag = (uint64_t)values[i].integer << 1 ^ (uint64_t)(values[i].integer >> 63);
      size += put_varint(record + size, zigzag << 2 | 1);
    } else {
      size += put_varint(record + size, 0);
    }
  }
  return size;
}

static Value get_column(const uint8_t *record, int column) {
  for (;; column--) {
    uint64_t head;
    record += get_varint(record, &head);
    int text = (head & 3) == 2;
    if (column == 0) {
      if (text) return (Value){V_TEXT, (int)(head >> 2), 0, (const char *)record};
      if ((head & 3) == 0) return (Value){V_NULL, 0, 0, NULL};
      uint64_t zigzag = head >> 2;
      return (Value){V_INTEGER, 0, (int64_t)(zigzag >> 1) ^ -(int64_t)(zigzag & 1), NULL};
    }
    if (text) record += head >> 2;
  }
}

static int compare_values(const Value *a, const Value *b) {
  if (a->type != b->type) return (int)a->type - (int)b->type;
  if (a->type == V_INTEGER) return (a->integer > b->integer) - (a->integer < b->integer);
  if (a->type == V_NULL) return 0;
  return compare_keys((const uint8_t *)a->text, a->size, (const uint8_t *)b->text, b->size);
}

// ---- the register machine

typedef enum {
  M_INTEGER, M_TEXT, M_COPY, M_REWIND, M_NEXT, M_SEEK_ROW, M_SEEK_INDEX, M_INDEX_ROW, M_INDEX_CHECK, M_COLUMN, M_ROW,
  M_ADD, M_SUBTRACT, M_MULTIPLY, M_REMAINDER, M_EQUAL, M_UNEQUAL, M_LESS, M_LESS_EQUAL, M_GREATER, M_GREATER_EQUAL,
  M_AND, M_OR, M_NOT, M_LIKE, M_LENGTH, M_IF_NOT, M_JUMP, M_COUNT, M_SUM, M_MIN, M_MAX, M_RESULT, M_GROUP, M_GROUP_REWIND,
  M_GROUP_NEXT, M_GROUP_LOAD, M_INSERT, M_SORT_ADD, M_SORT, M_SORT_NEXT, M_SORT_LOAD, M_LIMIT, M_HALT
} MachineOp;

typedef struct {
  MachineOp op;
  int a, b, c;
} Instruction;

typedef struct {
  Instruction code[MAX_CODE];
  int length;
  int64_t integers[64];
  int integer_count;
  const char *texts[64];
  int text_sizes[64], text_count;
} Statement;

typedef struct Group {
  struct Group *next;
  Value key;
  Value sums[4];
} Group;

static Group *buckets[1024];
static Group **group_list;
static int group_count, group_room;

static Value *sort_rows;
static int sort_count, sort_room, sort_width;

static uint64_t result_sum = CHECKSUM_START;
static int result_rows;
static uint64_t machine_steps;

static int like(const char *pattern, int pattern_size, const char *text, int size) {
  int p = 0, t = 0, star = -1, mark = 0;
  while (t < size) {
    if (p < pattern_size && (pattern[p] == '_' || pattern[p] == text[t])) {
      p++;
      t++;
    } else if (p < pattern_size && pattern[p] == '%') {
      star = p++;
      mark = t;
    } else if (star >= 0) {
      p = star + 1;
      t = ++mark;
    } else {
      return 0;
    }
  }
  while (p < pattern_size && pattern[p] == '%') p++;
  return p == pattern_size;
}

static Group *group_of(const Value *key) {
  uint32_t hash = (uint32_t)key->integer * 2654435761u;
  if (key->type == V_TEXT) {
    for (int i = 0; i < key->size; i++) hash = (hash ^ (uint8_t)key->text[i]) * 16777619u;
  }
  Group **bucket = &buckets[hash >> 22];
  for (Group *g = *bucket; g; g = g->next) {
    if (compare_values(&g->key, key) == 0) return g;
  }
  Group *g = calloc(1, sizeof *g);
  g->key = *key;
  g->next = *bucket;
  *bucket = g;
  if (group_count == group_room) {
    group_room = group_room * 2 + 16;
    group_list = realloc(group_list, (size_t)group_room * sizeof *group_list);
  }
  group_list[group_count++] = g;
  return g;
}

static int compare_sorted(const void *a, const void *b) {
  const Value *x = a, *y = b;
  for (int i = 0; i < sort_width; i++) {
    int order = compare_values(&x[i], &y[i]);
    if (order) return order;
  }
  return 0;
}

static void aggregate(MachineOp op, Value *into, const Value *value) {
  if (value->type == V_NULL) return;
  switch (op) {
    case M_COUNT:
      into->type = V_INTEGER;
      into->integer++;
      break;
    case M_SUM:
      into->type = V_INTEGER;
      into->integer += value->integer;
      break;
    default:
      if (into->type == V_NULL || (op == M_MIN ? compare_values(value, into) < 0 : compare_values(value, into) > 0)) *into = *value;
  }
}

static void run(const Statement *s) {
  Value r[REGISTERS];
  Cursor cursors[CURSORS];
  Group *group = NULL;
  int group_at = 0, sort_at = 0, limit = -1;
  memset(r, 0, sizeof r);
  group_count = sort_count = 0;
  memset(buckets, 0, sizeof buckets);
  for (const Instruction *i = s->code;; i++) {
    machine_steps++;
    int a = i->a, b = i->b, c = i->c;
    switch (i->op) {
      case M_INTEGER:
        r[a] = (Value){V_INTEGER, 0, s->integers[b], NULL};
        break;
      case M_TEXT:
        r[a] = (Value){V_TEXT, s->text_sizes[b], 0, s->texts[b]};
        break;
      case M_COPY:
        r[a] = r[b];
        break;
      case M_REWIND:
        if (!seek(&cursors[a], tables[b].root, NULL, 0)) i = s->code + c - 1;
        break;
      case M_NEXT:
        if (step(&cursors[a])) i = s->code + c - 1;
        break;
      case M_SEEK_ROW: {
        uint8_t key[8];
        set_key(key, r[a].integer);
        int size, found = seek(&cursors[b & 15], tables[b >> 4].root, key, 8);
        if (found) {
          Cursor *cursor = &cursors[b & 15];
          const uint8_t *at = key_of(page_at(cursor->pages[cursor->depth]), cursor->indexes[cursor->depth], &size);
          found = compare_keys(at, size, key, 8) == 0;
        }
        if (!found) i = s->code + c - 1;
        break;
      }
      case M_SEEK_INDEX: {
        uint8_t key[256];
        int size = put_record(key, &r[a], 1);
        if (!seek(&cursors[b & 15], tables[b >> 4].index_root, key, size)) i = s->code + c - 1;
        break;
      }
      case M_INDEX_CHECK: {
        uint8_t key[256];
        int size = put_record(key, &r[a], 1), other_size;
        Cursor *cursor = &cursors[b];
        const uint8_t *other = key_of(page_at(cursor->pages[cursor->depth]), cursor->indexes[cursor->depth], &other_size);
        if (other_size != size + 8 || memcmp(other, key, (size_t)size) != 0) i = s->code + c - 1;
        break;
      }
      case M_INDEX_ROW: {
        Cursor *cursor = &cursors[b];
        int size;
        const uint8_t *key = key_of(page_at(cursor->pages[cursor->depth]), cursor->indexes[cursor->depth], &size);
        r[a] = (Value){V_INTEGER, 0, (int64_t)((uint64_t)(uint32_t)get32(key + size - 8) << 32 | (uint32_t)get32(key + size - 4)), NULL};
        break;
      }
      case M_COLUMN: {
        Cursor *cursor = &cursors[b];
        uint8_t *cell = cell_at(page_at(cursor->pages[cursor->depth]), cursor->indexes[cursor->depth]);
        r[a] = get_column(cell + 3 + cell[0], c);
        break;
      }
      case M_ROW: {
        Cursor *cursor = &cursors[b];
        int size;
        const uint8_t *key = key_of(page_at(cursor->pages[cursor->depth]), cursor->indexes[cursor->depth], &size);
        r[a] = (Value){V_INTEGER, 0, (int64_t)((uint64_t)(uint32_t)get32(key) << 32 | (uint32_t)get32(key + 4)), NULL};
        break;
      }
      case M_ADD:
        r[a] = (Value){V_INTEGER, 0, r[b].integer + r[c].integer, NULL};
        break;
      case M_SUBTRACT:
        r[a] = (Value){V_INTEGER, 0, r[b].integer - r[c].integer, NULL};
        break;
      case M_MULTIPLY:
        r[a] = (Value){V_INTEGER, 0, r[b].integer * r[c].integer, NULL};
        break;
      case M_REMAINDER:
        if (r[c].integer == 0) {
          r[a] = (Value){V_NULL, 0, 0, NULL};
        } else {
          r[a] = (Value){V_INTEGER, 0, r[b].integer % r[c].integer, NULL};
        }
        break;
      case M_EQUAL:
        r[a] = (Value){V_INTEGER, 0, compare_values(&r[b], &r[c]) == 0, NULL};
        break;
      case M_UNEQUAL:
        r[a] = (Value){V_INTEGER, 0, compare_values(&r[b], &r[c]) != 0, NULL};
        break;
      case M_LESS:
        r[a] = (Value){V_INTEGER, 0, compare_values(&r[b], &r[c]) < 0, NULL};
        break;
      case M_LESS_EQUAL:
        r[a] = (Value){V_INTEGER, 0, compare_values(&r[b], &r[c]) <= 0, NULL};
        break;
      case M_GREATER:
        r[a] = (Value){V_INTEGER, 0, compare_values(&r[b], &r[c]) > 0, NULL};
        break;
      case M_GREATER_EQUAL:
        r[a] = (Value){V_INTEGER, 0, compare_values(&r[b], &r[c]) >= 0, NULL};
        break;
      case M_AND:
        r[a] = (Value){V_INTEGER, 0, r[b].integer != 0 && r[c].integer != 0, NULL};
        break;
      case M_OR:
        r[a] = (Value){V_INTEGER, 0, r[b].integer != 0 || r[c].integer != 0, NULL};
        break;
      case M_NOT:
        r[a] = (Value){V_INTEGER, 0, r[b].integer == 0, NULL};
        break;
      case M_LIKE:
        r[a] = (Value){V_INTEGER, 0, r[b].type == V_TEXT && like(r[c].text, r[c].size, r[b].text, r[b].size), NULL};
        break;
      case M_LENGTH:
        r[a] = (Value){V_INTEGER, 0, r[b].size, NULL};
        break;
      case M_IF_NOT:
        if (r[a].integer == 0) i = s->code + c - 1;
        break;
      case M_JUMP:
        i = s->code + c - 1;
        break;
      case M_COUNT:
      case M_SUM:
      case M_MIN:
      case M_MAX:
        aggregate(i->op, &group->sums[a], &r[b]);
        break;
      case M_GROUP:
        group = group_of(&r[a]);
        break;
      case M_GROUP_REWIND:
        group_at = -1;
        i = s->code + c - 1;
        break;
      case M_GROUP_NEXT:
        if (++group_at < group_count) i = s->code + c - 1;
        break;
      case M_GROUP_LOAD:
        r[a] = b < 0 ? group_list[group_at]->key : group_list[group_at]->sums[b];
        break;
      case M_RESULT:
        if (limit == 0) break;
        if (limit > 0) limit--;
        result_rows++;
        for (int k = a; k < a + b; k++) {
          result_sum = r[k].type == V_TEXT ? checksum(result_sum, r[k].text, (size_t)r[k].size) : checksum(result_sum, &r[k].integer, 8);
        }
        break;
      case M_INSERT: {
        Table *table = &tables[a];
        uint8_t record[600], key[300];
        int64_t row = table->next_row++;
        set_key(key, row);
        insert(&table->root, key, 8, record, put_record(record, &r[b], table->column_count));
        if (table->indexed >= 0) {
          int size = put_record(key, &r[b + table->indexed], 1);
          set_key(key + size, row);
          insert(&table->index_root, key, size + 8, NULL, 0);
        }
        break;
      }
      case M_SORT_ADD:
        if (sort_count + b > sort_room) {
          sort_room = sort_room * 2 + 1024;
          sort_rows = realloc(sort_rows, (size_t)sort_room * sizeof(Value));
        }
        sort_width = b;
        memcpy(sort_rows + sort_count, r + a, (size_t)b * sizeof(Value));
        sort_count += b;
        break;
      case M_SORT:
        if (sort_count > 0) qsort(sort_rows, (size_t)(sort_count / sort_width), (size_t)sort_width * sizeof(Value), compare_sorted);
        sort_at = -sort_width;
        i = s->code + c - 1;
        break;
      case M_SORT_NEXT:
        sort_at += sort_width;
        if (sort_at < sort_count) i = s->code + c - 1;
        break;
      case M_SORT_LOAD:
        r[a] = sort_rows[sort_at + b];
        break;
      case M_LIMIT:
        limit = a;
        break;
      case M_HALT:
        for (int g = 0; g < group_count; g++) free(group_list[g]);
        return;
    }
  }
}

// ---- statements: CREATE, INSERT, SELECT with one join, WHERE, GROUP BY, ORDER BY, LIMIT

static const char *sql;
static char token[128];
static char token_kind;  // 'w'ord, 'n'umber, 't'ext, 'p'unctuation
static const char *text_start;
static int text_size;

static void next(void) {
  while (*sql == ' ' || *sql == '\n') sql++;
  int size = 0;
  if ((*sql | 32) >= 'a' && (*sql | 32) <= 'z') {
    token_kind = 'w';
    while (((*sql | 32) >= 'a' && (*sql | 32) <= 'z') || *sql == '_') token[size++] = *sql++;
  } else if (*sql >= '0' && *sql <= '9') {
    token_kind = 'n';
    while (*sql >= '0' && *sql <= '9') token[size++] = *sql++;
  } else if (*sql == '\'') {
    token_kind = 't';
    text_start = ++sql;
    while (*sql != '\'') sql++;
    text_size = (int)(sql++ - text_start);
  } else if (*sql) {
    token_kind = 'p';
    token[size++] = *sql++;
    if (strchr("<>!", token[0]) && (*sql == '=' || *sql == '>')) token[size++] = *sql++;
  } else {
    token_kind = 0;
  }
  token[size] = 0;
}

static int accept(const char *text) {
  if (token_kind == 't' || strcmp(token, text) != 0) return 0;
  next();
  return 1;
}

static void expect(const char *text) {
  if (!accept(text)) {
    printf("expected %s at %s\n", text, sql);
    exit(1);
  }
}

static Statement *statement;
static int next_register;
static int sources[2], source_count;

static int emit(MachineOp op, int a, int b, int c) {
  if (statement->length == MAX_CODE) fail("statement");
  statement->code[statement->length] = (Instruction){op, a, b, c};
  return statement->length++;
}

static int find_table(const char *name) {
  for (int i = 0; i < table_count; i++) {
    if (strcmp(tables[i].name, name) == 0) return i;
  }
  fail(name);
  return -1;
}

static int column_of(int table, const char *name) {
  for (int i = 0; i < tables[table].column_count; i++) {
    if (strcmp(tables[table].columns[i], name) == 0) return i;
  }
  return -1;
}

static int parse_or(void);

static int parse_primary(void) {
  int r = next_register++;
  if (token_kind == 'n') {
    statement->integers[statement->integer_count] = strtoll(token, NULL, 10);
    emit(M_INTEGER, r, statement->integer_count++, 0);
    next();
  } else if (token_kind == 't') {
    statement->texts[statement->text_count] = text_start;
    statement->text_sizes[statement->text_count] = text_size;
    emit(M_TEXT, r, statement->text_count++, 0);
    next();
  } else if (accept("(")) {
    int inner = parse_or();
    expect(")");
    emit(M_COPY, r, inner, 0);
  } else if (accept("length")) {
    expect("(");
    int inner = parse_or();
    expect(")");
    emit(M_LENGTH, r, inner, 0);
  } else {
    char name[128];
    strcpy(name, token);
    next();
    int only = -1;
    if (accept(".")) {
      only = find_table(name);
      strcpy(name, token);
      next();
    }
    for (int s = 0; s < source_count; s++) {
      if (only >= 0 && sources[s] != only) continue;
      int column = column_of(sources[s], name);
      if (strcmp(name, "row") == 0) {
        emit(M_ROW, r, s, 0);
        return r;
      }
      if (column >= 0) {
        emit(M_COLUMN, r, s, column);
        return r;
      }
    }
    fail(name);
  }
  return r;
}

static int binary(MachineOp op, int left, int right) {
  int r = next_register++;
  emit(op, r, left, right);
  return r;
}

static int parse_product(void) {
  int left = parse_primary();
  for (;;) {
    if (accept("*")) {
      left = binary(M_MULTIPLY, left, parse_primary());
    } else if (accept("%")) {
      left = binary(M_REMAINDER, left, parse_primary());
    } else {
      return left;
    }
  }
}

static int parse_sum(void) {
  int left = parse_product();
  for (;;) {
    if (accept("+")) {
      left = binary(M_ADD, left, parse_product());
    } else if (accept("-")) {
      left = binary(M_SUBTRACT, left, parse_product());
    } else {
      return left;
    }
  }
}

static int parse_comparison(void) {
  static const struct {
    const char *text;
    MachineOp op;
  } comparisons[] = {{"=", M_EQUAL}, {"<>", M_UNEQUAL}, {"<", M_LESS}, {"<=", M_LESS_EQUAL}, {">", M_GREATER}, {">=", M_GREATER_EQUAL}, {"LIKE", M_LIKE}};
  int left = parse_sum();
  for (size_t i = 0; i < sizeof comparisons / sizeof comparisons[0]; i++) {
    if (accept(comparisons[i].text)) return binary(comparisons[i].op, left, parse_sum());
  }
  return left;
}

static int parse_not(void) {
  if (accept("NOT")) return binary(M_NOT, parse_not(), 0);
  return parse_comparison();
}

static int parse_and(void) {
  int left = parse_not();
  while (accept("AND")) left = binary(M_AND, left, parse_not());
  return left;
}

static int parse_or(void) {
  int left = parse_and();
  while (accept("OR")) left = binary(M_OR, left, parse_and());
  return left;
}

static void parse_create(void) {
  Table *table = &tables[table_count++];
  strcpy(table->name, token);
  next();
  expect("(");
  do {
    strcpy(table->columns[table->column_count++], token);
    next();
  } while (accept(","));
  expect(")");
  table->indexed = -1;
  table->next_row = 1;
  table->root = new_page(LEAF);
  if (accept("INDEX")) {
    table->indexed = column_of((int)(table - tables), token);
    table->index_root = new_page(LEAF);
    next();
  }
}

static void parse_insert(void) {
  int table = find_table(token);
  next();
  expect("VALUES");
  source_count = 0;
  do {
    expect("(");
    int values[MAX_COLUMNS], count = 0;
    next_register = 0;
    do {
      values[count++] = parse_or();
    } while (accept(","));
    expect(")");
    for (int i = 0; i < count; i++) emit(M_COPY, REGISTERS - MAX_COLUMNS + i, values[i], 0);
    emit(M_INSERT, table, REGISTERS - MAX_COLUMNS, 0);
  } while (accept(","));
}

static void parse_select(void) {
  // What the list refers to is named after it, so it is parsed last.
  const char *list = sql - strlen(token);
  while (!accept("FROM")) next();
  source_count = 0;
  sources[source_count++] = find_table(token);
  next();
  int body = 0, row_loop = -1, join_exit = -1, outer_exit;
  next_register = 0;
  outer_exit = emit(M_REWIND, 0, sources[0], 0);
  body = statement->length;
  int index_check = -1, index_loop = -1, skip_index = -1;
  if (accept("JOIN")) {
    int other = find_table(token);
    next();
    expect("ON");
    if (accept("row")) {
      expect("=");
      int r = parse_sum();
      sources[source_count++] = other;
      join_exit = emit(M_SEEK_ROW, r, 1 | other << 4, 0);
    } else {
      if (column_of(other, token) != tables[other].indexed) fail("join without an index");
      next();
      expect("=");
      int r = parse_sum();
      sources[source_count++] = other;
      skip_index = emit(M_SEEK_INDEX, r, 2 | other << 4, 0);
      index_loop = index_check = emit(M_INDEX_CHECK, r, 2, 0);
      int row = next_register++;
      emit(M_INDEX_ROW, row, 2, 0);
      row_loop = emit(M_SEEK_ROW, row, 1 | other << 4, 0);
    }
  }
  int where = -1;
  if (accept("WHERE")) {
    int r = parse_or();
    where = emit(M_IF_NOT, r, 0, 0);
  }
  int grouped = -1;
  if (accept("GROUP")) {
    expect("BY");
    grouped = parse_sum();
    emit(M_GROUP, grouped, 0, 0);
  }
  int ordered = -1;
  if (accept("ORDER")) {
    expect("BY");
    ordered = parse_sum();
  }
  int limit = -1;
  if (accept("LIMIT")) {
    limit = atoi(token);
    next();
  }
  // The list, now that the names are known.
  const char *rest = sql;
  char rest_kind = token_kind;
  sql = list;
  next();
  int results[8], result_count = 0, sums = 0;
  do {
    static const struct {
      const char *name;
      MachineOp op;
    } aggregates[] = {{"count", M_COUNT}, {"sum", M_SUM}, {"min", M_MIN}, {"max", M_MAX}};
    size_t k = 0;
    while (k < 4 && !(token_kind == 'w' && strcmp(aggregates[k].name, token) == 0)) k++;
    if (k < 4) {
      next();
      expect("(");
      int r = parse_sum();
      expect(")");
      if (grouped < 0) {
        // One group for everything.
        int one = next_register++;
        grouped = one;
        emit(M_GROUP, one, 0, 0);
      }
      emit(aggregates[k].op, sums++, r, 0);
    } else {
      results[result_count++] = parse_sum();
    }
  } while (accept(","));
  sql = rest;
  token_kind = rest_kind;
  token[0] = 0;
  int base = REGISTERS - 8;
  if (sums == 0) {
    if (ordered >= 0) {
      emit(M_COPY, base, ordered, 0);
      for (int i = 0; i < result_count; i++) emit(M_COPY, base + 1 + i, results[i], 0);
      emit(M_SORT_ADD, base, result_count + 1, 0);
    } else {
      for (int i = 0; i < result_count; i++) emit(M_COPY, base + i, results[i], 0);
      emit(M_RESULT, base, result_count, 0);
    }
  }
  int continue_at = statement->length;
  if (where >= 0) statement->code[where].c = continue_at;
  if (row_loop >= 0) {
    statement->code[row_loop].c = continue_at;
    emit(M_NEXT, 2, 0, index_loop);
    statement->code[index_check].c = statement->length;
    statement->code[skip_index].c = statement->length;
  }
  if (join_exit >= 0) statement->code[join_exit].c = statement->length;
  emit(M_NEXT, 0, 0, body);
  statement->code[outer_exit].c = statement->length;
  if (limit >= 0) emit(M_LIMIT, limit, 0, 0);
  if (sums > 0 || ordered >= 0) {
    int jump = emit(sums > 0 ? M_GROUP_REWIND : M_SORT, 0, 0, 0);
    int loop = statement->length, width = sums > 0 ? sums + 1 : result_count;
    for (int i = 0; i < width; i++) emit(sums > 0 ? M_GROUP_LOAD : M_SORT_LOAD, base + i, sums > 0 ? i - 1 : i + 1, 0);
    emit(M_RESULT, base, width, 0);
    statement->code[jump].c = statement->length;
    emit(sums > 0 ? M_GROUP_NEXT : M_SORT_NEXT, 0, 0, loop);
  }
}

static void execute(const char *text) {
  static Statement reused;
  statement = &reused;
  statement->length = statement->integer_count = statement->text_count = 0;
  sql = text;
  next();
  if (accept("CREATE")) {
    parse_create();
  } else if (accept("INSERT")) {
    parse_insert();
  } else if (accept("SELECT")) {
    parse_select();
  } else {
    fail(text);
  }
  emit(M_HALT, 0, 0, 0);
  run(statement);
}

static int check_tree(int number, int depth, int *leaf_depth) {
  uint8_t *p = page_at(number);
  int cells = count_of(p), a_size, b_size;
  for (int i = 1; i < cells; i++) {
    const uint8_t *a = key_of(p, i - 1, &a_size), *b = key_of(p, i, &b_size);
    if (compare_keys(a, a_size, b, b_size) >= 0) fail("order of keys");
  }
  if (p[0] == LEAF) {
    if (*leaf_depth >= 0 && *leaf_depth != depth) fail("depth of leaves");
    *leaf_depth = depth;
    return cells;
  }
  int sum = 0;
  for (int i = 0; i <= cells; i++) sum += check_tree(child_of(p, i), depth + 1, leaf_depth);
  return sum;
}

int main(void) {
  pages = allocate((size_t)MAX_PAGES * PAGE);
  char *words = make_text(40000);
  for (char *c = words; *c; c++) {
    if (*c < 'a') *c = 'x';
  }
  bench_start();
  execute("CREATE customer (name, city, credit)");
  execute("CREATE orders (customer, product, amount, note) INDEX customer");
  char line[600];
  for (int i = 0; i < 3000; i++) {
    snprintf(line, sizeof line, "INSERT customer VALUES ('%.*s', '%.3s', %u * 10 + %d)", 4 + (int)random_below(12), words + random_below(39000),
             words + random_below(300), random_below(5000), i % 7);
    execute(line);
  }
  for (int i = 0; i < 6000; i++) {
    snprintf(line, sizeof line, "INSERT orders VALUES (%u, %u, %u, '%.20s'), (%u, %u, %u, 'none')", 1 + random_below(3000), random_below(200),
             random_below(1000), words + random_below(39000), 1 + random_below(3000), random_below(200), random_below(1000));
    execute(line);
  }
  static const char *const queries[] = {
      "SELECT name, credit FROM customer WHERE credit > 45000 AND name LIKE '%shi%'",
      "SELECT city, count(row), sum(credit), max(name) FROM customer GROUP BY city",
      "SELECT product, sum(amount), min(amount) FROM orders WHERE NOT note = 'none' GROUP BY product",
      "SELECT name, amount FROM orders JOIN customer ON row = customer WHERE amount * 3 - product > 2800 ORDER BY name LIMIT 200",
      "SELECT amount, product FROM customer JOIN orders ON customer = customer.row WHERE credit % 97 = 5 OR length(name) = 4",
      "SELECT city, sum(amount) FROM orders JOIN customer ON row = customer GROUP BY city",
      "SELECT note, row FROM orders WHERE note LIKE '%ren%to_mi%' ORDER BY note",
      "SELECT sum(amount), count(row) FROM orders",
  };
  for (int round = 0; round < 6; round++) {
    for (size_t q = 0; q < sizeof queries / sizeof queries[0]; q++) {
      int before = result_rows;
      execute(queries[q]);
      if (round == 0) printf("%d rows\n", result_rows - before);
    }
  }
  bench_end();
  for (int t = 0; t < table_count; t++) {
    int depth = -1, rows = check_tree(tables[t].root, 0, &depth);
    if (rows != tables[t].next_row - 1) fail("rows are missing");
    printf("%s: %d rows, depth %d\n", tables[t].name, rows, depth);
    depth = -1;
    if (tables[t].indexed >= 0 && check_tree(tables[t].index_root, 0, &depth) != rows) fail("index");
  }
  printf("%d rows, %d pages, %llu steps, %016llx\n", result_rows, page_count, machine_steps, result_sum);
  return 0;
}
