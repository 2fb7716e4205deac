package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClass.FUNCTION_TYPE;
import static dev.cascara.compiler.codegen.SignatureClass.LINKING;

import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.ValueType;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits what turns the values that hosts pass, and that host functions return, into those of
 * compiled code. The Java types say less than WebAssembly's: references are checked.
 */
final class HostValues {
  private HostValues() {}

  /** Pushes the parameters of a method for hosts, which are erased. */
  static void pushParameters(MethodVisitor out, ModuleLayout layout, int typeIndex, int firstSlot) {
    FunctionType type = layout.spaces.functionType(typeIndex);
    if (layout.signatureOf(typeIndex).inArray()) {
      out.visitVarInsn(Opcodes.ALOAD, firstSlot);
      pushType(out, layout, typeIndex);
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          LINKING,
          "arguments",
          "([Ljava/lang/Object;L" + FUNCTION_TYPE + ";)[Ljava/lang/Object;",
          false);
      return;
    }
    int slot = firstSlot;
    for (int i = 0; i < type.parameters().size(); i++) {
      ValueType parameter = type.parameters().get(i);
      IrType irType = layout.types.irType(parameter, 0);
      if (irType.isVector()) {
        out.visitVarInsn(Opcodes.LLOAD, slot);
        out.visitVarInsn(Opcodes.LLOAD, slot + 2);
        slot += 4;
        continue;
      }
      Instructions.load(out, irType, slot);
      if (saysMoreThanItsCarrier(parameter)) {
        check(out, layout, typeIndex, "argument", i);
        Instructions.cast(out, IrType.OBJECT, irType.erased());
      }
      Instructions.receive(out, irType);
      slot += irType.slots();
    }
  }

  /** Turns the first result of a function of the host, which is on the stack, into a value. */
  static void receiveResult(MethodVisitor out, ModuleLayout layout, int typeIndex) {
    FunctionType type = layout.spaces.functionType(typeIndex);
    IrType irType = layout.signatureOf(typeIndex).result();
    if (!irType.isReference()) {
      return;
    }
    if (saysMoreThanItsCarrier(type.results().get(0))) {
      check(out, layout, typeIndex, "result", 0);
      Instructions.cast(out, IrType.OBJECT, irType.erased());
    }
    Instructions.receive(out, irType);
  }

  private static void check(
      MethodVisitor out, ModuleLayout layout, int typeIndex, String method, int index) {
    pushType(out, layout, typeIndex);
    Instructions.pushInt(out, index);
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        LINKING,
        method,
        "(Ljava/lang/Object;L" + FUNCTION_TYPE + ";I)Ljava/lang/Object;",
        false);
  }

  private static void pushType(MethodVisitor out, ModuleLayout layout, int typeIndex) {
    out.visitFieldInsn(
        Opcodes.GETSTATIC, layout.signatureClassOf(typeIndex), "TYPE", "L" + FUNCTION_TYPE + ";");
  }

  /** Whether some objects of the Java type that carries a type are no values of it. */
  private static boolean saysMoreThanItsCarrier(ValueType type) {
    return type instanceof ReferenceType reference
        && !(reference.nullable()
            && (reference.heapType() == AbstractHeapType.ANY
                || reference.heapType() == AbstractHeapType.EXTERN
                || reference.heapType() == AbstractHeapType.FUNC
                || reference.heapType() == AbstractHeapType.EXN));
  }
}
