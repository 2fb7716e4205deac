package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClass.FUNCTION;
import static dev.cascara.compiler.codegen.SignatureClass.begin;
import static dev.cascara.compiler.codegen.SignatureClass.end;
import static dev.cascara.compiler.codegen.TailCallEmitter.CALLER;
import static dev.cascara.compiler.codegen.TailCallEmitter.PENDING;
import static dev.cascara.compiler.codegen.TailCallEmitter.RETURNED;
import static dev.cascara.compiler.codegen.TailCallEmitter.TAIL_CALL;
import static dev.cascara.compiler.codegen.TailCallEmitter.tailCallDescriptor;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.TailCalls;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits what references to functions do for tail calls.
 *
 * <p>{@code tailCall} calls a function in place of a caller. Within an instance that is a call of
 * the body. Across instances, {@code defer} keeps the arguments in the callee's instance and the
 * reference is left with the caller's, whose method {@code resume} then calls from where the caller
 * was called. A function from elsewhere that may defer, in another package, is reached by a handle
 * of its {@code defer}.
 */
final class TailCallReferences {
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
  private static final String DEFER = "defer";

  private final ModuleLayout layout;
  private final ClassWriter out;
  private final String name;
  private final List<Integer> group;
  private final Signature signature;

  private TailCallReferences(
      ModuleLayout layout, ClassWriter out, String name, List<Integer> group) {
    this.layout = layout;
    this.out = out;
    this.name = name;
    this.group = group;
    this.signature = layout.signature(group.get(0));
  }

  // ---------------------------------------------------------------- signature classes

  private static int parameterSlots(Signature signature) {
    return signature.inArray() ? 1 : IrType.slots(signature.parameters());
  }

  private static int callerSlot(Signature signature) {
    return 1 + parameterSlots(signature) + 1;
  }

  private static Object[] frame(String name, Signature signature) {
    Object[] locals = FunctionReferences.frameLocals(name, signature);
    Object[] frame = Arrays.copyOf(locals, locals.length + 2);
    frame[locals.length] = INTEGER;
    frame[locals.length + 1] = CALLER;
    return frame;
  }

  private static String deferDescriptor(Signature signature) {
    String descriptor = signature.descriptor();
    return descriptor.substring(0, descriptor.indexOf(')') + 1) + "L" + FUNCTION + ";";
  }

  private static void returnDummy(MethodVisitor method, Signature signature) {
    if (signature.result().kind() != IrType.Kind.VOID) {
      Instructions.pushZero(method, signature.result());
    }
    Instructions.returnValue(method, signature.result());
  }

