package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.Code;
import dev.cascara.compiler.wasm.InstructionReader;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.Opcode;
import java.util.Arrays;

/**
 * How much of HotSpot's limits for inlining ({@link Inlining}) the calls of each function take:
 * what is inlined for a call is missing for the accesses behind it. Known before functions are
 * compiled, so that they can be in any order; an estimate from their instructions.
 */
public final class CalleeWeights {
  /** HotSpot's optimising compiler inlines no larger method ({@code FreqInlineSize}). */
  private static final int MAXIMUM_SIZE = 325;

  /** What is called by what is called by what is inlined is not looked at. */
  private static final int LEVELS = 3;

  /** For expressions without calls. */
  static final CalleeWeights NONE = new CalleeWeights();

  private final int importedFunctions;
  private int[] weights;

  private CalleeWeights() {
    this.importedFunctions = 0;
    this.weights = new int[0];
  }

  /**
   * Estimates the weights of a module's functions.
   *
   * @param module the valid module
   * @param importedFunctions how many functions it imports
   */
  public CalleeWeights(Module module, int importedFunctions) {
    this.importedFunctions = importedFunctions;
    int[] own = new int[module.codes().size()];
    int[][] callees = new int[own.length][];
    for (int i = 0; i < own.length; i++) {
      own[i] = scan(module, module.codes().get(i), callees, i);
    }
    weights = own;
    for (int level = 1; level < LEVELS; level++) {
      weights = withCallees(own, callees);
    }
  }

  private int[] withCallees(int[] own, int[][] callees) {
    int[] result = own.clone();
    for (int i = 0; i < own.length; i++) {
      for (int j = 0; own[i] > 0 && j < callees[i].length; j++) {
        result[i] += of(callees[i][j]);
      }
    }
    return result;
  }

  /** Scans a function's instructions, unless they are too many; returns its own weight. */
  private int scan(Module module, Code code, int[][] callees, int number) {
    if (code.body().end() - code.body().offset() > MAXIMUM_SIZE) {
      return 0;
    }
    InstructionReader in = new InstructionReader(module.bytes(), code.body());
    int[] calls = new int[MAXIMUM_SIZE];
    int count = 0;
    int size = 0;
    int accesses = 0;
    while (in.position() < code.body().end()) {
      Opcode opcode = in.next();
      if (opcode == Opcode.CALL) {
        calls[count++] = in.index();
      }
      size += size(opcode);
      if (opcode.takesAddress()) {
        accesses += Inlining.access(opcode);
      }
    }
    callees[number] = Arrays.copyOf(calls, count);
    int weight = size / 2 + accesses;
    return size > MAXIMUM_SIZE || Inlining.isHeavy(weight) ? 0 : weight;
  }

  /** About how much code is made of an instruction. */
  private static int size(Opcode opcode) {
    if (opcode.takesAddress()) {
      return 8;
    }
    return switch (opcode) {
      case BLOCK, LOOP, END, NOP, DROP, I32_EQZ -> 0;
      case LOCAL_GET, LOCAL_SET, I32_CONST -> 2;
      case CALL, GLOBAL_GET, GLOBAL_SET -> 4;
      case SELECT, MEMORY_COPY, MEMORY_FILL -> 8;
      case CALL_INDIRECT -> 16;
      default -> opcode.isComparison() ? 0 : 2;
    };
  }

  /**
   * The weight of a function's calls.
   *
   * @param function the function's index
   * @return its weight, or 0 if it is not inlined
   */
  int of(int function) {
    return function < importedFunctions ? 0 : weights[function - importedFunctions];
  }
}
