package dev.cascara.compiler.codegen;

import dev.cascara.compiler.ir.ArrayKind;
import dev.cascara.compiler.ir.EntrySwitch;
import dev.cascara.compiler.ir.Extremum;
import dev.cascara.compiler.ir.HeldMemories;
import dev.cascara.compiler.ir.IrExpression;
import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.Atomic;
import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.CalleeResult;
import dev.cascara.compiler.ir.IrExpression.Cast;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.FunctionReference;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.GlobalGet;
import dev.cascara.compiler.ir.IrExpression.HasTag;
import dev.cascara.compiler.ir.IrExpression.IsNull;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Lookup;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrExpression.NewArray;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Operation;
import dev.cascara.compiler.ir.IrExpression.ReferenceOperation;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.StaticConstant;
import dev.cascara.compiler.ir.IrExpression.TailCall;
import dev.cascara.compiler.ir.IrExpression.Transfer;
import dev.cascara.compiler.ir.IrExpression.TypeTest;
import dev.cascara.compiler.ir.IrMethod;
import dev.cascara.compiler.ir.IrStatement;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Defer;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.GlobalSet;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Throw;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.ir.IrType;
import dev.cascara.compiler.ir.Variable;
import dev.cascara.compiler.ir.VariableSlots;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Emits the instructions of one method. It knows at every point which variables are assigned and
 * what is on the operand stack, and so writes the stack map frames itself.
 */
final class MethodEmitter {
  private static final String TABLE = "dev/cascara/runtime/internal/ArrayTable";
  private static final String NUMBERS = "dev/cascara/runtime/internal/Numbers";
  private static final String TRAPS = "dev/cascara/runtime/internal/Traps";

  /** The largest method that HotSpot's optimising compiler inlines ({@code FreqInlineSize}). */
  private static final int LARGEST_INLINED = 325;

  private final ModuleLayout layout;
  private final MethodVisitor out;
  private final NumericEmitter numeric;
  private final ReferenceEmitter references;
  private final ExceptionEmitter exceptions;
  private final IrMethod method;
  private final PartNames parts;
  private final int instanceSlot;
  private final MemoryEmitter memory;
  private final VariableSlots slots;
  private final IdentityHashMap<dev.cascara.compiler.ir.Label, Label> labels =
      new IdentityHashMap<>();

  /** For the loops around what is emitted: the switches that they begin with. */
  private final IdentityHashMap<dev.cascara.compiler.ir.Label, EntrySwitch> entrySwitches =
      new IdentityHashMap<>();

  /** The verification types of what is on the operand stack. */
  private final List<Object> stack = new ArrayList<>();

  /** The variables that are assigned here; null where control does not come. */
  private @Nullable BitSet assigned = new BitSet();

  /** The verification types of local variables, for the frame that is being written. */
  private final Object[] frame;

  /** Where in the code the last frame is. */
  private int lastFrame = -1;

  /** Where the methods that a function was divided into are. */
  interface PartNames {
    String owner(int part);

    String name(int part);

    String descriptor(int part);

    /** Returns the class that holds a table of numbers in its field {@code VALUES}. */
    String table(int[] numbers);
  }

  MethodEmitter(ModuleLayout layout, MethodVisitor out, IrMethod method, PartNames parts) {
    this.layout = layout;
    this.out = out;
    this.numeric = new NumericEmitter(out, !method.callsAccesses());
    this.references = new ReferenceEmitter(layout, out, this, method.isConstant());
    this.exceptions = new ExceptionEmitter(this, layout, out);
    this.method = method;
    this.parts = parts;
    this.instanceSlot =
        method.parameters().stream().mapToInt(parameter -> parameter.type().slots()).sum();
    this.memory = new MemoryEmitter(layout, out, this, method, instanceSlot + 1);
    this.slots = VariableSlots.of(method, memory.firstFreeSlot());
    this.frame = new Object[slots.slotCount()];
  }

  /** Emits the method's instructions, from {@code visitCode} on. */
  void emit() {
    out.visitCode();
    memory.emitPrologue();
    method.parameters().forEach(parameter -> state().set(parameter.number()));
    for (Variable variable : slots.initialized()) {
      Instructions.pushZero(out, variable.type());
      Instructions.store(out, variable.type(), slots.slot(variable));
      state().set(variable.number());
    }
    emit(method.body());
    emitPadding();
    out.visitMaxs(0, 0);
    out.visitEnd();
  }

  /**
   * Makes a method that is to remain a call too large, with instructions that are never executed.
   */
  private void emitPadding() {
    Label end = new Label();
    out.visitLabel(end);
    if (end.getOffset() > LARGEST_INLINED || !method.remainsCall()) {
      return;
    }
    out.visitFrame(Opcodes.F_NEW, 0, null, 0, null);
    for (int size = end.getOffset(); size < LARGEST_INLINED; size++) {
      out.visitInsn(Opcodes.NOP);
    }
    out.visitInsn(Opcodes.ACONST_NULL);
    out.visitInsn(Opcodes.ATHROW);
  }

  /**
   * Emits a constant expression amid the instructions of a method whose first slot is the instance.
   */
  void emitConstant(IrExpression expression, IrType type) {
    push(expression, type);
  }

  private BitSet state() {
    return Objects.requireNonNull(assigned);
  }

  // ---------------------------------------------------------------- statements

