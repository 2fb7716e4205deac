package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Operation;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;
import java.util.SortedSet;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits the memory instructions of one method: loads, stores and the bulk operations. The memories
 * that a method loads from or stores to are in local variables of their own.
 */
final class MemoryEmitter {
  private static final String MEMORY = "dev/cascara/runtime/internal/ByteArrayMemory";
  private static final String ACCESS = "dev/cascara/runtime/internal/MemoryAccess";
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  /** An offset that no memory reaches, for those that an {@code int} does not hold. */
  private static final int BEYOND_ANY_MEMORY = Integer.MAX_VALUE - 16;

  private final ModuleLayout layout;
  private final MethodVisitor out;
  private final MethodEmitter method;
  private final SortedSet<Integer> memories;
  private final int[] slots;
  private final int firstFreeSlot;

  /**
   * Assigns local variables.
   *
   * @param method the emitter of the method, which evaluates operands
   * @param code the method
   * @param firstSlot the first local variable that is free
   */
  MemoryEmitter(
      ModuleLayout layout, MethodVisitor out, MethodEmitter method, IrMethod code, int firstSlot) {
    this.layout = layout;
    this.out = out;
    this.method = method;
    this.memories = MemoryUses.in(code.body());
    this.slots = new int[layout.spaces.memories().size()];
    int free = firstSlot;
    for (int memory : memories) {
      slots[memory] = free++;
    }
    this.firstFreeSlot = free;
  }

  /** The first local variable behind those for memories. */
  int firstFreeSlot() {
    return firstFreeSlot;
  }

  /** Emits what the method begins with: the local variables are assigned. */
  void emitPrologue() {
    for (int memory : memories) {
      loadField(memory);
      out.visitVarInsn(Opcodes.ASTORE, slots[memory]);
    }
  }

  /** Enters the verification types of the local variables. */
  void describe(Object[] locals) {
    for (int memory : memories) {
      locals[slots[memory]] = MEMORY;
    }
  }

  private void loadField(int memory) {
    method.loadInstance();
    method.getField(ModuleLayout.memoryField(memory), "L" + MEMORY + ";");
  }

  private void loadMemory(int memory) {
    out.visitVarInsn(Opcodes.ALOAD, slots[memory]);
  }

  private void pushArray(int memory) {
    loadMemory(memory);
    out.visitFieldInsn(Opcodes.GETFIELD, MEMORY, "bytes", "[B");
    method.pushed("[B");
  }

  private void pushVarHandle(String field) {
    out.visitFieldInsn(Opcodes.GETSTATIC, ACCESS, field, "L" + VAR_HANDLE + ";");
    method.pushed(VAR_HANDLE);
  }

  /** Pushes the index in the array: the address, checked, plus the offset. */
  private void pushIndex(int memory, IrExpression address, long offset, int size) {
    int constantOffset =
        offset < 0 || offset > BEYOND_ANY_MEMORY ? BEYOND_ANY_MEMORY : (int) offset;
    method.push(address);
    loadMemory(memory);
    out.visitFieldInsn(Opcodes.GETFIELD, MEMORY, "limit", "I");
    int reach = constantOffset + size - 1;
    if (reach != 0) {
      Instructions.pushInt(out, reach);
      out.visitInsn(Opcodes.ISUB);
    }
    out.visitMethodInsn(Opcodes.INVOKESTATIC, "java/util/Objects", "checkIndex", "(II)I", false);
    if (constantOffset != 0) {
      Instructions.pushInt(out, constantOffset);
      out.visitInsn(Opcodes.IADD);
    }
  }

