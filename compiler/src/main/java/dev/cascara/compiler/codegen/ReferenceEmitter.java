package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.ArrayStorage;
import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.Cast;
import dev.cascara.compiler.ir.IrExpression.ReferenceOperation;
import dev.cascara.compiler.ir.IrExpression.TypeTest;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.HeapType;
import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.compiler.wasm.PackedType;
import dev.cascara.compiler.wasm.ReferenceType;
import java.util.List;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits the instructions on references, structures and arrays of one method. Null is found by the
 * JVM's own checks, which cost nothing.
 */
final class ReferenceEmitter {
  private static final String REFERENCES = "dev/cascara/runtime/internal/References";
  private static final String ARRAYS = "dev/cascara/runtime/internal/ArrayOperations";
  private static final String OBJECT = "java/lang/Object";

  private final ModuleLayout layout;
  private final MethodVisitor out;
  private final MethodEmitter method;
  private final boolean isInConstant;

  /**
   * Creates an emitter.
   *
   * @param method the emitter of the method, which evaluates operands
   * @param isInConstant whether the method is called once, for a constant expression
   */
  ReferenceEmitter(
      ModuleLayout layout, MethodVisitor out, MethodEmitter method, boolean isInConstant) {
    this.layout = layout;
    this.out = out;
    this.method = method;
    this.isInConstant = isInConstant;
  }

  // ---------------------------------------------------------------- calls

  void emitCall(CallReference call) {
    Signature signature = layout.signatureOf(call.functionType());
    IrType type = layout.types.irType(call.functionType());
    int arity = call.operands().size() - 1;
    method.push(call.operands().get(arity), type);
    method.emitCallOf(signature, type.className(), call.operands().subList(0, arity));
  }

  // ---------------------------------------------------------------- types

  /** Emits a test, whose result is 0 or 1. */
  void emitTest(TypeTest test) {
    ReferenceType target = test.target();
    HeapType heapType = target.heapType();
    boolean nullable = target.nullable();
    if (isTop(heapType) || isBottom(heapType)) {
      method.push(test.reference());
      emitNullTest(nullable, isTop(heapType));
      return;
    }
    IrType type = layout.types.irType(heapType);
    method.push(test.reference());
    if (!nullable) {
      testNonNull(test.reference().type(), type);
      return;
    }
    Label isNull = new Label();
    Label end = new Label();
    out.visitInsn(Opcodes.DUP);
    out.visitJumpInsn(Opcodes.IFNULL, isNull);
    testNonNull(test.reference().type(), type);
    out.visitJumpInsn(Opcodes.GOTO, end);
    method.placeLabel(isNull);
    out.visitInsn(Opcodes.POP);
    out.visitInsn(Opcodes.ICONST_1);
    method.replaceTop(Opcodes.INTEGER);
    method.placeLabel(end);
  }

