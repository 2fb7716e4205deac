// Ways through a map: A* with a binary heap, Dijkstra's distances, flood fill, a maze, a minimum spanning tree with
// union-find, strongly connected components, maximum flow.
#include "program.h"

enum { SIZE = 300, CELLS = SIZE * SIZE };

static uint8_t cost[CELLS];
static int32_t distance[CELLS], place[CELLS];
static int32_t heap[CELLS + 1], priorities[CELLS];
static int heap_size;

static void sift_up(int at) {
  int32_t cell = heap[at];
  while (at > 1 && priorities[heap[at / 2]] > priorities[cell]) {
    heap[at] = heap[at / 2];
    place[heap[at]] = at;
    at /= 2;
  }
  heap[at] = cell;
  place[cell] = at;
}

static int32_t pop(void) {
  int32_t least = heap[1], moved = heap[heap_size--];
  int at = 1;
  place[least] = 0;
  if (heap_size == 0) return least;
  for (;;) {
    int child = at * 2;
    if (child > heap_size) break;
    if (child < heap_size && priorities[heap[child + 1]] < priorities[heap[child]]) child++;
    if (priorities[moved] <= priorities[heap[child]]) break;
    heap[at] = heap[child];
    place[heap[at]] = at;
    at = child;
  }
  heap[at] = moved;
  place[moved] = at;
  return least;
}

static int expanded;

static int estimate(int cell, int goal) { return goal < 0 ? 0 : abs(cell % SIZE - goal % SIZE) + abs(cell / SIZE - goal / SIZE); }

// Without a goal (-1), all distances.
static int search(int start, int goal) {
  for (int i = 0; i < CELLS; i++) {
    distance[i] = INT32_MAX;
    place[i] = 0;
  }
  heap_size = 0;
  distance[start] = 0;
  priorities[start] = estimate(start, goal);
  heap[++heap_size] = start;
  sift_up(heap_size);
  while (heap_size > 0) {
    int cell = pop();
    expanded++;
    if (cell == goal) return distance[cell];
    int x = cell % SIZE;
    const int steps[4] = {x > 0 ? -1 : 0, x < SIZE - 1 ? 1 : 0, cell >= SIZE ? -SIZE : 0, cell < CELLS - SIZE ? SIZE : 0};
    for (int s = 0; s < 4; s++) {
      int next = cell + steps[s];
      if (steps[s] == 0 || cost[next] == 255) continue;
      int length = distance[cell] + cost[next];
      if (length >= distance[next]) continue;
      distance[next] = length;
      priorities[next] = length + estimate(next, goal);
      if (place[next] == 0) {
        heap[++heap_size] = next;
        place[next] = heap_size;
      }
      sift_up(place[next]);
    }
  }
  return goal < 0 ? 0 : -1;
}

static int flood(int start) {
  static uint8_t seen[CELLS];
  int32_t *queue = heap;
  int head = 0, tail = 0;
  memset(seen, 0, sizeof seen);
  queue[tail++] = start;
  seen[start] = 1;
  while (head < tail) {
    int cell = queue[head++], x = cell % SIZE;
    if (x > 0 && !seen[cell - 1] && cost[cell - 1] != 255) seen[queue[tail++] = cell - 1] = 1;
    if (x < SIZE - 1 && !seen[cell + 1] && cost[cell + 1] != 255) seen[queue[tail++] = cell + 1] = 1;
    if (cell >= SIZE && !seen[cell - SIZE] && cost[cell - SIZE] != 255) seen[queue[tail++] = cell - SIZE] = 1;
    if (cell < CELLS - SIZE && !seen[cell + SIZE] && cost[cell + SIZE] != 255) seen[queue[tail++] = cell + SIZE] = 1;
  }
  return tail;
}

// ---- graphs in arrays of edges

enum { VERTICES = 8000, EDGES = 40000 };

typedef struct {
  int32_t from, to, weight;
} Edge;

static Edge edges[EDGES];
static int32_t parents[VERTICES];

static int root_of(int v) {
  while (parents[v] != v) v = parents[v] = parents[parents[v]];
  return v;
}

