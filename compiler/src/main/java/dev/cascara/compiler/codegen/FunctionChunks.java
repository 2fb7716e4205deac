package dev.cascara.compiler.codegen;

import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.StructType;
import dev.cascara.compiler.wasm.SubType;

/**
 * Which functions share a class. The larger classes are, the less is repeated in their constant
 * pools; but no pool may overflow, and functions of one class are compiled one after the other.
 */
final class FunctionChunks {
  /**
   * With so little WebAssembly no constant pool overflows, whatever the module defines: the
   * shortest instruction with constants of its own is a call of two bytes, with at most four.
   */
  private static final int MINIMUM_BYTES = 24 * 1024;

  /** Threads are to have as many classes to compile, if the module is large enough. */
  private static final int CLASSES = 6;

  /** The constants that are left in a pool besides those for what the runtime offers. */
  private static final int CONSTANTS = 57_000;

  /** The constants that it takes to use something that the module defines or imports. */
  private static final int CONSTANTS_OF_ENTITY = 16;

  /** All other constants, numbers mostly, are fewer than this for four bytes of WebAssembly. */
  private static final int CONSTANTS_OF_FOUR_BYTES = 3;

  private FunctionChunks() {}

  /** Returns the number of the class for each function that the module defines. */
  static int[] of(Module module) {
    int[] chunks = new int[module.codes().size()];
    int maximum = maximumBytes(module);
    int chunk = 0;
    int bytes = 0;
    for (int i = 0; i < chunks.length; i++) {
      int size = size(module.codes().get(i).body());
      if (bytes > 0 && bytes + size > maximum) {
        chunk++;
        bytes = 0;
      }
      chunks[i] = chunk;
      bytes += size;
    }
    return chunks;
  }

  /** How much WebAssembly a class may hold. */
  private static int maximumBytes(Module module) {
    long all = module.codes().stream().mapToLong(code -> size(code.body())).sum();
    long left = CONSTANTS - CONSTANTS_OF_ENTITY * entities(module);
    long safe = left * 4 / CONSTANTS_OF_FOUR_BYTES;
    return (int) Math.max(MINIMUM_BYTES, Math.min(all / CLASSES, safe));
  }

  private static int size(Expression body) {
    return body.end() - body.offset();
  }

  /** How much there is that instructions name by its index. */
  private static long entities(Module module) {
    long count =
        (long) module.imports().size()
            + module.codes().size()
            + module.tables().size()
            + module.memories().size()
            + module.globals().size()
            + module.tags().size()
            + module.elements().size()
            + module.data().size();
    for (SubType type : module.subTypes()) {
      count += 1 + (type.compositeType() instanceof StructType struct ? struct.fields().size() : 0);
    }
    return count;
  }
}
