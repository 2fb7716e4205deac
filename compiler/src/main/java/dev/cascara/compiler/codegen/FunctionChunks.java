package dev.cascara.compiler.codegen;

import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.Module;

/** Which functions share a class. Those of one class are compiled one after the other. */
final class FunctionChunks {
  private FunctionChunks() {}

  /** Returns the number of the class for each function that the module defines. */
  static int[] of(Module module, ClassSize classSize) {
    int[] chunks = new int[module.codes().size()];
    int limit = classSize.limit(module.codes().stream().mapToLong(code -> size(code.body())).sum());
    int chunk = 0;
    int bytes = 0;
    for (int i = 0; i < chunks.length; i++) {
      int size = size(module.codes().get(i).body());
      if (bytes > 0 && bytes + size > limit) {
        chunk++;
        bytes = 0;
      }
      chunks[i] = chunk;
      bytes += size;
    }
    return chunks;
  }

  private static int size(Expression body) {
    return body.end() - body.offset();
  }
}
