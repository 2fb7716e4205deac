// Floating point: planets, a spectral norm, the Mandelbrot set, fast Fourier transforms, a polynomial by Newton's method.
#include "program.h"

#include <math.h>

typedef struct {
  double x, y, z, vx, vy, vz, mass;
} Body;

static double planets(int steps) {
  Body bodies[5] = {{0, 0, 0, 0, 0, 0, 39.47841760435743},
                    {4.84143144246472, -1.16032004402743, -0.10362204447113, 0.60632639299583, 2.81198684491626, -0.02521836165988, 0.03769367487038},
                    {8.34336671824457, 4.12479856412430, -0.40352341711432, -1.01077434617879, 1.82566237123041, 0.00841576137658, 0.01128632613196},
                    {12.8943695621391, -15.1111514016986, -0.22330757889265, 1.08279100644153, 0.86871301816960, -0.01083263740136, 0.00172372405705},
                    {15.3796971148509, -25.9193146099879, 0.17925877295037, 0.97909073224389, 0.59469899864767, -0.03475595812348, 0.00203368686992}};
  const double dt = 0.01;
  for (int s = 0; s < steps; s++) {
    for (int i = 0; i < 5; i++) {
      for (int j = i + 1; j < 5; j++) {
        double dx = bodies[i].x - bodies[j].x, dy = bodies[i].y - bodies[j].y, dz = bodies[i].z - bodies[j].z;
        double square = dx * dx + dy * dy + dz * dz, force = dt / (square * sqrt(square));
        bodies[i].vx -= dx * bodies[j].mass * force;
        bodies[i].vy -= dy * bodies[j].mass * force;
        bodies[i].vz -= dz * bodies[j].mass * force;
        bodies[j].vx += dx * bodies[i].mass * force;
        bodies[j].vy += dy * bodies[i].mass * force;
        bodies[j].vz += dz * bodies[i].mass * force;
      }
    }
    for (int i = 0; i < 5; i++) {
      bodies[i].x += dt * bodies[i].vx;
      bodies[i].y += dt * bodies[i].vy;
      bodies[i].z += dt * bodies[i].vz;
    }
  }
  double energy = 0;
  for (int i = 0; i < 5; i++) energy += bodies[i].mass * (bodies[i].vx * bodies[i].vx + bodies[i].vy * bodies[i].vy + bodies[i].vz * bodies[i].vz) / 2;
  return energy;
}

static double entry(int i, int j) { return 1.0 / ((i + j) * (i + j + 1) / 2 + i + 1); }

static void times(int n, const double *v, double *result, int transposed) {
  for (int i = 0; i < n; i++) {
    double sum = 0;
    for (int j = 0; j < n; j++) sum += (transposed ? entry(j, i) : entry(i, j)) * v[j];
    result[i] = sum;
  }
}

static double spectral_norm(int n) {
  double *u = allocate((size_t)n * 8), *v = allocate((size_t)n * 8), *t = allocate((size_t)n * 8);
  for (int i = 0; i < n; i++) u[i] = 1;
  for (int i = 0; i < 10; i++) {
    times(n, u, t, 0);
    times(n, t, v, 1);
    times(n, v, t, 0);
    times(n, t, u, 1);
  }
  double uv = 0, vv = 0;
  for (int i = 0; i < n; i++) {
    uv += u[i] * v[i];
    vv += v[i] * v[i];
  }
  return sqrt(uv / vv);
}

static int mandelbrot(int size) {
  int sum = 0;
  for (int py = 0; py < size; py++) {
    for (int px = 0; px < size; px++) {
      double cr = 3.0 * px / size - 2.2, ci = 2.4 * py / size - 1.2, zr = 0, zi = 0;
      int n = 0;
      for (; n < 100 && zr * zr + zi * zi < 4; n++) {
        double t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
      }
      sum += n;
    }
  }
  return sum;
}

// In place, by bit reversal; forwards or, with the sign 1, backwards.
static void transform(double *re, double *im, int n, double sign) {
  for (int i = 1, j = 0; i < n; i++) {
    int bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      double t = re[i];
      re[i] = re[j];
      re[j] = t;
      t = im[i];
      im[i] = im[j];
      im[j] = t;
    }
  }
  for (int length = 2; length <= n; length <<= 1) {
    double angle = sign * 6.283185307179586 / length, wr = cos(angle), wi = sin(angle);
    for (int i = 0; i < n; i += length) {
      double cr = 1, ci = 0;
      for (int k = i; k < i + length / 2; k++) {
        int l = k + length / 2;
        double tr = re[l] * cr - im[l] * ci, ti = re[l] * ci + im[l] * cr;
        re[l] = re[k] - tr;
        im[l] = im[k] - ti;
        re[k] += tr;
        im[k] += ti;
        double next = cr * wr - ci * wi;
        ci = cr * wi + ci * wr;
        cr = next;
      }
    }
  }
}

static double fourier(int n) {
  double *re = allocate((size_t)n * 8), *im = allocate((size_t)n * 8), *kept = allocate((size_t)n * 8), error = 0;
  for (int i = 0; i < n; i++) {
    kept[i] = re[i] = random_unit();
    im[i] = 0;
  }
  for (int round = 0; round < 3; round++) {
    transform(re, im, n, -1);
    for (int i = 0; i < n; i++) {
      re[i] /= n;
      im[i] /= n;
    }
    transform(re, im, n, 1);
  }
  for (int i = 0; i < n; i++) error = fmax(error, fabs(re[i] - kept[i]));
  if (error > 1e-9) fail("the transforms are no inverses");
  return re[n / 3];
}

static float newton(int count) {
  float sum = 0;
  for (int i = 1; i <= count; i++) {
    float x = 1.5f, a = (float)i / 1000;
    for (int n = 0; n < 12; n++) {
      float f = ((x * x - a) * x + 2) * x - 3, derivative = (4 * x * x - 2 * a) * x + 2;
      x -= f / derivative;
    }
    sum += floorf(x * 64) / 64 + copysignf(x, a - 5);
  }
  return sum;
}

int main(void) {
  bench_start();
  double energy = planets(150000), norm = spectral_norm(350);
  int set = mandelbrot(300);
  double wave = fourier(65536);
  float roots = newton(100000);
  bench_end();
  printf("%.9f %.9f %d %.6f %.2f\n", energy, norm, set, wave, (double)roots);
  return 0;
}
