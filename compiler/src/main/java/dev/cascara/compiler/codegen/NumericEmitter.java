package dev.cascara.compiler.codegen;

import dev.cascara.compiler.wasm.Opcode;
import java.util.Optional;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits numeric instructions whose operands are on the stack, but for comparisons, which become
 * jumps.
 */
final class NumericEmitter {
  private static final String NUMBERS = "dev/cascara/runtime/internal/Numbers";
  private static final String INTEGER = "java/lang/Integer";
  private static final String LONG = "java/lang/Long";
  private static final String FLOAT = "java/lang/Float";
  private static final String DOUBLE = "java/lang/Double";
  private static final String MATH = "java/lang/Math";

  private final MethodVisitor out;
  private final boolean linksCalls;

  /** Emits what calls no method of the runtime, or calls it where there are few. */
  NumericEmitter(MethodVisitor out) {
    this(out, false);
  }

  /**
   * Emits any instructions.
   *
   * @param out receives them
   * @param linksCalls whether methods of the runtime are linked, as accesses are
   */
  NumericEmitter(MethodVisitor out, boolean linksCalls) {
    this.out = out;
    this.linksCalls = linksCalls;
  }

  private void insn(int... opcodes) {
    for (int opcode : opcodes) {
      out.visitInsn(opcode);
    }
  }

  private void call(String owner, String method, String descriptor) {
    if (linksCalls && owner.equals(NUMBERS)) {
      RuntimeCalls.link(out, owner, method, descriptor);
    } else {
      RuntimeCalls.call(out, owner, method, descriptor);
    }
  }

  private void maskUnsigned() {
    out.visitLdcInsn(0xFFFF_FFFFL);
    out.visitInsn(Opcodes.LAND);
  }

  /** Whether an instruction shifts or rotates. */
  static boolean isShift(Opcode opcode) {
    return switch (opcode) {
      case I32_SHL, I32_SHR_S, I32_SHR_U, I32_ROTL, I32_ROTR -> true;
      case I64_SHL, I64_SHR_S, I64_SHR_U, I64_ROTL, I64_ROTR -> true;
      default -> false;
    };
  }

  /**
   * Emits a shift or rotation of the number on the stack by a constant: rotations in place, for
   * HotSpot's compilers do not inline any number of calls.
   */
  void emitShift(Opcode opcode, int distance) {
    switch (opcode) {
      case I32_ROTL -> rotateInt(distance & 31);
      case I32_ROTR -> rotateInt(-distance & 31);
      case I64_ROTL -> rotateLong(distance & 63);
      case I64_ROTR -> rotateLong(-distance & 63);
      case I64_SHL -> shift(distance & 63, Opcodes.LSHL);
      case I64_SHR_S -> shift(distance & 63, Opcodes.LSHR);
      case I64_SHR_U -> shift(distance & 63, Opcodes.LUSHR);
      case I32_SHL -> shift(distance & 31, Opcodes.ISHL);
      case I32_SHR_S -> shift(distance & 31, Opcodes.ISHR);
      case I32_SHR_U -> shift(distance & 31, Opcodes.IUSHR);
      default -> throw new IllegalArgumentException("no shift: " + opcode.mnemonic());
    }
  }

  private void shift(int distance, int instruction) {
    Instructions.pushInt(out, distance);
    out.visitInsn(instruction);
  }

  /** Whether an instruction divides in another way if the divisor is a constant. */
  static boolean isDivision(Opcode opcode) {
    return switch (opcode) {
      case I32_DIV_S, I32_DIV_U, I32_REM_U, I64_DIV_S -> true;
      default -> false;
    };
  }

  /**
   * Emits a division of the number on the stack by a constant, which cannot trap. Signed ones are
   * the JVM's own; unsigned ones of 32 bits are multiplications, which HotSpot makes of them only
   * up to JDK 18.
   */
  void emitDivision(Opcode opcode, long divisor) {
    switch (opcode) {
      case I32_DIV_S -> {
        Instructions.pushInt(out, (int) divisor);
        insn(Opcodes.IDIV);
      }
      case I32_DIV_U -> quotient((int) divisor);
      case I32_REM_U -> remainder((int) divisor);
      case I64_DIV_S -> {
        Instructions.pushLong(out, divisor);
        insn(Opcodes.LDIV);
      }
      default -> throw new IllegalArgumentException("no such division: " + opcode.mnemonic());
    }
  }

