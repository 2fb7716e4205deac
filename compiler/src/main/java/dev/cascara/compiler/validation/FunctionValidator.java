package dev.cascara.compiler.validation;

import dev.cascara.compiler.WasmFormatException;
import dev.cascara.compiler.WasmValidationException;
import dev.cascara.compiler.wasm.AbstractHeapType;
import dev.cascara.compiler.wasm.AddressType;
import dev.cascara.compiler.wasm.BlockType;
import dev.cascara.compiler.wasm.CatchClause;
import dev.cascara.compiler.wasm.Code;
import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.InstructionReader;
import dev.cascara.compiler.wasm.MemoryType;
import dev.cascara.compiler.wasm.NumberType;
import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.compiler.wasm.PackedType;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.StructType;
import dev.cascara.compiler.wasm.ValueType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * Checks function bodies and constant expressions (section 3.3, "Instructions") by the algorithm of
 * the appendix. One validator checks all bodies of a module, one after the other: its stacks are
 * kept.
 */
final class FunctionValidator {
  private static final Map<Opcode, Signature> SIGNATURES = new EnumMap<>(Opcode.class);
  private static final Signature[] SINGLE_RESULTS = new Signature[TypeCode.V128 + 1];
  private static final int[] NOTHING = {};

  static {
    for (Opcode opcode : Opcode.values()) {
      if (opcode.hasSignature()) {
        SIGNATURES.put(
            opcode, new Signature(plainCodes(opcode.operands()), plainCodes(opcode.results())));
      }
    }
    for (int type = 0; type < SINGLE_RESULTS.length; type++) {
      SINGLE_RESULTS[type] = Signature.result(type);
    }
  }

  private static int[] plainCodes(List<ValueType> types) {
    return types.stream()
        .mapToInt(type -> type instanceof NumberType number ? TypeCode.of(number) : TypeCode.V128)
        .toArray();
  }

  /** A structured instruction that is open. */
  private static final class Frame {
    private Opcode opcode = Opcode.BLOCK;
    private Signature signature = Signature.EMPTY;
    private int height;
    private int initializedHeight;
    private boolean unreachable;

    int[] labelTypes() {
      return opcode == Opcode.LOOP ? signature.parameters() : signature.results();
    }
  }

  private final ModuleContext context;
  private final ModuleTypes types;
  private final byte[] bytes;

  private InstructionReader in;
  private boolean constant;

  private int[] operands = new int[256];
  private int operandCount;
  private final List<Frame> frames = new ArrayList<>();
  private int frameCount;
  private Frame current = new Frame();

  private int[] locals = new int[64];
  private int localCount;
  private boolean[] initialized = new boolean[64];
  private int[] initializedLocals = new int[16];
  private int initializedCount;

  FunctionValidator(ModuleContext context, byte[] bytes) {
    this.context = context;
    this.types = context.types;
    this.bytes = bytes;
    this.in = new InstructionReader(bytes, 0, 0);
  }

  /** Tells all functions that a constant expression refers to. */
  void functionReferences(Expression expression, IntConsumer found) {
    in = new InstructionReader(bytes, expression);
    while (in.hasRemaining()) {
      if (in.next() == Opcode.REF_FUNC) {
        found.accept(in.index());
      }
    }
  }

  /** Checks that an expression is constant and has a value of a type. */
  void validateConstant(Expression expression, int type) {
    constant = true;
    localCount = 0;
    run(expression, Signature.result(type));
  }

  /** Checks the body of a function. */
  void validateFunction(Code code, Signature signature) {
    constant = false;
    declareLocals(code, signature);
    run(code.body(), signature);
  }

  private void declareLocals(Code code, Signature signature) {
    localCount = 0;
    for (int parameter : signature.parameters()) {
      addLocals(1, parameter, true);
    }
    for (Code.Locals run : code.locals()) {
      int type = types.code(run.type(), code.offset());
      addLocals(run.count(), type, TypeCode.isDefaultable(type));
    }
  }

  private void addLocals(int count, int type, boolean set) {
    // The reader limits the number of locals, so that it cannot overflow.
    int newCount = localCount + count;
    if (newCount > locals.length) {
      locals = Arrays.copyOf(locals, Math.max(newCount, locals.length * 2));
      initialized = Arrays.copyOf(initialized, locals.length);
    }
    Arrays.fill(locals, localCount, newCount, type);
    Arrays.fill(initialized, localCount, newCount, set);
    localCount = newCount;
  }

