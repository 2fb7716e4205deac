package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.ArrayIndex;
import dev.cascara.compiler.ir.IrExpression.Atomic;
import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.CheckedAddress;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.GlobalGet;
import dev.cascara.compiler.ir.IrExpression.HasTag;
import dev.cascara.compiler.ir.IrExpression.HiddenZero;
import dev.cascara.compiler.ir.IrExpression.IsNull;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrExpression.NewException;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.ReferenceOperation;
import dev.cascara.compiler.ir.IrExpression.RuntimeCall;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.StaticConstant;
import dev.cascara.compiler.ir.IrExpression.Transfer;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.GlobalSet;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.wasm.Opcode;
import java.util.List;

/**
 * The size of generated code in bytes: it decides what has to be divided, and how. It follows what
 * the code generator does, so that functions are not divided without need; where it does not know,
 * it is on the high side.
 */
final class CodeSize {
  /** A local variable with an index from 4 to 255. */
  private static final int VARIABLE = 2;

  /** A local variable with an index below 4. */
  private static final int FIRST_VARIABLE = 1;

  private static final int FIRST_VARIABLES = 4;

  private static final int FIELD = 3;
  private static final int CALL = 3;
  private static final int JUMP = 3;
  private static final int CAST = 3;

  /** What is in the constant pool, far from its start. */
  private static final int LARGE_CONSTANT = 3;

  private static final int SECOND_WAY = 44;

  /** A rotation by a constant, besides one push of the constant. */
  private static final int ROTATION = 9;

  /** To change the top bit of a number. */
  private static final int TOP_BIT = 4;

  /** An unsigned division by a constant. */
  private static final int QUOTIENT = 14;

  private static final int REMAINDER = 20;

  /** What a local variable from here on takes more; a little lower, for there are others. */
  private static final int WIDE = 2;

  private static final int NARROW_SLOTS = 240;

  /** Below this no method is too large, whatever its variables take. */
  private static final int SURELY_SMALL = 3_900;

  /** Below this no method is too large but for wide variables. */
  private static final int SURELY_FITTING = 7_000;

  private static final int ELEMENT = 7;

  /**
   * More than a call takes: HotSpot's compiler makes instructions of some 600 methods of vectors,
   * then of no more, and the others allocate.
   */
  private static final int VECTOR_METHOD = 8;

  /** How much larger a linked access may be than one that is called, with its conversion. */
  private static final int LINKED = 3;

  /** What it takes to set a field of a structure that is created, besides its value. */
  private static final int FIELD_OF_CONSTANT = 5;

  /** Of any method whose accesses to memory are calls, at most. */
  static final CodeSize WITH_CALLS = new CodeSize(true);

  /** Of any method, at most, as if all accesses to memory were in place. */
  static final CodeSize IN_PLACE = new CodeSize(false);

  private final boolean accessesAreCalls;
  private final boolean isConstant;

  /** The parameters with an index below 4, by the bits of their numbers. */
  private final long firstVariables;

  /** A field of the instance. */
  private final int state;

  /** A field of a memory. */
  private final int memory;

  private CodeSize(boolean accessesAreCalls) {
    this.accessesAreCalls = accessesAreCalls;
    this.isConstant = false;
    this.firstVariables = 0;
    this.state = VARIABLE + FIELD;
    this.memory = VARIABLE + FIELD;
  }

  private CodeSize(IrMethod method) {
    this.accessesAreCalls = method.callsAccesses();
    this.isConstant = method.isConstant();
    long first = 0;
    int slots = 0;
    for (Variable parameter : method.parameters()) {
      if (slots < FIRST_VARIABLES && parameter.number() < Long.SIZE) {
        first |= 1L << parameter.number();
      }
      slots += parameter.type().slots();
    }
    this.firstVariables = method.parametersInArray() ? 0 : first;
    int instance = method.parametersInArray() ? 1 : slots;
    this.state = ofVariable(instance) + FIELD;
    this.memory = ofVariable(instance + 1) + FIELD;
  }

