package dev.cascara.compiler.codegen;

import static dev.cascara.compiler.codegen.SignatureClass.begin;
import static dev.cascara.compiler.codegen.SignatureClass.end;
import static org.objectweb.asm.Opcodes.*;

import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.ReferencedFunctions;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the classes whose objects are references to functions: a class for up to sixteen functions
 * of one type, with a switch inside. So a call through a table is one virtual call to few classes,
 * and HotSpot can see into it.
 */
final class FunctionReferences {
  private static final int FUNCTIONS_IN_A_CLASS = 16;

  private static final int RESULTS_IN_A_METHOD = 100;

  /** Functions with so many parameters have a class each: to pass them takes much code. */
  private static final int MANY_SLOTS = 100;

  private final ModuleLayout layout;
  private final TreeSet<Integer> functions = new TreeSet<>();
  private final Map<Integer, Place> places = new HashMap<>();

  /** The class of a reference and the number that the class knows the function by. */
  private record Place(String className, int number) {}

  FunctionReferences(ModuleLayout layout) {
    this.layout = layout;
    functions.addAll(ReferencedFunctions.of(layout.module));
    layout.tailCalls.deferring().stream().forEach(functions::add);
  }

  /** The functions that references are taken of, in order. */
  List<Integer> functions() {
    return List.copyOf(functions);
  }

  void emit(Map<String, byte[]> files) {
    Map<String, List<Integer>> byType = new TreeMap<>();
    for (int function : functions) {
      if (!layout.isImported(function)) {
        byType
            .computeIfAbsent(layout.signatureClass(function), type -> new ArrayList<>())
            .add(function);
      }
    }
    int number = 0;
    for (List<Integer> sameType : byType.values()) {
      int slots = IrType.slots(layout.signature(sameType.get(0)).parameters());
      int groupSize = slots > MANY_SLOTS ? 1 : FUNCTIONS_IN_A_CLASS;
      for (int i = 0; i < sameType.size(); i += groupSize) {
        List<Integer> group = sameType.subList(i, Math.min(sameType.size(), i + groupSize));
        String name = layout.instanceClass + "$R" + number++;
        files.put(name, emit(name, group));
      }
    }
  }

