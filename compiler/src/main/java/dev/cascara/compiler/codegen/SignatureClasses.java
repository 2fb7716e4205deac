package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.LRETURN;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.PUTFIELD;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.Map;
import java.util.OptionalInt;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits the classes of a function type: the abstract class with the typed {@code call}, and the
 * class that adapts a function from elsewhere to it. They depend on nothing but the type and the
 * package.
 */
final class SignatureClasses {
  static final String FUNCTION = "dev/cascara/runtime/WasmFunction";
  static final String FUNCTION_TYPE = "dev/cascara/runtime/FunctionType";
  static final String LINKING = "dev/cascara/runtime/internal/Linking";
  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
  private static final String TRAPS = "dev/cascara/runtime/internal/Traps";

  private final ModuleLayout layout;
  private final int typeIndex;
  private final Signature signature;
  private final String name;
  private final String superName;
  private final String foreignName;

  /** The type as the runtime reads it. */
  private final String text;

  private SignatureClasses(ModuleLayout layout, int typeIndex) {
    this.layout = layout;
    this.typeIndex = typeIndex;
    this.signature = layout.signatureOf(typeIndex);
    this.name = layout.signatureClassOf(typeIndex);
    OptionalInt supertype = layout.types.supertype(typeIndex);
    this.superName =
        supertype.isPresent() ? layout.signatureClassOf(supertype.getAsInt()) : FUNCTION;
    this.foreignName = name + "$Foreign";
    this.text = layout.types.functionText(typeIndex);
  }

  /** Emits both classes of a type into a map from internal names to class files. */
  static void emit(ModuleLayout layout, int typeIndex, Map<String, byte[]> classes) {
    SignatureClasses emitter = new SignatureClasses(layout, typeIndex);
    classes.put(emitter.name, emitter.emitSignatureClass());
    classes.put(emitter.foreignName, emitter.emitForeignClass());
  }

  private byte[] emitSignatureClass() {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(V17, ACC_PUBLIC | ACC_ABSTRACT | ACC_SUPER, name, null, superName, null);
    out.visitField(
            ACC_PUBLIC | ACC_STATIC | ACC_FINAL, "TYPE", "L" + FUNCTION_TYPE + ";", null, null)
        .visitEnd();

    MethodVisitor initializer = begin(out, ACC_STATIC, "<clinit>", "()V");
    Constants.pushText(initializer, text);
    initializer.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        "functionType",
        "(Ljava/lang/String;)L" + FUNCTION_TYPE + ";",
        false);
    initializer.visitFieldInsn(PUTSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    end(initializer, RETURN);

    MethodVisitor constructor = begin(out, ACC_PUBLIC, "<init>", "()V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    constructor.visitMethodInsn(INVOKESPECIAL, name, "<init>", "(L" + FUNCTION_TYPE + ";)V", false);
    end(constructor, RETURN);

    // For subtypes.
    MethodVisitor typed = begin(out, ACC_PROTECTED, "<init>", "(L" + FUNCTION_TYPE + ";)V");
    typed.visitVarInsn(ALOAD, 0);
    typed.visitVarInsn(ALOAD, 1);
    typed.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "(L" + FUNCTION_TYPE + ";)V", false);
    end(typed, RETURN);

    out.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "call", signature.descriptor(), null, null)
        .visitEnd();
    emitEnter(out);
    TailCallReferences.emitDefault(out, name, signature);

    MethodVisitor handle = begin(out, ACC_PUBLIC, "handle", "()L" + METHOD_HANDLE + ";");
    handle.visitLdcInsn(
        new Handle(Opcodes.H_INVOKEVIRTUAL, name, "enter", signature.descriptor(), false));
    handle.visitVarInsn(ALOAD, 0);
    handle.visitMethodInsn(
        INVOKEVIRTUAL,
        METHOD_HANDLE,
        "bindTo",
        "(Ljava/lang/Object;)L" + METHOD_HANDLE + ";",
        false);
    end(handle, ARETURN);

