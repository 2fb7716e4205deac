package dev.cascara.compiler.codegen;

import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.Module;

/**
 * Which functions share a class. A class holds so little WebAssembly that its constant pool cannot
 * overflow: the shortest instruction with constants of its own is a call of two bytes, with at most
 * four.
 */
final class FunctionChunks {
  private static final int MAXIMUM_BYTES = 24 * 1024;

  private FunctionChunks() {}

  /** Returns the number of the class for each function that the module defines. */
  static int[] of(Module module) {
    int[] chunks = new int[module.codes().size()];
    int chunk = 0;
    int bytes = 0;
    for (int i = 0; i < chunks.length; i++) {
      Expression body = module.codes().get(i).body();
      int size = body.end() - body.offset();
      if (bytes > 0 && bytes + size > MAXIMUM_BYTES) {
        chunk++;
        bytes = 0;
      }
      chunks[i] = chunk;
      bytes += size;
    }
    return chunks;
  }
}
