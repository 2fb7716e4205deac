// A ray tracer: spheres and planes with reflections and shadows, float vectors in structs that are passed by value.
#include "program.h"

#include <math.h>

typedef struct {
  float x, y, z;
} Vector;

static Vector vector(float x, float y, float z) { return (Vector){x, y, z}; }
static Vector add(Vector a, Vector b) { return vector(a.x + b.x, a.y + b.y, a.z + b.z); }
static Vector subtract(Vector a, Vector b) { return vector(a.x - b.x, a.y - b.y, a.z - b.z); }
static Vector scale(Vector a, float s) { return vector(a.x * s, a.y * s, a.z * s); }
static float dot(Vector a, Vector b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
static Vector unit(Vector a) { return scale(a, 1 / sqrtf(dot(a, a))); }

typedef struct Shape Shape;

struct Shape {
  float (*hit)(const Shape *, Vector from, Vector direction);
  Vector (*normal)(const Shape *, Vector at);
  Vector position, colour;
  float size, mirror;
};

static float hit_sphere(const Shape *s, Vector from, Vector direction) {
  Vector to = subtract(s->position, from);
  float along = dot(to, direction), rest = s->size * s->size - dot(to, to) + along * along;
  if (rest < 0) return -1;
  float half = sqrtf(rest);
  return along - half > 1e-3f ? along - half : along + half > 1e-3f ? along + half : -1;
}

static Vector normal_sphere(const Shape *s, Vector at) { return scale(subtract(at, s->position), 1 / s->size); }

static float hit_plane(const Shape *s, Vector from, Vector direction) {
  float t = dot(s->position, direction);
  if (fabsf(t) < 1e-4f) return -1;
  t = (s->size - dot(s->position, from)) / t;
  return t > 1e-3f ? t : -1;
}

static Vector normal_plane(const Shape *s, Vector at) {
  (void)at;
  return s->position;
}

static float hit_disc(const Shape *s, Vector from, Vector direction) {
  float t = (s->position.y - from.y) / direction.y;
  if (!(t > 1e-3f)) return -1;
  Vector at = subtract(add(from, scale(direction, t)), s->position);
  return dot(at, at) < s->size * s->size ? t : -1;
}

static Vector normal_disc(const Shape *s, Vector at) {
  (void)s;
  (void)at;
  return vector(0, 1, 0);
}

enum { SHAPES = 40 };
static Shape shapes[SHAPES];
static const Vector light = {-8, 12, -9};

static const Shape *nearest(Vector from, Vector direction, float *distance) {
  const Shape *found = NULL;
  *distance = 1e30f;
  for (int i = 0; i < SHAPES; i++) {
    float t = shapes[i].hit(&shapes[i], from, direction);
    if (t > 0 && t < *distance) {
      *distance = t;
      found = &shapes[i];
    }
  }
  return found;
}

static Vector trace(Vector from, Vector direction, int depth) {
  float distance;
  const Shape *shape = nearest(from, direction, &distance);
  if (shape == NULL) return scale(vector(0.5f, 0.7f, 1), 0.5f + 0.5f * direction.y);
  Vector at = add(from, scale(direction, distance)), normal = shape->normal(shape, at);
  if (dot(normal, direction) > 0) normal = scale(normal, -1);
  Vector to_light = subtract(light, at);
  float light_distance = sqrtf(dot(to_light, to_light)), shadow;
  to_light = scale(to_light, 1 / light_distance);
  float bright = fmaxf(0, dot(normal, to_light));
  if (bright > 0 && nearest(at, to_light, &shadow) != NULL && shadow < light_distance) bright = 0;
  Vector colour = shape->colour;
  if (shape->hit == hit_plane && ((int)floorf(at.x) + (int)floorf(at.z)) & 1) colour = scale(colour, 0.4f);
  colour = scale(colour, 0.15f + 0.85f * bright);
  float shine = dot(subtract(scale(normal, 2 * dot(normal, to_light)), to_light), scale(direction, -1));
  if (bright > 0 && shine > 0.9f) colour = add(colour, scale(vector(1, 1, 1), powf(shine, 40)));
  if (depth > 0 && shape->mirror > 0) {
    Vector reflected = subtract(direction, scale(normal, 2 * dot(direction, normal)));
    colour = add(scale(colour, 1 - shape->mirror), scale(trace(at, unit(reflected), depth - 1), shape->mirror));
  }
  return colour;
}

int main(void) {
  enum { WIDTH = 256, HEIGHT = 192 };
  static uint8_t image[WIDTH * HEIGHT * 3];
  shapes[0] = (Shape){hit_plane, normal_plane, {0, 1, 0}, {0.9f, 0.9f, 0.8f}, -1, 0.2f};
  for (int i = 1; i < SHAPES; i++) {
    Vector position = {(float)random_unit() * 10 - 5, (float)random_unit() * 4 - 0.5f, (float)random_unit() * 8};
    Vector colour = {(float)random_unit(), (float)random_unit(), (float)random_unit()};
    int disc = i % 5 == 0;
    shapes[i] = (Shape){disc ? hit_disc : hit_sphere, disc ? normal_disc : normal_sphere, position, colour, 0.3f + (float)random_unit() * 0.6f, i % 3 ? 0.3f : 0};
  }
  bench_start();
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      Vector direction = unit(vector(((float)x - WIDTH / 2) / WIDTH * 1.4f, (HEIGHT / 2 - (float)y) / WIDTH * 1.4f, 1));
      Vector colour = trace(vector(0, 1.5f, -7), direction, 4);
      float parts[3] = {colour.x, colour.y, colour.z};
      for (int c = 0; c < 3; c++) image[(y * WIDTH + x) * 3 + c] = (uint8_t)(fminf(1, fmaxf(0, parts[c])) * 255 + 0.5f);
    }
  }
  bench_end();
  uint64_t total = 0;
  for (size_t i = 0; i < sizeof image; i++) total += image[i];
  printf("%llu %016llx\n", total, checksum(CHECKSUM_START, image, sizeof image));
  return 0;
}