    emitOf(out);
    emitCallee(out);
    out.visitEnd();
    return out.toByteArray();
  }

  /** {@code call} for hosts: what compiled code throws is translated. */
  private void emitEnter(ClassWriter out) {
    MethodVisitor enter = begin(out, ACC_PUBLIC, "enter", signature.descriptor());
    boundary(
        enter,
        name,
        "atBoundary",
        signature,
        () -> {
          enter.visitVarInsn(ALOAD, 0);
          HostValues.pushParameters(enter, layout, typeIndex, 1);
          enter.visitMethodInsn(INVOKEVIRTUAL, name, "call", signature.descriptor(), false);
        });
    enter.visitMaxs(0, 0);
    enter.visitEnd();
  }

  /** Emits a call and its return, with a handler that translates what the call throws. */
  static void boundary(
      MethodVisitor out, String receiver, String translation, Signature signature, Runnable call) {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    out.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    out.visitLabel(start);
    call.run();
    Instructions.returnValue(out, signature.result());
    out.visitLabel(end);
    out.visitLabel(handler);
    // The parameters are not needed any more, so that the frame holds the receiver alone.
    out.visitFrame(
        Opcodes.F_NEW, 1, new Object[] {receiver}, 1, new Object[] {"java/lang/Throwable"});
    out.visitMethodInsn(
        INVOKESTATIC, TRAPS, translation, "(Ljava/lang/Throwable;)Ljava/lang/Throwable;", false);
    out.visitInsn(ATHROW);
  }

  /** {@code of}: a function of this type, or null, as an object of this class. */
  private void emitOf(ClassWriter out) {
    MethodVisitor of =
        begin(out, ACC_PUBLIC | ACC_STATIC, "of", "(L" + FUNCTION + ";)L" + name + ";");
    Label foreign = new Label();
    of.visitVarInsn(ALOAD, 0);
    of.visitTypeInsn(INSTANCEOF, name);
    of.visitJumpInsn(IFEQ, foreign);
    Label suitable = new Label();
    of.visitLabel(suitable);
    of.visitFrame(Opcodes.F_NEW, 1, new Object[] {FUNCTION}, 0, new Object[0]);
    of.visitVarInsn(ALOAD, 0);
    of.visitTypeInsn(CHECKCAST, name);
    of.visitInsn(ARETURN);
    of.visitLabel(foreign);
    of.visitFrame(Opcodes.F_NEW, 1, new Object[] {FUNCTION}, 0, new Object[0]);
    of.visitVarInsn(ALOAD, 0);
    of.visitJumpInsn(IFNULL, suitable);
    of.visitTypeInsn(NEW, foreignName);
    of.visitInsn(DUP);
    of.visitVarInsn(ALOAD, 0);
    of.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    of.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        "checkFunction",
        "(L" + FUNCTION + ";L" + FUNCTION_TYPE + ";)L" + FUNCTION + ";",
        false);
    of.visitMethodInsn(INVOKESPECIAL, foreignName, "<init>", "(L" + FUNCTION + ";)V", false);
    end(of, ARETURN);
  }

  /** {@code callee}: an element of a table for a call of this type. */
  private void emitCallee(ClassWriter out) {
    MethodVisitor callee =
        begin(out, ACC_PUBLIC | ACC_STATIC, "callee", "(Ljava/lang/Object;)L" + name + ";");
    Label other = new Label();
    callee.visitVarInsn(ALOAD, 0);
    callee.visitTypeInsn(INSTANCEOF, name);
    callee.visitJumpInsn(IFEQ, other);
    callee.visitVarInsn(ALOAD, 0);
    callee.visitTypeInsn(CHECKCAST, name);
    callee.visitInsn(ARETURN);
    callee.visitLabel(other);
    callee.visitFrame(Opcodes.F_NEW, 1, new Object[] {"java/lang/Object"}, 0, new Object[0]);
    callee.visitVarInsn(ALOAD, 0);
    callee.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    callee.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        "checkCallee",
        "(Ljava/lang/Object;L" + FUNCTION_TYPE + ";)L" + FUNCTION + ";",
        false);
    callee.visitMethodInsn(INVOKESTATIC, name, "of", "(L" + FUNCTION + ";)L" + name + ";", false);
    end(callee, ARETURN);
  }

  private byte[] emitForeignClass() {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(V17, ACC_FINAL | ACC_SUPER, foreignName, null, name, null);
    out.visitField(ACC_PRIVATE | ACC_FINAL, "target", "L" + FUNCTION + ";", null, null).visitEnd();
    out.visitField(ACC_PRIVATE | ACC_FINAL, "handle", "L" + METHOD_HANDLE + ";", null, null)
        .visitEnd();

    MethodVisitor constructor = begin(out, 0, "<init>", "(L" + FUNCTION + ";)V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ALOAD, 1);
    constructor.visitMethodInsn(
        INVOKEVIRTUAL, FUNCTION, "type", "()L" + FUNCTION_TYPE + ";", false);
    constructor.visitMethodInsn(INVOKESPECIAL, name, "<init>", "(L" + FUNCTION_TYPE + ";)V", false);
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ALOAD, 1);
    constructor.visitFieldInsn(PUTFIELD, foreignName, "target", "L" + FUNCTION + ";");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ALOAD, 1);
    constructor.visitMethodInsn(
        INVOKEVIRTUAL, FUNCTION, "handle", "()L" + METHOD_HANDLE + ";", false);
    constructor.visitFieldInsn(PUTFIELD, foreignName, "handle", "L" + METHOD_HANDLE + ";");
    end(constructor, RETURN);

    MethodVisitor call = begin(out, ACC_PUBLIC, "call", signature.descriptor());
    boundary(
        call,
        foreignName,
        "fromHost",
        signature,
        () -> {
          call.visitVarInsn(ALOAD, 0);
          call.visitFieldInsn(GETFIELD, foreignName, "handle", "L" + METHOD_HANDLE + ";");
          Instructions.loadParameters(call, signature, 1);
          call.visitMethodInsn(
              INVOKEVIRTUAL, METHOD_HANDLE, "invokeExact", signature.descriptor(), false);
          HostValues.receiveResult(call, layout, typeIndex);
        });
    call.visitMaxs(0, 0);
    call.visitEnd();

    TailCallReferences.emitForeign(out, foreignName, name, signature);
    delegate(out, "resultBits", "(I)J", LRETURN);
    delegate(out, "resultReference", "(I)Ljava/lang/Object;", ARETURN);
    out.visitEnd();
    return out.toByteArray();
  }

  private void delegate(ClassWriter out, String method, String descriptor, int returnOpcode) {
    MethodVisitor delegate = begin(out, ACC_PUBLIC, method, descriptor);
    delegate.visitVarInsn(ALOAD, 0);
    delegate.visitFieldInsn(GETFIELD, foreignName, "target", "L" + FUNCTION + ";");
    delegate.visitVarInsn(ILOAD, 1);
    delegate.visitMethodInsn(INVOKEVIRTUAL, FUNCTION, method, descriptor, false);
    if (returnOpcode == ARETURN) {
      delegate.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
      delegate.visitVarInsn(ILOAD, 1);
      delegate.visitMethodInsn(
          INVOKESTATIC,
          LINKING,
          "result",
          "(Ljava/lang/Object;L" + FUNCTION_TYPE + ";I)Ljava/lang/Object;",
          false);
    }
    end(delegate, returnOpcode);
  }

  static MethodVisitor begin(ClassWriter out, int access, String method, String descriptor) {
    MethodVisitor visitor = out.visitMethod(access, method, descriptor, null, null);
    visitor.visitCode();
    return visitor;
  }

  static void end(MethodVisitor method, int returnOpcode) {
    method.visitInsn(returnOpcode);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }
}