  private void access(String accessMode, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, VAR_HANDLE, accessMode, descriptor, false);
  }

  private static String varHandle(Opcode opcode) {
    return switch (opcode.naturalAlignment()) {
      case 1 -> "SHORT";
      case 2 -> opcode == Opcode.F32_LOAD || opcode == Opcode.F32_STORE ? "FLOAT" : "INT";
      default -> opcode == Opcode.F64_LOAD || opcode == Opcode.F64_STORE ? "DOUBLE" : "LONG";
    };
  }

  private static String elementDescriptor(Opcode opcode) {
    return switch (varHandle(opcode)) {
      case "SHORT" -> "S";
      case "FLOAT" -> "F";
      case "INT" -> "I";
      case "DOUBLE" -> "D";
      default -> "J";
    };
  }

  void emitLoad(Load load) {
    Opcode opcode = load.opcode();
    int size = 1 << opcode.naturalAlignment();
    if (size == 1) {
      pushArray(load.memory());
      pushIndex(load.memory(), load.address(), load.offset(), size);
      out.visitInsn(Opcodes.BALOAD);
    } else {
      pushVarHandle(varHandle(opcode));
      pushArray(load.memory());
      pushIndex(load.memory(), load.address(), load.offset(), size);
      access("get", "([BI)" + elementDescriptor(opcode));
    }
    switch (opcode) {
      case I32_LOAD8_U -> mask(0xFF);
      case I32_LOAD16_U -> mask(0xFFFF);
      case I64_LOAD8_S, I64_LOAD16_S, I64_LOAD32_S -> out.visitInsn(Opcodes.I2L);
      case I64_LOAD8_U -> {
        mask(0xFF);
        out.visitInsn(Opcodes.I2L);
      }
      case I64_LOAD16_U -> {
        mask(0xFFFF);
        out.visitInsn(Opcodes.I2L);
      }
      case I64_LOAD32_U -> new NumericEmitter(out).emit(Opcode.I64_EXTEND_I32_U);
      default -> {}
    }
  }

  private void mask(int bits) {
    Instructions.pushInt(out, bits);
    out.visitInsn(Opcodes.IAND);
  }

  void emitStore(Store store) {
    Opcode opcode = store.opcode();
    int size = 1 << opcode.naturalAlignment();
    int height = method.stackHeight();
    if (size > 1) {
      pushVarHandle(varHandle(opcode));
    }
    pushArray(store.memory());
    pushIndex(store.memory(), store.address(), store.offset(), size);
    method.push(store.value());
    if (store.value().type().kind() == IrType.Kind.LONG && size < 8) {
      out.visitInsn(Opcodes.L2I);
    }
    if (size == 1) {
      out.visitInsn(Opcodes.BASTORE);
    } else {
      if (size == 2) {
        out.visitInsn(Opcodes.I2S);
      }
      access("set", "([BI" + elementDescriptor(opcode) + ")V");
    }
    method.popTo(height);
  }

  private void pushMemory(int memory) {
    loadField(memory);
    method.pushed(MEMORY);
  }

  private void invoke(String name, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, MEMORY, name, descriptor, false);
  }

  /** Emits an instruction on memories that is neither a load nor a store. */
  void emitOperation(Operation operation) {
    List<IrExpression> operands = operation.operands();
    switch (operation.opcode()) {
      case MEMORY_SIZE -> {
        pushMemory(operation.index());
        invoke("pages", "()I");
      }
      case MEMORY_GROW -> {
        pushMemory(operation.index());
        operands.forEach(method::push);
        invoke("grow", "(I)I");
      }
      case MEMORY_FILL -> {
        pushMemory(operation.index());
        operands.forEach(method::push);
        invoke("fill", "(III)V");
      }
      case MEMORY_COPY -> {
        pushMemory(operation.index());
        method.push(operands.get(0));
        pushMemory(operation.secondIndex());
        method.push(operands.get(1));
        method.push(operands.get(2));
        invoke("copy", "(IL" + MEMORY + ";II)V");
      }
      case MEMORY_INIT -> {
        pushMemory(operation.secondIndex());
        operands.forEach(method::push);
        method.loadInstance();
        method.getField(layout.dataField(operation.index()), "[B");
        invoke("init", "(III[B)V");
      }
      default ->
          throw new IllegalArgumentException(
              "no operation on a memory: " + operation.opcode().mnemonic());
    }
  }
}
