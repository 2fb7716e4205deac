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
import java.util.stream.Collectors;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the fields of instances. A class has at most 65,535, each needs a place in its constant
 * pool, and the JVM finds one by looking at all before it. Where there are many of a kind, they are
 * in superclasses of the instance class.
 */
final class StateClasses {
  /** How many fields of a kind share a class. */
  static final int FIELDS_IN_A_CLASS = 4_000;

  private final List<Field> fields;
  private final String superclass;

  /**
   * A field.
   *
   * @param owner the internal name of its class
   * @param name its name
   * @param descriptor the descriptor of its type
   */
  record Field(String owner, String name, String descriptor) {
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
   * @param layout says which there are
   * @param ancestor what the first of them extends
   * @param fields all fields
   * @param files where the superclasses go
   */
  static StateClasses emit(
      ModuleLayout layout, String ancestor, List<Field> fields, Map<String, byte[]> files) {
    Map<String, List<Field>> owned =
        fields.stream().collect(Collectors.groupingBy(Field::owner, Collectors.toList()));
    String superclass = ancestor;
    for (String name : layout.stateClasses()) {
      ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
      out.visit(V17, ACC_ABSTRACT | ACC_SUPER, name, null, superclass, null);
      owned.getOrDefault(name, List.of()).forEach(field -> field.emit(out));
      emitConstructor(out, superclass);
      out.visitEnd();
      files.put(name, out.toByteArray());
      superclass = name;
    }
    return new StateClasses(owned.getOrDefault(layout.instanceClass, List.of()), superclass);
  }

  /** The class that the instance class extends. */
  String superclass() {
    return superclass;
  }

  /** Emits the fields of the instance class itself. */
  void emitRest(ClassVisitor out) {
    fields.forEach(field -> field.emit(out));
  }

  private static void emitConstructor(ClassWriter out, String superclass) {
    MethodVisitor constructor = SignatureClass.begin(out, 0, "<init>", "(I)V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ILOAD, 1);
    constructor.visitMethodInsn(INVOKESPECIAL, superclass, "<init>", "(I)V", false);
    SignatureClass.end(constructor, RETURN);
  }
}