  private void run(Expression body, Signature signature) {
    in = new InstructionReader(bytes, body);
    operandCount = 0;
    frameCount = 0;
    initializedCount = 0;
    // The body is a block whose parameters are locals, not operands.
    pushFrame(Opcode.BLOCK, new Signature(NOTHING, signature.results()));
    while (frameCount > 0) {
      if (!in.hasRemaining()) {
        throw new WasmFormatException(in.position(), "unexpected end of section or function");
      }
      Opcode opcode = in.next();
      if (constant) {
        checkConstant(opcode);
      }
      if (opcode.hasSignature()) {
        plain(opcode);
      } else {
        special(opcode);
      }
    }
    if (in.hasRemaining()) {
      throw new WasmFormatException(
          in.position(), "END opcode expected: instructions follow the end of the function");
    }
  }

  private WasmValidationException invalid(String message) {
    return new WasmValidationException(in.offset(), message);
  }

  private WasmValidationException mismatch(int found, int expected) {
    return invalid(
        "type mismatch: expected "
            + TypeCode.toText(expected)
            + ", found "
            + TypeCode.toText(found));
  }

  // Operand and control stack, named as in the appendix.

  private void push(int type) {
    if (operandCount == operands.length) {
      operands = Arrays.copyOf(operands, operandCount * 2);
    }
    operands[operandCount++] = type;
  }

  private void pushAll(int[] all) {
    for (int type : all) {
      push(type);
    }
  }

  private int pop() {
    if (operandCount == current.height) {
      if (current.unreachable) {
        return TypeCode.UNKNOWN;
      }
      throw invalid("type mismatch: the stack has no operand left for " + in.opcode().mnemonic());
    }
    return operands[--operandCount];
  }

  private void pop(int expected) {
    if (operandCount > current.height) {
      int found = operands[--operandCount];
      if (found != expected && !types.isSubtype(found, expected)) {
        throw mismatch(found, expected);
      }
    } else if (!current.unreachable) {
      throw invalid(
          "type mismatch: expected " + TypeCode.toText(expected) + " but the stack is empty");
    }
  }

  private void popAll(int[] all) {
    for (int i = all.length - 1; i >= 0; i--) {
      pop(all[i]);
    }
  }

  private int popReference() {
    int type = pop();
    if (type == TypeCode.UNKNOWN) {
      return TypeCode.reference(TypeCode.NO_HEAP_TYPE, 0);
    }
    if (!TypeCode.isReference(type)) {
      throw invalid("type mismatch: expected a reference, found " + TypeCode.toText(type));
    }
    return type;
  }

  private void pushFrame(Opcode opcode, Signature signature) {
    if (frameCount == frames.size()) {
      frames.add(new Frame());
    }
    Frame frame = frames.get(frameCount++);
    frame.opcode = opcode;
    frame.signature = signature;
    frame.height = operandCount;
    frame.initializedHeight = initializedCount;
    frame.unreachable = false;
    current = frame;
    pushAll(signature.parameters());
  }

  /** Ends the innermost block and returns it; the object is used again by the next block. */
  private Frame popFrame() {
    Frame frame = current;
    popAll(frame.signature.results());
    if (operandCount != frame.height) {
      throw invalid("type mismatch: values remain on the stack at the end of a block");
    }
    while (initializedCount > frame.initializedHeight) {
      initialized[initializedLocals[--initializedCount]] = false;
    }
    frameCount--;
    current = frameCount > 0 ? frames.get(frameCount - 1) : frame;
    return frame;
  }

  private void unreachable() {
    operandCount = current.height;
    current.unreachable = true;
  }

  private Frame label(int index) {
    if (Integer.compareUnsigned(index, frameCount) >= 0) {
      throw invalid("unknown label " + Integer.toUnsignedString(index));
    }
    return frames.get(frameCount - 1 - index);
  }

  // Instructions.

  private void checkConstant(Opcode opcode) {
    switch (opcode) {
      case I32_CONST,
          I64_CONST,
          F32_CONST,
          F64_CONST,
          V128_CONST,
          I32_ADD,
          I32_SUB,
          I32_MUL,
          I64_ADD,
          I64_SUB,
          I64_MUL,
          REF_NULL,
          REF_I31,
          REF_FUNC,
          STRUCT_NEW,
          STRUCT_NEW_DEFAULT,
          ARRAY_NEW,
          ARRAY_NEW_DEFAULT,
          ARRAY_NEW_FIXED,
          ANY_CONVERT_EXTERN,
          EXTERN_CONVERT_ANY,
          END -> {}
      case GLOBAL_GET -> {
        ModuleContext.checkIndex(in.index(), context.visibleGlobals, "global", in.offset());
        if (context.mutableGlobals[in.index()]) {
          throw invalid("constant expression required: global " + in.index() + " is mutable");
        }
      }
      default -> throw invalid("constant expression required: found " + opcode.mnemonic());
    }
  }

