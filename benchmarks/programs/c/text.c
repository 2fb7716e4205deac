// Text: differences of two files by Myers' algorithm, paragraphs broken optimally, a suffix array, words counted and
// sorted, edit distances, a template expanded.
#include "program.h"

#include <ctype.h>

typedef struct {
  const char *start;
  int size;
  uint32_t hash;
} Line;

static int split(const char *text, Line *lines) {
  int count = 0;
  while (*text) {
    const char *end = text;
    uint32_t hash = 2166136261u;
    for (; *end && *end != '\n'; end++) hash = (hash ^ (uint8_t)*end) * 16777619u;
    lines[count++] = (Line){text, (int)(end - text), hash};
    text = *end ? end + 1 : end;
  }
  return count;
}

static int same(const Line *a, const Line *b) { return a->hash == b->hash && a->size == b->size && memcmp(a->start, b->start, (size_t)a->size) == 0; }

enum { MAX_DIFFERENCES = 1200 };

static int differences(const Line *a, int a_count, const Line *b, int b_count, uint64_t *sum) {
  static int32_t history[MAX_DIFFERENCES][2 * MAX_DIFFERENCES + 2], v[2 * MAX_DIFFERENCES + 2];
  int32_t *middle = v + MAX_DIFFERENCES;
  memset(v, 0, sizeof v);
  for (int d = 0; d < MAX_DIFFERENCES; d++) {
    for (int k = -d; k <= d; k += 2) {
      int x = k == -d || (k != d && middle[k - 1] < middle[k + 1]) ? middle[k + 1] : middle[k - 1] + 1, y = x - k;
      while (x < a_count && y < b_count && same(&a[x], &b[y])) {
        x++;
        y++;
      }
      middle[k] = x;
      if (x < a_count || y < b_count) continue;
      // Back to the start, through what was reached in each round.
      for (int r = d - 1, kk = k; r >= 0; r--) {
        const int32_t *m = history[r] + MAX_DIFFERENCES;
        int down = kk == -(r + 1) || (kk != r + 1 && m[kk - 1] < m[kk + 1]);
        kk += down ? 1 : -1;
        int at[2] = {m[kk], down};
        *sum = checksum(*sum, at, sizeof at);
      }
      return d;
    }
    memcpy(history[d], v, sizeof v);
  }
  return -1;
}

// Breaks a paragraph so that the sum of the squares of the spaces left is least.
static int64_t paragraph(const char *text, int size, int width, char *out, int *out_size) {
  static int starts[20000], ends[20000], breaks[20000];
  static int64_t least[20001];
  int count = 0;
  for (int i = 0; i < size;) {
    while (i < size && isspace((uint8_t)text[i])) i++;
    starts[count] = i;
    while (i < size && !isspace((uint8_t)text[i])) i++;
    if (i > starts[count]) ends[count++] = i;
  }
  least[count] = 0;
  for (int i = count - 1; i >= 0; i--) {
    least[i] = INT64_MAX;
    int used = -1;
    for (int j = i; j < count; j++) {
      used += 1 + ends[j] - starts[j];
      if (used > width && j > i) break;
      int64_t slack = j == count - 1 ? 0 : width - used, value = slack * slack * slack + least[j + 1];
      if (slack < 0) value = 1000000 + least[j + 1];
      if (value < least[i]) {
        least[i] = value;
        breaks[i] = j + 1;
      }
    }
  }
  for (int i = 0; i < count; i = breaks[i]) {
    for (int j = i; j < breaks[i]; j++) {
      memcpy(out + *out_size, text + starts[j], (size_t)(ends[j] - starts[j]));
      *out_size += ends[j] - starts[j];
      out[(*out_size)++] = j + 1 < breaks[i] ? ' ' : '\n';
    }
  }
  return least[0];
}

static const char *suffix_text;

static int compare_suffixes(const void *a, const void *b) { return strcmp(suffix_text + *(const int *)a, suffix_text + *(const int *)b); }

