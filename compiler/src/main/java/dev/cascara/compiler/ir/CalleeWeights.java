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
  static final CalleeWeights NONE = new CalleeWeights(0, new int[0]);

  private final int importedFunctions;

  /** Of the functions that the module defines; 0 of those that are not inlined. */
  private final int[] weights;

  private CalleeWeights(int importedFunctions, int[] weights) {
    this.importedFunctions = importedFunctions;
    this.weights = weights;
  }

  /**
   * Estimates the weights of a module's functions.
   *
   * @param module the valid module
   * @param importedFunctions how many functions it imports
   * @return the weights of their calls
   */
  public static CalleeWeights of(Module module, int importedFunctions) {
    int[] own = new int[module.codes().size()];
    int[][] callees = new int[own.length][];
    int[] calls = new int[MAXIMUM_SIZE];
    for (int i = 0; i < own.length; i++) {
      Code code = module.codes().get(i);
      if (code.body().end() - code.body().offset() <= MAXIMUM_SIZE) {
        InstructionReader in = new InstructionReader(module.bytes(), code.body());
        int count = 0;
        int size = 0;
        int accesses = 0;
        while (in.position() < code.body().end()) {
          Opcode opcode = in.next();
          size += size(opcode);
          accesses += opcode.takesAddress() ? Inlining.access(opcode) : 0;
          if (opcode == Opcode.CALL) {
            calls[count++] = in.index();
          }
        }
        int weight = size / 2 + accesses;
        own[i] = size > MAXIMUM_SIZE || Inlining.isHeavy(weight) ? 0 : weight;
        callees[i] = Arrays.copyOf(calls, count);
      }
    }
    CalleeWeights weights = new CalleeWeights(importedFunctions, own);
    for (int level = 1; level < LEVELS; level++) {
      weights = weights.withCallees(own, callees);
    }
    return weights;
  }

  /** The functions' own weights with these of what they call. */
  private CalleeWeights withCallees(int[] own, int[][] callees) {
    int[] result = own.clone();
    for (int i = 0; i < own.length; i++) {
      for (int j = 0; own[i] > 0 && j < callees[i].length; j++) {
        result[i] += of(callees[i][j]);
      }
    }
    return new CalleeWeights(importedFunctions, result);
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
