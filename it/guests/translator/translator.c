#include "../lib/abi.h"

#define DICTIONARY "demo:translator/dictionary@0.1.0"

typedef struct {
  uint8_t is_error;
  union {
    struct {
      slice translation;
      uint8_t confidence;
    } entry;
    struct {
      uint8_t is_ambiguous;
      struct {
        slice *data;
        size_t length;
      } translations;
    } failure;
  };
} look_up_result;

IMPORT(DICTIONARY, "look-up") void look_up(const uint8_t *word, size_t length, look_up_result *result);

typedef struct {
  slice text;
  size_t capacity;
} buffer;

static void append(buffer *target, const uint8_t *data, size_t length) {
  size_t needed = target->text.length + length;
  if (needed > target->capacity) {
    target->capacity = 2 * needed;
    target->text.data = realloc(target->text.data, target->capacity);
    if (target->text.data == NULL) __builtin_trap();
  }
  memcpy(target->text.data + target->text.length, data, length);
  target->text.length = needed;
}

static void release(slice text) {
  if (text.length != 0) free(text.data);
}

static size_t word_length(const uint8_t *text, size_t length) {
  size_t end = 0;
  while (end < length && text[end] != ' ') end++;
  return end;
}

static void append_translation(buffer *target, const uint8_t *word, size_t length) {
  look_up_result found;
  look_up(word, length, &found);
  if (!found.is_error) {
    append(target, found.entry.translation.data, found.entry.translation.length);
    release(found.entry.translation);
  } else if (!found.failure.is_ambiguous) {
    append(target, word, length);
  } else {
    slice *translations = found.failure.translations.data;
    for (size_t i = 0; i < found.failure.translations.length; i++) {
      if (i != 0) append(target, (const uint8_t *)"/", 1);
      append(target, translations[i].data, translations[i].length);
      release(translations[i]);
    }
    if (found.failure.translations.length != 0) free(translations);
  }
}

EXPORT("translate")
slice *translate(uint8_t *text, size_t length) {
  buffer target = {{allocate(1), 0}, 1};
  for (size_t i = 0; i < length;) {
    size_t word = word_length(text + i, length - i);
    if (word == 0) {
      append(&target, text + i++, 1);
    } else {
      append_translation(&target, text + i, word);
      i += word;
    }
  }
  if (length != 0) free(text);
  slice *result = allocate(sizeof *result);
  *result = target.text;
  return result;
}

EXPORT("cabi_post_translate")
void translate_post(slice *result) {
  free(result->data);
  free(result);
}

// option<u8>: the discriminant, and at 1 the payload.
static uint8_t confidence_area[2];

EXPORT("confidence")
uint8_t *confidence(uint8_t *text, size_t length) {
  confidence_area[0] = 0;
  confidence_area[1] = 100;
  for (size_t i = 0; i < length;) {
    size_t word = word_length(text + i, length - i);
    if (word != 0) {
      look_up_result found;
      look_up(text + i, word, &found);
      uint8_t value = 0;
      if (!found.is_error) {
        value = found.entry.confidence;
        release(found.entry.translation);
      } else if (found.failure.is_ambiguous) {
        slice *translations = found.failure.translations.data;
        for (size_t j = 0; j < found.failure.translations.length; j++) release(translations[j]);
        if (found.failure.translations.length != 0) free(translations);
      }
      confidence_area[0] = 1;
      if (value < confidence_area[1]) confidence_area[1] = value;
    }
    i += word == 0 ? 1 : word;
  }
  if (length != 0) free(text);
  return confidence_area;
}