  /** In the class of a function type: most functions do not defer; one from elsewhere may. */
  static void emitInSignatureClass(ClassWriter out, String name, Signature signature) {
    MethodVisitor method = begin(out, ACC_PUBLIC, TAIL_CALL, tailCallDescriptor(signature));
    Label defers = new Label();
    loadDeferral(method, name);
    method.visitJumpInsn(IFNONNULL, defers);
    method.visitVarInsn(ALOAD, 0);
    Instructions.loadParameters(method, signature, 1);
    method.visitMethodInsn(INVOKEVIRTUAL, name, "call", signature.descriptor(), false);
    if (signature.results().size() > 1) {
      method.visitVarInsn(ALOAD, callerSlot(signature));
      method.visitVarInsn(ALOAD, 0);
      method.visitFieldInsn(PUTFIELD, CALLER, RETURNED, "L" + FUNCTION + ";");
    }
    Instructions.returnValue(method, signature.result().erased());
    method.visitLabel(defers);
    Object[] locals = frame(name, signature);
    method.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
    method.visitVarInsn(ALOAD, callerSlot(signature));
    loadDeferral(method, name);
    Instructions.loadParameters(method, signature, 1);
    method.visitMethodInsn(
        INVOKEVIRTUAL, METHOD_HANDLE, "invokeExact", deferDescriptor(signature), false);
    method.visitFieldInsn(PUTFIELD, CALLER, PENDING, "L" + FUNCTION + ";");
    returnDummy(method, signature);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private static void loadDeferral(MethodVisitor method, String name) {
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(
        INVOKEVIRTUAL, name, "targetDeferral", "()L" + METHOD_HANDLE + ";", false);
  }

  // ---------------------------------------------------------------- references

  /** In a class of references to functions of a module in which some defer. */
  static void emit(ModuleLayout layout, ClassWriter out, String name, List<Integer> group) {
    TailCallReferences emitter = new TailCallReferences(layout, out, name, group);
    emitter.emitTailCall();
    emitter.emitDefer();
    emitter.emitDeferral();
    emitter.emitResume();
  }

  private interface CaseEmitter {
    void emit(int function);
  }

  /** Emits a case for each function of the group. */
  private void choose(MethodVisitor method, Object[] locals, CaseEmitter cases) {
    Label[] labels = new Label[group.size()];
    Arrays.setAll(labels, i -> new Label());
    if (group.size() > 1) {
      method.visitVarInsn(ALOAD, 0);
      method.visitFieldInsn(GETFIELD, name, "number", "I");
      method.visitTableSwitchInsn(
          0, group.size() - 2, labels[group.size() - 1], Arrays.copyOf(labels, group.size() - 1));
    }
    for (int i = 0; i < group.size(); i++) {
      if (group.size() > 1) {
        method.visitLabel(labels[i]);
        method.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
      }
      cases.emit(group.get(i));
    }
  }

  private void loadInstance(MethodVisitor method) {
    method.visitVarInsn(ALOAD, 0);
    method.visitFieldInsn(GETFIELD, name, "instance", "L" + layout.instanceClass + ";");
  }

  private boolean defers(int function) {
    return layout.tailCalls.deferring().get(function);
  }

  private void emitTailCall() {
    MethodVisitor method = begin(out, ACC_PUBLIC, TAIL_CALL, tailCallDescriptor(signature));
    Object[] locals = frame(name, signature);
    Label across = new Label();
    loadInstance(method);
    method.visitVarInsn(ALOAD, callerSlot(signature));
    method.visitJumpInsn(IF_ACMPNE, across);
    choose(
        method,
        locals,
        function -> {
          Instructions.castParameters(method, signature, 1);
          if (defers(function)) {
            method.visitVarInsn(ILOAD, callerSlot(signature) - 1);
            method.visitInsn(ICONST_1);
            method.visitInsn(ISUB);
            loadInstance(method);
            TailCallEmitter.invokeBody(method, layout, function);
          } else {
            loadInstance(method);
            layout.call(method, function);
          }
          Instructions.returnValue(method, signature.result());
        });
    method.visitLabel(across);
    method.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
    method.visitVarInsn(ALOAD, callerSlot(signature));
    method.visitVarInsn(ALOAD, 0);
    Instructions.loadParameters(method, signature, 1);
    method.visitMethodInsn(INVOKEVIRTUAL, name, DEFER, deferDescriptor(signature), false);
    method.visitFieldInsn(PUTFIELD, CALLER, PENDING, "L" + FUNCTION + ";");
    returnDummy(method, signature);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** The types of the parameters as the JVM passes them: there may be one array. */
  private List<IrType> passed() {
    return signature.inArray() ? List.of(IrType.OBJECT) : signature.parameters();
  }

  private void emitDefer() {
    MethodVisitor method = begin(out, ACC_PUBLIC, DEFER, deferDescriptor(signature));
    List<IrType> passed = passed();
    int[] fields = TailCalls.argumentFields(passed);
    int slot = 1;
    for (int i = 0; i < fields.length; i++) {
      IrType type = passed.get(i);
      loadInstance(method);
      Instructions.load(method, type, slot);
      method.visitFieldInsn(
          PUTFIELD,
          layout.instanceClass,
          layout.transferField(type, fields[i]),
          type.erased().descriptor());
      slot += type.slots();
    }
    method.visitVarInsn(ALOAD, 0);
    end(method, ARETURN);
  }

  private void emitDeferral() {
    MethodVisitor method = begin(out, ACC_PUBLIC, "deferral", "()L" + METHOD_HANDLE + ";");
    method.visitLdcInsn(
        new Handle(H_INVOKEVIRTUAL, name, DEFER, deferDescriptor(signature), false));
    method.visitVarInsn(ALOAD, 0);
    method.visitMethodInsn(
        INVOKEVIRTUAL,
        METHOD_HANDLE,
        "bindTo",
        "(Ljava/lang/Object;)L" + METHOD_HANDLE + ";",
        false);
    end(method, ARETURN);
  }

  private void emitResume() {
    IrType result = signature.result();
    MethodVisitor method =
        begin(
            out,
            ACC_PUBLIC,
            TailCallEmitter.resume(result),
            TailCallEmitter.resumeDescriptor(result));
    Object[] locals = {name, CALLER};
    choose(
        method,
        locals,
        function -> {
          loadArguments(method, function);
          if (defers(function)) {
            Instructions.pushInt(method, TailCalls.BUDGET);
            loadInstance(method);
            TailCallEmitter.invokeBody(method, layout, function);
          } else {
            loadInstance(method);
            layout.call(method, function);
          }
          loadInstance(method);
          method.visitVarInsn(ALOAD, 0);
          method.visitVarInsn(ALOAD, 1);
          method.visitMethodInsn(
              INVOKESTATIC,
              CALLER,
              "handOver",
              "(L" + CALLER + ";L" + FUNCTION + ";L" + CALLER + ";)V",
              false);
          Instructions.returnValue(method, result);
        });
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  private void loadArguments(MethodVisitor method, int function) {
    List<IrType> passed = passed();
    int[] fields = TailCalls.argumentFields(passed);
    for (int i = 0; i < fields.length; i++) {
      IrType type = passed.get(i);
      loadInstance(method);
      method.visitFieldInsn(
          GETFIELD,
          layout.instanceClass,
          layout.transferField(type, fields[i]),
          type.erased().descriptor());
      if (signature.inArray()) {
        method.visitTypeInsn(CHECKCAST, "[Ljava/lang/Object;");
      } else {
        Instructions.cast(method, type.erased(), layout.signature(function).parameters().get(i));
      }
    }
  }
}
