// Makes a large JSON document, parses it into a tree, queries it, prints it again.
#include "program.h"

typedef enum { J_NULL, J_FALSE, J_TRUE, J_NUMBER, J_STRING, J_ARRAY, J_OBJECT } Type;

typedef struct Json {
  Type type;
  int size, capacity;
  union {
    double number;
    char *string;
    struct Json **items;
  };
  char **keys;
} Json;

static const char *at, *end;

static Json *new_json(Type type) {
  Json *json = calloc(1, sizeof *json);
  if (json == NULL) fail("out of memory");
  json->type = type;
  return json;
}

static void skip_space(void) {
  while (at < end && (*at == ' ' || *at == '\n' || *at == '\t' || *at == '\r')) at++;
}

static uint32_t hex4(void) {
  uint32_t value = 0;
  for (int i = 0; i < 4; i++) {
    char c = *at++;
    value = value << 4 | (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
  }
  return value;
}

static char *parse_string(int *length) {
  at++;
  const char *scan = at;
  while (*scan != '"') scan += *scan == '\\' ? 2 : 1;
  char *text = allocate((size_t)(scan - at) + 1), *out = text;
  while (*at != '"') {
    if (*at != '\\') {
      *out++ = *at++;
      continue;
    }
    char c = at[1];
    at += 2;
    switch (c) {
      case 'n':
        *out++ = '\n';
        break;
      case 't':
        *out++ = '\t';
        break;
      case 'r':
        *out++ = '\r';
        break;
      case 'b':
        *out++ = '\b';
        break;
      case 'f':
        *out++ = '\f';
        break;
      case 'u': {
        uint32_t code = hex4();
        if (code >= 0xd800 && code < 0xdc00 && at[0] == '\\' && at[1] == 'u') {
          at += 2;
          code = 0x10000 + ((code - 0xd800) << 10) + (hex4() - 0xdc00);
        }
        if (code < 0x80) {
          *out++ = (char)code;
        } else if (code < 0x800) {
          *out++ = (char)(0xc0 | code >> 6);
          *out++ = (char)(0x80 | (code & 63));
        } else if (code < 0x10000) {
          *out++ = (char)(0xe0 | code >> 12);
          *out++ = (char)(0x80 | (code >> 6 & 63));
          *out++ = (char)(0x80 | (code & 63));
        } else {
          *out++ = (char)(0xf0 | code >> 18);
          *out++ = (char)(0x80 | (code >> 12 & 63));
          *out++ = (char)(0x80 | (code >> 6 & 63));
          *out++ = (char)(0x80 | (code & 63));
        }
        break;
      }
      default:
        *out++ = c;
    }
  }
  at++;
  *out = 0;
  *length = (int)(out - text);
  return text;
}

static double parse_number(void) {
  int negative = *at == '-';
  at += negative;
  uint64_t digits = 0;
  int exponent = 0;
  for (; at < end && *at >= '0' && *at <= '9'; at++) digits = digits * 10 + (uint64_t)(*at - '0');
  if (at < end && *at == '.') {
    for (at++; at < end && *at >= '0' && *at <= '9'; at++, exponent--) digits = digits * 10 + (uint64_t)(*at - '0');
  }
  if (at < end && (*at | 32) == 'e') {
    at++;
    int sign = *at == '-' ? -1 : 1, value = 0;
    if (*at == '-' || *at == '+') at++;
    for (; at < end && *at >= '0' && *at <= '9'; at++) value = value * 10 + (*at - '0');
    exponent += sign * value;
  }
  double power = 1, base = 10;
  for (int n = abs(exponent); n > 0; n >>= 1, base *= base) {
    if (n & 1) power *= base;
  }
  double value = exponent < 0 ? (double)digits / power : (double)digits * power;
  return negative ? -value : value;
}

static Json *parse(int depth);

static void add(Json *container, Json *item) {
  if (container->size == container->capacity) {
    container->capacity = container->capacity ? container->capacity * 2 : 4;
    container->items = realloc(container->items, (size_t)container->capacity * sizeof(Json *));
    if (container->type == J_OBJECT) container->keys = realloc(container->keys, (size_t)container->capacity * sizeof(char *));
  }
  container->items[container->size++] = item;
}

static Json *parse(int depth) {
  if (depth > 200) fail("too deep");
  skip_space();
  Json *json;
  int length;
  switch (*at) {
    case '{':
      json = new_json(J_OBJECT);
      at++;
      skip_space();
      while (*at != '}') {
        char *key = parse_string(&length);
        skip_space();
        if (*at++ != ':') fail("colon");
        Json *value = parse(depth + 1);
        add(json, value);
        json->keys[json->size - 1] = key;
        skip_space();
        if (*at == ',') {
          at++;
          skip_space();
        }
      }
      at++;
      return json;
    case '[':
      json = new_json(J_ARRAY);
      at++;
      skip_space();
      while (*at != ']') {
        add(json, parse(depth + 1));
        skip_space();
        if (*at == ',') at++;
        skip_space();
      }
      at++;
      return json;
    case '"':
      json = new_json(J_STRING);
      json->string = parse_string(&length);
      json->size = length;
      return json;
    case 't':
      at += 4;
      return new_json(J_TRUE);
    case 'f':
      at += 5;
      return new_json(J_FALSE);
    case 'n':
      at += 4;
      return new_json(J_NULL);
    default:
      json = new_json(J_NUMBER);
      json->number = parse_number();
      return json;
  }
}

static void release(Json *json) {
  if (json->type == J_STRING) free(json->string);
  if (json->type == J_ARRAY || json->type == J_OBJECT) {
    for (int i = 0; i < json->size; i++) {
      release(json->items[i]);
      if (json->type == J_OBJECT) free(json->keys[i]);
    }
    free(json->items);
    free(json->keys);
  }
  free(json);
}

static char *buffer;
static size_t used, room;

static void put(const char *bytes, size_t size) {
  if (used + size > room) {
    room = (used + size) * 2;
    buffer = realloc(buffer, room);
    if (buffer == NULL) fail("out of memory");
  }
  memcpy(buffer + used, bytes, size);
  used += size;
}

static void put_text(const char *text) { put(text, strlen(text)); }

static void put_string(const char *text, int size) {
  put("\"", 1);
  for (int i = 0; i < size; i++) {
    uint8_t c = (uint8_t)text[i];
    if (c == '"' || c == '\\') {
      char escaped[2] = {'\\', (char)c};
      put(escaped, 2);
    } else if (c == '\n') {
      put("\\n", 2);
    } else if (c < 32) {
      static const char digits[] = "0123456789abcdef";
      char escaped[6] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
      put(escaped, 6);
    } else {
      put((const char *)&c, 1);
    }
  }
  put("\"", 1);
}

static void put_number(double value) {
  char text[40];
  if (value == (double)(int64_t)value) {
    int64_t integer = (int64_t)value;
    char *p = text + sizeof text;
    uint64_t rest = integer < 0 ? -(uint64_t)integer : (uint64_t)integer;
    do {
      *--p = (char)('0' + rest % 10);
      rest /= 10;
    } while (rest);
    if (integer < 0) *--p = '-';
    put(p, (size_t)(text + sizeof text - p));
  } else {
    int size = snprintf(text, sizeof text, "%.9g", value);
    put(text, (size_t)size);
  }
}

static void print(const Json *json) {
  switch (json->type) {
    case J_NULL:
      put_text("null");
      break;
    case J_FALSE:
      put_text("false");
      break;
    case J_TRUE:
      put_text("true");
      break;
    case J_NUMBER:
      put_number(json->number);
      break;
    case J_STRING:
      put_string(json->string, json->size);
      break;
    default:
      put(json->type == J_ARRAY ? "[" : "{", 1);
      for (int i = 0; i < json->size; i++) {
        if (i > 0) put(",", 1);
        if (json->type == J_OBJECT) {
          put_string(json->keys[i], (int)strlen(json->keys[i]));
          put(":", 1);
        }
        print(json->items[i]);
      }
      put(json->type == J_ARRAY ? "]" : "}", 1);
  }
}

static const Json *get(const Json *object, const char *key) {
  for (int i = 0; i < object->size; i++) {
    if (strcmp(object->keys[i], key) == 0) return object->items[i];
  }
  return NULL;
}

static void make_document(int people, const char *words) {
  put_text("{\"version\": 3, \"people\": [\n");
  for (int i = 0; i < people; i++) {
    char line[400];
    const char *name = words + random_below(20000);
    put(line, (size_t)snprintf(line, sizeof line,
                               "  {\"id\": %d, \"name\": \"%.12s\", \"age\": %u, \"score\": %u.%02u, \"tags\": [\"%.5s\", \"\\u00e9\\ud83d\\ude00\", \"a\\\"b\"],"
                               " \"active\": %s, \"parent\": %s, \"position\": {\"x\": -%u.5e%d, \"y\": %u}}%s\n",
                               i, name, random_below(90), random_below(1000), random_below(100), name + 20, random_below(2) ? "true" : "false",
                               random_below(5) ? "null" : "7", random_below(1000), (int)random_below(6) - 3, random_below(100000), i + 1 < people ? "," : ""));
  }
  put_text("], \"text\": ");
  put_string(words, 20000);
  put_text("}");
}

int main(void) {
  char *words = make_text(30000);
  for (char *c = words; *c; c++) {
    if (*c == '\n') *c = ' ';
  }
  make_document(4000, words);
  char *document = buffer;
  size_t document_size = used;
  uint64_t sum = CHECKSUM_START;
  double total = 0;
  bench_start();
  for (int round = 0; round < 8; round++) {
    at = document;
    end = document + document_size;
    Json *root = parse(0);
    const Json *list = get(root, "people");
    for (int i = 0; i < list->size; i++) {
      const Json *person = list->items[i];
      if (get(person, "active")->type == J_TRUE) total += get(person, "score")->number + get(get(person, "position"), "x")->number;
    }
    buffer = NULL;
    used = room = 0;
    print(root);
    sum = checksum(sum, buffer, used);
    free(buffer);
    release(root);
  }
  bench_end();
  printf("%zu bytes, total %.6f, %016llx\n", document_size, total, sum);
  return 0;
}
