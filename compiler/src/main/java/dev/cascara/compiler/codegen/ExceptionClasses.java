package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.ExceptionEmitter.EXCEPTION;
import static dev.cascara.compiler.codegen.ExceptionEmitter.TAG;
import static dev.cascara.compiler.codegen.SignatureClasses.begin;
import static dev.cascara.compiler.codegen.SignatureClasses.end;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.ExceptionTypes;
import dev.cascara.compiler.ir.IrType;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes of exceptions, which have a typed field for each value: to throw one boxes
 * nothing, and where it is caught in the code that HotSpot compiles it with, it is not even
 * allocated.
 */
final class ExceptionClasses {
  private final String name;
  private final List<IrType> values;
  private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private ExceptionClasses(String name, List<IrType> values) {
    this.name = name;
    this.values = values;
  }

  /** Emits the classes that a module uses into a map from internal names to class files. */
  static void emit(ExceptionTypes types, Map<String, byte[]> classes) {
    types.used().forEach((name, values) ->
        classes.put(name, new ExceptionClasses(name, values).emit()));
  }

  static String field(int index) {
    return "value" + index;
  }

  /** The descriptor of {@code make}, which takes the values and then the tag. */
  static String makeDescriptor(String name, List<IrType> values) {
    StringBuilder text = new StringBuilder("(");
    values.forEach(value -> text.append(value.erased().descriptor()));
    return text.append('L').append(TAG).append(";)L").append(name).append(';').toString();
  }

  private byte[] emit() {
    out.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, EXCEPTION, null);
    for (int i = 0; i < values.size(); i++) {
      out.visitField(0, field(i), values.get(i).descriptor(), null, null).visitEnd();
    }
    MethodVisitor constructor = begin(out, ACC_PRIVATE, "<init>", "(L" + TAG + ";)V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ALOAD, 1);
    constructor.visitMethodInsn(INVOKESPECIAL, EXCEPTION, "<init>", "(L" + TAG + ";)V", false);
    end(constructor, RETURN);
    emitMake();
    emitOf();
    emitValue();
    out.visitEnd();
    return out.toByteArray();
  }

  private void emitMake() {
    MethodVisitor make = begin(out, ACC_STATIC, "make", makeDescriptor(name, values));
    make.visitTypeInsn(NEW, name);
    make.visitInsn(DUP);
    make.visitVarInsn(ALOAD, IrType.slots(values));
    make.visitMethodInsn(INVOKESPECIAL, name, "<init>", "(L" + TAG + ";)V", false);
    int slot = 0;
    for (int i = 0; i < values.size(); i++) {
      make.visitInsn(DUP);
      Instructions.load(make, values.get(i), slot);
      make.visitFieldInsn(PUTFIELD, name, field(i), values.get(i).descriptor());
      slot += values.get(i).slots();
    }
    end(make, ARETURN);
  }

  /** {@code of}: an exception as an object of this class: that of a host is copied. */
  private void emitOf() {
    MethodVisitor of =
        begin(out, ACC_STATIC, "of", "(L" + EXCEPTION + ";)L" + name + ";");
    Label other = new Label();
    of.visitVarInsn(ALOAD, 0);
    of.visitTypeInsn(INSTANCEOF, name);
    of.visitJumpInsn(IFEQ, other);
    of.visitVarInsn(ALOAD, 0);
    of.visitTypeInsn(CHECKCAST, name);
    of.visitInsn(ARETURN);
    of.visitLabel(other);
    of.visitFrame(F_NEW, 1, new Object[] {EXCEPTION}, 0, new Object[0]);
    for (int i = 0; i < values.size(); i++) {
      of.visitVarInsn(ALOAD, 0);
      Instructions.pushInt(of, i);
      of.visitMethodInsn(INVOKEVIRTUAL, EXCEPTION, "value", "(I)Ljava/lang/Object;", false);
      Instructions.unbox(of, values.get(i));
    }
    of.visitVarInsn(ALOAD, 0);
    of.visitMethodInsn(INVOKEVIRTUAL, EXCEPTION, "tag", "()L" + TAG + ";", false);
    of.visitMethodInsn(INVOKESTATIC, name, "make", makeDescriptor(name, values), false);
    end(of, ARETURN);
  }

  /** {@code value}: a value as an object. */
  private void emitValue() {
    MethodVisitor value = begin(out, ACC_PUBLIC, "value", "(I)Ljava/lang/Object;");
    for (int i = 0; i < values.size(); i++) {
      Label next = new Label();
      value.visitVarInsn(ILOAD, 1);
      Instructions.pushInt(value, i);
      value.visitJumpInsn(IF_ICMPNE, next);
      value.visitVarInsn(ALOAD, 0);
      value.visitFieldInsn(GETFIELD, name, field(i), values.get(i).descriptor());
      Instructions.box(value, values.get(i));
      value.visitInsn(ARETURN);
      value.visitLabel(next);
      value.visitFrame(F_NEW, 2, new Object[] {name, INTEGER}, 0, new Object[0]);
    }
    // The superclass has no values and says so.
    value.visitVarInsn(ALOAD, 0);
    value.visitVarInsn(ILOAD, 1);
    value.visitMethodInsn(INVOKESPECIAL, EXCEPTION, "value", "(I)Ljava/lang/Object;", false);
    end(value, ARETURN);
  }
}