  private void plain(Opcode opcode) {
    switch (opcode.code() >> 16) {
      case 0xFC -> {
        if (opcode.code() >= Opcode.I64_ADD128.code()) {
          context.require(Feature.WIDE_ARITHMETIC, in.offset());
        }
      }
      case 0xFE -> context.require(Feature.THREADS, in.offset());
      default -> {}
    }
    checkLanes(opcode);
    Signature signature = Objects.requireNonNull(SIGNATURES.get(opcode));
    popAll(signature.parameters());
    if (opcode.takesAddress()) {
      pop(memoryArgument(opcode));
    }
    pushAll(signature.results());
  }

  private int memoryArgument(Opcode opcode) {
    AddressType addressType = memory(in.index()).addressType();
    if (in.alignment() > opcode.naturalAlignment()) {
      throw invalid("alignment must not be larger than natural");
    }
    if (opcode.code() >> 16 == 0xFE && in.alignment() != opcode.naturalAlignment()) {
      throw invalid("atomic alignment must be natural");
    }
    if (addressType == AddressType.I32 && in.memoryOffset() >>> 32 != 0) {
      throw invalid("offset out of range");
    }
    return TypeCode.of(addressType.valueType());
  }

  private MemoryType memory(int index) {
    ModuleContext.checkIndex(index, context.memories.length, "memory", in.offset());
    return context.memories[index];
  }

  private int memoryAddress(int index) {
    return TypeCode.of(memory(index).addressType().valueType());
  }

  private int tableElement(int index) {
    ModuleContext.checkIndex(index, context.tables.length, "table", in.offset());
    return context.tables[index];
  }

  private int tableAddress(int index) {
    tableElement(index);
    return TypeCode.of(context.tableAddresses[index].valueType());
  }

  private void checkLanes(Opcode opcode) {
    switch (opcode.immediates()) {
      case LANE -> checkLane(in.lane(), laneCount(opcode));
      case MEMORY_ARGUMENT_LANE -> checkLane(in.lane(), 16 >> opcode.naturalAlignment());
      case LANES -> {
        for (byte lane : in.lanes()) {
          checkLane(lane & 0xFF, 32);
        }
      }
      default -> {}
    }
  }

  private void checkLane(int lane, int count) {
    if (lane >= count) {
      throw invalid("invalid lane index " + lane);
    }
  }

  private static int laneCount(Opcode opcode) {
    return switch (opcode) {
      case I8X16_EXTRACT_LANE_S, I8X16_EXTRACT_LANE_U, I8X16_REPLACE_LANE -> 16;
      case I16X8_EXTRACT_LANE_S, I16X8_EXTRACT_LANE_U, I16X8_REPLACE_LANE -> 8;
      case I32X4_EXTRACT_LANE, I32X4_REPLACE_LANE, F32X4_EXTRACT_LANE, F32X4_REPLACE_LANE -> 4;
      default -> 2;
    };
  }

