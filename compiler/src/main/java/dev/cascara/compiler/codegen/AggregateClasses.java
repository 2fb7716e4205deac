package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClasses.begin;
import static dev.cascara.compiler.codegen.SignatureClasses.end;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.ArrayStorage;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.PackedType;
import java.util.List;
import java.util.OptionalInt;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes of structure and array types. They depend on nothing but the type and the
 * package.
 *
 * <p>A structure's class has a field for each field that its superclass does not have, and a static
 * method {@code create} that takes all of them. An array's class wraps a Java array and says
 * nothing but its type: it is there so that arrays of different types are of different classes.
 */
final class AggregateClasses {
  private static final String STRUCT_LAYOUT = "dev/cascara/runtime/internal/StructLayout";
  private static final String ARRAY_LAYOUT = "dev/cascara/runtime/internal/ArrayLayout";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

  private final ModuleLayout layout;
  private final int typeIndex;
  private final String name;
  private final OptionalInt supertype;
  private final List<FieldType> fields;
  private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);

  private AggregateClasses(ModuleLayout layout, int typeIndex) {
    this.layout = layout;
    this.typeIndex = typeIndex;
    this.name = layout.types.irType(typeIndex).className();
    this.supertype = layout.types.supertype(typeIndex);
    this.fields = layout.types.fields(typeIndex);
  }

  /** The name of the field of a structure's class. */
  static String fieldName(int field) {
    return "f" + field;
  }

  /** The descriptor of the field of a structure's class. */
  static String fieldDescriptor(ModuleLayout layout, FieldType field) {
    return field.storageType() instanceof PackedType packed
        ? packed == PackedType.I8 ? "B" : "S"
        : layout.types.unpacked(field).descriptor();
  }

  /** The type that a field is declared with: that of the first supertype that has it. */
  static FieldType declaredField(ModuleLayout layout, int typeIndex, int field) {
    int owner = typeIndex;
    for (OptionalInt above = layout.types.supertype(owner);
        above.isPresent() && field < layout.types.fields(above.getAsInt()).size();
        above = layout.types.supertype(owner)) {
      owner = above.getAsInt();
    }
    return layout.types.fields(owner).get(field);
  }

  /** The descriptor of {@code create} of a structure's class. */
  static String createDescriptor(ModuleLayout layout, int typeIndex) {
    StringBuilder text = new StringBuilder("(");
    layout
        .types
        .fields(typeIndex)
        .forEach(field -> text.append(layout.types.unpacked(field).descriptor()));
    return text.append(")L")
        .append(layout.types.irType(typeIndex).className())
        .append(';')
        .toString();
  }

  /** The descriptor of {@code create} of an array's class. */
  static String createDescriptor(ArrayStorage storage, String className) {
    return "(" + storage.descriptor() + ")L" + className + ";";
  }

  static byte[] emitStruct(ModuleLayout layout, int typeIndex) {
    return new AggregateClasses(layout, typeIndex).emitStruct();
  }

  static byte[] emitArray(ModuleLayout layout, int typeIndex) {
    return new AggregateClasses(layout, typeIndex).emitArray();
  }

  private String superName(String root) {
    return supertype.isPresent() ? layout.types.irType(supertype.getAsInt()).className() : root;
  }

  private byte[] emitStruct() {
    String superName = superName(IrType.STRUCT.className());
    out.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, superName, null);
    int inherited = supertype.isPresent() ? layout.types.fields(supertype.getAsInt()).size() : 0;
    for (int i = inherited; i < fields.size(); i++) {
      out.visitField(0, fieldName(i), fieldDescriptor(layout, fields.get(i)), null, null)
          .visitEnd();
    }
    emitLayout(STRUCT_LAYOUT);
    MethodVisitor constructor = begin(out, 0, "<init>", "()V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
    end(constructor, RETURN);
    if (IrType.slots(fields.stream().map(layout.types::unpacked).toList())
        <= IrType.MAXIMUM_PARAMETER_SLOTS) {
      emitCreate();
    }
    out.visitEnd();
    return out.toByteArray();
  }

  private void emitCreate() {
    MethodVisitor create = begin(out, ACC_STATIC, "create", createDescriptor(layout, typeIndex));
    create.visitTypeInsn(NEW, name);
    create.visitInsn(DUP);
    create.visitMethodInsn(INVOKESPECIAL, name, "<init>", "()V", false);
    int slot = 0;
    for (int i = 0; i < fields.size(); i++) {
      IrType type = layout.types.unpacked(fields.get(i));
      create.visitInsn(DUP);
      Instructions.load(create, type, slot);
      narrow(create, fields.get(i));
      create.visitFieldInsn(
          PUTFIELD,
          name,
          fieldName(i),
          fieldDescriptor(layout, declaredField(layout, typeIndex, i)));
      slot += type.slots();
    }
    end(create, ARETURN);
  }

  /** Keeps the bits that a packed field has. */
  static void narrow(MethodVisitor method, FieldType field) {
    if (field.storageType() instanceof PackedType packed) {
      method.visitInsn(packed == PackedType.I8 ? I2B : I2S);
    }
  }

  private byte[] emitArray() {
    ArrayStorage storage = ArrayStorage.of(fields.get(0));
    String superName = superName(storage.className());
    String constructorDescriptor = "(" + storage.descriptor() + ")V";
    out.visit(V17, ACC_PUBLIC | ACC_SUPER, name, null, superName, null);
    emitLayout(ARRAY_LAYOUT);
    MethodVisitor constructor = begin(out, 0, "<init>", constructorDescriptor);
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ALOAD, 1);
    constructor.visitMethodInsn(INVOKESPECIAL, superName, "<init>", constructorDescriptor, false);
    end(constructor, RETURN);

    MethodVisitor create = begin(out, ACC_STATIC, "create", createDescriptor(storage, name));
    create.visitTypeInsn(NEW, name);
    create.visitInsn(DUP);
    create.visitVarInsn(ALOAD, 0);
    create.visitMethodInsn(INVOKESPECIAL, name, "<init>", constructorDescriptor, false);
    end(create, ARETURN);
    out.visitEnd();
    return out.toByteArray();
  }

  /** What hosts need to know of the fields, in a static field. */
  private void emitLayout(String layoutClass) {
    String descriptor = "L" + layoutClass + ";";
    out.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "LAYOUT", descriptor, null, null)
        .visitEnd();
    MethodVisitor initializer = begin(out, ACC_STATIC, "<clinit>", "()V");
    initializer.visitTypeInsn(NEW, layoutClass);
    initializer.visitInsn(DUP);
    boolean isStruct = layoutClass.equals(STRUCT_LAYOUT);
    if (isStruct) {
      initializer.visitMethodInsn(
          INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()L" + LOOKUP + ";", false);
    }
    Constants.pushText(initializer, layout.types.definedText(typeIndex));
    Constants.pushText(initializer, layout.types.fieldsText(typeIndex));
    initializer.visitMethodInsn(
        INVOKESPECIAL,
        layoutClass,
        "<init>",
        "(" + (isStruct ? "L" + LOOKUP + ";" : "") + "Ljava/lang/String;Ljava/lang/String;)V",
        false);
    initializer.visitFieldInsn(PUTSTATIC, name, "LAYOUT", descriptor);
    end(initializer, RETURN);
    MethodVisitor getter = begin(out, ACC_PROTECTED, "layout", "()" + descriptor);
    getter.visitFieldInsn(GETSTATIC, name, "LAYOUT", descriptor);
    end(getter, ARETURN);
  }
}
