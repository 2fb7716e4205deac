package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrExpression.ArrayIndex;
import dev.cascara.compiler.ir.IrExpression.Atomic;
import dev.cascara.compiler.ir.IrExpression.CheckedAddress;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Operation;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.MemoryRepresentation;
import dev.cascara.compiler.ir.MemoryUses;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.Opcode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits the memory instructions of one method: loads, stores, atomic accesses and the bulk
 * operations. The memories that a method loads from or stores to are in local variables of their
 * own.
 *
 * <p>An access to a memory that is all in one array is a check of the address and an access to the
 * array. Where a memory may be more than that, the access compares the address with what the array
 * holds, and has a second way, a call, for what is outside.
 */
final class MemoryEmitter {
  static final String MEMORY = "dev/cascara/runtime/internal/LinearMemory";
  private static final String ACCESS = "dev/cascara/runtime/internal/MemoryAccess";
  static final String RUNTIME = "dev/cascara/runtime/internal/";
  private static final String OBJECTS = "java/util/Objects";
  private static final String VAR_HANDLE = "java/lang/invoke/VarHandle";

  private static final String BYTE_VECTOR = "jdk/incubator/vector/ByteVector";
  private static final String SPECIES = "Ljdk/incubator/vector/VectorSpecies;";
  private static final int VECTOR_BYTES = 16;

  private static final String OPERATOR = MEMORY + "$AtomicOperator";

  /** An offset that no array reaches, for those that an {@code int} does not hold. */
  private static final int BEYOND_ANY_ARRAY = Integer.MAX_VALUE - 16;

  /** How many local variables a memory that is held takes besides: the array and the size. */
  private static final int HELD_SLOTS = 2;

  /** How many local variables a value takes while its address is compared. */
  private static final int VALUE_SLOTS = 2;

  private final ModuleLayout layout;
  private final MethodVisitor out;
  private final MethodEmitter method;
  private final boolean hasDispatch;
  private final int[] memories;
  private final boolean callsAccesses;
  private final boolean holdsMemory;
  private final int[] slots;
  private final int valueSlot;
  private final int firstFreeSlot;