  private void quotient(int divisor) {
    Optional<Reciprocal> reciprocal = Reciprocal.of(divisor);
    if (reciprocal.isPresent()) {
      multiply(reciprocal.get());
    } else {
      divideLong(divisor, Opcodes.LDIV);
    }
  }

  private void remainder(int divisor) {
    Optional<Reciprocal> reciprocal = Reciprocal.of(divisor);
    if (reciprocal.isPresent()) {
      insn(Opcodes.DUP);
      multiply(reciprocal.get());
      Instructions.pushInt(out, divisor);
      insn(Opcodes.IMUL, Opcodes.ISUB);
    } else {
      divideLong(divisor, Opcodes.LREM);
    }
  }

  private void multiply(Reciprocal reciprocal) {
    if (reciprocal.shiftBefore() > 0) {
      shift(reciprocal.shiftBefore(), Opcodes.IUSHR);
    }
    insn(Opcodes.I2L);
    if (reciprocal.shiftBefore() == 0) {
      maskUnsigned();
    }
    Instructions.pushLong(out, reciprocal.multiplier());
    insn(Opcodes.LMUL);
    shift(reciprocal.shift(), Opcodes.LUSHR);
    insn(Opcodes.L2I);
  }

  /** HotSpot's optimising compiler multiplies by the upper half of a product of 128 bits. */
  private void divideLong(int divisor, int instruction) {
    insn(Opcodes.I2L);
    maskUnsigned();
    Instructions.pushLong(out, Integer.toUnsignedLong(divisor));
    insn(instruction, Opcodes.L2I);
  }

  private void rotateInt(int left) {
    out.visitInsn(Opcodes.DUP);
    shift(left, Opcodes.ISHL);
    out.visitInsn(Opcodes.SWAP);
    shift(32 - left, Opcodes.IUSHR);
    out.visitInsn(Opcodes.IOR);
  }

  private void rotateLong(int left) {
    out.visitInsn(Opcodes.DUP2);
    shift(left, Opcodes.LSHL);
    out.visitInsn(Opcodes.DUP2_X2);
    out.visitInsn(Opcodes.POP2);
    shift(64 - left, Opcodes.LUSHR);
    out.visitInsn(Opcodes.LOR);
  }