  private void special(Opcode opcode) {
    switch (opcode) {
      case NOP -> {}
      case UNREACHABLE -> unreachable();
      case BLOCK, LOOP, IF -> block(opcode);
      case ELSE -> alternative();
      case END -> end();
      case BR -> {
        popAll(label(in.index()).labelTypes());
        unreachable();
      }
      case BR_IF -> {
        pop(TypeCode.I32);
        int[] labelTypes = label(in.index()).labelTypes();
        popAll(labelTypes);
        pushAll(labelTypes);
      }
      case BR_TABLE -> branchTable();
      case RETURN -> {
        popAll(frames.get(0).signature.results());
        unreachable();
      }
      case DROP -> pop();
      case SELECT -> select();
      case SELECT_T -> {
        if (in.valueTypes().size() != 1) {
          throw invalid("invalid result arity");
        }
        int type = types.code(in.valueTypes().get(0), in.offset());
        pop(TypeCode.I32);
        pop(type);
        pop(type);
        push(type);
      }
      case I32_CONST -> push(TypeCode.I32);
      case I64_CONST -> push(TypeCode.I64);
      case F32_CONST -> push(TypeCode.F32);
      case F64_CONST -> push(TypeCode.F64);
      case LOCAL_GET -> {
        int local = local();
        if (!initialized[local]) {
          throw invalid("uninitialized local " + local);
        }
        push(locals[local]);
      }
      case LOCAL_SET -> {
        int local = local();
        pop(locals[local]);
        initialize(local);
      }
      case LOCAL_TEE -> {
        int local = local();
        pop(locals[local]);
        push(locals[local]);
        initialize(local);
      }
      case GLOBAL_GET -> {
        ModuleContext.checkIndex(in.index(), context.globals.length, "global", in.offset());
        push(context.globals[in.index()]);
      }
      case GLOBAL_SET -> {
        ModuleContext.checkIndex(in.index(), context.globals.length, "global", in.offset());
        if (!context.mutableGlobals[in.index()]) {
          throw invalid("immutable global " + in.index());
        }
        pop(context.globals[in.index()]);
      }
      case CALL, CALL_INDIRECT, CALL_REF, RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
          call(opcode);
      case TRY, CATCH, CATCH_ALL, DELEGATE, RETHROW, THROW, THROW_REF, TRY_TABLE ->
          exception(opcode);
      case TABLE_GET, TABLE_SET, TABLE_SIZE, TABLE_GROW, TABLE_FILL, TABLE_COPY, TABLE_INIT ->
          table(opcode);
      case ELEM_DROP ->
          ModuleContext.checkIndex(
              in.index(), context.elements.length, "elem segment", in.offset());
      case MEMORY_SIZE, MEMORY_GROW, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT, DATA_DROP ->
          memory(opcode);
      case REF_NULL,
          REF_IS_NULL,
          REF_FUNC,
          REF_EQ,
          REF_AS_NON_NULL,
          BR_ON_NULL,
          BR_ON_NON_NULL,
          BR_ON_CAST,
          BR_ON_CAST_FAIL,
          REF_TEST,
          REF_TEST_NULL,
          REF_CAST,
          REF_CAST_NULL,
          REF_I31,
          I31_GET_S,
          I31_GET_U,
          ANY_CONVERT_EXTERN,
          EXTERN_CONVERT_ANY ->
          reference(opcode);
      case STRUCT_NEW, STRUCT_NEW_DEFAULT, STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U, STRUCT_SET ->
          struct(opcode);
      default -> array(opcode);
    }
  }

  // Control instructions.

  private Signature blockSignature() {
    BlockType type = in.blockType();
    if (type instanceof BlockType.Result result) {
      int code = types.code(result.type(), in.offset());
      return code < SINGLE_RESULTS.length ? SINGLE_RESULTS[code] : Signature.result(code);
    }
    return type instanceof BlockType.Indexed indexed
        ? types.signature(indexed.typeIndex(), in.offset())
        : Signature.EMPTY;
  }

  private void block(Opcode opcode) {
    Signature signature = blockSignature();
    if (opcode == Opcode.IF) {
      pop(TypeCode.I32);
    }
    popAll(signature.parameters());
    pushFrame(opcode, signature);
  }

  private void alternative() {
    if (current.opcode != Opcode.IF) {
      throw new WasmFormatException(in.offset(), "unexpected token: else without if");
    }
    pushFrame(Opcode.ELSE, popFrame().signature);
  }

  private void end() {
    Frame frame = popFrame();
    Signature signature = frame.signature;
    if (frame.opcode == Opcode.IF && !isSame(signature)) {
      throw invalid("type mismatch: an if without else has other results than parameters");
    }
    if (frameCount > 0) {
      pushAll(signature.results());
    }
  }

  private boolean isSame(Signature signature) {
    int[] parameters = signature.parameters();
    int[] results = signature.results();
    if (parameters.length != results.length) {
      return false;
    }
    for (int i = 0; i < results.length; i++) {
      if (!types.isSubtype(parameters[i], results[i])) {
        return false;
      }
    }
    return true;
  }

  private void branchTable() {
    pop(TypeCode.I32);
    int[] defaultTypes = label(in.index()).labelTypes();
    for (int label : in.labels()) {
      int[] labelTypes = label(label).labelTypes();
      if (labelTypes.length != defaultTypes.length) {
        throw invalid("type mismatch: the labels of br_table differ in arity");
      }
      checkOperands(labelTypes);
    }
    popAll(defaultTypes);
    unreachable();
  }