  private void emitNullTest(boolean whenNull, boolean whenNotNull) {
    if (whenNull == whenNotNull) {
      out.visitInsn(Opcodes.POP);
      out.visitInsn(whenNull ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
      return;
    }
    Label isNull = new Label();
    Label end = new Label();
    out.visitJumpInsn(Opcodes.IFNULL, isNull);
    out.visitInsn(whenNotNull ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
    out.visitJumpInsn(Opcodes.GOTO, end);
    method.pop(1);
    method.placeLabel(isNull);
    out.visitInsn(whenNull ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
    method.pushed(Opcodes.INTEGER);
    method.placeLabel(end);
  }

  /** Tests the reference on the stack; null is of no type. */
  private void testNonNull(IrType from, IrType type) {
    if (Instructions.isSignatureClass(type)) {
      Instructions.cast(out, from, IrType.FUNCTION);
      pushFunctionType(type);
      invokeLinking("isFunction", "Z");
    } else {
      out.visitTypeInsn(Opcodes.INSTANCEOF, type.className());
    }
  }

  private void pushFunctionType(IrType type) {
    out.visitFieldInsn(
        Opcodes.GETSTATIC, type.className(), "TYPE", "L" + SignatureClass.FUNCTION_TYPE + ";");
  }

  private void invokeLinking(String name, String result) {
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        SignatureClass.LINKING,
        name,
        "(" + IrType.FUNCTION.descriptor() + "L" + SignatureClass.FUNCTION_TYPE + ";)" + result,
        false);
  }

  private static boolean isTop(HeapType type) {
    return type == AbstractHeapType.ANY
        || type == AbstractHeapType.EXTERN
        || type == AbstractHeapType.FUNC
        || type == AbstractHeapType.EXN;
  }

  private static boolean isBottom(HeapType type) {
    return type == AbstractHeapType.NONE
        || type == AbstractHeapType.NOEXTERN
        || type == AbstractHeapType.NOFUNC
        || type == AbstractHeapType.NOEXN;
  }

  void emitCast(Cast cast) {
    ReferenceType target = cast.target();
    IrType type = cast.type();
    method.push(cast.reference());
    IrType from = cast.reference().type();
    if (isBottom(target.heapType())) {
      invokeReferences("castNull", "(L" + OBJECT + ";)L" + OBJECT + ";");
      from = IrType.OBJECT;
    }
    if (!target.nullable()) {
      invokeReferences("castNonNull", "(L" + OBJECT + ";)L" + OBJECT + ";");
      from = IrType.OBJECT;
    }
    if (Instructions.isSignatureClass(type)) {
      Instructions.cast(out, from, IrType.FUNCTION);
      pushFunctionType(type);
      invokeLinking("castFunction", IrType.FUNCTION.descriptor());
      Instructions.receive(out, type);
    } else {
      Instructions.cast(out, from, type);
    }
  }

  private void invokeReferences(String name, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, REFERENCES, name, descriptor, false);
  }

  /** Jumps if two references are the same, or if they are not. */
  void jumpIfEqual(ReferenceOperation comparison, boolean whenEqual, Label target) {
    List<IrExpression> operands = comparison.operands();
    method.push(operands.get(0));
    method.push(operands.get(1));
    method.pop(1);
    method.pop(1);
    if (operands.stream().anyMatch(operand -> isComparedByIdentity(operand.type()))) {
      out.visitJumpInsn(whenEqual ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE, target);
    } else {
      invokeReferences("equal", "(L" + OBJECT + ";L" + OBJECT + ";)Z");
      out.visitJumpInsn(whenEqual ? Opcodes.IFNE : Opcodes.IFEQ, target);
    }
  }

  private static boolean isComparedByIdentity(IrType type) {
    return type.isAssignableTo(IrType.STRUCT) || type.isAssignableTo(IrType.ARRAY);
  }

  // ---------------------------------------------------------------- structures and integers

  void emit(ReferenceOperation operation) {
    List<IrExpression> operands = operation.operands();
    switch (operation.opcode()) {
      case REF_AS_NON_NULL -> {
        method.push(operands.get(0));
        invokeReferences("nonNull", "(L" + OBJECT + ";)L" + OBJECT + ";");
        Instructions.cast(out, IrType.OBJECT, operation.type());
      }
      case REF_I31 -> {
        method.push(operands.get(0));
        out.visitMethodInsn(
            Opcodes.INVOKESTATIC,
            IrType.I31.className(),
            "of",
            "(I)" + IrType.I31.descriptor(),
            false);
      }
      case I31_GET_S, I31_GET_U -> {
        method.push(operands.get(0), IrType.I31);
        out.visitMethodInsn(
            Opcodes.INVOKEVIRTUAL,
            IrType.I31.className(),
            operation.opcode() == Opcode.I31_GET_S ? "value" : "unsignedValue",
            "()I",
            false);
      }
      case STRUCT_NEW -> newStruct(operation);
      case STRUCT_NEW_DEFAULT -> newDefaultStruct(className(operation.typeIndex()));
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> getField(operation);
      case STRUCT_SET -> setField(operation);
      default -> emitOnArray(operation);
    }
  }

  private String className(int typeIndex) {
    return layout.types.irType(typeIndex).className();
  }

  private void newStruct(ReferenceOperation operation) {
    String name = className(operation.typeIndex());
    List<StructField> fields = StructField.all(layout, operation.typeIndex());
    if (!isInConstant) {
      for (int i = 0; i < fields.size(); i++) {
        method.push(operation.operands().get(i), fields.get(i).valueType());
      }
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          name,
          "create",
          layout.createDescriptor(operation.typeIndex()),
          false);
      return;
    }
    newDefaultStruct(name);
    method.pushed(name);
    for (int i = 0; i < fields.size(); i++) {
      StructField field = fields.get(i);
      out.visitInsn(Opcodes.DUP);
      method.pushed(name);
      method.push(operation.operands().get(i), field.valueType());
      AggregateClasses.narrow(out, field.declared());
      field.visit(out, Opcodes.PUTFIELD, name);
      method.pop(2);
    }
  }

