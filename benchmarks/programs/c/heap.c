// Allocation: binary trees, hash maps that grow, linked lists that are sorted, buffers of all sizes, tries.
#include "program.h"

typedef struct Tree {
  struct Tree *left, *right;
  int value;
} Tree;

static Tree *grow(int depth, int value) {
  Tree *t = allocate(sizeof *t);
  t->value = value;
  t->left = depth ? grow(depth - 1, 2 * value) : NULL;
  t->right = depth ? grow(depth - 1, 2 * value + 1) : NULL;
  return t;
}

static int check(const Tree *t) { return t ? 1 + check(t->left) - check(t->right) + (t->value & 1) : 0; }

static void fell(Tree *t) {
  if (!t) return;
  fell(t->left);
  fell(t->right);
  free(t);
}

typedef struct Entry {
  struct Entry *next;
  char *key;
  int count;
} Entry;

typedef struct {
  Entry **buckets;
  uint32_t size, used;
} Map;

static uint32_t hash_key(const char *key) {
  uint32_t hash = 5381;
  for (; *key; key++) hash = hash * 33 ^ (uint8_t)*key;
  return hash;
}

static void map_grow(Map *map) {
  uint32_t size = map->size ? map->size * 2 : 16;
  Entry **buckets = calloc(size, sizeof *buckets);
  for (uint32_t i = 0; i < map->size; i++) {
    for (Entry *e = map->buckets[i], *next; e; e = next) {
      next = e->next;
      Entry **bucket = &buckets[hash_key(e->key) & (size - 1)];
      e->next = *bucket;
      *bucket = e;
    }
  }
  free(map->buckets);
  map->buckets = buckets;
  map->size = size;
}

static int map_add(Map *map, const char *key) {
  if (map->used >= map->size) map_grow(map);
  Entry **bucket = &map->buckets[hash_key(key) & (map->size - 1)];
  for (Entry *e = *bucket; e; e = e->next) {
    if (strcmp(e->key, key) == 0) return ++e->count;
  }
  Entry *e = allocate(sizeof *e);
  e->key = allocate(strlen(key) + 1);
  strcpy(e->key, key);
  e->count = 1;
  e->next = *bucket;
  *bucket = e;
  map->used++;
  return 1;
}

static int map_remove(Map *map, const char *key) {
  for (Entry **link = &map->buckets[hash_key(key) & (map->size - 1)]; *link; link = &(*link)->next) {
    Entry *e = *link;
    if (strcmp(e->key, key)) continue;
    *link = e->next;
    free(e->key);
    free(e);
    map->used--;
    return 1;
  }
  return 0;
}

static void map_free(Map *map) {
  for (uint32_t i = 0; i < map->size; i++) {
    for (Entry *e = map->buckets[i], *next; e; e = next) {
      next = e->next;
      free(e->key);
      free(e);
    }
  }
  free(map->buckets);
}

typedef struct Item {
  struct Item *next;
  uint32_t value;
} Item;

static Item *sort_list(Item *list) {
  if (!list || !list->next) return list;
  Item *slow = list, *fast = list->next;
  while (fast && fast->next) {
    slow = slow->next;
    fast = fast->next->next;
  }
  Item *right = sort_list(slow->next);
  slow->next = NULL;
  Item *left = sort_list(list), *head = NULL, **tail = &head;
  while (left && right) {
    Item **least = left->value <= right->value ? &left : &right;
    *tail = *least;
    tail = &(*least)->next;
    *least = *tail;
  }
  *tail = left ? left : right;
  return head;
}

typedef struct Trie {
  struct Trie *children[16];
  int count;
} Trie;

static int trie_insert(Trie *trie, uint32_t key) {
  int made = 0;
  for (int shift = 28; shift >= 8; shift -= 4) {
    Trie **child = &trie->children[key >> shift & 15];
    if (!*child) {
      *child = calloc(1, sizeof **child);
      made++;
    }
    trie = *child;
  }
  trie->count++;
  return made;
}

static void trie_free(Trie *trie) {
  for (int i = 0; i < 16; i++) {
    if (trie->children[i]) trie_free(trie->children[i]);
  }
  free(trie);
}

int main(void) {
  bench_start();
  int checks = 0;
  Tree *kept = grow(14, 1);
  for (int depth = 4; depth <= 14; depth += 2) {
    for (int i = 1 << (14 - depth); i > 0; i--) {
      Tree *t = grow(depth, i);
      checks += check(t);
      fell(t);
    }
  }
  checks += check(kept);
  Map map = {0};
  int repeats = 0, removed = 0;
  char key[32];
  for (int i = 0; i < 60000; i++) {
    snprintf(key, sizeof key, "key-%u-%x", random_below(30000), random_below(3));
    repeats += map_add(&map, key);
    if (i % 3 == 0) {
      snprintf(key, sizeof key, "key-%u-%x", random_below(30000), random_below(3));
      removed += map_remove(&map, key);
    }
  }
  uint32_t used = map.used;
  map_free(&map);
  Item *list = NULL;
  for (int i = 0; i < 60000; i++) {
    Item *item = allocate(sizeof *item);
    item->value = (uint32_t)random64();
    item->next = list;
    list = item;
  }
  list = sort_list(list);
  uint64_t order = CHECKSUM_START;
  for (Item *next; list; list = next) {
    next = list->next;
    if (next && next->value < list->value) fail("order");
    order = checksum(order, &list->value, 4);
    free(list);
  }
  uint8_t *buffers[500] = {0};
  uint32_t sizes[500] = {0};
  uint64_t bytes = 0;
  for (int i = 0; i < 40000; i++) {
    uint32_t slot = random_below(500), size = 1 + random_below(random_below(10) ? 200 : 6000);
    uint8_t *moved = realloc(buffers[slot], size);
    if (!moved) fail("out of memory");
    if (sizes[slot] && moved[0] != (uint8_t)slot) fail("a buffer was overwritten");
    memset(moved, (int)slot, size < 64 ? size : 64);
    buffers[slot] = moved;
    sizes[slot] = size;
    bytes += size;
    if (i % 5 == 0) {
      slot = random_below(500);
      free(buffers[slot]);
      buffers[slot] = NULL;
      sizes[slot] = 0;
    }
  }
  Trie *trie = calloc(1, sizeof *trie);
  int made = 0;
  for (int i = 0; i < 40000; i++) made += trie_insert(trie, (uint32_t)random64() & 0x3fff3fff);
  trie_free(trie);
  fell(kept);
  bench_end();
  printf("%d %d %d %u %llu %d %016llx\n", checks, repeats, removed, used, bytes, made, order);
  return 0;
}
