package dev.cascara.compiler.codegen;

import static org.objectweb.asm.Opcodes.ACC_ABSTRACT;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKESPECIAL;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the fields of instances. A class has at most 65,535, and each needs a place in its constant
 * pool; what is more goes into superclasses of the instance class, where the JVM finds a field as
 * well that code names as one of the instance class.
 */
final class StateClasses {
  /** The instance class's constant pool has a place for them besides the exported functions. */
  private static final int FIELDS_IN_A_CLASS = 20_000;

  private final List<Field> fields;
  private final String superclass;

  /**
   * A field.
   *
   * @param name its name
   * @param descriptor the descriptor of its type
   */
  record Field(String name, String descriptor) {
    void emit(ClassVisitor out) {
      out.visitField(0, name, descriptor, null, null).visitEnd();
    }
  }

  private StateClasses(List<Field> fields, String superclass) {
    this.fields = fields;
    this.superclass = superclass;
  }

  /**
   * Emits the superclasses.
   *
   * @param instanceClass the internal name of the instance class
   * @param ancestor that of the class which it extends if it has room for all fields
   * @param fields the fields
   * @param files where the superclasses go
   */
  static StateClasses emit(
      String instanceClass, String ancestor, List<Field> fields, Map<String, byte[]> files) {
    String superclass = ancestor;
    int start = 0;
    for (int number = 0; fields.size() - start > FIELDS_IN_A_CLASS; number++) {
      String name = instanceClass + "$State" + number;
      ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      out.visit(V17, ACC_ABSTRACT | ACC_SUPER, name, null, superclass, null);
      fields.subList(start, start + FIELDS_IN_A_CLASS).forEach(field -> field.emit(out));
      emitConstructor(out, superclass);
      out.visitEnd();
      files.put(name, out.toByteArray());
      superclass = name;
      start += FIELDS_IN_A_CLASS;
    }
    return new StateClasses(fields.subList(start, fields.size()), superclass);
  }

  /** The class that the instance class extends. */
  String superclass() {
    return superclass;
  }

  /** Emits the other fields into the instance class. */
  void emitRest(ClassVisitor out) {
    fields.forEach(field -> field.emit(out));
  }

  private static void emitConstructor(ClassWriter out, String superclass) {
    MethodVisitor constructor = SignatureClasses.begin(out, 0, "<init>", "(I)V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ILOAD, 1);
    constructor.visitMethodInsn(INVOKESPECIAL, superclass, "<init>", "(I)V", false);
    SignatureClasses.end(constructor, RETURN);
  }
}