  private void newDefaultStruct(String name) {
    out.visitTypeInsn(Opcodes.NEW, name);
    out.visitInsn(Opcodes.DUP);
    out.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", "()V", false);
  }

  private void getField(ReferenceOperation operation) {
    StructField field = field(operation);
    method.push(operation.operands().get(0), layout.types.irType(operation.typeIndex()));
    field.visit(out, Opcodes.GETFIELD, className(operation.typeIndex()));
    if (operation.type().isReference()) {
      refine(field.valueType(), operation.type());
    } else {
      zeroExtend(operation.opcode() == Opcode.STRUCT_GET_U, field.declared());
    }
  }

  private StructField field(ReferenceOperation operation) {
    return StructField.of(layout, operation.typeIndex(), operation.secondIndex());
  }

  /** A reference that was stored as one of a supertype. */
  private void refine(IrType from, IrType to) {
    if (Instructions.isSignatureClass(to) && !from.isAssignableTo(to)) {
      Instructions.cast(out, from, IrType.FUNCTION);
      Instructions.receive(out, to);
    } else {
      Instructions.cast(out, from, to);
    }
  }

  private void zeroExtend(boolean unsigned, FieldType field) {
    if (unsigned) {
      Instructions.pushInt(out, field.storageType() == PackedType.I8 ? 0xFF : 0xFFFF);
      out.visitInsn(Opcodes.IAND);
    }
  }

  private void setField(ReferenceOperation operation) {
    StructField field = field(operation);
    method.push(operation.operands().get(0), layout.types.irType(operation.typeIndex()));
    method.push(operation.operands().get(1), field.valueType());
    AggregateClasses.narrow(out, field.declared());
    field.visit(out, Opcodes.PUTFIELD, className(operation.typeIndex()));
  }

  // ---------------------------------------------------------------- arrays

  private ArrayStorage storage(int typeIndex) {
    return ArrayStorage.of(layout.types.fields(typeIndex).get(0));
  }

  private void emitOnArray(ReferenceOperation operation) {
    List<IrExpression> operands = operation.operands();
    int typeIndex = operation.typeIndex();
    switch (operation.opcode()) {
      case ARRAY_LEN -> length(operands.get(0));
      case ARRAY_NEW -> {
        ArrayStorage storage = storage(typeIndex);
        operands.forEach(method::push);
        invokeArrays(
            ArrayInstructions.factory(storage),
            "(" + ArrayInstructions.valueDescriptor(storage) + "I)" + storage.descriptor());
        wrap(storage, typeIndex);
      }
      case ARRAY_NEW_DEFAULT -> {
        ArrayStorage storage = storage(typeIndex);
        method.push(operands.get(0));
        ArrayInstructions.create(out, storage);
        wrap(storage, typeIndex);
      }
      case ARRAY_NEW_FIXED -> newFixedArray(operation);
      case ARRAY_NEW_DATA -> {
        ArrayStorage storage = storage(typeIndex);
        operands.forEach(method::push);
        pushData(operation.secondIndex());
        invokeArrays(ArrayInstructions.factory(storage), "(II[B)" + storage.descriptor());
        wrap(storage, typeIndex);
      }
      case ARRAY_NEW_ELEM -> {
        operands.forEach(method::push);
        pushElements(operation.secondIndex());
        invokeArrays("elements", "(II[L" + OBJECT + ";)[L" + OBJECT + ";");
        wrap(ArrayStorage.REFERENCE, typeIndex);
      }
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> getElement(operation);
      case ARRAY_SET -> {
        ArrayStorage storage = storage(typeIndex);
        pushElementsOf(operands.get(0), typeIndex);
        operands.subList(1, operands.size()).forEach(method::push);
        AggregateClasses.narrow(out, layout.types.fields(typeIndex).get(0));
        ArrayInstructions.store(out, storage);
      }
      default -> emitBulk(operation);
    }
  }