  private byte[] emit(String name, List<Integer> group) {
    Signature signature = layout.signature(group.get(0));
    String signatureClass = layout.signatureClass(group.get(0));
    String instanceDescriptor = "L" + layout.instanceClass + ";";
    ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    out.visit(V17, ACC_FINAL | ACC_SUPER, name, null, signatureClass, null);
    out.visitField(ACC_PRIVATE | ACC_FINAL, "instance", instanceDescriptor, null, null).visitEnd();
    out.visitField(ACC_PRIVATE | ACC_FINAL, "number", "I", null, null).visitEnd();

    MethodVisitor constructor = begin(out, 0, "<init>", "(" + instanceDescriptor + "I)V");
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, signatureClass, "<init>", "()V", false);
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ALOAD, 1);
    constructor.visitFieldInsn(PUTFIELD, name, "instance", instanceDescriptor);
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitVarInsn(ILOAD, 2);
    constructor.visitFieldInsn(PUTFIELD, name, "number", "I");
    end(constructor, RETURN);

    emitCall(out, name, group, signature);
    if (signature.results().size() > 1) {
      emitResults(out, name, signature);
    }
    if (!layout.tailCalls.deferring().isEmpty()) {
      TailCallReferences.emit(layout, out, name, group);
    }
    out.visitEnd();
    for (int i = 0; i < group.size(); i++) {
      places.put(group.get(i), new Place(name, i));
    }
    return out.toByteArray();
  }

  private void emitCall(ClassWriter out, String name, List<Integer> group, Signature signature) {
    MethodVisitor call = begin(out, ACC_PUBLIC, "call", signature.descriptor());
    Object[] locals = frameLocals(name, signature);
    Label[] labels = new Label[group.size()];
    Arrays.setAll(labels, i -> new Label());
    if (group.size() > 1) {
      call.visitVarInsn(ALOAD, 0);
      call.visitFieldInsn(GETFIELD, name, "number", "I");
      call.visitTableSwitchInsn(
          0, group.size() - 2, labels[group.size() - 1], Arrays.copyOf(labels, group.size() - 1));
    }
    for (int i = 0; i < group.size(); i++) {
      int function = group.get(i);
      if (group.size() > 1) {
        call.visitLabel(labels[i]);
        call.visitFrame(F_NEW, locals.length, locals, 0, new Object[0]);
      }
      Instructions.castParameters(call, signature, 1);
      call.visitVarInsn(ALOAD, 0);
      call.visitFieldInsn(GETFIELD, name, "instance", "L" + layout.instanceClass + ";");
      layout.call(call, function);
      Instructions.returnValue(call, signature.result());
    }
    call.visitMaxs(0, 0);
    call.visitEnd();
  }

  static Object[] frameLocals(String name, Signature signature) {
    List<Object> locals = new ArrayList<>();
    locals.add(name);
    if (signature.inArray()) {
      locals.add("[Ljava/lang/Object;");
    } else {
      signature
          .parameters()
          .forEach(type -> locals.add(MethodEmitter.verificationType(type.erased())));
    }
    return locals.toArray();
  }

  /** The further results, from where the function left them. */
  private void emitResults(ClassWriter out, String name, Signature signature) {
    emitResults(out, name, signature, "resultBits", "(I)J", LRETURN);
    emitResults(out, name, signature, "resultReference", "(I)Ljava/lang/Object;", ARETURN);
  }

  /**
   * A method for the results that are references, or for those that are not: each asks the next.
   */
  private void emitResults(
      ClassWriter out,
      String name,
      Signature signature,
      String method,
      String descriptor,
      int returnOpcode) {
    MethodVisitor current = begin(out, ACC_PUBLIC, method, descriptor);
    int results = 0;
    for (int i = 1; i < signature.results().size(); i++) {
      IrType type = signature.results().get(i);
      if (type.isReference() != (returnOpcode == ARETURN)) {
        continue;
      }
      if (++results % RESULTS_IN_A_METHOD == 0) {
        String next = method + "From" + i;
        current.visitVarInsn(ALOAD, 0);
        current.visitVarInsn(ILOAD, 1);
        current.visitMethodInsn(INVOKESPECIAL, name, next, descriptor, false);
        end(current, returnOpcode);
        current = begin(out, ACC_PRIVATE, next, descriptor);
      }
      emitResult(current, name, type, i, returnOpcode);
    }
    noResult(current, method, descriptor, returnOpcode);
  }

  private void emitResult(
      MethodVisitor method, String name, IrType type, int number, int returnOpcode) {
    Label next = new Label();
    method.visitVarInsn(ILOAD, 1);
    Instructions.pushInt(method, number);
    method.visitJumpInsn(IF_ICMPNE, next);
    method.visitVarInsn(ALOAD, 0);
    method.visitFieldInsn(GETFIELD, name, "instance", "L" + layout.instanceClass + ";");
    method.visitFieldInsn(
        GETFIELD,
        layout.instanceClass,
        layout.transferField(type, number),
        type.erased().descriptor());
    toBits(method, type);
    method.visitInsn(returnOpcode);
    method.visitLabel(next);
    method.visitFrame(F_NEW, 2, new Object[] {name, INTEGER}, 0, new Object[0]);
  }

  private static void toBits(MethodVisitor method, IrType type) {
    NumericEmitter numeric = new NumericEmitter(method);
    switch (type.kind()) {
      case INT -> method.visitInsn(I2L);
      case FLOAT -> {
        numeric.emit(Opcode.I32_REINTERPRET_F32);
        method.visitInsn(I2L);
      }
      case DOUBLE -> numeric.emit(Opcode.I64_REINTERPRET_F64);
      default -> {}
    }
  }

  private static void noResult(
      MethodVisitor method, String name, String descriptor, int returnOpcode) {
    method.visitVarInsn(ALOAD, 0);
    method.visitVarInsn(ILOAD, 1);
    method.visitMethodInsn(INVOKESPECIAL, SignatureClass.FUNCTION, name, descriptor, false);
    end(method, returnOpcode);
  }

  /** Pushes a new reference to a function; the instance is in slot 0. */
  void pushNew(MethodVisitor method, int function) {
    Place place = java.util.Objects.requireNonNull(places.get(function));
    method.visitTypeInsn(NEW, place.className());
    method.visitInsn(DUP);
    method.visitVarInsn(ALOAD, 0);
    Instructions.pushInt(method, place.number());
    method.visitMethodInsn(
        INVOKESPECIAL, place.className(), "<init>", "(L" + layout.instanceClass + ";I)V", false);
  }
}