  /** Checks the types of the topmost operands, which stay where they are. */
  private void checkOperands(int[] expected) {
    int available = operandCount - current.height;
    for (int i = 1; i <= expected.length; i++) {
      int type = expected[expected.length - i];
      if (i > available) {
        if (!current.unreachable) {
          throw invalid(
              "type mismatch: expected " + TypeCode.toText(type) + " but the stack is empty");
        }
      } else if (!types.isSubtype(operands[operandCount - i], type)) {
        throw mismatch(operands[operandCount - i], type);
      }
    }
  }

  private void select() {
    pop(TypeCode.I32);
    int first = pop();
    int second = pop();
    if (!TypeCode.isNumberOrVector(first) || !TypeCode.isNumberOrVector(second)) {
      throw invalid("type mismatch: select without type needs numbers or vectors");
    }
    if (first != second && first != TypeCode.UNKNOWN && second != TypeCode.UNKNOWN) {
      throw mismatch(first, second);
    }
    push(first == TypeCode.UNKNOWN ? second : first);
  }

  private void call(Opcode opcode) {
    Signature signature;
    switch (opcode) {
      case CALL, RETURN_CALL -> {
        ModuleContext.checkIndex(in.index(), context.functions.length, "function", in.offset());
        signature = types.signature(context.functions[in.index()], in.offset());
      }
      case CALL_INDIRECT, RETURN_CALL_INDIRECT -> {
        int element = tableElement(in.secondIndex());
        if (!types.isSubtype(element, TypeCode.FUNCREF)) {
          throw invalid("type mismatch: the table's elements are not functions");
        }
        signature = types.signature(in.index(), in.offset());
        pop(tableAddress(in.secondIndex()));
      }
      default -> {
        signature = types.signature(in.index(), in.offset());
        pop(definedReference(in.index(), TypeCode.NULLABLE));
      }
    }
    popAll(signature.parameters());
    if (opcode == Opcode.CALL || opcode == Opcode.CALL_INDIRECT || opcode == Opcode.CALL_REF) {
      pushAll(signature.results());
      return;
    }
    checkResults(signature.results(), frames.get(0).signature.results());
    unreachable();
  }

  private void checkResults(int[] results, int[] expected) {
    boolean same = results.length == expected.length;
    for (int i = 0; same && i < results.length; i++) {
      same = types.isSubtype(results[i], expected[i]);
    }
    if (!same) {
      throw invalid(
          "type mismatch: expected "
              + Signature.toText(expected)
              + ", found "
              + Signature.toText(results));
    }
  }

  private int definedReference(int typeIndex, int nullability) {
    return TypeCode.reference(types.heapTypeCode(typeIndex), nullability);
  }

  private void exception(Opcode opcode) {
    switch (opcode) {
      case THROW -> {
        popAll(tagParameters(in.index()));
        unreachable();
      }
      case THROW_REF -> {
        pop(TypeCode.EXNREF);
        unreachable();
      }
      case TRY_TABLE -> tryTable();
      default -> legacyException(opcode);
    }
  }

  private int[] tagParameters(int tag) {
    ModuleContext.checkIndex(tag, context.tags.length, "tag", in.offset());
    return types.signature(context.tags[tag], in.offset()).parameters();
  }

  private void tryTable() {
    Signature signature = blockSignature();
    popAll(signature.parameters());
    for (CatchClause clause : in.catches()) {
      int[] caught = clause.kind().namesTag() ? tagParameters(clause.tag()) : NOTHING;
      if (clause.kind() == CatchClause.Kind.CATCH_REF
          || clause.kind() == CatchClause.Kind.CATCH_ALL_REF) {
        caught = Arrays.copyOf(caught, caught.length + 1);
        caught[caught.length - 1] = TypeCode.nonNull(AbstractHeapType.EXN);
      }
      checkResults(caught, label(clause.label()).labelTypes());
    }
    pushFrame(Opcode.TRY_TABLE, signature);
  }

