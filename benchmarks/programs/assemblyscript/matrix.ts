// Numbers in typed arrays: LU decomposition, a game of dominoes on bit sets, prime factors in 64 bits, a histogram of a
// pseudo-random walk, generic containers.
import { benchEnd, benchStart, print } from "./host";

class Matrix {
  private values: Float64Array;

  constructor(readonly size: i32) {
    this.values = new Float64Array(size * size);
  }

  @operator("[]") get(at: i32): f64 {
    return this.values[at];
  }

  @operator("[]=") set(at: i32, value: f64): void {
    this.values[at] = value;
  }

  // Returns the determinant; afterwards this is both factors.
  decompose(): f64 {
    const n = this.size;
    let determinant: f64 = 1;
    for (let k = 0; k < n; k++) {
      let pivot = k;
      for (let i = k + 1; i < n; i++) {
        if (Math.abs(this[i * n + k]) > Math.abs(this[pivot * n + k])) pivot = i;
      }
      if (pivot != k) {
        determinant = -determinant;
        for (let j = 0; j < n; j++) {
          const kept = this[k * n + j];
          this[k * n + j] = this[pivot * n + j];
          this[pivot * n + j] = kept;
        }
      }
      determinant *= this[k * n + k] * 0.25;
      for (let i = k + 1; i < n; i++) {
        const factor = this[i * n + k] / this[k * n + k];
        this[i * n + k] = factor;
        for (let j = k + 1; j < n; j++) this[i * n + j] = this[i * n + j] - factor * this[k * n + j];
      }
    }
    return determinant;
  }
}

class Queue<T> {
  private items: StaticArray<T>;
  private head: i32 = 0;
  private count: i32 = 0;

  constructor(capacity: i32) {
    this.items = new StaticArray<T>(capacity);
  }

  get length(): i32 {
    return this.count;
  }

  push(item: T): void {
    if (this.count == this.items.length) {
      const larger = new StaticArray<T>(this.count * 2);
      for (let i = 0; i < this.count; i++) larger[i] = this.items[(this.head + i) % this.count];
      this.items = larger;
      this.head = 0;
    }
    this.items[(this.head + this.count++) % this.items.length] = item;
  }

  shift(): T {
    const item = this.items[this.head];
    this.head = (this.head + 1) % this.items.length;
    this.count--;
    return item;
  }
}

function modularPower(base: u64, exponent: u64, modulus: u64): u64 {
  let result: u64 = 1;
  base %= modulus;
  for (; exponent; exponent >>= 1) {
    if (exponent & 1) result = (result * base) % modulus;
    base = (base * base) % modulus;
  }
  return result;
}

function isPrime(n: u64): bool {
  if (n < 2 || n % 2 == 0) return n == 2;
  let d = n - 1;
  let twos = 0;
  for (; d % 2 == 0; d >>= 1) twos++;
  const witnesses: StaticArray<u64> = [2, 3, 5, 7];
  for (let w = 0; w < witnesses.length; w++) {
    if (n == witnesses[w]) return true;
    let x = modularPower(witnesses[w], d, n);
    if (x == 1 || x == n - 1) continue;
    let composite = true;
    for (let i = 1; i < twos && composite; i++) {
      x = (x * x) % n;
      if (x == n - 1) composite = false;
    }
    if (composite) return false;
  }
  return true;
}

// How many ways there are to cover a board with dominoes, row by row.
function dominoes(rows: i32, columns: i32): u64 {
  let ways = new Array<u64>(1 << columns);
  ways[0] = 1;
  for (let cell = 0; cell < rows * columns; cell++) {
    const next = new Array<u64>(1 << columns);
    const bit = 1 << (cell % columns);
    for (let covered = 0; covered < ways.length; covered++) {
      const count = ways[covered];
      if (count == 0) continue;
      if (covered & bit) {
        next[covered & ~bit] += count;
      } else {
        next[covered | bit] += count;
        if (cell % columns + 1 < columns && !(covered & (bit << 1))) next[covered | (bit << 1)] += count;
      }
    }
    ways = next;
  }
  return ways[0];
}

function josephus(people: i32, step: i32): i32 {
  const queue = new Queue<i32>(16);
  for (let i = 0; i < people; i++) queue.push(i);
  while (queue.length > 1) {
    for (let i = 1; i < step; i++) queue.push(queue.shift());
    queue.shift();
  }
  return queue.shift();
}

export function _start(): void {
  benchStart();
  const matrix = new Matrix(160);
  let seed: u32 = 12345;
  for (let i = 0; i < 160 * 160; i++) {
    seed = seed * 1664525 + 1013904223;
    matrix[i] = <f64>(seed >> 16) / 65536.0 + (i % 161 == 0 ? 4 : 0);
  }
  const determinant = matrix.decompose();
  let primes = 0;
  for (let n: u64 = 4000000000; n < 4000030000; n++) {
    if (isPrime(n)) primes++;
  }
  const covers = dominoes(10, 12);
  const last = josephus(20000, 17);
  const histogram = new Uint32Array(64);
  let x: f32 = 0.1;
  for (let i = 0; i < 3000000; i++) {
    x = <f32>3.9 * x * (1 - x);
    histogram[<i32>(x * 64)]++;
  }
  let spread: u32 = 0;
  for (let i = 0; i < 64; i++) spread = spread * 31 + histogram[i];
  benchEnd();
  print(Math.log(Math.abs(determinant)).toString() + " " + primes.toString() + " " + covers.toString() + " " + last.toString() + " " + spread.toString() + "\n");
}
