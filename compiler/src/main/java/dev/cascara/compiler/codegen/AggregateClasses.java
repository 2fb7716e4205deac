package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClass.begin;
import static dev.cascara.compiler.codegen.SignatureClass.end;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.ArrayStorage;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.ConcreteHeapType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.PackedType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.StructType;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes of structure and array types. They depend on nothing but the type and the
 * package, unless the type is the module's own.
 *
 * <p>A structure's class has a field for each field that its superclass does not have, and a static
 * method {@code create} that takes all of them, unless only this module could call it and does not.
 * An array's class wraps a Java array and says nothing but its type: it is there so that arrays of
 * different types are of different classes.
 */
final class AggregateClasses {
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

  /**
   * The descriptor of {@code create} of a structure's class. References are what the fields are
   * declared with.
   */
  static String createDescriptor(ModuleLayout layout, int typeIndex) {
    StringBuilder text = new StringBuilder("(");
    StructField.all(layout, typeIndex)
        .forEach(field -> text.append(field.valueType().descriptor()));
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
    StructField.of(layout, typeIndex, IntStream.range(inherited, fields.size()).boxed().toList())
        .forEach(
            field ->
                out.visitField(
                        access(field.declared()), field.name(), field.descriptor(), null, null)
                    .visitEnd());
    emitDescription();
    MethodVisitor constructor = begin(out, 0, "<init>", "()V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, superName, "<init>", "()V", false);
    end(constructor, RETURN);
    if (hasCreate()) {
      emitCreate();
    }
    out.visitEnd();
    return out.toByteArray();
  }

  /** Classes that modules share are the same in each, whichever methods it calls. */
  private boolean hasCreate() {
    return layout.types.isNamedByClass(typeIndex)
        ? layout.isCreated(typeIndex)
        : layout.types.creationSlots(typeIndex) <= IrType.MAXIMUM_PARAMETER_SLOTS;
  }

  private void emitCreate() {
    MethodVisitor create = begin(out, ACC_STATIC, "create", createDescriptor(layout, typeIndex));
    create.visitTypeInsn(NEW, name);
    create.visitInsn(DUP);
    create.visitMethodInsn(INVOKESPECIAL, name, "<init>", "()V", false);
    int slot = 0;
    for (StructField field : StructField.all(layout, typeIndex)) {
      create.visitInsn(DUP);
      Instructions.load(create, field.valueType(), slot);
      narrow(create, field.declared());
      field.visit(create, PUTFIELD, name);
      slot += field.valueType().slots();
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
    emitDescription();
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

  /**
   * What hosts need to know of the type, in constants, as the class has nothing to initialize. Of a
   * structure type that is the module's own, its class says most of it.
   */
  private void emitDescription() {
    if (!layout.types.isNamedByClass(typeIndex)) {
      emitConstant("TYPE", layout.types.definedText(typeIndex));
    }
    if (!fieldsDescribeThemselves()) {
      emitConstant("FIELDS", layout.types.fieldsText(typeIndex));
    }
    if (supertype.isEmpty()) {
      MethodVisitor lookup = begin(out, ACC_PROTECTED, "lookup", "()L" + LOOKUP + ";");
      lookup.visitMethodInsn(
          INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()L" + LOOKUP + ";", false);
      end(lookup, ARETURN);
    }
  }

  /** Flags that mean nothing to the JVM say which fields are mutable, and which are never null. */
  private int access(FieldType field) {
    if (!layout.types.isNamedByClass(typeIndex)) {
      return 0;
    }
    boolean nonNull =
        field.storageType() instanceof ReferenceType reference && !reference.nullable();
    return (field.mutable() ? ACC_TRANSIENT : 0) | (nonNull ? ACC_SYNTHETIC : 0);
  }

  private boolean fieldsDescribeThemselves() {
    return layout.types.isNamedByClass(typeIndex)
        && layout.types.compositeType(typeIndex) instanceof StructType
        && IntStream.range(0, fields.size()).allMatch(this::describesItself);
  }

  /** Whether a field has the type that it was declared with, which has a class of its own. */
  private boolean describesItself(int field) {
    return fields.get(field).equals(layout.types.declaredField(typeIndex, field))
        && (!(fields.get(field).storageType() instanceof ReferenceType reference)
            || reference.heapType() instanceof ConcreteHeapType);
  }

  private void emitConstant(String field, String text) {
    List<String> parts = Constants.parts(text);
    for (int i = 0; i < parts.size(); i++) {
      String name = i == 0 ? field : field + i;
      out.visitField(ACC_STATIC | ACC_FINAL, name, "Ljava/lang/String;", null, parts.get(i))
          .visitEnd();
    }
  }
}