  private void legacyException(Opcode opcode) {
    context.require(Feature.LEGACY_EXCEPTIONS, in.offset());
    switch (opcode) {
      case TRY -> block(opcode);
      case CATCH, CATCH_ALL -> {
        if (current.opcode != Opcode.TRY && current.opcode != Opcode.CATCH) {
          throw invalid("misplaced " + opcode.mnemonic());
        }
        Signature signature = popFrame().signature;
        pushFrame(opcode, new Signature(NOTHING, signature.results()));
        if (opcode == Opcode.CATCH) {
          pushAll(tagParameters(in.index()));
        }
      }
      case DELEGATE -> {
        if (current.opcode != Opcode.TRY) {
          throw invalid("misplaced delegate");
        }
        Signature signature = popFrame().signature;
        label(in.index());
        pushAll(signature.results());
      }
      default -> {
        Opcode target = label(in.index()).opcode;
        if (target != Opcode.CATCH && target != Opcode.CATCH_ALL) {
          throw invalid("invalid rethrow label " + in.index());
        }
        unreachable();
      }
    }
  }

  // Variables, tables, memories.

  private int local() {
    ModuleContext.checkIndex(in.index(), localCount, "local", in.offset());
    return in.index();
  }

  private void initialize(int local) {
    if (!initialized[local]) {
      initialized[local] = true;
      if (initializedCount == initializedLocals.length) {
        initializedLocals = Arrays.copyOf(initializedLocals, initializedCount * 2);
      }
      initializedLocals[initializedCount++] = local;
    }
  }

  private void table(Opcode opcode) {
    int table = opcode == Opcode.TABLE_INIT ? in.secondIndex() : in.index();
    int element = tableElement(table);
    int address = tableAddress(table);
    switch (opcode) {
      case TABLE_GET -> {
        pop(address);
        push(element);
      }
      case TABLE_SET -> {
        pop(element);
        pop(address);
      }
      case TABLE_SIZE -> push(address);
      case TABLE_GROW -> {
        pop(address);
        pop(element);
        push(address);
      }
      case TABLE_FILL -> {
        pop(address);
        pop(element);
        pop(address);
      }
      case TABLE_COPY -> {
        int source = in.secondIndex();
        if (!types.isSubtype(tableElement(source), element)) {
          throw mismatch(tableElement(source), element);
        }
        int sourceAddress = tableAddress(source);
        pop(Math.min(address, sourceAddress));
        pop(sourceAddress);
        pop(address);
      }
      default -> {
        int segment = elementSegment(in.index());
        if (!types.isSubtype(segment, element)) {
          throw mismatch(segment, element);
        }
        pop(TypeCode.I32);
        pop(TypeCode.I32);
        pop(address);
      }
    }
  }

  private int elementSegment(int index) {
    ModuleContext.checkIndex(index, context.elements.length, "elem segment", in.offset());
    return context.elements[index];
  }

  private void dataSegment(int index) {
    if (!context.dataCountDeclared) {
      throw new WasmFormatException(in.offset(), "data count section required");
    }
    ModuleContext.checkIndex(index, context.dataCount, "data segment", in.offset());
  }

  private void memory(Opcode opcode) {
    switch (opcode) {
      case MEMORY_SIZE -> push(memoryAddress(in.index()));
      case MEMORY_GROW -> {
        pop(memoryAddress(in.index()));
        push(memoryAddress(in.index()));
      }
      case MEMORY_FILL -> {
        int address = memoryAddress(in.index());
        pop(address);
        pop(TypeCode.I32);
        pop(address);
      }
      case MEMORY_COPY -> {
        int address = memoryAddress(in.index());
        int sourceAddress = memoryAddress(in.secondIndex());
        // The size fits both memories: i32 unless both have 64-bit addresses.
        pop(Math.min(address, sourceAddress));
        pop(sourceAddress);
        pop(address);
      }
      case MEMORY_INIT -> {
        int address = memoryAddress(in.secondIndex());
        dataSegment(in.index());
        pop(TypeCode.I32);
        pop(TypeCode.I32);
        pop(address);
      }
      default -> dataSegment(in.index());
    }
  }

  // References.