static int by_weight(const void *a, const void *b) {
  const Edge *x = a, *y = b;
  return x->weight != y->weight ? (x->weight > y->weight) - (x->weight < y->weight) : x->from != y->from ? x->from - y->from : x->to - y->to;
}

static int64_t spanning_tree(void) {
  int64_t total = 0;
  qsort(edges, EDGES, sizeof *edges, by_weight);
  for (int i = 0; i < VERTICES; i++) parents[i] = i;
  for (int i = 0; i < EDGES; i++) {
    int a = root_of(edges[i].from), b = root_of(edges[i].to);
    if (a == b) continue;
    parents[a] = b;
    total += edges[i].weight;
  }
  return total;
}

static int32_t first[VERTICES + 1], targets[EDGES], low[VERTICES], number[VERTICES], stack[VERTICES];
static int counter, top, components;

static void connect(int v) {
  number[v] = low[v] = ++counter;
  stack[top++] = v;
  for (int e = first[v]; e < first[v + 1]; e++) {
    int w = targets[e];
    if (number[w] == 0) {
      connect(w);
      if (low[w] < low[v]) low[v] = low[w];
    } else if (number[w] > 0 && number[w] < low[v]) {
      low[v] = number[w];
    }
  }
  if (low[v] != number[v]) return;
  components++;
  int w;
  do {
    w = stack[--top];
    number[w] = -components;
  } while (w != v);
}

static int strong_components(void) {
  memset(first, 0, sizeof first);
  for (int i = 0; i < EDGES / 4; i++) first[edges[i].from + 1]++;
  for (int v = 0; v < VERTICES; v++) first[v + 1] += first[v];
  for (int i = 0; i < EDGES / 4; i++) targets[first[edges[i].from]++] = edges[i].to;
  for (int v = VERTICES; v > 0; v--) first[v] = first[v - 1];
  first[0] = 0;
  memset(number, 0, sizeof number);
  counter = top = components = 0;
  for (int v = 0; v < VERTICES; v++) {
    if (number[v] == 0) connect(v);
  }
  return components;
}

enum { NODES = 120 };
static int32_t capacity[NODES][NODES];

static int flow(void) {
  int total = 0;
  for (;;) {
    int previous[NODES], queue[NODES], head = 0, tail = 0;
    memset(previous, -1, sizeof previous);
    queue[tail++] = 0;
    previous[0] = 0;
    while (head < tail && previous[NODES - 1] < 0) {
      int u = queue[head++];
      for (int v = 0; v < NODES; v++) {
        if (capacity[u][v] > 0 && previous[v] < 0) {
          previous[v] = u;
          queue[tail++] = v;
        }
      }
    }
    if (previous[NODES - 1] < 0) return total;
    int least = INT32_MAX;
    for (int v = NODES - 1; v != 0; v = previous[v]) {
      if (capacity[previous[v]][v] < least) least = capacity[previous[v]][v];
    }
    for (int v = NODES - 1; v != 0; v = previous[v]) {
      capacity[previous[v]][v] -= least;
      capacity[v][previous[v]] += least;
    }
    total += least;
  }
}

int main(void) {
  for (int i = 0; i < CELLS; i++) cost[i] = (uint8_t)(random_below(4) == 0 ? 255 : 1 + random_below(9));
  cost[0] = cost[CELLS - 1] = 1;
  for (int i = 0; i < EDGES; i++) edges[i] = (Edge){(int)random_below(VERTICES), (int)random_below(VERTICES), (int)random_below(100000)};
  for (int i = 0; i < 2000; i++) capacity[random_below(NODES)][random_below(NODES)] = (int)random_below(50);
  bench_start();
  int64_t lengths = 0;
  for (int i = 0; i < 6; i++) {
    int goal = (int)random_below(CELLS);
    cost[goal] = 1;
    lengths = lengths * 31 + search((int)random_below(CELLS), goal);
  }
  search(0, -1);
  uint64_t sum = checksum(CHECKSUM_START, distance, sizeof distance);
  int reached = flood(0);
  int64_t tree = spanning_tree();
  int strong = strong_components(), most = flow();
  bench_end();
  printf("%lld %d %016llx %d %lld %d %d\n", lengths, expanded, sum, reached, tree, strong, most);
  return 0;
}
