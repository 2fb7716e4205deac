package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.AASTORE;
import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ANEWARRAY;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits arrays of any number of strings: more than a few are put into the array by classes of their
 * own, so that neither the method that asks for the array nor its class comes near the limits.
 */
final class StringArrays {
  /** So many are not worth a class. */
  private static final int MAXIMUM_IN_PLACE = 8;

  /** A string takes eight bytes of code, and at most two entries of the constant pool. */
  private static final int STRINGS_IN_A_CLASS = 500;

  private static final String DESCRIPTOR = "([Ljava/lang/String;)V";

  private final String prefix;
  private final Map<String, byte[]> files;
  private int classes;

  /** Creates an emitter whose classes have names that begin with a prefix. */
  StringArrays(String prefix, Map<String, byte[]> files) {
    this.prefix = prefix;
    this.files = files;
  }

  /** Pushes an array of strings. */
  void push(MethodVisitor method, List<String> strings) {
    if (strings.size() <= MAXIMUM_IN_PLACE) {
      Constants.pushStrings(method, strings);
      return;
    }
    Instructions.pushInt(method, strings.size());
    method.visitTypeInsn(ANEWARRAY, "java/lang/String");
    for (int first = 0; first < strings.size(); first += STRINGS_IN_A_CLASS) {
      int end = Math.min(strings.size(), first + STRINGS_IN_A_CLASS);
      method.visitInsn(DUP);
      method.visitMethodInsn(
          INVOKESTATIC, emit(strings.subList(first, end), first), "fill", DESCRIPTOR, false);
    }
  }

  private String emit(List<String> strings, int first) {
    String name = prefix + classes++;
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", null);
    MethodVisitor method = SignatureClass.begin(out, ACC_STATIC, "fill", DESCRIPTOR);
    for (int i = 0; i < strings.size(); i++) {
      method.visitVarInsn(ALOAD, 0);
      Instructions.pushInt(method, first + i);
      method.visitLdcInsn(strings.get(i));
      method.visitInsn(AASTORE);
    }
    SignatureClass.end(method, RETURN);
    out.visitEnd();
    files.put(name, out.toByteArray());
    return name;
  }
}