  private void length(IrExpression array) {
    for (ArrayStorage storage : ArrayStorage.values()) {
      if (array.type().isAssignableTo(IrType.reference(storage.className(), IrType.ARRAY))) {
        method.push(array);
        out.visitFieldInsn(Opcodes.GETFIELD, storage.className(), "elements", storage.descriptor());
        out.visitInsn(Opcodes.ARRAYLENGTH);
        if (storage == ArrayStorage.V128) {
          out.visitInsn(Opcodes.ICONST_1);
          out.visitInsn(Opcodes.ISHR);
        }
        return;
      }
    }
    method.push(array, IrType.ARRAY);
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, IrType.ARRAY.className(), "length", "()I", false);
  }

  private void emitBulk(ReferenceOperation operation) {
    List<IrExpression> operands = operation.operands();
    ArrayStorage storage = storage(operation.typeIndex());
    pushElementsOf(operands.get(0), operation.typeIndex());
    method.push(operands.get(1));
    switch (operation.opcode()) {
      case ARRAY_FILL -> {
        operands.subList(2, operands.size()).forEach(method::push);
        invokeArrays(
            "fill",
            "(" + storage.descriptor() + "I" + ArrayInstructions.valueDescriptor(storage) + "I)V");
      }
      case ARRAY_COPY -> {
        pushElementsOf(operands.get(2), operation.secondIndex());
        method.push(operands.get(3));
        method.push(operands.get(4));
        if (storage == ArrayStorage.V128) {
          invokeArrays("copyVectors", "([JI[JII)V");
        } else {
          invokeArrays("copy", "(L" + OBJECT + ";IL" + OBJECT + ";II)V");
        }
      }
      case ARRAY_INIT_DATA -> {
        method.push(operands.get(2));
        method.push(operands.get(3));
        pushData(operation.secondIndex());
        invokeArrays(
            storage == ArrayStorage.V128 ? "initVectors" : "init",
            "(" + storage.descriptor() + "III[B)V");
      }
      case ARRAY_INIT_ELEM -> {
        method.push(operands.get(2));
        method.push(operands.get(3));
        pushElements(operation.secondIndex());
        invokeArrays("initElements", "([L" + OBJECT + ";III[L" + OBJECT + ";)V");
      }
      default ->
          throw new IllegalArgumentException("no operation: " + operation.opcode().mnemonic());
    }
  }

  private void invokeArrays(String name, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, ARRAYS, name, descriptor, false);
  }

  /** Makes the Java array on the stack one of a type. */
  private void wrap(ArrayStorage storage, int typeIndex) {
    String name = className(typeIndex);
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        name,
        "create",
        AggregateClasses.createDescriptor(storage, name),
        false);
  }

  private void pushElementsOf(IrExpression array, int typeIndex) {
    ArrayStorage storage = storage(typeIndex);
    method.push(array, layout.types.irType(typeIndex));
    out.visitFieldInsn(Opcodes.GETFIELD, storage.className(), "elements", storage.descriptor());
    method.replaceTop(storage.descriptor());
  }

  private void getElement(ReferenceOperation operation) {
    FieldType element = layout.types.fields(operation.typeIndex()).get(0);
    pushElementsOf(operation.operands().get(0), operation.typeIndex());
    method.push(operation.operands().get(1));
    ArrayInstructions.load(out, storage(operation.typeIndex()), operation.secondIndex());
    if (operation.type().isReference()) {
      refine(IrType.OBJECT, operation.type());
    } else {
      zeroExtend(operation.opcode() == Opcode.ARRAY_GET_U, element);
    }
  }

  private void newFixedArray(ReferenceOperation operation) {
    FieldType element = layout.types.fields(operation.typeIndex()).get(0);
    ArrayStorage storage = ArrayStorage.of(element);
    Instructions.pushInt(out, operation.operands().size());
    ArrayInstructions.create(out, storage);
    method.pushed(storage.descriptor());
    for (int i = 0; i < operation.operands().size(); i++) {
      out.visitInsn(Opcodes.DUP);
      method.pushed(storage.descriptor());
      Instructions.pushInt(out, i);
      method.pushed(Opcodes.INTEGER);
      method.push(operation.operands().get(i));
      AggregateClasses.narrow(out, element);
      ArrayInstructions.store(out, storage);
      method.pop(1);
      method.pop(1);
      method.pop(1);
    }
    wrap(storage, operation.typeIndex());
  }

  private void pushData(int segment) {
    method.loadInstance();
    method.getField(layout.dataField(segment), "[B");
  }

  private void pushElements(int segment) {
    method.loadInstance();
    method.getField(layout.elementField(segment), "[L" + OBJECT + ";");
  }
}
