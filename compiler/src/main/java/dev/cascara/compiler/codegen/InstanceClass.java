package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClass.FUNCTION;
import static dev.cascara.compiler.codegen.SignatureClass.FUNCTION_TYPE;
import static dev.cascara.compiler.codegen.SignatureClass.LINKING;
import static dev.cascara.compiler.codegen.SignatureClass.begin;
import static dev.cascara.compiler.codegen.SignatureClass.end;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.codegen.DataRuns.Run;
import dev.cascara.compiler.codegen.StateClasses.Field;
import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.IrStatement;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.Lowering;
import dev.cascara.compiler.ir.MemoryRepresentation;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.ElementSegment;
import dev.cascara.compiler.wasm.Export;
import dev.cascara.compiler.wasm.FunctionImportType;
import dev.cascara.compiler.wasm.Global;
import dev.cascara.compiler.wasm.GlobalType;
import dev.cascara.compiler.wasm.Import;
import dev.cascara.compiler.wasm.Limits;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.compiler.wasm.SegmentMode;
import dev.cascara.compiler.wasm.Table;
import dev.cascara.compiler.wasm.TableType;
import dev.cascara.compiler.wasm.TagType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the instance class: its fields, its constructor, which instantiates the module (section
 * 4.5.4), and the methods of its exports.
 */
final class InstanceClass {
  private static final String INSTANCE = "dev/cascara/runtime/Instance";
  private static final String IMPORTS = "dev/cascara/runtime/Imports";
  private static final String GLOBAL = "dev/cascara/runtime/Global";
  private static final String EXTERN = "dev/cascara/runtime/Extern";
  private static final String MEMORY = "dev/cascara/runtime/internal/LinearMemory";
  private static final String TABLE = "dev/cascara/runtime/internal/ArrayTable";

  /** The field with the references of an element segment while the table is initialized. */
  private static final String SEGMENT = "segment";

  private static final String TRAPS = "dev/cascara/runtime/internal/Traps";

  /** How many exported functions have a method of their own. */
  static final int MAXIMUM_EXPORTED_METHODS = 5_000;

  /** The method with the first steps of instantiation. */
  private static final String FIRST_STEPS = "instantiate";

  /** How many steps or cases share a method, so that none comes near the limits. */
  private static final int STEPS_IN_A_METHOD = 60;

  /** So much of a constant, in bytes of code, counts as a step more. */
  private static final int STEP_SIZE = 80;

  /** Larger constants have methods of their own. */
  private static final int LARGEST_IN_STEP = 10 * STEP_SIZE;

  /** How many methods with steps share a class. */
  private static final int STEP_METHODS_IN_A_CLASS = 20;

  /** How many methods with cases share a class. */
  private static final int METHODS_IN_A_CLASS = 50;

  private final ModuleLayout layout;
  private final FunctionReferences references;
  private final DataClasses data;
  private final String name;
  private final ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final Map<String, byte[]> files;
  private final ConstantClasses constants;
  private final StringArrays strings;
  private final StateClasses state;

  /** The class with the current steps of instantiation, if it is not the instance class. */
  private @Nullable ClassWriter stepClass;

  private int stepClasses;
  private int stepMethods;
  private MethodVisitor step;
  private int stepsInMethod;