  private static int ofVariable(int index) {
    return index < FIRST_VARIABLES ? FIRST_VARIABLE : VARIABLE;
  }

  /** The sizes that statements of a method have. */
  static CodeSize in(IrMethod method) {
    return new CodeSize(method);
  }

  /** The size of a method, for which the places of its variables are looked at if need be. */
  static int of(IrMethod method) {
    int size = in(method).of(method.body());
    if (size < SURELY_SMALL || (size < SURELY_FITTING && method.variables() < NARROW_SLOTS / 2)) {
      return size;
    }
    int parameters = method.parameters().stream().mapToInt(p -> p.type().slots()).sum();
    VariableSlots slots = VariableSlots.of(method, parameters + 2);
    size += (VARIABLE + 1) * slots.initialized().size() + 2 * (VARIABLE + FIELD);
    return slots.slotCount() < NARROW_SLOTS ? size : size + ofWideSlots(method.body(), slots);
  }

  private static int ofWideSlots(List<IrStatement> statements, VariableSlots slots) {
    int size = 0;
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign) {
        size += ofWideSlot(assign.variable(), slots);
      }
      for (IrExpression expression : IrStatements.expressions(statement)) {
        size += ofWideSlots(expression, slots);
      }
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        size += ofWideSlots(body, slots);
      }
    }
    return size;
  }

  private static int ofWideSlots(IrExpression expression, VariableSlots slots) {
    int size = expression instanceof Get get ? ofWideSlot(get.variable(), slots) : 0;
    for (IrExpression operand : expression.operands()) {
      size += ofWideSlots(operand, slots);
    }
    return size;
  }

  private static int ofWideSlot(Variable variable, VariableSlots slots) {
    return slots.slot(variable) < NARROW_SLOTS ? 0 : WIDE;
  }

  int of(List<IrStatement> statements) {
    int size = 0;
    for (IrStatement statement : statements) {
      size += of(statement);
    }
    return size;
  }

  int of(IrStatement statement) {
    int size = own(statement);
    for (List<IrStatement> body : IrStatements.bodies(statement)) {
      size += of(body);
    }
    return size;
  }

  /** The size without that of the statements in it. */
  int own(IrStatement statement) {
    if (statement instanceof If condition) {
      return own(condition);
    }
    int size = 0;
    for (IrExpression expression : IrStatements.expressions(statement)) {
      size += of(expression);
    }
    if (statement instanceof Assign assign) {
      return size + of(assign.variable());
    }
    if (statement instanceof Store store) {
      return size
          + access(store.opcode(), store.offset(), store.address())
          + (isNarrow(store) ? 1 : 0);
    }
    if (statement instanceof ArraySet) {
      return size + ELEMENT;
    }
    if (statement instanceof Switch choice) {
      return size + 16 + 4 * choice.labels().size();
    }
    if (statement instanceof GlobalSet) {
      return size + state + FIELD;
    }
    if (statement instanceof SetTransfer) {
      return size + state;
    }
    if (statement instanceof Block) {
      return size;
    }
    if (statement instanceof Loop loop) {
      return CountedLoops.growth(loop);
    }
    if (statement instanceof Return) {
      return size + 1;
    }
    return size + (statement instanceof Branch ? JUMP : statement instanceof Try ? 12 : 6);
  }

  /** A branch that depends on a condition is one instruction. */
  private int own(If statement) {
    int size = ofCondition(statement.condition());
    if (!statement.whenZero().isEmpty()) {
      return size + JUMP;
    }
    return statement.conditionalBranch() == null ? size : size - JUMP;
  }

  private int of(Variable variable) {
    return variable.number() < Long.SIZE && (firstVariables >>> variable.number() & 1) != 0
        ? FIRST_VARIABLE
        : VARIABLE;
  }

  int of(IrExpression expression) {
    if (expression instanceof Get get) {
      return of(get.variable());
    }
    if (expression instanceof Constant constant) {
      return ofConstant(constant.type(), constant.bits());
    }
    if (expression instanceof Null) {
      return 1;
    }
    if (expression instanceof HiddenZero) {
      return state;
    }
    if (expression instanceof Select select) {
      Extremum extremum = Extremum.of(select);
      return extremum != null
          ? of(extremum.first())
              + of(extremum.second())
              + CALL
              + (extremum.isUnsigned() ? 3 * TOP_BIT : 0)
          : of(select.whenNonZero())
              + of(select.whenZero())
              + ofCondition(select.condition())
              + JUMP;
    }
    if (isCondition(expression)) {
      return ofCondition(expression) + 1 + JUMP + 1 + 1;
    }
    int size = 0;
    for (IrExpression operand : expression.operands()) {
      size += of(operand);
    }
    if (expression instanceof Numeric numeric) {
      return size
          + (numeric.operands().size() == 2 && numeric.operands().get(1) instanceof Constant
              ? ofOperationByConstant(numeric.opcode())
              : ofOperation(numeric.opcode()));
    }
    if (expression instanceof CheckedAddress) {
      return size;
    }
    if (expression instanceof ArrayIndex index) {
      return size + ofOffset(index.offset()) + check(index.offset(), index.size());
    }
    if (expression instanceof LargeAddress) {
      return size + SECOND_WAY;
    }
    if (expression instanceof Load load) {
      return size
          + access(load.opcode(), load.offset(), load.address())
          + ofConversion(load.opcode());
    }
    if (expression instanceof Atomic) {
      return size + 32;
    }
    if (expression instanceof RuntimeCall) {
      return size + 3;
    }
    if (expression instanceof StaticConstant) {
      return FIELD;
    }
    if (expression instanceof MethodCall call) {
      return size + VECTOR_METHOD + (needsCast(call) ? CAST : 0);
    }
    if (expression instanceof Call || expression instanceof CallPart) {
      return size + state - FIELD + CALL;
    }
    if (expression instanceof CallReference) {
      return size + 16;
    }
    if (expression instanceof ReferenceOperation operation) {
      return size + of(operation);
    }
    if (expression instanceof CallIndirect) {
      return size + state + 3 * CALL + 8;
    }
    if (expression instanceof GlobalGet) {
      return state + 2 * FIELD;
    }
    if (expression instanceof NewException || expression instanceof HasTag) {
      return size + 16;
    }
    if (expression instanceof Transfer) {
      return state + (expression.type().isReference() ? CAST : 0);
    }
    return size + (expression instanceof ArrayGet ? ELEMENT : 20);
  }

  private static boolean needsCast(MethodCall call) {
    return call.type().isReference() && !call.descriptor().endsWith(')' + call.type().descriptor());
  }

  /** A linked access counts as what would be in place of it, which is what HotSpot compiles. */
  private int access(Opcode opcode, long offset, IrExpression address) {
    int inPlace = accessInPlace(opcode, offset, address);
    if (address.type().kind() != IrType.Kind.INT || address instanceof LargeAddress) {
      return inPlace;
    }
    int call = memory - FIELD + ofInt(offset) + CALL;
    return accessesAreCalls ? call : Math.max(inPlace, call + LINKED);
  }

  private int accessInPlace(Opcode opcode, long offset, IrExpression address) {
    int alignment = opcode.naturalAlignment();
    int size = memory + (alignment == 0 ? 1 : FIELD + CALL) + ofOffset(offset);
    return address instanceof CheckedAddress ? size : size + check(offset, 1 << alignment);
  }

  private static int ofOffset(long offset) {
    return offset == 0 ? 0 : ofInt(offset) + 1;
  }

  /** Comparing an address with the size of its memory; in dispatch loops the offset is apart. */
  private int check(long offset, int size) {
    return memory
        + (size == 1 ? 0 : ofInt(size - 1) + 1)
        + CALL
        + (offset == 0 ? 0 : LARGE_CONSTANT + CALL + 2);
  }

  private static boolean isNarrow(Store store) {
    int alignment = store.opcode().naturalAlignment();
    return alignment == 1 || (store.value().type().kind() == IrType.Kind.LONG && alignment < 3);
  }

  /** What a load does with the value that it read. */
  private static int ofConversion(Opcode opcode) {
    return switch (opcode) {
      case I32_LOAD8_U -> 4;
      case I32_LOAD16_U -> 4;
      case I64_LOAD8_U, I64_LOAD16_U, I64_LOAD32_U -> 5;
      case I64_LOAD8_S, I64_LOAD16_S, I64_LOAD32_S -> 1;
      default -> 0;
    };
  }

  private static int ofInt(long value) {
    if (value >= -1 && value <= 5) {
      return 1;
    }
    return value == (byte) value ? 2 : 3;
  }

  private static int ofConstant(IrType type, long bits) {
    return switch (type.kind()) {
      case INT -> ofInt(bits);
      case LONG -> bits == 0 || bits == 1 ? 1 : bits == (short) bits ? ofInt(bits) + 1 : 3;
      default -> bits == 0 ? 1 : 6;
    };
  }

  /** The size of an operation besides its operands, of which the second is a constant. */
  private static int ofOperationByConstant(Opcode opcode) {
    return switch (opcode) {
      case I32_ROTL, I32_ROTR, I64_ROTL, I64_ROTR -> ROTATION;
      case I32_DIV_U -> QUOTIENT;
      case I32_REM_U -> REMAINDER;
      default -> ofOperation(opcode);
    };
  }

  private static boolean isCondition(IrExpression expression) {
    return expression instanceof IsNull
        || (expression instanceof Numeric numeric && numeric.opcode().isComparison());
  }

  /** The size of a conditional jump. */
  private int ofCondition(IrExpression condition) {
    if (!isCondition(condition)) {
      return of(condition) + JUMP;
    }
    if (condition instanceof Numeric test && test.opcode() == Opcode.I32_EQZ) {
      return ofCondition(test.operands().get(0));
    }
    int size = JUMP;
    for (IrExpression operand : condition.operands()) {
      size += of(operand);
    }
    if (condition instanceof Numeric comparison) {
      boolean unsigned = comparison.opcode().mnemonic().endsWith("_u");
      boolean ints = comparison.operands().get(0).type().kind() == IrType.Kind.INT;
      return size + (unsigned ? (ints ? 8 : 9) : ints ? 0 : 2);
    }
    return size;
  }

  private static int ofOperation(Opcode opcode) {
    return switch (opcode) {
      case I32_ADD,
          I32_SUB,
          I32_MUL,
          I32_AND,
          I32_OR,
          I32_XOR,
          I32_SHL,
          I32_SHR_S,
          I32_SHR_U,
          I32_REM_S,
          I64_ADD,
          I64_SUB,
          I64_MUL,
          I64_AND,
          I64_OR,
          I64_XOR,
          I64_REM_S,
          F32_ADD,
          F32_SUB,
          F32_MUL,
          F32_DIV,
          F64_ADD,
          F64_SUB,
          F64_MUL,
          F64_DIV,
          I32_WRAP_I64,
          I64_EXTEND_I32_S,
          I32_EXTEND8_S,
          I32_EXTEND16_S ->
          1;
      case I64_SHL, I64_SHR_S, I64_SHR_U, I64_EXTEND32_S -> 2;
      case I32_CLZ, I32_CTZ, I32_POPCNT, I32_ROTL, I32_ROTR, I32_DIV_U, I32_REM_U -> 3;
      default -> 6;
    };
  }

  private int of(ReferenceOperation operation) {
    return switch (operation.opcode()) {
      case STRUCT_NEW -> isConstant ? 7 + FIELD_OF_CONSTANT * operation.operands().size() : CALL;
      case STRUCT_GET_S, REF_I31, I31_GET_S, I31_GET_U -> 3;
      case STRUCT_GET, STRUCT_SET, STRUCT_GET_U -> 6;
      case ARRAY_NEW_FIXED -> 12 + 5 * operation.operands().size();
      default -> 14;
    };
  }
}
