package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.ExceptionEmitter.EXCEPTION;
import static dev.cascara.compiler.codegen.ExceptionEmitter.TAG;
import static dev.cascara.compiler.codegen.SignatureClass.begin;
import static dev.cascara.compiler.codegen.SignatureClass.end;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.ExceptionTypes;
import dev.cascara.compiler.ir.IrType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes of exceptions, which have a typed field for each value: to throw one boxes
 * nothing, and where it is caught in the code that HotSpot compiles it with, it is not even
 * allocated.
 */
final class ExceptionClasses {
  private static final String VECTOR = "dev/cascara/runtime/V128";

  private final String name;

  /** The types of the values, erased. */
  private final List<IrType> values;

  /** The types of the fields: a vector is two. */
  private final List<IrType> fields;

  private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private ExceptionClasses(String name, List<IrType> values) {
    this.name = name;
    this.values = values;
    this.fields = fields(values);
  }

  /** Emits the classes that a module uses into a map from internal names to class files. */
  static void emit(ExceptionTypes types, Map<String, byte[]> classes) {
    types
        .used()
        .forEach((name, values) -> classes.put(name, new ExceptionClasses(name, values).emit()));
  }

  static String field(int index) {
    return "value" + index;
  }

  private static List<IrType> fields(List<IrType> values) {
    return values.stream()
        .flatMap(
            type ->
                type.isVector() ? Stream.of(IrType.LONG, IrType.LONG) : Stream.of(type.erased()))
        .toList();
  }

  /** The descriptor of {@code make}, which takes the fields' values and then the tag. */
  static String makeDescriptor(String name, List<IrType> values) {
    StringBuilder text = new StringBuilder("(");
    fields(values).forEach(field -> text.append(field.descriptor()));
    return text.append('L').append(TAG).append(";)L").append(name).append(';').toString();
  }

  private byte[] emit() {
    out.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, EXCEPTION, null);
    for (int i = 0; i < fields.size(); i++) {
      out.visitField(0, field(i), fields.get(i).descriptor(), null, null).visitEnd();
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
    make.visitVarInsn(ALOAD, IrType.slots(fields));
    make.visitMethodInsn(INVOKESPECIAL, name, "<init>", "(L" + TAG + ";)V", false);
    int slot = 0;
    for (int i = 0; i < fields.size(); i++) {
      make.visitInsn(DUP);
      Instructions.load(make, fields.get(i), slot);
      make.visitFieldInsn(PUTFIELD, name, field(i), fields.get(i).descriptor());
      slot += fields.get(i).slots();
    }
    end(make, ARETURN);
  }

  /** {@code of}: an exception as an object of this class: that of a host is copied. */
  private void emitOf() {
    MethodVisitor of = begin(out, ACC_STATIC, "of", "(L" + EXCEPTION + ";)L" + name + ";");
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
      pushValue(of, i);
      if (values.get(i).isVector()) {
        pushHalf(of, "low");
        pushValue(of, i);
        pushHalf(of, "high");
      } else {
        Instructions.unbox(of, values.get(i));
      }
    }
    of.visitVarInsn(ALOAD, 0);
    of.visitMethodInsn(INVOKEVIRTUAL, EXCEPTION, "tag", "()L" + TAG + ";", false);
    of.visitMethodInsn(INVOKESTATIC, name, "make", makeDescriptor(name, values), false);
    end(of, ARETURN);
  }

  private static void pushValue(MethodVisitor method, int index) {
    method.visitVarInsn(ALOAD, 0);
    Instructions.pushInt(method, index);
    method.visitMethodInsn(INVOKEVIRTUAL, EXCEPTION, "value", "(I)Ljava/lang/Object;", false);
  }

  private static void pushHalf(MethodVisitor method, String half) {
    method.visitTypeInsn(CHECKCAST, VECTOR);
    method.visitMethodInsn(INVOKEVIRTUAL, VECTOR, half, "()J", false);
  }

  /** {@code value}: a value as an object. */
  private void emitValue() {
    MethodVisitor value = begin(out, ACC_PUBLIC, "value", "(I)Ljava/lang/Object;");
    int field = 0;
    for (int i = 0; i < values.size(); i++) {
      Label next = new Label();
      value.visitVarInsn(ILOAD, 1);
      Instructions.pushInt(value, i);
      value.visitJumpInsn(IF_ICMPNE, next);
      if (values.get(i).isVector()) {
        value.visitTypeInsn(NEW, VECTOR);
        value.visitInsn(DUP);
        pushField(value, field++);
        pushField(value, field++);
        value.visitMethodInsn(INVOKESPECIAL, VECTOR, "<init>", "(JJ)V", false);
      } else {
        pushField(value, field++);
        Instructions.box(value, values.get(i));
      }
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

  private void pushField(MethodVisitor method, int field) {
    method.visitVarInsn(ALOAD, 0);
    method.visitFieldInsn(GETFIELD, name, field(field), fields.get(field).descriptor());
  }
}
