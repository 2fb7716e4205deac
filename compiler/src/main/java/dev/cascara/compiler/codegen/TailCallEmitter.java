package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClass.FUNCTION;
import static dev.cascara.compiler.codegen.SignatureClass.begin;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.TailCalls;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits what a function that defers has besides its body: the method that everybody but a tail call
 * calls. It calls the body, and then, as long as that or what followed left a function to be
 * called, that function.
 */
final class TailCallEmitter {
  /** The superclass of all instances, which holds what is to be called. */
  static final String CALLER = "dev/cascara/runtime/internal/TailCaller";

  static final String PENDING = "pending";

  /** The function that has further results, where they are not in the fields of the instance. */
  static final String RETURNED = "returned";

  /** The method of a reference that calls its function in place of a caller. */
  static final String TAIL_CALL = "tailCall";

  private static final int RESULTS_IN_A_METHOD = 60;

  private final ModuleLayout layout;
  private final int function;
  private final Signature signature;

  TailCallEmitter(ModuleLayout layout, int function) {
    this.layout = layout;
    this.function = function;
    this.signature = layout.signature(function);
  }

  /** The name of the method that calls a pending function, by what it returns. */
  static String resume(IrType result) {
    return switch (result.kind()) {
      case INT -> "resumeInt";
      case LONG -> "resumeLong";
      case FLOAT -> "resumeFloat";
      case DOUBLE -> "resumeDouble";
      case REFERENCE -> "resumeReference";
      case VOID -> "resumeVoid";
      case VECTOR -> throw new IllegalArgumentException("no vector is returned as one");
    };
  }

  static String resumeDescriptor(IrType result) {
    return "(L"
        + CALLER
        + ";)"
        + (result.isReference() ? IrType.OBJECT.descriptor() : result.descriptor());
  }

  /** The descriptor of a method with the erased parameters, a budget and the caller. */
  static String tailCallDescriptor(Signature signature) {
    String descriptor = signature.descriptor();
    int end = descriptor.indexOf(')');
    return descriptor.substring(0, end) + "IL" + CALLER + ";" + descriptor.substring(end);
  }

  /** Says that the current function, whose arguments are in fields, is to be called. */
  static void emitDefer(MethodVisitor out, ModuleLayout layout, int instanceSlot, int function) {
    out.visitVarInsn(ALOAD, instanceSlot);
    out.visitInsn(DUP);
    Instructions.pushInt(out, function);
    out.visitMethodInsn(
        INVOKEVIRTUAL, layout.instanceClass, "function", "(I)L" + FUNCTION + ";", false);
    out.visitFieldInsn(PUTFIELD, CALLER, PENDING, "L" + FUNCTION + ";");
  }

  /** Calls the body of a function: its arguments and the budget of the caller are pushed. */
  static void emitCallOfBody(
      MethodVisitor out, ModuleLayout layout, int instanceSlot, int function) {
    out.visitInsn(ICONST_1);
    out.visitInsn(ISUB);
    out.visitVarInsn(ALOAD, instanceSlot);
    invokeBody(out, layout, function);
  }

  static void invokeBody(MethodVisitor out, ModuleLayout layout, int function) {
    out.visitMethodInsn(
        INVOKESTATIC,
        layout.owner(function),
        layout.bodyName(function),
        layout.bodyDescriptor(function),
        false);
  }