  private void reference(Opcode opcode) {
    switch (opcode) {
      case REF_NULL -> push(TypeCode.reference(heapType(), TypeCode.NULLABLE));
      case REF_IS_NULL -> {
        popReference();
        push(TypeCode.I32);
      }
      case REF_FUNC -> {
        ModuleContext.checkIndex(in.index(), context.functions.length, "function", in.offset());
        if (!context.declaredFunctions.get(in.index())) {
          throw invalid("undeclared function reference " + in.index());
        }
        push(definedReference(context.functions[in.index()], 0));
      }
      case REF_EQ -> {
        pop(TypeCode.EQREF);
        pop(TypeCode.EQREF);
        push(TypeCode.I32);
      }
      case REF_AS_NON_NULL -> push(popReference() & ~TypeCode.NULLABLE);
      case BR_ON_NULL -> {
        int type = popReference();
        int[] labelTypes = label(in.index()).labelTypes();
        popAll(labelTypes);
        pushAll(labelTypes);
        push(type & ~TypeCode.NULLABLE);
      }
      case BR_ON_NON_NULL -> {
        int type = popReference();
        int[] labelTypes = label(in.index()).labelTypes();
        if (labelTypes.length == 0) {
          throw invalid("type mismatch: the label takes no reference");
        }
        push(type & ~TypeCode.NULLABLE);
        popAll(labelTypes);
        pushAll(labelTypes);
        pop();
      }
      case BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnCast(opcode);
      case REF_TEST, REF_TEST_NULL -> {
        castOperand();
        push(TypeCode.I32);
      }
      case REF_CAST -> push(TypeCode.reference(castOperand(), 0));
      case REF_CAST_NULL -> push(TypeCode.reference(castOperand(), TypeCode.NULLABLE));
      case REF_I31 -> {
        pop(TypeCode.I32);
        push(TypeCode.nonNull(AbstractHeapType.I31));
      }
      case I31_GET_S, I31_GET_U -> {
        pop(TypeCode.I31REF);
        push(TypeCode.I32);
      }
      case ANY_CONVERT_EXTERN -> convert(AbstractHeapType.EXTERN, AbstractHeapType.ANY);
      default -> convert(AbstractHeapType.ANY, AbstractHeapType.EXTERN);
    }
  }

  private void convert(AbstractHeapType from, AbstractHeapType to) {
    int type = popReference();
    int expected = TypeCode.nullable(from);
    if (!types.isSubtype(type, expected)) {
      throw mismatch(type, expected);
    }
    push(TypeCode.isNullable(type) ? TypeCode.nullable(to) : TypeCode.nonNull(to));
  }

  private int heapType() {
    return types.heapTypeCode(in.heapType(), in.offset());
  }

  private int castOperand() {
    int heapType = heapType();
    pop(TypeCode.reference(types.top(heapType), TypeCode.NULLABLE));
    return heapType;
  }

  private void branchOnCast(Opcode opcode) {
    int source = referenceType(in.castSource());
    int target = referenceType(in.castTarget());
    if (!types.isSubtype(target, source)) {
      throw mismatch(target, source);
    }
    // What is left of the source when the cast has failed: null only if the target excludes it.
    int rest = TypeCode.isNullable(target) ? source & ~TypeCode.NULLABLE : source;
    boolean branchesOnSuccess = opcode == Opcode.BR_ON_CAST;
    int[] labelTypes = label(in.index()).labelTypes();
    if (labelTypes.length == 0) {
      throw invalid("type mismatch: the label takes no reference");
    }
    pop(source);
    push(branchesOnSuccess ? target : rest);
    popAll(labelTypes);
    pushAll(labelTypes);
    pop();
    push(branchesOnSuccess ? rest : target);
  }

  private int referenceType(ReferenceType type) {
    return types.code(type, in.offset());
  }

  // Structures and arrays.

  private void struct(Opcode opcode) {
    int index = in.index();
    StructType struct = types.structType(index, in.offset());
    switch (opcode) {
      case STRUCT_NEW -> {
        for (int i = struct.fields().size() - 1; i >= 0; i--) {
          pop(types.unpacked(struct.fields().get(i), in.offset()));
        }
        push(definedReference(index, 0));
      }
      case STRUCT_NEW_DEFAULT -> {
        struct.fields().forEach(this::checkDefaultable);
        push(definedReference(index, 0));
      }
      default -> {
        ModuleContext.checkIndex(in.secondIndex(), struct.fields().size(), "field", in.offset());
        FieldType field = struct.fields().get(in.secondIndex());
        if (opcode == Opcode.STRUCT_SET) {
          if (!field.mutable()) {
            throw invalid("immutable field " + in.secondIndex());
          }
          pop(types.unpacked(field, in.offset()));
          pop(definedReference(index, TypeCode.NULLABLE));
        } else {
          checkPacking(field, opcode == Opcode.STRUCT_GET);
          pop(definedReference(index, TypeCode.NULLABLE));
          push(types.unpacked(field, in.offset()));
        }
      }
    }
  }