  void emit(Opcode opcode) {
    switch (opcode) {
      case I32_CLZ -> call(INTEGER, "numberOfLeadingZeros", "(I)I");
      case I32_CTZ -> call(INTEGER, "numberOfTrailingZeros", "(I)I");
      case I32_POPCNT -> call(INTEGER, "bitCount", "(I)I");
      case I32_ADD -> insn(Opcodes.IADD);
      case I32_SUB -> insn(Opcodes.ISUB);
      case I32_MUL -> insn(Opcodes.IMUL);
      case I32_DIV_S -> call(NUMBERS, "divide", "(II)I");
      case I32_DIV_U -> call(INTEGER, "divideUnsigned", "(II)I");
      case I32_REM_S -> insn(Opcodes.IREM);
      case I32_REM_U -> call(INTEGER, "remainderUnsigned", "(II)I");
      case I32_AND -> insn(Opcodes.IAND);
      case I32_OR -> insn(Opcodes.IOR);
      case I32_XOR -> insn(Opcodes.IXOR);
      case I32_SHL -> insn(Opcodes.ISHL);
      case I32_SHR_S -> insn(Opcodes.ISHR);
      case I32_SHR_U -> insn(Opcodes.IUSHR);
      case I32_ROTL -> call(INTEGER, "rotateLeft", "(II)I");
      case I32_ROTR -> call(INTEGER, "rotateRight", "(II)I");
      case I64_CLZ -> {
        call(LONG, "numberOfLeadingZeros", "(J)I");
        insn(Opcodes.I2L);
      }
      case I64_CTZ -> {
        call(LONG, "numberOfTrailingZeros", "(J)I");
        insn(Opcodes.I2L);
      }
      case I64_POPCNT -> {
        call(LONG, "bitCount", "(J)I");
        insn(Opcodes.I2L);
      }
      case I64_ADD -> insn(Opcodes.LADD);
      case I64_SUB -> insn(Opcodes.LSUB);
      case I64_MUL -> insn(Opcodes.LMUL);
      case I64_DIV_S -> call(NUMBERS, "divide", "(JJ)J");
      case I64_DIV_U -> call(NUMBERS, "divideUnsigned", "(JJ)J");
      case I64_REM_S -> insn(Opcodes.LREM);
      case I64_REM_U -> call(NUMBERS, "remainderUnsigned", "(JJ)J");
      case I64_AND -> insn(Opcodes.LAND);
      case I64_OR -> insn(Opcodes.LOR);
      case I64_XOR -> insn(Opcodes.LXOR);
      // The JVM's shifts take an int; they use its low 6 bits, as WebAssembly does the long's.
      case I64_SHL -> insn(Opcodes.L2I, Opcodes.LSHL);
      case I64_SHR_S -> insn(Opcodes.L2I, Opcodes.LSHR);
      case I64_SHR_U -> insn(Opcodes.L2I, Opcodes.LUSHR);
      case I64_ROTL -> {
        insn(Opcodes.L2I);
        call(LONG, "rotateLeft", "(JI)J");
      }
      case I64_ROTR -> {
        insn(Opcodes.L2I);
        call(LONG, "rotateRight", "(JI)J");
      }
      case F32_ABS -> call(NUMBERS, "absolute", "(F)F");
      case F32_NEG -> call(NUMBERS, "negate", "(F)F");
      case F32_CEIL -> call(NUMBERS, "ceiling", "(F)F");
      case F32_FLOOR -> call(NUMBERS, "floor", "(F)F");
      case F32_TRUNC -> call(NUMBERS, "truncate", "(F)F");
      case F32_NEAREST -> call(NUMBERS, "nearest", "(F)F");
      case F32_SQRT -> call(NUMBERS, "squareRoot", "(F)F");
      case F32_ADD -> insn(Opcodes.FADD);
      case F32_SUB -> insn(Opcodes.FSUB);
      case F32_MUL -> insn(Opcodes.FMUL);
      case F32_DIV -> insn(Opcodes.FDIV);
      case F32_MIN -> call(NUMBERS, "minimum", "(FF)F");
      case F32_MAX -> call(NUMBERS, "maximum", "(FF)F");
      case F32_COPYSIGN -> call(NUMBERS, "copySign", "(FF)F");
      case F64_ABS -> call(NUMBERS, "absolute", "(D)D");
      case F64_NEG -> call(NUMBERS, "negate", "(D)D");
      case F64_CEIL -> call(NUMBERS, "ceiling", "(D)D");
      case F64_FLOOR -> call(NUMBERS, "floor", "(D)D");
      case F64_TRUNC -> call(NUMBERS, "truncate", "(D)D");
      case F64_NEAREST -> call(NUMBERS, "nearest", "(D)D");
      case F64_SQRT -> call(MATH, "sqrt", "(D)D");
      case F64_ADD -> insn(Opcodes.DADD);
      case F64_SUB -> insn(Opcodes.DSUB);
      case F64_MUL -> insn(Opcodes.DMUL);
      case F64_DIV -> insn(Opcodes.DDIV);
      case F64_MIN -> call(NUMBERS, "minimum", "(DD)D");
      case F64_MAX -> call(NUMBERS, "maximum", "(DD)D");
      case F64_COPYSIGN -> call(NUMBERS, "copySign", "(DD)D");
      case I32_WRAP_I64 -> insn(Opcodes.L2I);
      case I32_TRUNC_F32_S -> call(NUMBERS, "truncateToInt", "(F)I");
      case I32_TRUNC_F32_U -> {
        insn(Opcodes.F2D);
        call(NUMBERS, "truncateToUnsignedInt", "(D)I");
      }
      case I32_TRUNC_F64_S -> call(NUMBERS, "truncateToInt", "(D)I");
      case I32_TRUNC_F64_U -> call(NUMBERS, "truncateToUnsignedInt", "(D)I");
      case I64_EXTEND_I32_S -> insn(Opcodes.I2L);
      case I64_EXTEND_I32_U -> {
        insn(Opcodes.I2L);
        maskUnsigned();
      }
      case I64_TRUNC_F32_S -> call(NUMBERS, "truncateToLong", "(F)J");
      case I64_TRUNC_F32_U -> {
        insn(Opcodes.F2D);
        call(NUMBERS, "truncateToUnsignedLong", "(D)J");
      }
      case I64_TRUNC_F64_S -> call(NUMBERS, "truncateToLong", "(D)J");
      case I64_TRUNC_F64_U -> call(NUMBERS, "truncateToUnsignedLong", "(D)J");
      case F32_CONVERT_I32_S -> insn(Opcodes.I2F);
      case F32_CONVERT_I32_U -> {
        insn(Opcodes.I2L);
        maskUnsigned();
        insn(Opcodes.L2F);
      }
      case F32_CONVERT_I64_S -> insn(Opcodes.L2F);
      case F32_CONVERT_I64_U -> call(NUMBERS, "unsignedToFloat", "(J)F");
      case F32_DEMOTE_F64 -> insn(Opcodes.D2F);
      case F64_CONVERT_I32_S -> insn(Opcodes.I2D);
      case F64_CONVERT_I32_U -> {
        insn(Opcodes.I2L);
        maskUnsigned();
        insn(Opcodes.L2D);
      }
      case F64_CONVERT_I64_S -> insn(Opcodes.L2D);
      case F64_CONVERT_I64_U -> call(NUMBERS, "unsignedToDouble", "(J)D");
      case F64_PROMOTE_F32 -> insn(Opcodes.F2D);
      case I32_REINTERPRET_F32 -> call(FLOAT, "floatToRawIntBits", "(F)I");
      case I64_REINTERPRET_F64 -> call(DOUBLE, "doubleToRawLongBits", "(D)J");
      case F32_REINTERPRET_I32 -> call(FLOAT, "intBitsToFloat", "(I)F");
      case F64_REINTERPRET_I64 -> call(DOUBLE, "longBitsToDouble", "(J)D");
      case I32_EXTEND8_S -> insn(Opcodes.I2B);
      case I32_EXTEND16_S -> insn(Opcodes.I2S);
      case I64_EXTEND8_S -> insn(Opcodes.L2I, Opcodes.I2B, Opcodes.I2L);
      case I64_EXTEND16_S -> insn(Opcodes.L2I, Opcodes.I2S, Opcodes.I2L);
      case I64_EXTEND32_S -> insn(Opcodes.L2I, Opcodes.I2L);
      // The JVM's conversions saturate.
      case I32_TRUNC_SAT_F32_S -> insn(Opcodes.F2I);
      case I32_TRUNC_SAT_F32_U -> {
        insn(Opcodes.F2D);
        call(NUMBERS, "saturateToUnsignedInt", "(D)I");
      }
      case I32_TRUNC_SAT_F64_S -> insn(Opcodes.D2I);
      case I32_TRUNC_SAT_F64_U -> call(NUMBERS, "saturateToUnsignedInt", "(D)I");
      case I64_TRUNC_SAT_F32_S -> insn(Opcodes.F2L);
      case I64_TRUNC_SAT_F32_U -> {
        insn(Opcodes.F2D);
        call(NUMBERS, "saturateToUnsignedLong", "(D)J");
      }
      case I64_TRUNC_SAT_F64_S -> insn(Opcodes.D2L);
      case I64_TRUNC_SAT_F64_U -> call(NUMBERS, "saturateToUnsignedLong", "(D)J");
      // The high half; the low one is that of i64.mul.
      case I64_MUL_WIDE_S -> call(MATH, "multiplyHigh", "(JJ)J");
      default -> throw new IllegalArgumentException("not numeric: " + opcode.mnemonic());
    }
  }
}
