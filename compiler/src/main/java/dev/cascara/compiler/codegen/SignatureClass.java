package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PROTECTED;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ARETURN;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.IFNULL;
import static org.objectweb.asm.Opcodes.INSTANCEOF;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.NEW;
import static org.objectweb.asm.Opcodes.POP;
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
 * Emits the class of a function type, with the typed {@code call}: functions of modules are of
 * subclasses that override it, others are stood for by an object of the class itself, whose {@code
 * call} invokes their handle. The class depends on nothing but the type and the package; that of a
 * type that is the module's own is abstract.
 */
final class SignatureClass {
  static final String FUNCTION = "dev/cascara/runtime/WasmFunction";
  static final String FUNCTION_TYPE = "dev/cascara/runtime/FunctionType";
  static final String LINKING = "dev/cascara/runtime/internal/Linking";
  private static final String TYPED_FUNCTION = "dev/cascara/runtime/internal/TypedFunction";

  /** Takes the function that the object stands for, if there is one, and the type. */
  private static final String CONSTRUCTOR = "(L" + FUNCTION + ";L" + FUNCTION_TYPE + ";)V";

  private static final String METHOD_HANDLE = "java/lang/invoke/MethodHandle";
  private static final String TRAPS = "dev/cascara/runtime/internal/Traps";

  private final ModuleLayout layout;
  private final int typeIndex;
  private final Signature signature;
  private final String name;
  private final String superName;

  /** The type as the runtime reads it. */
  private final String text;

  /** Whether all functions of the type are the module's own, so that none is stood for. */
  private final boolean isOwn;

  private SignatureClass(ModuleLayout layout, int typeIndex) {
    this.layout = layout;
    this.typeIndex = typeIndex;
    this.signature = layout.signatureOf(typeIndex);
    this.name = layout.signatureClassOf(typeIndex);
    OptionalInt supertype = layout.types.supertype(typeIndex);
    this.superName =
        supertype.isPresent() ? layout.signatureClassOf(supertype.getAsInt()) : TYPED_FUNCTION;
    this.text = layout.types.functionText(typeIndex);
    this.isOwn = layout.types.isNamedByClass(typeIndex);
  }

  /** Emits the class of a type into a map from internal names to class files. */
  static void emit(ModuleLayout layout, int typeIndex, Map<String, byte[]> classes) {
    SignatureClass emitter = new SignatureClass(layout, typeIndex);
    classes.put(emitter.name, emitter.emit());
  }

  private byte[] emit() {
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    int access = ACC_PUBLIC | ACC_SUPER | (isOwn ? ACC_ABSTRACT : 0);
    out.visit(V17, access, name, null, superName, null);
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
    constructor.visitInsn(ACONST_NULL);
    constructor.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    constructor.visitMethodInsn(INVOKESPECIAL, name, "<init>", CONSTRUCTOR, false);
    end(constructor, RETURN);

    // For subtypes, and for functions from elsewhere.
    MethodVisitor inherited = begin(out, ACC_PROTECTED, "<init>", CONSTRUCTOR);
    inherited.visitVarInsn(ALOAD, 0);
    inherited.visitVarInsn(ALOAD, 1);
    inherited.visitVarInsn(ALOAD, 2);
    inherited.visitMethodInsn(INVOKESPECIAL, superName, "<init>", CONSTRUCTOR, false);
    end(inherited, RETURN);

    if (isOwn) {
      out.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "call", signature.descriptor(), null, null)
          .visitEnd();
    } else {
      emitCall(out);
    }
    emitEnter(out);
    if (!isOwn || !layout.tailCalls.deferring().isEmpty()) {
      TailCallReferences.emitInSignatureClass(out, name, signature);
    }

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
    out.visitEnd();
    return out.toByteArray();
  }

  /** {@code call} of a function from elsewhere: what that throws is translated. */
  private void emitCall(ClassWriter out) {
    MethodVisitor call = begin(out, ACC_PUBLIC, "call", signature.descriptor());
    boundary(
        call,
        name,
        "fromHost",
        signature,
        () -> {
          call.visitVarInsn(ALOAD, 0);
          call.visitFieldInsn(GETFIELD, name, "targetHandle", "L" + METHOD_HANDLE + ";");
          Instructions.loadParameters(call, signature, 1);
          call.visitMethodInsn(
              INVOKEVIRTUAL, METHOD_HANDLE, "invokeExact", signature.descriptor(), false);
          HostValues.receiveResult(call, layout, typeIndex);
        });
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
  }

  /** Emits a method's code: a call and its return, and a handler that translates what it throws. */
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
    end(out, ATHROW);
  }

  /**
   * {@code of}: a function, or null, as an object of this class; traps if it is of another type, as
   * the element of a table may be.
   */
  private void emitOf(ClassWriter out) {
    MethodVisitor of =
        begin(out, ACC_PUBLIC | ACC_STATIC, "of", "(Ljava/lang/Object;)L" + name + ";");
    Label foreign = new Label();
    of.visitVarInsn(ALOAD, 0);
    of.visitTypeInsn(INSTANCEOF, name);
    of.visitJumpInsn(IFEQ, foreign);
    Label suitable = new Label();
    of.visitLabel(suitable);
    of.visitFrame(Opcodes.F_NEW, 1, new Object[] {"java/lang/Object"}, 0, new Object[0]);
    of.visitVarInsn(ALOAD, 0);
    of.visitTypeInsn(CHECKCAST, name);
    of.visitInsn(ARETURN);
    of.visitLabel(foreign);
    of.visitFrame(Opcodes.F_NEW, 1, new Object[] {"java/lang/Object"}, 0, new Object[0]);
    of.visitVarInsn(ALOAD, 0);
    of.visitJumpInsn(IFNULL, suitable);
    if (!isOwn) {
      of.visitTypeInsn(NEW, name);
      of.visitInsn(DUP);
    }
    of.visitVarInsn(ALOAD, 0);
    of.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    of.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        "checkCallee",
        "(Ljava/lang/Object;L" + FUNCTION_TYPE + ";)L" + FUNCTION + ";",
        false);
    if (isOwn) {
      // It is of another type.
      of.visitInsn(POP);
      of.visitJumpInsn(GOTO, suitable);
      of.visitMaxs(0, 0);
      of.visitEnd();
      return;
    }
    of.visitFieldInsn(GETSTATIC, name, "TYPE", "L" + FUNCTION_TYPE + ";");
    of.visitMethodInsn(INVOKESPECIAL, name, "<init>", CONSTRUCTOR, false);
    end(of, ARETURN);
  }

  /** Pushes the function on the stack as an object of the class of a function type. */
  static void adapt(MethodVisitor method, String signatureClass) {
    method.visitMethodInsn(
        INVOKESTATIC, signatureClass, "of", "(Ljava/lang/Object;)L" + signatureClass + ";", false);
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
