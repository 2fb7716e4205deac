package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.ArrayStorage;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What depends on how the elements of WebAssembly's arrays are stored. */
final class ArrayInstructions {
  private static final String OPERATIONS = "dev/cascara/runtime/internal/ArrayOperations";

  private ArrayInstructions() {}

  /** Creates a Java array, whose length is on the stack. */
  static void create(MethodVisitor out, ArrayStorage storage) {
    switch (storage) {
      case I8 -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
      case I16 -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_SHORT);
      case I32 -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
      case I64 -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
      case F32 -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_FLOAT);
      case F64 -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
      case V128 -> out.visitMethodInsn(Opcodes.INVOKESTATIC, OPERATIONS, "vectors", "(I)[J", false);
      case REFERENCE -> out.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    }
  }

  /**
   * Reads an element.
   *
   * @param half the field in the representation: says which half of a vector
   */
  static void load(MethodVisitor out, ArrayStorage storage, int half) {
    if (storage == ArrayStorage.V128) {
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, OPERATIONS, half == 0 ? "low" : "high", "([JI)J", false);
      return;
    }
    out.visitInsn(
        switch (storage) {
          case I8 -> Opcodes.BALOAD;
          case I16 -> Opcodes.SALOAD;
          case I32 -> Opcodes.IALOAD;
          case I64, V128 -> Opcodes.LALOAD;
          case F32 -> Opcodes.FALOAD;
          case F64 -> Opcodes.DALOAD;
          case REFERENCE -> Opcodes.AALOAD;
        });
  }

  static void store(MethodVisitor out, ArrayStorage storage) {
    if (storage == ArrayStorage.V128) {
      out.visitMethodInsn(Opcodes.INVOKESTATIC, OPERATIONS, "set", "([JIJJ)V", false);
      return;
    }
    out.visitInsn(
        switch (storage) {
          case I8 -> Opcodes.BASTORE;
          case I16 -> Opcodes.SASTORE;
          case I32 -> Opcodes.IASTORE;
          case I64, V128 -> Opcodes.LASTORE;
          case F32 -> Opcodes.FASTORE;
          case F64 -> Opcodes.DASTORE;
          case REFERENCE -> Opcodes.AASTORE;
        });
  }

  /** The method of the runtime that makes a Java array of one value, or of a segment. */
  static String factory(ArrayStorage storage) {
    return switch (storage) {
      case I8 -> "bytes";
      case I16 -> "shorts";
      case I32 -> "ints";
      case I64 -> "longs";
      case F32 -> "floats";
      case F64 -> "doubles";
      case V128 -> "vectors";
      case REFERENCE -> "references";
    };
  }

  /** The descriptor of an element as an operand. */
  static String valueDescriptor(ArrayStorage storage) {
    return switch (storage) {
      case I8, I16, I32 -> "I";
      case I64 -> "J";
      case F32 -> "F";
      case F64 -> "D";
      case V128 -> "JJ";
      case REFERENCE -> "Ljava/lang/Object;";
    };
  }
}
