#include "../lib/abi.h"

static slice *string_result(const char *before, const uint8_t *middle, size_t length,
                            const char *after) {
  size_t first = strlen(before), last = strlen(after);
  slice *result = allocate(sizeof *result);
  result->length = first + length + last;
  result->data = allocate(result->length);
  memcpy(result->data, before, first);
  memcpy(result->data + first, middle, length);
  memcpy(result->data + first + length, after, last);
  free((void *)(length == 0 ? NULL : middle));
  return result;
}

EXPORT("greet")
slice *greet(const uint8_t *name, size_t length) {
  return string_result("Hello, ", name, length, "!");
}

EXPORT("cabi_post_greet")
void greet_post(slice *result) {
  free(result->data);
  free(result);
}

EXPORT("add")
uint32_t add(uint32_t a, uint32_t b) { return a + b; }

// result<f64, string>: the discriminant, and at 8 the payload.
typedef struct {
  uint8_t is_error;
  union {
    double value;
    slice error;
  };
} average_result;

static average_result average_area;

EXPORT("average")
average_result *average(double *values, size_t length) {
  if (length == 0) {
    static const char message[] = "no values";
    average_area.is_error = 1;
    average_area.error = (slice){(uint8_t *)message, sizeof message - 1};
    return &average_area;
  }
  double sum = 0;
  for (size_t i = 0; i < length; i++) sum += values[i];
  free(values);
  average_area.is_error = 0;
  average_area.value = sum / (double)length;
  return &average_area;
}

typedef struct {
  slice name;
  uint32_t age;
} person;

typedef struct {
  person *data;
  size_t length;
} people;

EXPORT("demo:greeter/people@0.1.0#birthday")
people *birthday(person *data, size_t length) {
  for (size_t i = 0; i < length; i++) data[i].age++;
  people *result = allocate(sizeof *result);
  *result = (people){data, length};
  return result;
}

EXPORT("cabi_post_demo:greeter/people@0.1.0#birthday")
void birthday_post(people *result) {
  for (size_t i = 0; i < result->length; i++) {
    if (result->data[i].name.length != 0) free(result->data[i].name.data);
  }
  if (result->length != 0) free(result->data);
  free(result);
}

// option<person>: the discriminant, and at 4 the payload.
typedef struct {
  uint8_t is_some;
  person value;
} maybe_person;

EXPORT("demo:greeter/people@0.1.0#oldest")
maybe_person *oldest(person *data, size_t length) {
  maybe_person *result = allocate(sizeof *result);
  result->is_some = length != 0;
  if (length == 0) return result;
  size_t best = 0;
  for (size_t i = 1; i < length; i++) {
    if (data[i].age > data[best].age) best = i;
  }
  result->value = data[best];
  for (size_t i = 0; i < length; i++) {
    if (i != best && data[i].name.length != 0) free(data[i].name.data);
  }
  free(data);
  return result;
}

EXPORT("cabi_post_demo:greeter/people@0.1.0#oldest")
void oldest_post(maybe_person *result) {
  if (result->is_some && result->value.name.length != 0) free(result->value.name.data);
  free(result);
}
