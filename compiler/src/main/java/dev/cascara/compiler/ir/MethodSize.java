package dev.cascara.compiler.ir;

import dev.cascara.compiler.CompilerOptions;

/**
 * How large methods may be. What decides how functions are divided are parts of HotSpot's limit,
 * and the same parts of another.
 *
 * @param maximum the largest size of a method's code in bytes
 */
record MethodSize(int maximum) {
  /** What this limit has in the place of a size that is right for HotSpot's. */
  int of(int size) {
    return (int) ((long) size * maximum / CompilerOptions.MAXIMUM_METHOD_SIZE);
  }
}