  /** The type of the value that waits for its address to be compared; null if there is none. */
  private @Nullable IrType waitingValue;

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
    int count = layout.spaces.memories().size();
    this.memories = MemoryUses.in(code.body(), count).stream().toArray();
    this.hasDispatch = code.hasDispatchLoop();
    this.callsAccesses = code.callsAccesses();
    this.holdsMemory = code.holdsMemory();
    this.slots = new int[count];
    int free = firstSlot;
    for (int memory : memories) {
      slots[memory] = free++;
      if (isHeld(memory)) {
        free += HELD_SLOTS;
      }
    }
    this.valueSlot = free;
    this.firstFreeSlot =
        Arrays.stream(memories).allMatch(this::isArray) ? free : free + VALUE_SLOTS;
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
    hold();
  }

  /** Reads the array and the size of a memory that is held. */
  void hold() {
    for (int memory : memories) {
      if (isHeld(memory)) {
        loadArray(memory);
        out.visitVarInsn(Opcodes.ASTORE, slots[memory] + 1);
        loadLimit(memory);
        out.visitVarInsn(Opcodes.ISTORE, slots[memory] + 2);
      }
    }
  }

  /** Enters the verification types of the local variables; returns the first behind them. */
  int describe(Object[] locals) {
    for (int memory : memories) {
      locals[slots[memory]] = MEMORY;
      if (isHeld(memory)) {
        locals[slots[memory] + 1] = "[B";
        locals[slots[memory] + 2] = Opcodes.INTEGER;
      }
    }
    if (waitingValue == null) {
      return valueSlot;
    }
    locals[valueSlot] = MethodEmitter.verificationType(waitingValue);
    return valueSlot + waitingValue.slots();
  }

  private void loadField(int memory) {
    method.loadInstance();
    method.getField(ModuleLayout.memoryField(memory), "L" + MEMORY + ";");
  }

  private void loadMemory(int memory) {
    out.visitVarInsn(Opcodes.ALOAD, slots[memory]);
  }

  private boolean isArray(int memory) {
    return layout.memories.get(memory) == MemoryRepresentation.ARRAY;
  }

  private boolean hasLongAddresses(int memory) {
    return layout.spaces.memories().get(memory).addressType() == AddressType.I64;
  }

  // ---------------------------------------------------------------- addresses

  private void loadArray(int memory) {
    loadMemory(memory);
    out.visitFieldInsn(Opcodes.GETFIELD, MEMORY, "bytes", "[B");
  }

  private void loadLimit(int memory) {
    loadMemory(memory);
    out.visitFieldInsn(Opcodes.GETFIELD, MEMORY, "limit", "I");
  }

  private void loadVarHandle(String field) {
    out.visitFieldInsn(Opcodes.GETSTATIC, ACCESS, field, "L" + VAR_HANDLE + ";");
  }

  private void pushAddress(IrExpression address) {
    if (address instanceof LargeAddress large) {
      method.push(large.address());
    } else if (address instanceof CheckedAddress checked) {
      method.push(checked.index());
    } else {
      method.push(address);
    }
  }

  /** Pushes how many bytes of an array an access can begin at. */
  private void loadRoom(int memory, int constantOffset, int size) {
    loadLimit(memory);
    int reach = constantOffset + size - 1;
    if (reach != 0) {
      Instructions.pushInt(out, reach);
      out.visitInsn(Opcodes.ISUB);
    }
  }

  private static boolean isBeyondAnyArray(long offset) {
    return offset < 0 || offset > BEYOND_ANY_ARRAY;
  }

  private void addOffset(int constantOffset) {
    if (constantOffset != 0) {
      Instructions.pushInt(out, constantOffset);
      out.visitInsn(Opcodes.IADD);
    }
  }

  /**
   * Pushes the index in the array that is all of a memory: the address, checked, plus the offset.
   */
  private void pushCheckedIndex(int memory, IrExpression address, long offset, int size) {
    if (address instanceof CheckedAddress checked) {
      method.push(checked.index());
      addOffset((int) offset);
      return;
    }
    int constantOffset = isBeyondAnyArray(offset) ? BEYOND_ANY_ARRAY : (int) offset;
    pushAddress(address);
    if (hasLongAddresses(memory)) {
      loadRoom(memory, constantOffset, size);
      out.visitInsn(Opcodes.I2L);
      out.visitMethodInsn(Opcodes.INVOKESTATIC, OBJECTS, "checkIndex", "(JJ)J", false);
      out.visitInsn(Opcodes.L2I);
      addOffset(constantOffset);
    } else if (constantOffset != 0 && hasDispatch) {
      // Otherwise HotSpot subtracts the offsets of all arms from the size before the switch. Only
      // the sign of the address matters: what is above any array, is above their sum.
      out.visitLdcInsn(Integer.MAX_VALUE);
      checkIndex();
      addOffset(constantOffset);
      out.visitInsn(Opcodes.DUP);
      loadRoom(memory, 0, size);
      checkIndex();
      out.visitInsn(Opcodes.POP);
    } else {
      loadRoom(memory, constantOffset, size);
      checkIndex();
      addOffset(constantOffset);
    }
  }

  private void checkIndex() {
    out.visitMethodInsn(Opcodes.INVOKESTATIC, OBJECTS, "checkIndex", "(II)I", false);
  }

  /**
   * Compares the address on the stack, which stays there, with what the array holds, and jumps if
   * the access is not wholly in it.
   */
  private void jumpOutside(int memory, long offset, int size, Label outside) {
    if (isBeyondAnyArray(offset)) {
      out.visitJumpInsn(Opcodes.GOTO, outside);
      return;
    }
    boolean isLong = hasLongAddresses(memory);
    // An unsigned comparison is a signed one of numbers with the top bit changed.
    if (isLong) {
      out.visitInsn(Opcodes.DUP2);
      out.visitLdcInsn(Long.MIN_VALUE);
      out.visitInsn(Opcodes.LADD);
    } else {
      out.visitInsn(Opcodes.DUP);
      out.visitLdcInsn(Integer.MIN_VALUE);
      out.visitInsn(Opcodes.IADD);
    }
    loadRoom(memory, (int) offset, size);
    if (offset + size > 1) {
      out.visitInsn(Opcodes.ICONST_0);
      out.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Math", "max", "(II)I", false);
    }
    if (isLong) {
      out.visitInsn(Opcodes.I2L);
      out.visitLdcInsn(Long.MIN_VALUE);
      out.visitInsn(Opcodes.LADD);
      out.visitInsn(Opcodes.LCMP);
      out.visitJumpInsn(Opcodes.IFGE, outside);
    } else {
      out.visitLdcInsn(Integer.MIN_VALUE);
      out.visitInsn(Opcodes.IADD);
      out.visitJumpInsn(Opcodes.IF_ICMPGE, outside);
    }
  }

  /** Puts the array below the address on the stack, which becomes the index. */
  private void arrayBelowIndex(int memory, long offset) {
    if (hasLongAddresses(memory)) {
      out.visitInsn(Opcodes.L2I);
    }
    loadArray(memory);
    out.visitInsn(Opcodes.SWAP);
    addOffset((int) offset);
  }

  /**
   * Puts a variable handle and the array below the address on the stack, which becomes the index.
   */
  private void arrayBelowIndex(String varHandle, int memory, long offset) {
    if (hasLongAddresses(memory)) {
      out.visitInsn(Opcodes.L2I);
    }
    loadVarHandle(varHandle);
    loadArray(memory);
    out.visitInsn(Opcodes.DUP2_X1);
    out.visitInsn(Opcodes.POP2);
    addOffset((int) offset);
  }

  private String addressDescriptor(int memory) {
    return hasLongAddresses(memory) ? "J" : "I";
  }

  /** What the methods for accesses outside the array call the type of an access. */
  private static String typeName(int size) {
    return switch (size) {
      case 1 -> "Byte";
      case 2 -> "Short";
      case 4 -> "Int";
      default -> "Long";
    };
  }

  private static String typeDescriptor(int size) {
    return size == 8 ? "J" : typeName(size).substring(0, 1);
  }

  // ---------------------------------------------------------------- loads and stores

  private void access(String accessMode, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, VAR_HANDLE, accessMode, descriptor, false);
  }

  void emitIndex(ArrayIndex index) {
    pushCheckedIndex(index.memory(), index.address(), index.offset(), index.size());
  }

  void emitLoad(Load load) {
    Opcode opcode = load.opcode();
    if (opcode == Opcode.V128_LOAD) {
      loadVector(load);
      return;
    }
    if (isCalled(load.memory())) {
      callLoad(load);
      return;
    }
    if (isArray(load.memory())) {
      loadFromArray(load);
    } else {
      loadFromAnywhere(load);
    }
    extend(opcode, false);
  }

  /**
   * Makes what was loaded the value of the instruction.
   *
   * @param bytesAreUnsigned how a byte has been extended; 16 bits have been by their sign
   */
  private void extend(Opcode opcode, boolean bytesAreUnsigned) {
    switch (opcode) {
      case I32_LOAD8_S, I64_LOAD8_S -> {
        if (bytesAreUnsigned) {
          out.visitInsn(Opcodes.I2B);
        }
      }
      case I32_LOAD8_U, I64_LOAD8_U -> {
        if (!bytesAreUnsigned) {
          Instructions.pushInt(out, 0xFF);
          out.visitInsn(Opcodes.IAND);
        }
      }
      case I32_LOAD16_U, I64_LOAD16_U -> out.visitInsn(Opcodes.I2C);
      default -> {}
    }
    switch (opcode) {
      case I64_LOAD8_S, I64_LOAD8_U, I64_LOAD16_S, I64_LOAD16_U, I64_LOAD32_S ->
          out.visitInsn(Opcodes.I2L);
      case I64_LOAD32_U -> new NumericEmitter(out).emit(Opcode.I64_EXTEND_I32_U);
      default -> {}
    }
  }

  /** Whether accesses are calls of the runtime, which HotSpot's optimising compiler inlines. */
  private boolean isCalled(int memory) {
    return isArray(memory) && !hasLongAddresses(memory);
  }

  /** Whether the array and the size of a memory are in local variables. */
  private boolean isHeld(int memory) {
    return holdsMemory && isCalled(memory);
  }

  /** Pushes the offset and the memory, and calls a method of the runtime that loads or stores. */
  private void callAccess(
      ElementType type, String name, String descriptor, int memory, long offset) {
    Instructions.pushInt(out, isBeyondAnyArray(offset) ? BEYOND_ANY_ARRAY : (int) offset);
    if (isHeld(memory)) {
      out.visitVarInsn(Opcodes.ALOAD, slots[memory] + 1);
      out.visitVarInsn(Opcodes.ILOAD, slots[memory] + 2);
      RuntimeCalls.link(out, type.accessClass, name, descriptor.replace("L" + MEMORY + ";", "[BI"));
      return;
    }
    loadMemory(memory);
    if (callsAccesses) {
      RuntimeCalls.call(out, type.accessClass, name, descriptor);
    } else {
      RuntimeCalls.link(out, type.accessClass, name, descriptor);
    }
  }

  private void callLoad(Load load) {
    Opcode opcode = load.opcode();
    ElementType type = ElementType.of(opcode);
    String name = load.address() instanceof CheckedAddress ? "read" : "load";
    pushAddress(load.address());
    callAccess(type, name, type.loadDescriptor, load.memory(), load.offset());
    extend(opcode, true);
  }

  private void callStore(Store store) {
    Opcode opcode = store.opcode();
    ElementType type = ElementType.of(opcode);
    String name = store.address() instanceof CheckedAddress ? "write" : "store";
    pushAddress(store.address());
    pushStored(store, 1 << opcode.naturalAlignment());
    callAccess(type, name, type.storeDescriptor, store.memory(), store.offset());
  }

  private void loadFromArray(Load load) {
    Opcode opcode = load.opcode();
    int size = 1 << opcode.naturalAlignment();
    if (size > 1) {
      loadVarHandle(ElementType.of(opcode).name());
      method.pushed(VAR_HANDLE);
    }
    loadArray(load.memory());
    method.pushed("[B");
    pushCheckedIndex(load.memory(), load.address(), load.offset(), size);
    if (size == 1) {
      out.visitInsn(Opcodes.BALOAD);
    } else {
      access("get", ElementType.of(opcode).getDescriptor);
    }
  }

  /** Loads a vector from a memory that is one array. */
  private void loadVector(Load load) {
    layout.useVectorApi();
    out.visitFieldInsn(Opcodes.GETSTATIC, BYTE_VECTOR, "SPECIES_128", SPECIES);
    method.pushed(SPECIES.substring(1, SPECIES.length() - 1));
    loadArray(load.memory());
    method.pushed("[B");
    pushCheckedIndex(load.memory(), load.address(), load.offset(), VECTOR_BYTES);
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        BYTE_VECTOR,
        "fromArray",
        "(" + SPECIES + "[BI)L" + BYTE_VECTOR + ";",
        false);
  }

  private void storeVector(Store store) {
    layout.useVectorApi();
    loadArray(store.memory());
    method.pushed("[B");
    pushCheckedIndex(store.memory(), store.address(), store.offset(), VECTOR_BYTES);
    method.replaceTop(Opcodes.INTEGER);
    method.push(store.value());
    // Below the array and the index.
    out.visitInsn(Opcodes.DUP_X2);
    out.visitInsn(Opcodes.POP);
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, BYTE_VECTOR, "intoArray", "([BI)V", false);
  }

  private void loadFromAnywhere(Load load) {
    Opcode opcode = load.opcode();
    int memory = load.memory();
    int size = 1 << opcode.naturalAlignment();
    int height = method.stackHeight();
    Label outside = new Label();
    Label end = new Label();
    pushAddress(load.address());
    jumpOutside(memory, load.offset(), size, outside);
    if (!isBeyondAnyArray(load.offset())) {
      if (size == 1) {
        arrayBelowIndex(memory, load.offset());
        out.visitInsn(Opcodes.BALOAD);
      } else {
        arrayBelowIndex(ElementType.of(opcode).name(), memory, load.offset());
        access("get", ElementType.of(opcode).getDescriptor);
      }
      out.visitJumpInsn(Opcodes.GOTO, end);
    }
    method.placeLabel(outside);
    loadMemory(memory);
    out.visitLdcInsn(load.offset());
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        MEMORY,
        "load" + typeName(size),
        "(" + addressDescriptor(memory) + "L" + MEMORY + ";J)" + typeDescriptor(size),
        false);
    switch (ElementType.of(opcode)) {
      case FLOAT -> new NumericEmitter(out).emit(Opcode.F32_REINTERPRET_I32);
      case DOUBLE -> new NumericEmitter(out).emit(Opcode.F64_REINTERPRET_I64);
      default -> {}
    }
    method.popTo(height);
    if (!isBeyondAnyArray(load.offset())) {
      method.pushed(loadedType(opcode));
      method.placeLabel(end);
      method.popTo(height);
    }
  }

  /** What is on the stack before the loaded number is extended. */
  private static Object loadedType(Opcode opcode) {
    return switch (ElementType.of(opcode)) {
      case FLOAT -> Opcodes.FLOAT;
      case DOUBLE -> Opcodes.DOUBLE;
      case LONG -> Opcodes.LONG;
      default -> Opcodes.INTEGER;
    };
  }

  void emitStore(Store store) {
    int height = method.stackHeight();
    if (store.opcode() == Opcode.V128_STORE) {
      storeVector(store);
    } else if (isCalled(store.memory())) {
      callStore(store);
    } else if (isArray(store.memory())) {
      storeToArray(store);
    } else {
      storeAnywhere(store);
    }
    method.popTo(height);
  }

  private void storeToArray(Store store) {
    Opcode opcode = store.opcode();
    int size = 1 << opcode.naturalAlignment();
    if (size > 1) {
      loadVarHandle(ElementType.of(opcode).name());
      method.pushed(VAR_HANDLE);
    }
    loadArray(store.memory());
    method.pushed("[B");
    pushCheckedIndex(store.memory(), store.address(), store.offset(), size);
    method.replaceTop(Opcodes.INTEGER);
    pushStored(store, size);
    if (size == 1) {
      out.visitInsn(Opcodes.BASTORE);
    } else {
      if (size == 2) {
        out.visitInsn(Opcodes.I2S);
      }
      access("set", ElementType.of(opcode).setDescriptor);
    }
  }

  /** Pushes the value of a store, as an {@code int} where that holds all that is stored. */
  private void pushStored(Store store, int size) {
    method.push(store.value());
    if (store.value().type().kind() == IrType.Kind.LONG && size < 8) {
      out.visitInsn(Opcodes.L2I);
    }
  }

  private void storeAnywhere(Store store) {
    Opcode opcode = store.opcode();
    int memory = store.memory();
    int size = 1 << opcode.naturalAlignment();
    Label outside = new Label();
    Label end = new Label();
    pushAddress(store.address());
    int height = method.stackHeight();
    pushStored(store, size);
    IrType type =
        store.value().type().kind() == IrType.Kind.LONG && size < 8
            ? IrType.INT
            : store.value().type();
    Instructions.store(out, type, valueSlot);
    method.popTo(height);
    waitingValue = type;
    jumpOutside(memory, store.offset(), size, outside);
    if (!isBeyondAnyArray(store.offset())) {
      if (size == 1) {
        arrayBelowIndex(memory, store.offset());
        Instructions.load(out, type, valueSlot);
        out.visitInsn(Opcodes.BASTORE);
      } else {
        arrayBelowIndex(ElementType.of(opcode).name(), memory, store.offset());
        Instructions.load(out, type, valueSlot);
        if (size == 2) {
          out.visitInsn(Opcodes.I2S);
        }
        access("set", ElementType.of(opcode).setDescriptor);
      }
      out.visitJumpInsn(Opcodes.GOTO, end);
    }
    method.placeLabel(outside);
    waitingValue = null;
    loadMemory(memory);
    out.visitLdcInsn(store.offset());
    Instructions.load(out, type, valueSlot);
    if (type.kind() == IrType.Kind.FLOAT) {
      new NumericEmitter(out).emit(Opcode.I32_REINTERPRET_F32);
    } else if (type.kind() == IrType.Kind.DOUBLE) {
      new NumericEmitter(out).emit(Opcode.I64_REINTERPRET_F64);
    }
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        MEMORY,
        "store" + typeName(size),
        "(" + addressDescriptor(memory) + "L" + MEMORY + ";J" + (size == 8 ? "J" : "I") + ")V",
        false);
    if (!isBeyondAnyArray(store.offset())) {
      method.popTo(height - 1);
      method.placeLabel(end);
    }
  }

  // ---------------------------------------------------------------- atomic accesses

  /** Pushes an address plus an offset as a {@code long}, as the runtime's methods take it. */
  private void pushEffectiveAddress(int memory, IrExpression address, long offset) {
    method.push(address);
    if (!hasLongAddresses(memory)) {
      new NumericEmitter(out).emit(Opcode.I64_EXTEND_I32_U);
      if (offset != 0) {
        Instructions.pushLong(out, offset);
        out.visitInsn(Opcodes.LADD);
      }
      method.replaceTop(Opcodes.LONG);
    } else if (offset != 0) {
      Instructions.pushLong(out, offset);
      out.visitMethodInsn(Opcodes.INVOKESTATIC, MEMORY, "effectiveAddress", "(JJ)J", false);
    }
  }

  /** Pushes an operand as a {@code long}, unsigned. */
  private void pushUnsigned(IrExpression operand) {
    method.push(operand);
    if (operand.type().kind() == IrType.Kind.INT) {
      new NumericEmitter(out).emit(Opcode.I64_EXTEND_I32_U);
      method.replaceTop(Opcodes.LONG);
    }
  }

  void emitAtomic(Atomic atomic) {
    Opcode opcode = atomic.opcode();
    if (opcode == Opcode.ATOMIC_FENCE) {
      out.visitMethodInsn(Opcodes.INVOKESTATIC, VAR_HANDLE, "fullFence", "()V", false);
      return;
    }
    int height = method.stackHeight();
    List<IrExpression> operands = atomic.operands();
    loadMemory(atomic.memory());
    method.pushed(MEMORY);
    pushEffectiveAddress(atomic.memory(), operands.get(0), atomic.offset());
    if (opcode == Opcode.MEMORY_ATOMIC_NOTIFY) {
      method.push(operands.get(1));
      invoke("atomicNotify", "(JI)I");
      method.popTo(height);
      return;
    }
    Instructions.pushInt(out, 1 << opcode.naturalAlignment());
    method.pushed(Opcodes.INTEGER);
    operands.subList(1, operands.size()).forEach(this::pushUnsigned);
    String name = opcode.mnemonic().substring(opcode.mnemonic().indexOf("atomic.") + 7);
    if (name.startsWith("wait")) {
      invoke("atomicWait", "(JIJJ)I");
    } else if (name.startsWith("store")) {
      invoke("atomicStore", "(JIJ)V");
    } else {
      if (name.startsWith("load")) {
        invoke("atomicLoad", "(JI)J");
      } else if (name.contains("cmpxchg")) {
        invoke("atomicCompareExchange", "(JIJJ)J");
      } else {
        out.visitFieldInsn(Opcodes.GETSTATIC, OPERATOR, operator(name), "L" + OPERATOR + ";");
        invoke("atomicUpdate", "(JIJL" + OPERATOR + ";)J");
      }
      if (atomic.type().kind() == IrType.Kind.INT) {
        out.visitInsn(Opcodes.L2I);
      }
    }
    method.popTo(height);
  }

  /** The operator's name in that of an instruction: {@code ADD} in {@code rmw8.add_u}. */
  private static String operator(String name) {
    String operator = name.substring(name.indexOf('.') + 1);
    int suffix = operator.indexOf('_');
    return (suffix < 0 ? operator : operator.substring(0, suffix)).toUpperCase(Locale.ROOT);
  }

  // ---------------------------------------------------------------- operations on memories

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
        invoke("pages", "()J");
        narrow(operation.type());
      }
      case MEMORY_GROW -> {
        pushMemory(operation.index());
        pushUnsigned(operands.get(0));
        invoke("grow", "(J)J");
        narrow(operation.type());
      }
      case MEMORY_FILL -> {
        pushMemory(operation.index());
        pushUnsigned(operands.get(0));
        method.push(operands.get(1));
        pushUnsigned(operands.get(2));
        invoke("fill", "(JIJ)V");
      }
      case MEMORY_COPY -> {
        pushMemory(operation.index());
        pushUnsigned(operands.get(0));
        pushMemory(operation.secondIndex());
        pushUnsigned(operands.get(1));
        pushUnsigned(operands.get(2));
        invoke("copy", "(JL" + MEMORY + ";JJ)V");
      }
      case MEMORY_INIT -> {
        pushMemory(operation.secondIndex());
        pushUnsigned(operands.get(0));
        method.push(operands.get(1));
        method.push(operands.get(2));
        method.loadInstance();
        method.getField(layout.dataField(operation.index()), "[B");
        invoke("init", "(JII[B)V");
      }
      default ->
          throw new IllegalArgumentException(
              "no operation on a memory: " + operation.opcode().mnemonic());
    }
  }

  /** Makes a number of pages one of the address type; -1 stays -1. */
  private void narrow(IrType type) {
    if (type.kind() == IrType.Kind.INT) {
      out.visitInsn(Opcodes.L2I);
    }
  }
}