  private InstanceClass(
      ModuleLayout layout,
      FunctionReferences references,
      DataClasses data,
      Map<String, byte[]> files) {
    this.layout = layout;
    this.references = references;
    this.data = data;
    this.name = layout.instanceClass;
    this.files = files;
    this.constants = new ConstantClasses(layout, files);
    this.strings = new StringArrays(name + "$Strings", files);
    this.state = StateClasses.emit(layout, INSTANCE, fields(), files);
    out.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, state.superclass(), null);
    this.step = begin(out, ACC_PRIVATE | ACC_STATIC, FIRST_STEPS, stepDescriptor());
  }

  /**
   * Emits the class, and others that hold what would be too much for it. All other classes of the
   * module must have been emitted: they ask for fields.
   */
  static void emit(
      ModuleLayout layout,
      FunctionReferences references,
      DataClasses data,
      Map<String, byte[]> files) {
    new InstanceClass(layout, references, data, files).emit();
  }

  private void emit() {
    emitImportTrampolines();
    emitInstantiation();
    emitConstructor();
    emitFunctionAccess();
    emitExports();
    state.emitRest(out);
    layout.transfers.forEach((name, type) -> field(name, type.descriptor()).emit(out));
    out.visitEnd();
    files.put(name, out.toByteArray());
  }

  private static ClassWriter beginHelper(String className) {
    ClassWriter helper = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    helper.visit(V17, ACC_FINAL | ACC_SUPER, className, null, "java/lang/Object", null);
    return helper;
  }

  private void endHelper(ClassWriter helper, String className) {
    helper.visitEnd();
    files.put(className, helper.toByteArray());
  }

  /** The fields but for those that pass values, which are known at the end only. */
  private List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < layout.spaces.importedFunctions(); i++) {
      fields.add(field(ModuleLayout.importField(i), "L" + layout.signatureClass(i) + ";"));
    }
    for (int i = 0; i < layout.spaces.memories().size(); i++) {
      fields.add(field(ModuleLayout.memoryField(i), "L" + MEMORY + ";"));
    }
    for (int i = 0; i < layout.spaces.tables().size(); i++) {
      fields.add(field(ModuleLayout.tableField(i), "L" + TABLE + ";"));
    }
    for (int i = 0; i < layout.spaces.globals().size(); i++) {
      if (layout.globalType(i).isVector() && !layout.isShared(i)) {
        for (int half = 0; half < 2; half++) {
          ModuleLayout.LongField field = layout.vectorHalf(i, half);
          fields.add(new Field(field.owner(), field.name(), "J"));
        }
      } else {
        fields.add(field(ModuleLayout.globalField(i), layout.globalFieldDescriptor(i)));
      }
    }
    for (int i = 0; i < layout.spaces.tags().size(); i++) {
      fields.add(field(ModuleLayout.tagField(i), "L" + ExceptionEmitter.TAG + ";"));
    }
    for (int i : layout.usedData) {
      fields.add(field(layout.dataField(i), "[B"));
    }
    for (int i : layout.usedElements) {
      fields.add(field(layout.elementField(i), "[Ljava/lang/Object;"));
    }
    fields.add(field(SEGMENT, "[Ljava/lang/Object;"));
    fields.add(field("callee", "L" + FUNCTION + ";"));
    for (int i = 0; i < layout.zeroFields(); i++) {
      fields.add(field(layout.zeroField(i), "I"));
    }
    return fields;
  }

  private Field field(String field, String descriptor) {
    return new Field(layout.ownerOf(field), field, descriptor);
  }

  /** Emits an instruction for a field of the instance. */
  private void accessField(MethodVisitor method, int opcode, String field, String descriptor) {
    method.visitFieldInsn(opcode, layout.ownerOf(field), field, descriptor);
  }

  // ---------------------------------------------------------------- imports

  /** For each imported function a static method with the descriptor of a compiled one. */
  private void emitImportTrampolines() {
    int functions = layout.spaces.importedFunctions();
    if (functions > 0 && layout.owner(0).equals(name)) {
      emitImportTrampolines(out, 0, functions);
      return;
    }
    for (int start = 0; start < functions; start += ModuleLayout.IMPORTS_IN_A_CLASS) {
      String className = layout.owner(start);
      ClassWriter helper = beginHelper(className);
      emitImportTrampolines(
          helper, start, Math.min(functions, start + ModuleLayout.IMPORTS_IN_A_CLASS));
      endHelper(helper, className);
    }
  }

  private void emitImportTrampolines(ClassWriter helper, int start, int end) {
    for (int i = start; i < end; i++) {
      Signature signature = layout.signature(i);
      String signatureClass = layout.signatureClass(i);
      MethodVisitor method =
          begin(helper, ACC_STATIC, layout.functionName(i), layout.functionDescriptor(i));
      int instanceSlot = signature.inArray() ? 1 : IrType.slots(signature.parameters());
      method.visitVarInsn(ALOAD, instanceSlot);
      accessField(method, GETFIELD, ModuleLayout.importField(i), "L" + signatureClass + ";");
      Instructions.loadParameters(method, signature, 0);
      method.visitMethodInsn(INVOKEVIRTUAL, signatureClass, "call", signature.descriptor(), false);
      Instructions.cast(method, signature.result().erased(), signature.result());
      for (int first = 1; first < signature.results().size(); first += STEPS_IN_A_METHOD) {
        String taker = "results" + i + "From" + first;
        method.visitVarInsn(ALOAD, instanceSlot);
        method.visitMethodInsn(INVOKESTATIC, layout.owner(i), taker, "(L" + name + ";)V", false);
        emitTaker(helper, taker, i, first);
      }
      Instructions.returnValue(method, signature.result());
      method.visitMaxs(0, 0);
      method.visitEnd();
    }
  }

  /** A method that puts some of an imported function's further results where they are read. */
  private void emitTaker(ClassWriter helper, String taker, int function, int first) {
    Signature signature = layout.signature(function);
    int end = Math.min(signature.results().size(), first + STEPS_IN_A_METHOD);
    MethodVisitor method = begin(helper, ACC_PRIVATE | ACC_STATIC, taker, "(L" + name + ";)V");
    for (int result = first; result < end; result++) {
      IrType type = signature.results().get(result);
      method.visitVarInsn(ALOAD, 0);
      method.visitInsn(DUP);
      accessField(
          method,
          GETFIELD,
          ModuleLayout.importField(function),
          "L" + layout.signatureClass(function) + ";");
      MethodEmitter.takeResult(method, type.erased(), result);
      accessField(method, PUTFIELD, layout.transferField(type, result), type.erased().descriptor());
    }
    end(method, RETURN);
  }

  // ---------------------------------------------------------------- instantiation

  /**
   * The method that the next step of instantiation goes to: parameters are the instance and the
   * imports. The first is in the instance class, all further ones are in classes of their own.
   */
  private MethodVisitor step() {
    if (stepsInMethod >= STEPS_IN_A_METHOD) {
      end(step, RETURN);
      if (stepClass == null || stepMethods == STEP_METHODS_IN_A_CLASS) {
        endStepClass();
        stepClass = beginHelper(stepClass(stepClasses++));
        stepMethods = 0;
      }
      step = begin(stepClass, ACC_PRIVATE | ACC_STATIC, "step" + stepMethods++, stepDescriptor());
      stepsInMethod = 0;
    }
    stepsInMethod++;
    return step;
  }

  private String stepClass(int number) {
    return name + "$Instantiation" + number;
  }

  private String stepDescriptor() {
    return "(L" + name + ";L" + IMPORTS + ";)V";
  }

  private void doSteps(MethodVisitor method, String owner, String steps) {
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ALOAD, 1);
    method.visitMethodInsn(INVOKESTATIC, owner, steps, stepDescriptor(), false);
  }

  /** Ends the class with a method that does all steps in it. */
  private void endStepClass() {
    if (stepClass == null) {
      return;
    }
    String className = stepClass(stepClasses - 1);
    MethodVisitor all = begin(stepClass, ACC_STATIC, "run", stepDescriptor());
    for (int i = 0; i < stepMethods; i++) {
      doSteps(all, className, "step" + i);
    }
    end(all, RETURN);
    endHelper(stepClass, className);
    stepClass = null;
  }

  private void emitInstantiation() {
    emitImports();
    for (int i = 0; i < layout.module.memories().size(); i++) {
      emitMemory(layout.spaces.memories().size() - layout.module.memories().size() + i);
    }
    for (int i = 0; i < layout.module.tags().size(); i++) {
      emitTag(layout.spaces.tags().size() - layout.module.tags().size() + i);
    }
    for (int i = 0; i < layout.module.globals().size(); i++) {
      emitGlobal(layout.importedGlobals() + i, layout.module.globals().get(i));
    }
    for (int i = 0; i < layout.module.tables().size(); i++) {
      emitTable(
          layout.spaces.tables().size() - layout.module.tables().size() + i,
          layout.module.tables().get(i));
    }
    for (int i : layout.usedElements) {
      ElementSegment segment = layout.module.elements().get(i);
      if (segment.mode() instanceof SegmentMode.Passive) {
        emitElements(layout.elementField(i), segment);
      } else {
        // Dropped, as far as code can tell.
        MethodVisitor method = step();
        method.visitVarInsn(ALOAD, 0);
        method.visitInsn(ICONST_0);
        method.visitTypeInsn(ANEWARRAY, "java/lang/Object");
        accessField(method, PUTFIELD, layout.elementField(i), "[Ljava/lang/Object;");
      }
    }
    for (int i : layout.usedData) {
      MethodVisitor method = step();
      method.visitVarInsn(ALOAD, 0);
      if (layout.module.data().get(i).mode() instanceof SegmentMode.Active) {
        // Dropped, as far as code can tell.
        method.visitInsn(ICONST_0);
        method.visitIntInsn(NEWARRAY, T_BYTE);
      } else {
        data.pushBytes(method, i);
      }
      accessField(method, PUTFIELD, layout.dataField(i), "[B");
    }
    layout.module.elements().forEach(this::emitElementInitialization);
    data.runs().forEach(this::emitDataInitialization);
    layout.module.start().ifPresent(this::emitStart);
    end(step, RETURN);
    endStepClass();
    constants.finish();
  }

  private void emitImports() {
    int functions = 0;
    int memories = 0;
    int tables = 0;
    int globals = 0;
    int tags = 0;
    for (Import entry : layout.module.imports()) {
      MethodVisitor method = step();
      method.visitVarInsn(ALOAD, 0);
      method.visitVarInsn(ALOAD, 1);
      Constants.pushText(method, entry.module());
      Constants.pushText(method, entry.name());
      if (entry.type() instanceof FunctionImportType) {
        importFunction(method, functions++);
      } else if (entry.type() instanceof MemoryType type) {
        method.visitLdcInsn(text(type));
        link(method, isArray(memories) ? "arrayMemory" : "memory", "Ljava/lang/String;", MEMORY);
        accessField(method, PUTFIELD, ModuleLayout.memoryField(memories++), "L" + MEMORY + ";");
      } else if (entry.type() instanceof TableType type) {
        Constants.pushText(method, layout.types.text(type.elementType()));
        method.visitLdcInsn(text(type.addressType(), type.limits()));
        link(method, "table", "Ljava/lang/String;Ljava/lang/String;", TABLE);
        accessField(method, PUTFIELD, ModuleLayout.tableField(tables++), "L" + TABLE + ";");
      } else if (entry.type() instanceof GlobalType type) {
        IrType irType = layout.types.irType(type.valueType(), entry.offset());
        Constants.pushText(method, layout.types.text(type.valueType()));
        Instructions.pushInt(method, type.mutable() ? 1 : 0);
        link(method, "global", "Ljava/lang/String;Z", GLOBAL);
        String globalClass = ModuleLayout.globalClass(irType);
        method.visitTypeInsn(CHECKCAST, globalClass);
        accessField(method, PUTFIELD, ModuleLayout.globalField(globals++), "L" + globalClass + ";");
      } else if (entry.type() instanceof TagType type) {
        pushFunctionType(method, type.typeIndex());
        link(method, "tag", "L" + FUNCTION_TYPE + ";", ExceptionEmitter.TAG);
        putTag(method, tags++);
      }
    }
  }

  private void emitTag(int tag) {
    MethodVisitor method = step();
    method.visitVarInsn(ALOAD, 0);
    method.visitTypeInsn(NEW, ExceptionEmitter.TAG);
    method.visitInsn(DUP);
    pushFunctionType(method, layout.spaces.tags().get(tag).typeIndex());
    method.visitMethodInsn(
        INVOKESPECIAL, ExceptionEmitter.TAG, "<init>", "(L" + FUNCTION_TYPE + ";)V", false);
    putTag(method, tag);
  }

  private void pushFunctionType(MethodVisitor method, int typeIndex) {
    Constants.pushText(method, layout.types.functionText(typeIndex));
    method.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        "functionType",
        "(Ljava/lang/String;)L" + FUNCTION_TYPE + ";",
        false);
  }

  private void putTag(MethodVisitor method, int tag) {
    accessField(method, PUTFIELD, ModuleLayout.tagField(tag), "L" + ExceptionEmitter.TAG + ";");
  }

  private void importFunction(MethodVisitor method, int function) {
    String signatureClass = layout.signatureClass(function);
    method.visitFieldInsn(GETSTATIC, signatureClass, "TYPE", "L" + FUNCTION_TYPE + ";");
    link(method, "function", "L" + FUNCTION_TYPE + ";", FUNCTION);
    SignatureClass.adapt(method, signatureClass);
    accessField(method, PUTFIELD, ModuleLayout.importField(function), "L" + signatureClass + ";");
  }

  private static void link(MethodVisitor method, String what, String parameters, String result) {
    method.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        what,
        "(L" + IMPORTS + ";Ljava/lang/String;Ljava/lang/String;" + parameters + ")L" + result + ";",
        false);
  }

  private void emitMemory(int index) {
    MemoryType type = layout.spaces.memories().get(index);
    MethodVisitor method = step();
    method.visitVarInsn(ALOAD, 0);
    method.visitLdcInsn(text(type));
    method.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        isArray(index) ? "newArrayMemory" : "newMemory",
        "(Ljava/lang/String;)L" + MEMORY + ";",
        false);
    accessField(method, PUTFIELD, ModuleLayout.memoryField(index), "L" + MEMORY + ";");
  }

  private boolean isArray(int memory) {
    return layout.memories.get(memory) == MemoryRepresentation.ARRAY;
  }

  /** Writes a memory type as the runtime reads it. */
  private static String text(MemoryType type) {
    return text(type.addressType(), type.limits())
        + (type.shared() ? " shared " : " unshared ")
        + (1L << type.pageSizeLog2());
  }

  /** Writes limits as the runtime reads them. */
  private static String text(AddressType addressType, Limits limits) {
    return addressType.name()
        + " "
        + Long.toUnsignedString(limits.minimum())
        + " "
        + (limits.maximum().isPresent()
            ? Long.toUnsignedString(limits.maximum().getAsLong())
            : "-");
  }

  private void emitGlobal(int index, Global global) {
    MethodVisitor method = step();
    IrType type = layout.globalType(index);
    if (type.isVector()) {
      emitVectorGlobal(method, index, global);
      return;
    }
    method.visitVarInsn(ALOAD, 0);
    if (!layout.isShared(index)) {
      pushConstant(method, global.initializer(), type);
      accessField(method, PUTFIELD, ModuleLayout.globalField(index), type.descriptor());
      return;
    }
    String globalClass = ModuleLayout.globalClass(type);
    method.visitTypeInsn(NEW, globalClass);
    method.visitInsn(DUP);
    if (type.isReference()) {
      Constants.pushText(method, layout.types.text(global.type().valueType()));
      method.visitMethodInsn(
          INVOKESTATIC,
          LINKING,
          "valueType",
          "(Ljava/lang/String;)Ldev/cascara/runtime/ValueType;",
          false);
    }
    Instructions.pushInt(method, global.type().mutable() ? 1 : 0);
    pushConstant(method, global.initializer(), type);
    method.visitMethodInsn(
        INVOKESPECIAL,
        globalClass,
        "<init>",
        type.isReference()
            ? "(Ldev/cascara/runtime/ValueType;ZLjava/lang/Object;)V"
            : "(Z" + type.descriptor() + ")V",
        false);
    accessField(method, PUTFIELD, ModuleLayout.globalField(index), "L" + globalClass + ";");
  }

  private void emitVectorGlobal(MethodVisitor method, int index, Global global) {
    List<IrExpression> halves =
        Lowering.lowerVectorConstant(
            layout.module, layout.spaces, layout.types, global.initializer());
    if (!layout.isShared(index)) {
      for (int half = 0; half < 2; half++) {
        method.visitVarInsn(ALOAD, 0);
        pushConstant(method, halves.get(half), IrType.LONG);
        layout.vectorHalf(index, half).visit(method, PUTFIELD);
      }
      return;
    }
    String globalClass = ModuleLayout.globalClass(layout.globalType(index));
    method.visitVarInsn(ALOAD, 0);
    method.visitTypeInsn(NEW, globalClass);
    method.visitInsn(DUP);
    Instructions.pushInt(method, global.type().mutable() ? 1 : 0);
    halves.forEach(half -> pushConstant(method, half, IrType.LONG));
    method.visitMethodInsn(INVOKESPECIAL, globalClass, "<init>", "(ZJJ)V", false);
    accessField(method, PUTFIELD, ModuleLayout.globalField(index), "L" + globalClass + ";");
  }

  private void pushConstant(
      MethodVisitor method, dev.cascara.compiler.wasm.Expression expression, IrType type) {
    IrMethod constant =
        Lowering.lowerConstant(layout.module, layout.spaces, layout.types, expression, type);
    if (constant.body().size() == 1
        && constant.body().get(0) instanceof IrStatement.Return value
        && constant.codeSize() <= LARGEST_IN_STEP
        && !constant.usesVectors()) {
      stepsInMethod += constant.codeSize() / STEP_SIZE;
      pushConstant(method, value.values().get(0), type);
    } else {
      constants.push(method, constant);
    }
  }

  private void pushConstant(MethodVisitor method, IrExpression value, IrType type) {
    IrMethod context = IrMethod.constant(IrType.VOID, List.of(), 0);
    new MethodEmitter(layout, method, context, NoParts.INSTANCE).emitConstant(value, type);
  }

  private void emitTable(int index, Table table) {
    MethodVisitor method = step();
    method.visitVarInsn(ALOAD, 0);
    Constants.pushText(method, layout.types.text(table.type().elementType()));
    method.visitLdcInsn(text(table.type().addressType(), table.type().limits()));
    if (table.initializer().isPresent()) {
      pushConstant(method, table.initializer().get(), IrType.OBJECT);
    } else {
      method.visitInsn(ACONST_NULL);
    }
    method.visitMethodInsn(
        INVOKESTATIC,
        LINKING,
        "newTable",
        "(Ljava/lang/String;Ljava/lang/String;Ljava/lang/Object;)L" + TABLE + ";",
        false);
    accessField(method, PUTFIELD, ModuleLayout.tableField(index), "L" + TABLE + ";");
  }

  private void emitElements(String field, ElementSegment segment) {
    MethodVisitor method = step();
    method.visitVarInsn(ALOAD, 0);
    if (segment.expressions().isEmpty()) {
      method.visitVarInsn(ALOAD, 0);
      Instructions.pushInt(method, segment.functions().length);
      strings.push(method, Constants.encode(segment.functions()));
      method.visitMethodInsn(INVOKESTATIC, LINKING, "indices", "(I[Ljava/lang/String;)[I", false);
      method.visitMethodInsn(INVOKEVIRTUAL, name, "functions", "([I)[Ljava/lang/Object;", false);
      accessField(method, PUTFIELD, field, "[Ljava/lang/Object;");
      return;
    }
    Instructions.pushInt(method, segment.expressions().size());
    method.visitTypeInsn(ANEWARRAY, "java/lang/Object");
    accessField(method, PUTFIELD, field, "[Ljava/lang/Object;");
    for (int i = 0; i < segment.expressions().size(); i++) {
      MethodVisitor element = step();
      element.visitVarInsn(ALOAD, 0);
      accessField(element, GETFIELD, field, "[Ljava/lang/Object;");
      Instructions.pushInt(element, i);
      pushConstant(element, segment.expressions().get(i), IrType.OBJECT);
      element.visitInsn(AASTORE);
    }
  }

  private void emitElementInitialization(ElementSegment segment) {
    if (segment.mode() instanceof SegmentMode.Active active) {
      emitElements(SEGMENT, segment);
      MethodVisitor method = step();
      method.visitVarInsn(ALOAD, 0);
      accessField(method, GETFIELD, ModuleLayout.tableField(active.index()), "L" + TABLE + ";");
      if (layout.spaces.tables().get(active.index()).addressType() == AddressType.I64) {
        pushConstant(method, active.start(), IrType.LONG);
        method.visitMethodInsn(INVOKESTATIC, TABLE, "index", "(J)I", false);
      } else {
        pushConstant(method, active.start(), IrType.INT);
      }
      method.visitInsn(ICONST_0);
      Instructions.pushInt(method, segment.size());
      method.visitVarInsn(ALOAD, 0);
      accessField(method, GETFIELD, SEGMENT, "[Ljava/lang/Object;");
      method.visitMethodInsn(INVOKEVIRTUAL, TABLE, "init", "(III[Ljava/lang/Object;)V", false);
      method.visitVarInsn(ALOAD, 0);
      method.visitInsn(ACONST_NULL);
      accessField(method, PUTFIELD, SEGMENT, "[Ljava/lang/Object;");
    }
  }

  private void emitDataInitialization(Run run) {
    int memory = run.mode().index();
    MethodVisitor method = step();
    method.visitVarInsn(ALOAD, 0);
    accessField(method, GETFIELD, ModuleLayout.memoryField(memory), "L" + MEMORY + ";");
    if (layout.spaces.memories().get(memory).addressType() == AddressType.I64) {
      pushConstant(method, run.mode().start(), IrType.LONG);
    } else {
      pushConstant(method, run.mode().start(), IrType.INT);
      new NumericEmitter(method).emit(Opcode.I64_EXTEND_I32_U);
    }
    int[] pieces = run.pieces();
    Instructions.pushInt(method, pieces.length);
    strings.push(method, Constants.encode(pieces));
    method.visitMethodInsn(INVOKESTATIC, LINKING, "indices", "(I[Ljava/lang/String;)[I", false);
    data.pushBytes(method, run.first());
    method.visitMethodInsn(INVOKEVIRTUAL, MEMORY, "init", "(J[I[B)V", false);
  }

  private void emitStart(int function) {
    MethodVisitor method = step();
    method.visitVarInsn(ALOAD, 0);
    layout.call(method, function);
  }

  private void emitConstructor() {
    MethodVisitor constructor = begin(out, ACC_PUBLIC, "<init>", "(L" + IMPORTS + ";)V");
    constructor.visitVarInsn(ALOAD, 0);
    Instructions.pushInt(constructor, layout.spaces.functions().length);
    constructor.visitMethodInsn(INVOKESPECIAL, state.superclass(), "<init>", "(I)V", false);
    if (layout.usesVectorApi()) {
      constructor.visitMethodInsn(INVOKESTATIC, LINKING, "requireVectorApi", "()V", false);
    }
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    constructor.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
    constructor.visitLabel(start);
    doSteps(constructor, name, FIRST_STEPS);
    for (int i = 0; i < stepClasses; i++) {
      doSteps(constructor, stepClass(i), "run");
    }
    constructor.visitInsn(RETURN);
    constructor.visitLabel(end);
    constructor.visitLabel(handler);
    constructor.visitFrame(F_NEW, 1, new Object[] {name}, 1, new Object[] {"java/lang/Throwable"});
    constructor.visitMethodInsn(
        INVOKESTATIC, TRAPS, "atBoundary", "(Ljava/lang/Throwable;)Ljava/lang/Throwable;", false);
    end(constructor, ATHROW);
  }

  // ---------------------------------------------------------------- functions and exports

  private void emitFunctionAccess() {
    // For the classes with function bodies, to which the superclass's method is not visible.
    MethodVisitor function = begin(out, 0, "function", "(I)L" + FUNCTION + ";");
    function.visitVarInsn(ALOAD, 0);
    function.visitVarInsn(ILOAD, 1);
    function.visitMethodInsn(INVOKEVIRTUAL, name, "functionAt", "(I)L" + FUNCTION + ";", false);
    end(function, ARETURN);

    MethodVisitor elements = begin(out, 0, "functions", "([I)[Ljava/lang/Object;");
    elements.visitVarInsn(ALOAD, 0);
    elements.visitVarInsn(ALOAD, 1);
    elements.visitMethodInsn(INVOKEVIRTUAL, name, "functionsAt", "([I)[Ljava/lang/Object;", false);
    end(elements, ARETURN);

    List<Integer> functions = references.functions();
    emitSwitch(
        "newFunction",
        "$Functions",
        FUNCTION,
        functions.stream().mapToInt(i -> i).toArray(),
        (method, i) -> {
          if (layout.isImported(i)) {
            method.visitVarInsn(ALOAD, 0);
            accessField(
                method,
                GETFIELD,
                ModuleLayout.importField(i),
                "L" + layout.signatureClass(i) + ";");
          } else {
            references.pushNew(method, i);
          }
        });
  }

  private interface CaseEmitter {
    void emit(MethodVisitor method, int value);
  }

  /**
   * Emits a method from an {@code int} to an object, if that is too large over as many methods and
   * classes as it takes.
   */
  private void emitSwitch(
      String method, String classSuffix, String result, int[] sorted, CaseEmitter cases) {
    String descriptor = "(L" + name + ";I)L" + result + ";";
    MethodVisitor entry = begin(out, ACC_PROTECTED, method, "(I)L" + result + ";");
    if (0 < sorted.length && sorted.length <= STEPS_IN_A_METHOD) {
      emitCases(entry, sorted, cases);
      return;
    }
    int casesInAClass = STEPS_IN_A_METHOD * METHODS_IN_A_CLASS;
    for (int start = 0; start < sorted.length; start += casesInAClass) {
      int end = Math.min(sorted.length, start + casesInAClass);
      String className = name + classSuffix + start / casesInAClass;
      ClassWriter helper = beginHelper(className);
      MethodVisitor find = begin(helper, ACC_STATIC, "find", descriptor);
      for (int first = start; first < end; first += STEPS_IN_A_METHOD) {
        int[] part = Arrays.copyOfRange(sorted, first, Math.min(end, first + STEPS_IN_A_METHOD));
        String partName = "find" + (first - start) / STEPS_IN_A_METHOD;
        emitCases(begin(helper, ACC_PRIVATE | ACC_STATIC, partName, descriptor), part, cases);
        delegateUpTo(find, part[part.length - 1], className, partName, descriptor);
      }
      throwNoSuchIndex(find);
      endHelper(helper, className);
      delegateUpTo(entry, sorted[end - 1], className, "find", descriptor);
    }
    throwNoSuchIndex(entry);
  }

  /** Returns what another method returns, if the number is not above a last one. */
  private void delegateUpTo(
      MethodVisitor method, int last, String owner, String target, String descriptor) {
    Label next = new Label();
    method.visitVarInsn(ILOAD, 1);
    Instructions.pushInt(method, last);
    method.visitJumpInsn(IF_ICMPGT, next);
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ILOAD, 1);
    method.visitMethodInsn(INVOKESTATIC, owner, target, descriptor, false);
    method.visitInsn(ARETURN);
    method.visitLabel(next);
    method.visitFrame(F_NEW, 2, new Object[] {name, INTEGER}, 0, new Object[0]);
  }

  /** Emits the code of a method with the instance in slot 0 and the {@code int} in slot 1. */
  private void emitCases(MethodVisitor method, int[] part, CaseEmitter cases) {
    Label otherwise = new Label();
    Label[] labels = new Label[part.length];
    Arrays.setAll(labels, i -> new Label());
    method.visitVarInsn(ILOAD, 1);
    method.visitLookupSwitchInsn(otherwise, part, labels);
    for (int i = 0; i < part.length; i++) {
      method.visitLabel(labels[i]);
      method.visitFrame(F_NEW, 2, new Object[] {name, INTEGER}, 0, new Object[0]);
      cases.emit(method, part[i]);
      method.visitInsn(ARETURN);
    }
    method.visitLabel(otherwise);
    method.visitFrame(F_NEW, 2, new Object[] {name, INTEGER}, 0, new Object[0]);
    throwNoSuchIndex(method);
  }

  private static void throwNoSuchIndex(MethodVisitor method) {
    method.visitTypeInsn(NEW, "java/lang/IllegalArgumentException");
    method.visitInsn(DUP);
    method.visitMethodInsn(
        INVOKESPECIAL, "java/lang/IllegalArgumentException", "<init>", "()V", false);
    end(method, ATHROW);
  }

  private void emitExports() {
    List<Export> exports = layout.module.exports();
    String[] javaNames = layout.exportNames();
    for (int i = 0; i < exports.size(); i++) {
      if (layout.hasExportMethod(i)) {
        emitExportedFunction(javaNames[i], exports.get(i).index());
      }
    }
    emitSwitch(
        "exportAt",
        "$Exports",
        EXTERN,
        IntStream.range(0, exports.size()).toArray(),
        (method, i) -> pushExport(method, exports.get(i)));

    out.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "EXPORTS", "Ljava/util/List;", null, null)
        .visitEnd();
    MethodVisitor initializer = begin(out, ACC_STATIC, "<clinit>", "()V");
    strings.push(initializer, Constants.encode(exports.stream().map(Export::name).toList()));
    initializer.visitMethodInsn(
        INVOKESTATIC, LINKING, "names", "([Ljava/lang/String;)Ljava/util/List;", false);
    initializer.visitFieldInsn(PUTSTATIC, name, "EXPORTS", "Ljava/util/List;");
    end(initializer, RETURN);

    MethodVisitor names = begin(out, ACC_PUBLIC, "exportNames", "()Ljava/util/List;");
    names.visitFieldInsn(GETSTATIC, name, "EXPORTS", "Ljava/util/List;");
    end(names, ARETURN);
  }

  private void pushExport(MethodVisitor method, Export export) {
    method.visitVarInsn(ALOAD, 0);
    switch (export.kind()) {
      case FUNCTION -> {
        Instructions.pushInt(method, export.index());
        method.visitMethodInsn(INVOKEVIRTUAL, name, "function", "(I)L" + FUNCTION + ";", false);
      }
      case MEMORY ->
          accessField(
              method, GETFIELD, ModuleLayout.memoryField(export.index()), "L" + MEMORY + ";");
      case TABLE ->
          accessField(method, GETFIELD, ModuleLayout.tableField(export.index()), "L" + TABLE + ";");
      case GLOBAL ->
          accessField(
              method,
              GETFIELD,
              ModuleLayout.globalField(export.index()),
              layout.globalFieldDescriptor(export.index()));
      case TAG ->
          accessField(
              method,
              GETFIELD,
              ModuleLayout.tagField(export.index()),
              "L" + ExceptionEmitter.TAG + ";");
    }
  }

  /** A public method for hosts: what the function throws is translated. */
  private void emitExportedFunction(String javaName, int function) {
    Signature signature = layout.signature(function);
    MethodVisitor method = begin(out, ACC_PUBLIC, javaName, signature.descriptor());
    SignatureClass.boundary(
        method,
        name,
        "atBoundary",
        signature,
        () -> {
          HostValues.pushParameters(method, layout, layout.spaces.functions()[function], 1);
          method.visitVarInsn(ALOAD, 0);
          layout.call(method, function);
        });
  }
}