static int longest_repeat(const char *text, int size, int *where) {
  int *order = allocate((size_t)size * sizeof *order), longest = 0;
  suffix_text = text;
  for (int i = 0; i < size; i++) order[i] = i;
  qsort(order, (size_t)size, sizeof *order, compare_suffixes);
  for (int i = 1; i < size; i++) {
    const char *a = text + order[i - 1], *b = text + order[i];
    int length = 0;
    while (a[length] && a[length] == b[length]) length++;
    if (length > longest) {
      longest = length;
      *where = order[i];
    }
  }
  free(order);
  return longest;
}

static int compare_words(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static int edit_distance(const char *a, const char *b) {
  int row[64], n = (int)strlen(b);
  for (int j = 0; j <= n; j++) row[j] = j;
  for (int i = 1; *a; a++, i++) {
    int diagonal = row[0];
    row[0] = i;
    for (int j = 1; j <= n; j++) {
      int kept = row[j], change = diagonal + (*a != b[j - 1]);
      int least = row[j] < row[j - 1] ? row[j] + 1 : row[j - 1] + 1;
      row[j] = change < least ? change : least;
      diagonal = kept;
    }
  }
  return row[n];
}

static int expand(const char *template, char *out, int number, const char *name) {
  char *start = out;
  while (*template) {
    if (template[0] == '{' && template[1] == '{') {
      const char *end = strstr(template, "}}");
      size_t size = (size_t)(end - template - 2);
      if (strncmp(template + 2, "name", size) == 0) {
        for (const char *c = name; *c; c++) *out++ = (char)toupper((uint8_t)*c);
      } else if (strncmp(template + 2, "number", size) == 0) {
        out += sprintf(out, "%05d|%x|%-6d|%+d", number, (unsigned)number, number, number);
      } else {
        out += sprintf(out, "%8.3f", number / 7.0);
      }
      template = end + 2;
    } else {
      *out++ = *template++;
    }
  }
  *out = 0;
  return (int)(out - start);
}

int main(void) {
  enum { TEXT = 120000 };
  char *text = make_text(TEXT), *other = allocate(TEXT * 2);
  Line *a = allocate(sizeof(Line) * TEXT / 8), *b = allocate(sizeof(Line) * TEXT / 4);
  bench_start();
  int a_count = split(text, a), size = 0;
  // Lines are dropped, doubled and changed.
  for (int i = 0; i < a_count; i++) {
    uint32_t change = random_below(12);
    if (change == 0) continue;
    for (int copies = change == 1 ? 2 : 1; copies > 0; copies--) {
      memcpy(other + size, a[i].start, (size_t)a[i].size);
      if (change == 2) other[size + a[i].size / 2] ^= 1;
      size += a[i].size;
      other[size++] = '\n';
    }
  }
  other[size] = 0;
  int b_count = split(other, b);
  uint64_t sum = CHECKSUM_START;
  int changes = differences(a, a_count, b, b_count, &sum);
  char *out = allocate(TEXT * 2);
  int64_t badness = 0;
  int out_size = 0;
  for (int width = 40; width <= 90; width += 10) {
    out_size = 0;
    badness = badness * 7 + paragraph(text, 60000, width, out, &out_size);
    sum = checksum(sum, out, (size_t)out_size);
  }
  int where = 0, repeat = longest_repeat(text, 40000, &where);
  char **words = allocate(sizeof *words * TEXT / 2);
  int count = 0, different = 0, edits = 0;
  for (char *word = strtok(text, " \n,."); word; word = strtok(NULL, " \n,.")) words[count++] = word;
  qsort(words, (size_t)count, sizeof *words, compare_words);
  for (int i = 0; i < count; i++) different += i == 0 || strcmp(words[i], words[i - 1]) != 0;
  for (int i = 0; i + 40 < count; i += 7) {
    if (strlen(words[i]) < 60 && strlen(words[i + 40]) < 60) edits += edit_distance(words[i], words[i + 40]);
  }
  int expanded = 0;
  for (int i = 0; i < 4000; i++) {
    expanded += expand("Dear {{name}}, your number {{number}} is {{value}}. Yours, {{name}}\n", out, i * 37 - 50000, words[i]);
    sum = checksum(sum, out, 80);
  }
  bench_end();
  printf("%d lines, %d, %d changes, %lld, %d at %d, %d of %d words, %d edits, %d, %016llx\n", a_count, b_count, changes, badness, repeat, where, different, count,
         edits, expanded, sum);
  return 0;
}
