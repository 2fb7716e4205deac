package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.ArrayKind;
import dev.cascara.compiler.ir.IrType;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The JVM instructions whose opcode depends on a type or a value. */
final class Instructions {
  private Instructions() {}

  static void load(MethodVisitor out, IrType type, int slot) {
    out.visitVarInsn(
        switch (type.kind()) {
          case INT -> Opcodes.ILOAD;
          case LONG -> Opcodes.LLOAD;
          case FLOAT -> Opcodes.FLOAD;
          case DOUBLE -> Opcodes.DLOAD;
          case REFERENCE -> Opcodes.ALOAD;
          case VECTOR, VOID -> throw new IllegalArgumentException("no value");
        },
        slot);
  }

  static void store(MethodVisitor out, IrType type, int slot) {
    out.visitVarInsn(
        switch (type.kind()) {
          case INT -> Opcodes.ISTORE;
          case LONG -> Opcodes.LSTORE;
          case FLOAT -> Opcodes.FSTORE;
          case DOUBLE -> Opcodes.DSTORE;
          case REFERENCE -> Opcodes.ASTORE;
          case VECTOR, VOID -> throw new IllegalArgumentException("no value");
        },
        slot);
  }

  static void returnValue(MethodVisitor out, IrType type) {
    out.visitInsn(
        switch (type.kind()) {
          case INT -> Opcodes.IRETURN;
          case LONG -> Opcodes.LRETURN;
          case FLOAT -> Opcodes.FRETURN;
          case DOUBLE -> Opcodes.DRETURN;
          case REFERENCE -> Opcodes.ARETURN;
          case VOID -> Opcodes.RETURN;
          case VECTOR -> throw new IllegalArgumentException("no value of the JVM");
        });
  }

  static void pushInt(MethodVisitor out, int value) {
    if (value >= -1 && value <= 5) {
      out.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value == (byte) value) {
      out.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value == (short) value) {
      out.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      out.visitLdcInsn(value);
    }
  }

  static void pushLong(MethodVisitor out, long value) {
    if (value == 0 || value == 1) {
      out.visitInsn(Opcodes.LCONST_0 + (int) value);
    } else if (value == (short) value) {
      pushInt(out, (int) value);
      out.visitInsn(Opcodes.I2L);
    } else {
      out.visitLdcInsn(value);
    }
  }

  /** Pushes a number, every bit of a NaN included. */
  static void pushConstant(MethodVisitor out, IrType type, long bits) {
    switch (type.kind()) {
      case INT -> pushInt(out, (int) bits);
      case LONG -> pushLong(out, bits);
      case FLOAT -> pushFloat(out, (int) bits);
      case DOUBLE -> pushDouble(out, bits);
      default -> throw new IllegalArgumentException("no constant of " + type);
    }
  }

  private static void pushFloat(MethodVisitor out, int bits) {
    float value = Float.intBitsToFloat(bits);
    if (bits == 0) {
      out.visitInsn(Opcodes.FCONST_0);
    } else if (Float.isNaN(value)) {
      // A class file may keep only one NaN.
      pushInt(out, bits);
      out.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Float", "intBitsToFloat", "(I)F", false);
    } else {
      out.visitLdcInsn(value);
    }
  }

  private static void pushDouble(MethodVisitor out, long bits) {
    double value = Double.longBitsToDouble(bits);
    if (bits == 0) {
      out.visitInsn(Opcodes.DCONST_0);
    } else if (Double.isNaN(value)) {
      pushLong(out, bits);
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Double", "longBitsToDouble", "(J)D", false);
    } else {
      out.visitLdcInsn(value);
    }
  }

  static void pushZero(MethodVisitor out, IrType type) {
    if (type.isReference()) {
      out.visitInsn(Opcodes.ACONST_NULL);
    } else {
      pushConstant(out, type, 0);
    }
  }