  private void emit(List<IrStatement> statements) {
    IrStatement before = null;
    for (IrStatement statement : statements) {
      if (assigned == null) {
        return;
      }
      if (statement instanceof Branch branch) {
        emitBranch(branch, before);
      } else {
        emit(statement);
      }
      before = statement;
    }
  }

  /** Emits a branch, past the switch that a loop begins with if it is known where that goes. */
  private void emitBranch(Branch branch, @Nullable IrStatement before) {
    EntrySwitch entry = entrySwitches.get(branch.label());
    var target = entry == null || before == null ? null : entry.target(before);
    out.visitJumpInsn(Opcodes.GOTO, label(target == null ? branch.label() : target));
    assigned = null;
  }

  private void emit(IrStatement statement) {
    if (statement instanceof Assign assign) {
      emitAssign(assign);
    } else if (statement instanceof Evaluate evaluate) {
      evaluate(evaluate.expression());
    } else if (statement instanceof Store store) {
      memory.emitStore(store);
    } else if (statement instanceof If condition) {
      emitIf(condition);
    } else if (statement instanceof Block block) {
      emitBlock(block);
    } else if (statement instanceof Loop loop) {
      emitLoop(loop);
    } else if (statement instanceof Switch choice) {
      emitSwitch(choice);
    } else if (statement instanceof Return result) {
      result.values().forEach(value -> push(value, method.result()));
      Instructions.returnValue(out, method.result());
      stack.clear();
      assigned = null;
    } else if (statement instanceof GlobalSet set) {
      emitGlobalSet(set);
    } else if (statement instanceof ArraySet set) {
      emitArraySet(set);
    } else if (statement instanceof Try block) {
      emitTry(block);
    } else if (statement instanceof Throw thrown) {
      push(thrown.exception());
      out.visitInsn(Opcodes.ATHROW);
      stack.clear();
      assigned = null;
    } else if (statement instanceof Defer defer) {
      TailCallEmitter.emitDefer(out, layout, instanceSlot, defer.function());
    } else if (statement instanceof SetTransfer set) {
      IrType type = set.value().type();
      pushWithInstance(set.value(), type);
      putField(layout.transferField(type, set.number()), type.erased().descriptor());
      pop(2);
    } else {
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, TRAPS, "unreachable", "()Ldev/cascara/runtime/WasmTrap;", false);
      out.visitInsn(Opcodes.ATHROW);
      assigned = null;
    }
  }

  private void emitAssign(Assign assign) {
    Variable variable = assign.variable();
    if (slots.isRead(variable)) {
      if (isIncrement(assign)) {
        emitIncrement(slots.slot(variable), (Numeric) assign.value());
        return;
      }
      push(assign.value(), variable.type());
      pop(1);
      Instructions.store(out, variable.type(), slots.slot(variable));
      state().set(variable.number());
    } else {
      evaluate(assign.value());
    }
  }

  /** Whether a variable changes by a constant that the JVM's instruction for this holds. */
  private static boolean isIncrement(Assign assign) {
    return assign.value() instanceof Numeric sum
        && (sum.opcode() == Opcode.I32_ADD || sum.opcode() == Opcode.I32_SUB)
        && sum.operands().get(0) instanceof Get get
        && get.variable() == assign.variable()
        && sum.operands().get(1) instanceof Constant constant
        && Math.abs(constant.bits()) <= Byte.MAX_VALUE;
  }

  private void emitIncrement(int slot, Numeric sum) {
    int amount = (int) ((Constant) sum.operands().get(1)).bits();
    out.visitIincInsn(slot, sum.opcode() == Opcode.I32_ADD ? amount : -amount);
  }

  /** Evaluates for effects only. */
  private void evaluate(IrExpression expression) {
    push(expression);
    if (expression.type().kind() != IrType.Kind.VOID) {
      pop(1);
      out.visitInsn(expression.type().slots() == 2 ? Opcodes.POP2 : Opcodes.POP);
    }
  }

  private Label label(dev.cascara.compiler.ir.Label label) {
    return labels.computeIfAbsent(label, l -> new Label());
  }

  private void emitBlock(Block block) {
    emit(block.body());
    // A handler whose body is nothing is not emitted, so a branch of it does not count.
    boolean isTarget = labels.containsKey(block.label());
    BitSet atEnd = slots.assignedAt(block.label());
    if (atEnd == null || (assigned == null && !isTarget)) {
      assigned = null;
      return;
    }
    assigned = (BitSet) atEnd.clone();
    if (isTarget) {
      placeLabel(label(block.label()));
    }
  }

  private void emitLoop(Loop loop) {
    placeLabel(label(loop.label()));
    EntrySwitch entry = EntrySwitch.of(loop);
    if (entry != null) {
      entrySwitches.put(loop.label(), entry);
    }
    if (!loop.body().isEmpty() && loop.body().get(0) instanceof Loop) {
      // Or HotSpot's compiler might take both for one.
      out.visitInsn(Opcodes.NOP);
    }
    emit(loop.body());
  }

  private void emitIf(If statement) {
    Branch branch = statement.conditionalBranch();
    if (branch != null) {
      jump(statement.condition(), Sense.IF_TRUE, label(branch.label()));
      return;
    }
    Label otherwise = new Label();
    jump(statement.condition(), Sense.IF_FALSE, otherwise);
    BitSet before = (BitSet) state().clone();
    emit(statement.whenNonZero());
    boolean joins = assigned != null;
    Label end = new Label();
    if (joins && !statement.whenZero().isEmpty()) {
      out.visitJumpInsn(Opcodes.GOTO, end);
    }
    if (statement.whenZero().isEmpty()) {
      continueAfter(statement, otherwise);
      return;
    }
    assigned = before;
    placeLabel(otherwise);
    emit(statement.whenZero());
    if (joins) {
      continueAfter(statement, end);
    }
  }

  private void emitTry(Try statement) {
    Label start = new Label();
    Label end = new Label();
    BitSet before = (BitSet) state().clone();
    out.visitLabel(start);
    emit(statement.body());
    out.visitLabel(end);
    if (end.getOffset() == start.getOffset()) {
      // No instruction came of the body: the JVM allows no handler for none.
      return;
    }
    boolean joins = assigned != null;
    Label behind = new Label();
    if (joins) {
      out.visitJumpInsn(Opcodes.GOTO, behind);
    }
    // Handlers of statements in the body have been visited: they come first.
    Label handler = new Label();
    out.visitTryCatchBlock(start, end, handler, ExceptionEmitter.EXCEPTION);
    assigned = before;
    stack.add(ExceptionEmitter.EXCEPTION);
    placeLabel(handler);
    pop(1);
    if (slots.isRead(statement.exception())) {
      out.visitVarInsn(Opcodes.ASTORE, slots.slot(statement.exception()));
      state().set(statement.exception().number());
    } else {
      out.visitInsn(Opcodes.POP);
    }
    emit(statement.handler());
    if (joins) {
      continueAfter(statement, behind);
    }
  }

  private void continueAfter(IrStatement statement, Label end) {
    assigned = (BitSet) Objects.requireNonNull(slots.assignedAfter(statement)).clone();
    placeLabel(end);
  }

  private void emitSwitch(Switch statement) {
    // The JVM's switch subtracts as well; there is no overflow if the sum is a number.
    int first = EntrySwitch.first(statement.selector());
    if (first > Integer.MAX_VALUE - statement.labels().size()) {
      first = 0;
    }
    push(first == 0 ? statement.selector() : statement.selector().operands().get(0));
    pop(1);
    Label[] targets = statement.labels().stream().map(this::label).toArray(Label[]::new);
    if (targets.length == 0) {
      out.visitInsn(Opcodes.POP);
      out.visitJumpInsn(Opcodes.GOTO, label(statement.defaultLabel()));
    } else {
      out.visitTableSwitchInsn(
          first, first + targets.length - 1, label(statement.defaultLabel()), targets);
    }
    assigned = null;
  }

  /** Places a label that branches go to, with the frame that the verifier asks for there. */
  void placeLabel(Label label) {
    Label here = new Label();
    out.visitLabel(here);
    if (here.getOffset() == lastFrame) {
      // There can be one frame only at a place, and those of two labels may differ.
      out.visitInsn(Opcodes.NOP);
    }
    out.visitLabel(label);
    lastFrame = label.getOffset();
    Arrays.fill(frame, Opcodes.TOP);
    frame[instanceSlot] = layout.instanceClass;
    int used = memory.describe(frame);
    BitSet variables = state();
    for (int number = variables.nextSetBit(0);
        number >= 0;
        number = variables.nextSetBit(number + 1)) {
      Variable variable = slots.inSlot(number);
      if (variable != null) {
        int slot = slots.slot(variable);
        frame[slot] = verificationType(variable.type());
        used = Math.max(used, slot + variable.type().slots());
      }
    }
    // The frame has one entry for a value of two slots.
    int entries = 0;
    for (int slot = 0; slot < used; slot++) {
      Object type = frame[slot];
      frame[entries++] = type;
      if (type == Opcodes.LONG || type == Opcodes.DOUBLE) {
        slot++;
      }
    }
    out.visitFrame(Opcodes.F_NEW, entries, frame, stack.size(), stack.toArray());
  }

  static Object verificationType(IrType type) {
    return switch (type.kind()) {
      case INT -> Opcodes.INTEGER;
      case LONG -> Opcodes.LONG;
      case FLOAT -> Opcodes.FLOAT;
      case DOUBLE -> Opcodes.DOUBLE;
      case REFERENCE -> type.className();
      case VECTOR, VOID -> throw new IllegalArgumentException("no value");
    };
  }

  // ---------------------------------------------------------------- expressions

  /** Says that an instruction took the topmost values. */
  void pop(int count) {
    popTo(stack.size() - count);
  }

  /** Says how many values are on the operand stack. */
  int stackHeight() {
    return stack.size();
  }

  /** Says that all values above a height were taken from the operand stack. */
  void popTo(int height) {
    while (stack.size() > height) {
      stack.remove(stack.size() - 1);
    }
  }

  /** Says that an instruction left a value of a verification type on the operand stack. */
  void pushed(Object type) {
    stack.add(type);
  }

  /** Says that an instruction replaced the topmost value by one of another type. */
  void replaceTop(Object type) {
    stack.set(stack.size() - 1, type);
  }

  void loadInstance() {
    out.visitVarInsn(Opcodes.ALOAD, instanceSlot);
  }

  void getField(String name, String descriptor) {
    out.visitFieldInsn(Opcodes.GETFIELD, layout.ownerOf(name), name, descriptor);
  }

  private void putField(String name, String descriptor) {
    out.visitFieldInsn(Opcodes.PUTFIELD, layout.ownerOf(name), name, descriptor);
  }

  /** Emits an expression; its value, if it has one, is on the operand stack. */
  void push(IrExpression expression) {
    int height = stack.size();
    emitValue(expression);
    if (method.holdsMemory() && HeldMemories.mayReplace(expression)) {
      memory.hold();
    }
    pop(stack.size() - height);
    if (expression.type().kind() != IrType.Kind.VOID) {
      stack.add(verificationType(expression.type()));
    }
  }

  /** Emits an expression whose value is used as one of a type. */
  void push(IrExpression expression, IrType type) {
    push(expression);
    if (type.isReference()) {
      if (!(expression instanceof Null)) {
        Instructions.cast(out, expression.type(), type);
      }
      pop(1);
      stack.add(verificationType(type));
    }
  }

  private void emitValue(IrExpression expression) {
    if (expression instanceof Constant constant) {
      Instructions.pushConstant(out, constant.type(), constant.bits());
    } else if (expression instanceof Get get) {
      Instructions.load(out, get.type(), slots.slot(get.variable()));
    } else if (expression instanceof Numeric operation) {
      if (operation.opcode().isComparison()) {
        materialize(operation);
      } else if (NumericEmitter.isShift(operation.opcode())
          && operation.operands().get(1) instanceof Constant distance) {
        push(operation.operands().get(0));
        numeric.emitShift(operation.opcode(), (int) distance.bits());
      } else if (NumericEmitter.isDivision(operation.opcode())
          && operation.operands().get(1) instanceof Constant divisor
          && !operation.traps()) {
        push(operation.operands().get(0));
        numeric.emitDivision(operation.opcode(), divisor.bits());
      } else {
        operation.operands().forEach(this::push);
        numeric.emit(operation.opcode());
      }
    } else if (expression instanceof RuntimeCall call) {
      emitRuntimeCall(call);
    } else if (expression instanceof MethodCall call) {
      emitMethodCall(call);
    } else if (expression instanceof StaticConstant constant) {
      out.visitFieldInsn(
          Opcodes.GETSTATIC, constant.className(), constant.field(), constant.type().descriptor());
    } else if (expression instanceof IsNull test) {
      materialize(test);
    } else if (expression instanceof IrExpression.HiddenZero zero) {
      loadInstance();
      getField(layout.zeroField(zero.number()), "I");
    } else if (expression instanceof IrExpression.ArrayIndex index) {
      memory.emitIndex(index);
    } else if (expression instanceof Load load) {
      memory.emitLoad(load);
    } else if (expression instanceof LargeAddress address) {
      push(address.address());
    } else if (expression instanceof Atomic atomic) {
      memory.emitAtomic(atomic);
    } else if (expression instanceof Select select) {
      emitSelect(select);
    } else if (expression instanceof Call call) {
      emitCall(call);
    } else if (expression instanceof CallIndirect call) {
      emitCallIndirect(call);
    } else if (expression instanceof CallReference call) {
      references.emitCall(call);
    } else if (expression instanceof TypeTest test) {
      references.emitTest(test);
    } else if (expression instanceof Cast cast) {
      references.emitCast(cast);
    } else if (expression instanceof ReferenceOperation operation) {
      if (operation.opcode() == Opcode.REF_EQ) {
        materialize(operation);
      } else {
        references.emit(operation);
      }
    } else if (expression instanceof GlobalGet get) {
      emitGlobalGet(get);
    } else if (expression instanceof Operation operation) {
      emitOperation(operation);
    } else if (expression instanceof Transfer transfer) {
      loadInstance();
      getField(
          layout.transferField(transfer.type(), transfer.number()),
          transfer.type().erased().descriptor());
      Instructions.cast(out, transfer.type().erased(), transfer.type());
    } else if (expression instanceof FunctionReference reference) {
      loadInstance();
      Instructions.pushInt(out, reference.function());
      out.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          layout.instanceClass,
          "function",
          "(I)L" + SignatureClass.FUNCTION + ";",
          false);
    } else if (expression instanceof Null) {
      out.visitInsn(Opcodes.ACONST_NULL);
    } else if (expression instanceof ArrayGet get) {
      push(get.array());
      Instructions.pushInt(out, get.index());
      Instructions.loadElement(out, get.kind());
      if (get.kind() == ArrayKind.OBJECTS) {
        Instructions.unbox(out, get.type());
      }
    } else if (expression instanceof NewArray array) {
      Instructions.pushInt(out, array.length());
      Instructions.newArray(out, array.kind());
    } else if (expression instanceof Lookup lookup) {
      push(lookup.selector());
      out.visitFieldInsn(Opcodes.GETSTATIC, parts.table(lookup.table()), "VALUES", "[I");
      out.visitMethodInsn(Opcodes.INVOKESTATIC, NUMBERS, "lookup", "(I[I)I", false);
    } else if (expression instanceof CalleeResult result) {
      loadInstance();
      getField("callee", "L" + SignatureClass.FUNCTION + ";");
      takeResult(out, result.type(), result.number());
    } else if (expression instanceof CallPart call) {
      call.operands().forEach(this::push);
      loadInstance();
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          parts.owner(call.method()),
          parts.name(call.method()),
          parts.descriptor(call.method()),
          false);
    } else if (expression instanceof HasTag test) {
      materialize(test);
    } else if (expression instanceof TailCall call) {
      emitTailCall(call);
    } else {
      exceptions.emit(expression);
    }
  }

  private void emitRuntimeCall(RuntimeCall call) {
    StringBuilder descriptor = new StringBuilder("(");
    for (IrExpression operand : call.operands()) {
      push(operand);
      descriptor.append(operand.type().descriptor());
    }
    out.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/cascara/runtime/internal/" + call.className(),
        call.method(),
        descriptor.append(')').append(call.type().descriptor()).toString(),
        false);
  }

  private void emitMethodCall(MethodCall call) {
    layout.useVectorApi();
    call.operands().forEach(this::push);
    out.visitMethodInsn(
        call.invocation() == MethodCall.Invocation.STATIC
            ? Opcodes.INVOKESTATIC
            : Opcodes.INVOKEVIRTUAL,
        call.className(),
        call.method(),
        call.descriptor(),
        false);
    if (call.type().isReference() && !call.descriptor().endsWith(')' + call.type().descriptor())) {
      out.visitTypeInsn(Opcodes.CHECKCAST, call.type().className());
    }
  }

  private void emitGlobalGet(GlobalGet get) {
    loadInstance();
    String field = ModuleLayout.globalField(get.index());
    getField(field, layout.globalFieldDescriptor(get.index()));
    if (layout.isShared(get.index())) {
      out.visitFieldInsn(
          Opcodes.GETFIELD,
          ModuleLayout.globalClass(get.type()),
          "value",
          valueDescriptor(get.type()));
      Instructions.cast(out, IrType.OBJECT, get.type().erased());
      Instructions.receive(out, get.type());
    }
  }

  private void emitGlobalSet(GlobalSet set) {
    IrType type = layout.globalType(set.index());
    String field = ModuleLayout.globalField(set.index());
    if (layout.isShared(set.index())) {
      loadInstance();
      getField(field, layout.globalFieldDescriptor(set.index()));
      stack.add(ModuleLayout.globalClass(type));
      push(set.value());
      out.visitFieldInsn(
          Opcodes.PUTFIELD, ModuleLayout.globalClass(type), "value", valueDescriptor(type));
    } else {
      pushWithInstance(set.value(), type);
      putField(field, type.descriptor());
    }
    pop(2);
  }

  /** Pushes the instance and a value. */
  private void pushWithInstance(IrExpression value, IrType type) {
    if (!branches(value)) {
      loadInstance();
      stack.add(layout.instanceClass);
      push(value, type);
      return;
    }
    push(value, type);
    loadInstance();
    stack.add(layout.instanceClass);
    if (type.slots() == 2) {
      out.visitInsn(Opcodes.DUP_X2);
      out.visitInsn(Opcodes.POP);
    } else {
      out.visitInsn(Opcodes.SWAP);
    }
  }

  /**
   * Whether evaluating an expression branches before anything is on the stack, as later operands do
   * not. It comes first then: frames are small where the stack is empty.
   */
  private static boolean branches(IrExpression expression) {
    return expression.branches()
        || (!expression.operands().isEmpty() && branches(expression.operands().get(0)));
  }

  private static String valueDescriptor(IrType type) {
    return type.isReference() ? "Ljava/lang/Object;" : type.descriptor();
  }

  private void emitSelect(Select select) {
    Extremum extremum = Extremum.of(select);
    if (extremum != null) {
      pushOrdered(extremum.first(), extremum.isUnsigned());
      pushOrdered(extremum.second(), extremum.isUnsigned());
      out.visitMethodInsn(
          Opcodes.INVOKESTATIC, "java/lang/Math", extremum.method(), "(II)I", false);
      if (extremum.isUnsigned()) {
        changeTopBit(IrType.INT);
      }
      pop(2);
      return;
    }
    Label otherwise = new Label();
    Label end = new Label();
    jump(select.condition(), Sense.IF_FALSE, otherwise);
    push(select.whenNonZero(), select.type());
    out.visitJumpInsn(Opcodes.GOTO, end);
    pop(1);
    placeLabel(otherwise);
    push(select.whenZero(), select.type());
    placeLabel(end);
  }

  // ---------------------------------------------------------------- calls

  /** Pushes arguments, or the one array that holds them. */
  void pushArguments(List<IrExpression> arguments, Signature signature) {
    if (signature.inArray()) {
      push(arguments.get(0));
    } else {
      for (int i = 0; i < arguments.size(); i++) {
        push(arguments.get(i), signature.parameters().get(i));
      }
    }
  }

  private void emitArraySet(ArraySet set) {
    int height = stack.size();
    boolean isFirst = branches(set.value());
    if (isFirst) {
      pushElement(set);
    }
    push(set.array());
    Instructions.pushInt(out, set.index());
    stack.add(Opcodes.INTEGER);
    if (!isFirst) {
      pushElement(set);
    } else if (set.kind() != ArrayKind.OBJECTS && set.value().type().slots() == 2) {
      out.visitInsn(Opcodes.DUP2_X2);
      out.visitInsn(Opcodes.POP2);
    } else {
      out.visitInsn(Opcodes.DUP2_X1);
      out.visitInsn(Opcodes.POP2);
    }
    Instructions.storeElement(out, set.kind());
    pop(stack.size() - height);
  }

  private void pushElement(ArraySet set) {
    push(set.value());
    if (set.kind() == ArrayKind.OBJECTS) {
      Instructions.box(out, set.value().type());
    }
  }

  private void emitCall(Call call) {
    pushArguments(call.operands(), layout.signature(call.function()));
    loadInstance();
    layout.call(out, call.function());
  }

  private void emitTailCall(TailCall tailCall) {
    IrExpression callee = tailCall.call();
    if (callee instanceof Call call && !layout.isImported(call.function())) {
      Signature signature = layout.signature(call.function());
      pushArguments(call.operands(), signature);
      push(tailCall.budget());
      TailCallEmitter.emitCallOfBody(out, layout, instanceSlot, call.function());
      return;
    }
    List<IrExpression> arguments = callee.operands();
    int typeIndex;
    if (callee instanceof Call call) {
      typeIndex = layout.spaces.functions()[call.function()];
      loadInstance();
      getField(
          ModuleLayout.importField(call.function()),
          "L" + layout.signatureClass(call.function()) + ";");
      stack.add(layout.signatureClass(call.function()));
    } else {
      int last = arguments.size() - 1;
      if (callee instanceof CallReference call) {
        typeIndex = call.functionType();
        push(arguments.get(last), layout.types.irType(typeIndex));
      } else {
        CallIndirect call = (CallIndirect) callee;
        typeIndex = call.functionType();
        pushCallee(call);
      }
      arguments = arguments.subList(0, last);
    }
    Signature signature = layout.signatureOf(typeIndex);
    pushArguments(arguments, signature);
    push(tailCall.budget());
    loadInstance();
    out.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        layout.signatureClassOf(typeIndex),
        TailCallEmitter.TAIL_CALL,
        TailCallEmitter.tailCallDescriptor(signature),
        false);
    Instructions.cast(out, signature.result().erased(), signature.result());
  }

  /** Pushes the function that a table holds. */
  private void pushCallee(CallIndirect call) {
    String signatureClass = layout.signatureClassOf(call.functionType());
    int arity = call.operands().size() - 1;
    loadInstance();
    getField(ModuleLayout.tableField(call.table()), "L" + TABLE + ";");
    stack.add(TABLE);
    pushTableOperand(call.operands().get(arity));
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, TABLE, "callee", "(I)Ljava/lang/Object;", false);
    SignatureClass.adapt(out, signatureClass);
    pop(2);
    stack.add(signatureClass);
  }

  private void emitCallIndirect(CallIndirect call) {
    Signature signature = layout.signatureOf(call.functionType());
    String signatureClass = layout.signatureClassOf(call.functionType());
    int arity = call.operands().size() - 1;
    pushCallee(call);
    emitCallOf(signature, signatureClass, call.operands().subList(0, arity));
  }

  /** Calls the function on the operand stack, which is of a signature class. */
  void emitCallOf(Signature signature, String signatureClass, List<IrExpression> arguments) {
    if (signature.results().size() > 1) {
      // The function says afterwards what its further results are.
      loadInstance();
      out.visitInsn(Opcodes.SWAP);
      out.visitInsn(Opcodes.DUP_X1);
      putField("callee", "L" + SignatureClass.FUNCTION + ";");
    }
    pushArguments(arguments, signature);
    out.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, signatureClass, "call", signature.descriptor(), false);
    Instructions.cast(out, signature.result().erased(), signature.result());
  }

  /** Reads a further result from the function on the stack. */
  static void takeResult(MethodVisitor out, IrType type, int number) {
    Instructions.pushInt(out, number);
    if (type.isReference()) {
      out.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL,
          SignatureClass.FUNCTION,
          "resultReference",
          "(I)Ljava/lang/Object;",
          false);
      Instructions.unbox(out, type);
      return;
    }
    out.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, SignatureClass.FUNCTION, "resultBits", "(I)J", false);
    NumericEmitter numeric = new NumericEmitter(out);
    switch (type.kind()) {
      case INT -> numeric.emit(Opcode.I32_WRAP_I64);
      case FLOAT -> {
        numeric.emit(Opcode.I32_WRAP_I64);
        numeric.emit(Opcode.F32_REINTERPRET_I32);
      }
      case DOUBLE -> numeric.emit(Opcode.F64_REINTERPRET_I64);
      default -> {}
    }
  }

  // ---------------------------------------------------------------- tables, memories and segments

  private void pushTable(int table) {
    loadInstance();
    getField(ModuleLayout.tableField(table), "L" + TABLE + ";");
    stack.add(TABLE);
  }

  private void invoke(String owner, String method, String descriptor) {
    out.visitMethodInsn(Opcodes.INVOKEVIRTUAL, owner, method, descriptor, false);
  }

  private void emitOperation(Operation operation) {
    switch (operation.opcode()) {
      case GLOBAL_GET -> {
        loadInstance();
        pushVectorGlobal(operation.index());
        layout.vectorHalf(operation.index(), operation.secondIndex()).visit(out, Opcodes.GETFIELD);
      }
      case GLOBAL_SET -> {
        loadInstance();
        stack.add(pushVectorGlobal(operation.index()));
        push(operation.operands().get(0));
        layout.vectorHalf(operation.index(), operation.secondIndex()).visit(out, Opcodes.PUTFIELD);
      }
      case MEMORY_SIZE, MEMORY_GROW, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT ->
          memory.emitOperation(operation);
      case DATA_DROP -> {
        loadInstance();
        out.visitInsn(Opcodes.ICONST_0);
        out.visitIntInsn(Opcodes.NEWARRAY, Opcodes.T_BYTE);
        putField(layout.dataField(operation.index()), "[B");
      }
      case ELEM_DROP -> {
        loadInstance();
        out.visitInsn(Opcodes.ICONST_0);
        out.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        putField(layout.elementField(operation.index()), "[Ljava/lang/Object;");
      }
      default -> emitTableOperation(operation);
    }
  }

  /** Pushes an operand of an instruction on tables; indices of 64 bits become such of 32. */
  private void pushTableOperand(IrExpression operand) {
    push(operand);
    if (operand.type().kind() == IrType.Kind.LONG) {
      out.visitMethodInsn(Opcodes.INVOKESTATIC, TABLE, "index", "(J)I", false);
      replaceTop(Opcodes.INTEGER);
    }
  }

  /** Makes a number of elements one of the table's address type; -1 stays -1. */
  private void widen(IrType type) {
    if (type.kind() == IrType.Kind.LONG) {
      out.visitInsn(Opcodes.I2L);
    }
  }

  /** Replaces the instance on the stack by what has a global of two halves; returns its class. */
  private String pushVectorGlobal(int global) {
    if (!layout.isShared(global)) {
      return layout.instanceClass;
    }
    getField(ModuleLayout.globalField(global), layout.globalFieldDescriptor(global));
    return ModuleLayout.globalClass(layout.globalType(global));
  }

  private void emitTableOperation(Operation operation) {
    List<IrExpression> operands = operation.operands();
    switch (operation.opcode()) {
      case TABLE_GET -> {
        pushTable(operation.index());
        operands.forEach(this::pushTableOperand);
        if (operation.type().erased().equals(IrType.FUNCTION)) {
          invoke(TABLE, "getFunction", "(I)L" + SignatureClass.FUNCTION + ";");
        } else {
          invoke(TABLE, "get", "(I)Ljava/lang/Object;");
          Instructions.cast(out, IrType.OBJECT, operation.type().erased());
        }
        Instructions.receive(out, operation.type());
      }
      case TABLE_SET -> {
        pushTable(operation.index());
        operands.forEach(this::pushTableOperand);
        invoke(TABLE, "put", "(ILjava/lang/Object;)V");
      }
      case TABLE_SIZE -> {
        pushTable(operation.index());
        invoke(TABLE, "size", "()I");
        widen(operation.type());
      }
      case TABLE_GROW -> {
        pushTable(operation.index());
        operands.forEach(this::pushTableOperand);
        invoke(TABLE, "grow", "(Ljava/lang/Object;I)I");
        widen(operation.type());
      }
      case TABLE_FILL -> {
        pushTable(operation.index());
        operands.forEach(this::pushTableOperand);
        invoke(TABLE, "fill", "(ILjava/lang/Object;I)V");
      }
      case TABLE_COPY -> {
        pushTable(operation.index());
        pushTableOperand(operands.get(0));
        pushTable(operation.secondIndex());
        pushTableOperand(operands.get(1));
        pushTableOperand(operands.get(2));
        invoke(TABLE, "copy", "(IL" + TABLE + ";II)V");
      }
      case TABLE_INIT -> {
        pushTable(operation.secondIndex());
        operands.forEach(this::pushTableOperand);
        loadInstance();
        getField(layout.elementField(operation.index()), "[Ljava/lang/Object;");
        invoke(TABLE, "init", "(III[Ljava/lang/Object;)V");
      }
      default ->
          throw new IllegalArgumentException("no operation: " + operation.opcode().mnemonic());
    }
  }

  // ---------------------------------------------------------------- conditions

  /** When a jump is taken. */
  private enum Sense {
    IF_TRUE,
    IF_FALSE
  }

  /** Turns a condition into 0 or 1. */
  private void materialize(IrExpression condition) {
    Label isTrue = new Label();
    Label end = new Label();
    int height = stack.size();
    jump(condition, Sense.IF_TRUE, isTrue);
    out.visitInsn(Opcodes.ICONST_0);
    out.visitJumpInsn(Opcodes.GOTO, end);
    pop(stack.size() - height);
    placeLabel(isTrue);
    out.visitInsn(Opcodes.ICONST_1);
    stack.add(Opcodes.INTEGER);
    placeLabel(end);
  }

  /** Jumps if a condition holds, or if it does not. */
  private void jump(IrExpression condition, Sense sense, Label target) {
    if (condition instanceof IsNull test) {
      push(test.reference());
      pop(1);
      out.visitJumpInsn(sense == Sense.IF_TRUE ? Opcodes.IFNULL : Opcodes.IFNONNULL, target);
    } else if (condition instanceof ReferenceOperation comparison
        && comparison.opcode() == Opcode.REF_EQ) {
      references.jumpIfEqual(comparison, sense == Sense.IF_TRUE, target);
    } else if (condition instanceof HasTag test) {
      exceptions.pushTags(test);
      pop(1);
      out.visitJumpInsn(sense == Sense.IF_TRUE ? Opcodes.IF_ACMPEQ : Opcodes.IF_ACMPNE, target);
    } else if (condition instanceof Numeric comparison && comparison.opcode().isComparison()) {
      jumpComparison(comparison, sense, target);
    } else {
      push(condition);
      pop(1);
      out.visitJumpInsn(sense == Sense.IF_TRUE ? Opcodes.IFNE : Opcodes.IFEQ, target);
    }
  }

  private void jumpComparison(Numeric comparison, Sense sense, Label target) {
    Opcode opcode = comparison.opcode();
    List<IrExpression> operands = comparison.operands();
    if (opcode == Opcode.I32_EQZ) {
      jump(operands.get(0), sense == Sense.IF_TRUE ? Sense.IF_FALSE : Sense.IF_TRUE, target);
      return;
    }
    IrType type = operands.get(0).type();
    int jump = jumpOpcode(opcode);
    if (sense == Sense.IF_FALSE) {
      jump = negate(jump);
    }
    if (type.kind() == IrType.Kind.INT) {
      jumpInts(opcode, operands, jump, target);
      return;
    }
    if (type.kind() == IrType.Kind.LONG && isUnsigned(opcode)) {
      operands.forEach(operand -> pushOrdered(operand, true));
    } else if (opcode == Opcode.I64_EQZ) {
      push(operands.get(0));
      out.visitInsn(Opcodes.LCONST_0);
      stack.add(Opcodes.LONG);
    } else {
      operands.forEach(this::push);
    }
    pop(2);
    switch (type.kind()) {
      case LONG -> out.visitInsn(Opcodes.LCMP);
      // With NaN the comparison must fail: the variant that then says "greater" for less, and the
      // other way round.
      case FLOAT -> out.visitInsn(isLess(opcode) ? Opcodes.FCMPG : Opcodes.FCMPL);
      default -> out.visitInsn(isLess(opcode) ? Opcodes.DCMPG : Opcodes.DCMPL);
    }
    out.visitJumpInsn(jump, target);
  }

  /**
   * Pushes an integer such that the order is that of signed ones: an unsigned comparison is a
   * signed one of numbers with the top bit changed. HotSpot's compilers make one comparison of it,
   * but branches of {@code Long.compareUnsigned} before JDK 20.
   */
  private void pushOrdered(IrExpression integer, boolean isUnsigned) {
    if (isUnsigned && integer instanceof Constant constant) {
      long topBit = constant.type().kind() == IrType.Kind.INT ? Integer.MIN_VALUE : Long.MIN_VALUE;
      push(new Constant(constant.type(), constant.bits() ^ topBit));
      return;
    }
    push(integer);
    if (isUnsigned) {
      changeTopBit(integer.type());
    }
  }

  private void changeTopBit(IrType type) {
    if (type.kind() == IrType.Kind.INT) {
      out.visitLdcInsn(Integer.MIN_VALUE);
      out.visitInsn(Opcodes.IADD);
    } else {
      out.visitLdcInsn(Long.MIN_VALUE);
      out.visitInsn(Opcodes.LADD);
    }
  }

  private void jumpInts(Opcode opcode, List<IrExpression> operands, int jump, Label target) {
    boolean unsigned = isUnsigned(opcode);
    if (!unsigned && operands.get(1) instanceof Constant constant && (int) constant.bits() == 0) {
      push(operands.get(0));
      pop(1);
      out.visitJumpInsn(jump, target);
      return;
    }
    operands.forEach(operand -> pushOrdered(operand, unsigned));
    pop(2);
    // From IFEQ.. to IF_ICMPEQ..
    out.visitJumpInsn(jump - Opcodes.IFEQ + Opcodes.IF_ICMPEQ, target);
  }

  private static boolean isUnsigned(Opcode opcode) {
    return opcode.mnemonic().endsWith("_u");
  }

  private static boolean isLess(Opcode opcode) {
    int jump = jumpOpcode(opcode);
    return jump == Opcodes.IFLT || jump == Opcodes.IFLE;
  }

  /** The jump that is taken if a comparison, turned into one with zero, holds. */
  private static int jumpOpcode(Opcode opcode) {
    String name = opcode.mnemonic().substring(opcode.mnemonic().indexOf('.') + 1);
    return switch (name) {
      case "eq", "eqz" -> Opcodes.IFEQ;
      case "ne" -> Opcodes.IFNE;
      case "lt", "lt_s", "lt_u" -> Opcodes.IFLT;
      case "gt", "gt_s", "gt_u" -> Opcodes.IFGT;
      case "le", "le_s", "le_u" -> Opcodes.IFLE;
      case "ge", "ge_s", "ge_u" -> Opcodes.IFGE;
      default -> throw new IllegalArgumentException("no comparison: " + opcode.mnemonic());
    };
  }

  private static int negate(int jump) {
    return switch (jump) {
      case Opcodes.IFEQ -> Opcodes.IFNE;
      case Opcodes.IFNE -> Opcodes.IFEQ;
      case Opcodes.IFLT -> Opcodes.IFGE;
      case Opcodes.IFGE -> Opcodes.IFLT;
      case Opcodes.IFGT -> Opcodes.IFLE;
      default -> Opcodes.IFGT;
    };
  }
}