  private void checkDefaultable(FieldType field) {
    if (!TypeCode.isDefaultable(types.unpacked(field, in.offset()))) {
      throw invalid("type mismatch: a field has no default value");
    }
  }

  /** Packed fields are read with a sign, others without. */
  private void checkPacking(FieldType field, boolean unsigned) {
    if (field.storageType() instanceof PackedType == unsigned) {
      throw invalid(
          unsigned
              ? "type mismatch: a packed field is read with _s or _u"
              : "type mismatch: the field is not packed");
    }
  }

  private void array(Opcode opcode) {
    if (opcode == Opcode.ARRAY_LEN) {
      pop(TypeCode.ARRAYREF);
      push(TypeCode.I32);
      return;
    }
    int index = in.index();
    FieldType element = types.arrayElement(index, in.offset());
    int type = types.unpacked(element, in.offset());
    switch (opcode) {
      case ARRAY_NEW -> {
        pop(TypeCode.I32);
        pop(type);
        push(definedReference(index, 0));
      }
      case ARRAY_NEW_DEFAULT -> {
        checkDefaultable(element);
        pop(TypeCode.I32);
        push(definedReference(index, 0));
      }
      case ARRAY_NEW_FIXED -> {
        newFixedArray(in.secondIndex(), type);
        push(definedReference(index, 0));
      }
      case ARRAY_NEW_DATA -> {
        checkNumeric(element);
        dataSegment(in.secondIndex());
        pop(TypeCode.I32);
        pop(TypeCode.I32);
        push(definedReference(index, 0));
      }
      case ARRAY_NEW_ELEM -> {
        checkSegment(type);
        pop(TypeCode.I32);
        pop(TypeCode.I32);
        push(definedReference(index, 0));
      }
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        checkPacking(element, opcode == Opcode.ARRAY_GET);
        pop(TypeCode.I32);
        pop(definedReference(index, TypeCode.NULLABLE));
        push(type);
      }
      default -> writeArray(opcode, element, type);
    }
  }

  /** The number of operands is not trusted: as soon as the stack ends, so does this. */
  private void newFixedArray(int count, int type) {
    if (current.unreachable) {
      int available =
          Math.min(operandCount - current.height, count < 0 ? Integer.MAX_VALUE : count);
      for (int i = 0; i < available; i++) {
        pop(type);
      }
      return;
    }
    for (int i = count; i != 0; i--) {
      pop(type);
    }
  }

  private void checkNumeric(FieldType element) {
    if (element.storageType() instanceof ReferenceType) {
      throw invalid("array type is not numeric or vector");
    }
  }

  private void checkSegment(int elementType) {
    int segment = elementSegment(in.secondIndex());
    if (!types.isSubtype(segment, elementType)) {
      throw mismatch(segment, elementType);
    }
  }

  private void writeArray(Opcode opcode, FieldType element, int type) {
    if (!element.mutable()) {
      throw invalid("immutable array");
    }
    int array = definedReference(in.index(), TypeCode.NULLABLE);
    switch (opcode) {
      case ARRAY_SET -> {
        pop(type);
        pop(TypeCode.I32);
        pop(array);
      }
      case ARRAY_FILL -> {
        pop(TypeCode.I32);
        pop(type);
        pop(TypeCode.I32);
        pop(array);
      }
      case ARRAY_COPY -> {
        FieldType source = types.arrayElement(in.secondIndex(), in.offset());
        boolean packed =
            source.storageType() instanceof PackedType
                || element.storageType() instanceof PackedType;
        boolean matches =
            packed
                ? source.storageType().equals(element.storageType())
                : types.isSubtype(types.unpacked(source, in.offset()), type);
        if (!matches) {
          throw invalid("array types do not match");
        }
        pop(TypeCode.I32);
        pop(TypeCode.I32);
        pop(definedReference(in.secondIndex(), TypeCode.NULLABLE));
        pop(TypeCode.I32);
        pop(array);
      }
      case ARRAY_INIT_DATA -> {
        checkNumeric(element);
        dataSegment(in.secondIndex());
        popSegmentRange(array);
      }
      case ARRAY_INIT_ELEM -> {
        checkSegment(type);
        popSegmentRange(array);
      }
      default -> throw new IllegalStateException(opcode.mnemonic());
    }
  }

  private void popSegmentRange(int array) {
    pop(TypeCode.I32);
    pop(TypeCode.I32);
    pop(TypeCode.I32);
    pop(array);
  }
}