  static void newArray(MethodVisitor out, ArrayKind kind) {
    switch (kind) {
      case INTS -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_INT);
      case LONGS -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_LONG);
      case FLOATS -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_FLOAT);
      case DOUBLES -> out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_DOUBLE);
      case OBJECTS -> out.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
    }
  }

  static void loadElement(MethodVisitor out, ArrayKind kind) {
    out.visitInsn(
        switch (kind) {
          case INTS -> Opcodes.IALOAD;
          case LONGS -> Opcodes.LALOAD;
          case FLOATS -> Opcodes.FALOAD;
          case DOUBLES -> Opcodes.DALOAD;
          case OBJECTS -> Opcodes.AALOAD;
        });
  }

  static void storeElement(MethodVisitor out, ArrayKind kind) {
    out.visitInsn(
        switch (kind) {
          case INTS -> Opcodes.IASTORE;
          case LONGS -> Opcodes.LASTORE;
          case FLOATS -> Opcodes.FASTORE;
          case DOUBLES -> Opcodes.DASTORE;
          case OBJECTS -> Opcodes.AASTORE;
        });
  }

  static String wrapper(IrType type) {
    return switch (type.kind()) {
      case INT -> "java/lang/Integer";
      case LONG -> "java/lang/Long";
      case FLOAT -> "java/lang/Float";
      case DOUBLE -> "java/lang/Double";
      case REFERENCE -> type.className();
      case VECTOR, VOID -> throw new IllegalArgumentException("no value");
    };
  }

  /** Turns the number on the stack into an object. */
  static void box(MethodVisitor out, IrType type) {
    if (!type.isReference()) {
      String wrapper = wrapper(type);
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          wrapper,
          "valueOf",
          "(" + type.descriptor() + ")L" + wrapper + ";",
          false);
    }
  }

  /** Turns the object on the stack into a value. */
  static void unbox(MethodVisitor out, IrType type) {
    if (type.equals(IrType.OBJECT)) {
      return;
    }
    if (isSignatureClass(type)) {
      cast(out, IrType.OBJECT, IrType.FUNCTION);
      receive(out, type);
      return;
    }
    out.visitTypeInsn(Opcodes.CHECKCAST, wrapper(type));
    String method =
        switch (type.kind()) {
          case INT -> "intValue";
          case LONG -> "longValue";
          case FLOAT -> "floatValue";
          case DOUBLE -> "doubleValue";
          default -> "";
        };
    if (!method.isEmpty()) {
      out.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, wrapper(type), method, "()" + type.descriptor(), false);
    }
  }

  /** Casts the reference on the stack where the verifier does not know that it is suitable. */
  static void cast(MethodVisitor out, IrType from, IrType to) {
    if (to.isReference() && !from.isAssignableTo(to)) {
      out.visitTypeInsn(Opcodes.CHECKCAST, to.className());
    }
  }

  /** Whether references of a type are to functions of one signature. */
  static boolean isSignatureClass(IrType type) {
    return type.isReference()
        && type.erased().equals(IrType.FUNCTION)
        && !type.equals(IrType.FUNCTION);
  }

  /**
   * Turns the reference on the stack, which is from outside of compiled code, into one of a type: a
   * function may have to be adapted.
   */
  static void receive(MethodVisitor out, IrType to) {
    if (isSignatureClass(to)) {
      SignatureClass.adapt(out, to.className());
    } else {
      cast(out, to.erased(), to);
    }
  }

  /** Pushes the parameters of a method, which are erased, as what they are. */
  static void castParameters(MethodVisitor out, Signature signature, int firstSlot) {
    loadParameters(out, signature, firstSlot, type -> cast(out, type.erased(), type));
  }

  /** Pushes the parameters of a method, from the first slot on. */
  static void loadParameters(MethodVisitor out, Signature signature, int firstSlot) {
    loadParameters(out, signature, firstSlot, type -> {});
  }

  private static void loadParameters(
      MethodVisitor out, Signature signature, int firstSlot, Consumer<IrType> conversion) {
    if (signature.inArray()) {
      out.visitVarInsn(Opcodes.ALOAD, firstSlot);
      return;
    }
    int slot = firstSlot;
    for (IrType type : signature.parameters()) {
      load(out, type, slot);
      conversion.accept(type);
      slot += type.slots();
    }
  }
}
