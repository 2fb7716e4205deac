package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.Opcode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * In which shapes an instruction takes its vectors and gives its result: the name of the
 * instruction says so. Where it is null, the instruction does not care, because it moves bits or
 * combines them one by one.
 *
 * @param operands the shape of all its vector operands
 * @param result the shape of the result, if that is a vector
 */
record VectorSignature(@Nullable VectorShape operands, @Nullable VectorShape result) {
  private static final VectorSignature ANY = new VectorSignature(null, null);
  private static final Pattern NAME =
      Pattern.compile("([if]\\d+x\\d+)\\..*?(?:_([if]\\d+x\\d+).*)?");

  static VectorSignature of(Opcode opcode) {
    if (opcode.mnemonic().startsWith("v128.")
        || LaneSignature.isLaneSelection(opcode)
        || opcode == Opcode.I8X16_SHUFFLE) {
      return ANY;
    }
    if (opcode == Opcode.I32X4_RELAXED_DOT_I8X16_I7X16_ADD_S) {
      return new VectorSignature(VectorShape.I16X8, VectorShape.I32X4);
    }
    Matcher name = NAME.matcher(opcode.mnemonic());
    if (!name.matches()) {
      throw new IllegalArgumentException("no lanes: " + opcode.mnemonic());
    }
    VectorShape result = VectorShape.of(name.group(1));
    if (name.group(2) != null) {
      return new VectorSignature(VectorShape.of(name.group(2)), result);
    }
    return new VectorSignature(result, isComparison(opcode) ? result.integers() : result);
  }

  /** Whether the result of an instruction has all bits or none in each lane. */
  static boolean isComparison(Opcode opcode) {
    return switch (opcode.mnemonic().substring(opcode.mnemonic().indexOf('.') + 1)) {
      case "eq", "ne", "lt", "gt", "le", "ge" -> true;
      case "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u" -> true;
      default -> false;
    };
  }
}