  void emitEntry(ClassWriter classWriter) {
    MethodVisitor out =
        begin(
            classWriter,
            ACC_STATIC,
            layout.functionName(function),
            layout.functionDescriptor(function));
    int instance = signature.inArray() ? 1 : IrType.slots(signature.parameters());
    int result = instance + 1;
    int pending = result + signature.result().slots();
    Instructions.loadParameters(out, signature, 0);
    Instructions.pushInt(out, TailCalls.BUDGET);
    out.visitVarInsn(ALOAD, instance);
    invokeBody(out, layout, function);
    store(out, result);

    Label again = new Label();
    Label end = new Label();
    Object[] locals = locals();
    out.visitLabel(again);
    out.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
    out.visitVarInsn(ALOAD, instance);
    out.visitFieldInsn(GETFIELD, CALLER, PENDING, "L" + FUNCTION + ";");
    out.visitVarInsn(ASTORE, pending);
    out.visitVarInsn(ALOAD, pending);
    out.visitJumpInsn(IFNULL, end);
    out.visitVarInsn(ALOAD, instance);
    out.visitInsn(ACONST_NULL);
    out.visitFieldInsn(PUTFIELD, CALLER, PENDING, "L" + FUNCTION + ";");
    out.visitVarInsn(ALOAD, pending);
    out.visitVarInsn(ALOAD, instance);
    out.visitMethodInsn(
        INVOKEVIRTUAL,
        FUNCTION,
        resume(signature.result()),
        resumeDescriptor(signature.result()),
        false);
    if (signature.result().isReference()) {
      Instructions.cast(out, IrType.OBJECT, signature.result().erased());
      Instructions.receive(out, signature.result());
    }
    store(out, result);
    out.visitJumpInsn(GOTO, again);

    out.visitLabel(end);
    out.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
    if (signature.results().size() > 1) {
      out.visitVarInsn(ALOAD, instance);
      out.visitMethodInsn(INVOKESTATIC, layout.owner(function), taker(1), takerDescriptor(), false);
    }
    if (signature.result().kind() != IrType.Kind.VOID) {
      Instructions.load(out, signature.result(), result);
    }
    Instructions.returnValue(out, signature.result());
    out.visitMaxs(0, 0);
    out.visitEnd();
    for (int first = 1; first < signature.results().size(); first += RESULTS_IN_A_METHOD) {
      emitTaker(classWriter, first);
    }
  }

  private void store(MethodVisitor out, int slot) {
    if (signature.result().kind() != IrType.Kind.VOID) {
      Instructions.store(out, signature.result(), slot);
    }
  }

  private Object[] locals() {
    List<Object> locals = new ArrayList<>();
    if (signature.inArray()) {
      locals.add("[Ljava/lang/Object;");
    } else {
      signature.parameters().forEach(type -> locals.add(MethodEmitter.verificationType(type)));
    }
    locals.add(layout.instanceClass);
    if (signature.result().kind() != IrType.Kind.VOID) {
      locals.add(MethodEmitter.verificationType(signature.result()));
    }
    return locals.toArray();
  }

  private String taker(int first) {
    return layout.functionName(function) + "$resultsOf" + function + "From" + first;
  }

  private String takerDescriptor() {
    return "(L" + layout.instanceClass + ";)V";
  }

  /** A method that puts some of the further results where callers expect them, then the others. */
  private void emitTaker(ClassWriter classWriter, int first) {
    MethodVisitor out = begin(classWriter, ACC_STATIC, taker(first), takerDescriptor());
    Label taken = new Label();
    out.visitVarInsn(ALOAD, 0);
    out.visitFieldInsn(GETFIELD, CALLER, RETURNED, "L" + FUNCTION + ";");
    out.visitJumpInsn(IFNULL, taken);
    int end = Math.min(signature.results().size(), first + RESULTS_IN_A_METHOD);
    for (int i = first; i < end; i++) {
      IrType type = signature.results().get(i);
      out.visitVarInsn(ALOAD, 0);
      out.visitInsn(DUP);
      out.visitFieldInsn(GETFIELD, CALLER, RETURNED, "L" + FUNCTION + ";");
      MethodEmitter.takeResult(out, type.erased(), i);
      out.visitFieldInsn(
          PUTFIELD,
          layout.instanceClass,
          layout.transferField(type, i),
          type.erased().descriptor());
    }
    if (end < signature.results().size()) {
      out.visitVarInsn(ALOAD, 0);
      out.visitMethodInsn(
          INVOKESTATIC, layout.owner(function), taker(end), takerDescriptor(), false);
    } else {
      out.visitVarInsn(ALOAD, 0);
      out.visitInsn(ACONST_NULL);
      out.visitFieldInsn(PUTFIELD, CALLER, RETURNED, "L" + FUNCTION + ";");
    }
    out.visitLabel(taken);
    out.visitFrame(F_NEW, 1, new Object[] {layout.instanceClass}, 0, new Object[0]);
    SignatureClass.end(out, RETURN);
  }
}
