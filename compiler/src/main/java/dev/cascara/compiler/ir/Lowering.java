package dev.cascara.compiler.ir;

import dev.cascara.compiler.UnsupportedFeatureException;
import dev.cascara.compiler.ir.IrExpression.ArrayGet;
import dev.cascara.compiler.ir.IrExpression.Atomic;
import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.CalleeResult;
import dev.cascara.compiler.ir.IrExpression.Cast;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.FunctionReference;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.GlobalGet;
import dev.cascara.compiler.ir.IrExpression.IsNull;
import dev.cascara.compiler.ir.IrExpression.LargeAddress;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.NewArray;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.Numeric;
import dev.cascara.compiler.ir.IrExpression.Operation;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.Transfer;
import dev.cascara.compiler.ir.IrExpression.TypeTest;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.ir.IrStatement.ArraySet;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Block;
import dev.cascara.compiler.ir.IrStatement.Branch;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.IrStatement.GlobalSet;
import dev.cascara.compiler.ir.IrStatement.If;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Return;
import dev.cascara.compiler.ir.IrStatement.SetTransfer;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.ir.IrStatement.Unreachable;
import dev.cascara.compiler.ir.OperandStack.Entry;
import dev.cascara.compiler.ir.OperandStack.Operands;
import dev.cascara.compiler.wasm.BlockType;
import dev.cascara.compiler.wasm.Code;
import dev.cascara.compiler.wasm.Expression;
import dev.cascara.compiler.wasm.FunctionType;
import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.InstructionReader;
import dev.cascara.compiler.wasm.Module;
import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.compiler.wasm.ReferenceType;
import dev.cascara.compiler.wasm.ValueType;
import dev.cascara.compiler.wasm.VectorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a valid function body into the intermediate representation: control flow stays as it is,
 * block parameters and results become variables, the operand stack becomes expression trees.
 * Unreachable code is left out.
 */
public final class Lowering {
  /** All walks over statements are recursive: what the compiler's threads have room for. */
  private static final int MAXIMUM_DEPTH = 150_000;

  private static final long MAXIMUM_PASSED_VALUES = 4_000_000;

  final IndexSpaces spaces;
  private final List<MemoryRepresentation> memories;
  private final CalleeWeights calleeWeights;
  final DefinedTypes types;
  final InstructionReader in;
  final List<Variable> locals = new ArrayList<>();
  private final List<Frame> frames = new ArrayList<>();
  final OperandStack stack = new OperandStack(this::newTemporary, this::emitAssign);
  final ExceptionLowering exceptions = new ExceptionLowering(this);
  private final ReferenceLowering references;
  private @Nullable TailCallLowering tailCalls;
  private int variables;

  /** How many values the branches so far pass. */
  private long passedValues;

  List<IrStatement> statements = new ArrayList<>();
  boolean reachable = true;

  /** A structured instruction that has begun and not ended. */
  static final class Frame {
    final Opcode opcode;
    final FunctionType type;

    /** The height of the stack below the parameters. */
    final int height;

    /** Where statements go after this instruction. */
    final List<IrStatement> outer;

    final Label label = new Label();
    boolean labelUsed;

    /** What a branch to the label assigns: a loop's parameters, else the results. */
    List<Variable> labelValues = List.of();

    /** For {@code if}. */
    @Nullable IrExpression condition;

    /** For {@code if} with {@code else}: the statements of the first arm. */
    @Nullable List<IrStatement> firstArm;

    /** For {@code if}: whether control reaches the end of the first arm. */
    boolean firstArmFallsThrough;

    /** For {@code if}: the parameters, all constants or temporaries. */
    List<IrExpression> parameters = List.of();

    /** For {@code try_table} and {@code try}. */
    final ExceptionLowering.@Nullable Handlers handlers;

    /** Where {@code delegate} takes exceptions to, if one does. */
    ExceptionLowering.@Nullable Landing delegated;

    Frame(Opcode opcode, FunctionType type, int height, List<IrStatement> outer) {
      this.opcode = opcode;
      this.type = type;
      this.height = height;
      this.outer = outer;
      this.handlers =
          opcode == Opcode.TRY_TABLE || opcode == Opcode.TRY
              ? new ExceptionLowering.Handlers()
              : null;
    }
  }

  private Lowering(
      Module module,
      IndexSpaces spaces,
      DefinedTypes types,
      List<MemoryRepresentation> memories,
      CalleeWeights calleeWeights,
      Expression body) {
    this.spaces = spaces;
    this.types = types;
    this.memories = memories;
    this.calleeWeights = calleeWeights;
    this.in = new InstructionReader(module.bytes(), body);
    this.references = new ReferenceLowering(this, in, stack, types);
  }

  /**
   * Lowers a function.
   *
   * @param module the valid module
   * @param spaces its index spaces
   * @param types its types
   * @param memories how code sees each memory
   * @param tailCalls its tail calls
   * @param calleeWeights the weights of calls of its functions
   * @param function the index of a function that the module defines
   * @return the function's body as one method
   * @throws UnsupportedFeatureException if the function uses what is not compiled yet
   */
  public static IrFunction lower(
      Module module,
      IndexSpaces spaces,
      DefinedTypes types,
      List<MemoryRepresentation> memories,
      TailCalls tailCalls,
      CalleeWeights calleeWeights,
      int function) {
    Code code = module.codes().get(function - spaces.importedFunctions());
    Lowering lowering = new Lowering(module, spaces, types, memories, calleeWeights, code.body());
    FunctionType type = spaces.typeOfFunction(function);
    TailCallLowering tailCallLowering = new TailCallLowering(lowering, tailCalls, function);
    lowering.tailCalls = tailCallLowering;
    List<Variable> parameters = new ArrayList<>();
    List<IrStatement> vectors = new ArrayList<>();
    for (ValueType parameter : type.parameters()) {
      IrType irType = types.irType(parameter, code.offset());
      Variable local = lowering.newVariable(irType, Variable.Kind.LOCAL);
      lowering.locals.add(local);
      if (irType.isVector()) {
        Variable low = lowering.newVariable(IrType.LONG, Variable.Kind.LOCAL);
        Variable high = lowering.newVariable(IrType.LONG, Variable.Kind.LOCAL);
        parameters.addAll(List.of(low, high));
        vectors.add(new Assign(local, Vectors.ofHalves(new Get(low), new Get(high))));
      } else {
        parameters.add(local);
      }
    }
    boolean inArray = inArray(parameters.stream().map(Variable::type).toList());
    if (inArray) {
      Variable array = lowering.newVariable(IrType.OBJECTS, Variable.Kind.LOCAL);
      for (int i = 0; i < parameters.size(); i++) {
        lowering.emitAssign(
            parameters.get(i),
            new ArrayGet(ArrayKind.OBJECTS, parameters.get(i).type(), new Get(array), i));
      }
      parameters = List.of(array);
    }
    lowering.statements.addAll(vectors);
    for (Code.Locals run : code.locals()) {
      IrType local = types.irType(run.type(), code.offset());
      for (int i = 0; i < run.count(); i++) {
        lowering.locals.add(lowering.newVariable(local, Variable.Kind.LOCAL));
      }
    }
    List<IrStatement> start = lowering.statements;
    lowering.statements = new ArrayList<>();
    List<IrStatement> body = lowering.lowerBody(type);
    IrMethod method =
        tailCallLowering.complete(
            new IrMethod(parameters, inArray, lowering.resultType(type), body, lowering.variables),
            start);
    return new IrFunction(function, List.of(method));
  }

  /**
   * Lowers a constant expression.
   *
   * @param module the valid module
   * @param spaces its index spaces
   * @param types its types
   * @param expression the expression
   * @param type the type of its value
   * @return a method without parameters that returns the value
   * @throws UnsupportedFeatureException if the expression uses what is not compiled yet
   */
  public static IrMethod lowerConstant(
      Module module, IndexSpaces spaces, DefinedTypes types, Expression expression, IrType type) {
    Lowering lowering =
        new Lowering(module, spaces, types, List.of(), CalleeWeights.NONE, expression);
    while (lowering.in.next() != Opcode.END) {
      lowering.lowerInstruction(lowering.in.opcode());
    }
    lowering.statements.add(new Return(List.of(lowering.stack.pop().expression())));
    return IrMethod.constant(type, lowering.statements, lowering.variables);
  }

  /**
   * Lowers a constant expression that gives a vector.
   *
   * @param module the valid module
   * @param spaces its index spaces
   * @param types its types
   * @param expression the expression
   * @return its two halves
   */
  public static List<IrExpression> lowerVectorConstant(
      Module module, IndexSpaces spaces, DefinedTypes types, Expression expression) {
    InstructionReader in = new InstructionReader(module.bytes(), expression);
    // A constant instruction, or the global that it is copied from.
    return in.next() == Opcode.V128_CONST
        ? List.of(
            new Constant(IrType.LONG, in.vectorLow()), new Constant(IrType.LONG, in.vectorHigh()))
        : List.of(globalHalf(in.index(), 0), globalHalf(in.index(), 1));
  }

  private static IrExpression globalHalf(int global, int half) {
    return new Operation(Opcode.GLOBAL_GET, global, half, IrType.LONG, List.of());
  }

  private static boolean inArray(List<IrType> parameters) {
    return IrType.slots(parameters) > IrType.MAXIMUM_PARAMETER_SLOTS;
  }

  IrType resultType(FunctionType type) {
    if (type.results().isEmpty()) {
      return IrType.VOID;
    }
    IrType first = irType(type.results().get(0));
    return first.isVector() ? IrType.LONG : first;
  }

  IrType irType(ValueType type) {
    return types.irType(type, in.offset());
  }

  Variable newVariable(IrType type, Variable.Kind kind) {
    return new Variable(variables++, type, kind);
  }

  Variable newTemporary(IrType type) {
    return newVariable(type, Variable.Kind.TEMPORARY);
  }

  List<Variable> newLabelValues(List<ValueType> types) {
    Variable[] values = new Variable[types.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = newVariable(irType(types.get(i)), Variable.Kind.LABEL_VALUE);
    }
    return IrList.of(values);
  }

  // ---------------------------------------------------------------- statements

  void emitAssign(Variable variable, IrExpression value) {
    statements.add(new Assign(variable, value));
  }

  void add(IrStatement statement) {
    statements.add(statement);
  }

  void emit(IrStatement statement, int effects) {
    stack.prepareFor(effects);
    statements.add(statement);
  }

  private List<IrStatement> lowerBody(FunctionType type) {
    frames.add(new Frame(Opcode.BLOCK, type, 0, statements));
    while (!frames.isEmpty()) {
      Opcode opcode = in.next();
      if (reachable) {
        lowerInstruction(opcode);
      } else {
        skip(opcode);
      }
    }
    return statements;
  }

  /**
   * Passes over unreachable instructions: nothing is generated until the current frame's arm or
   * block ends.
   */
  private void skip(Opcode opcode) {
    switch (opcode) {
      case BLOCK, LOOP, IF, TRY_TABLE, TRY -> in.skipExpression();
      case ELSE -> lowerElse(frameAt(0));
      case END -> lowerEnd();
      case CATCH, CATCH_ALL -> exceptions.lowerCatch(frameAt(0));
      case DELEGATE -> exceptions.lowerDelegate(closeFrame());
      default -> {}
    }
  }

  private void lowerInstruction(Opcode opcode) {
    if (opcode.hasSignature()) {
      lowerSimple(opcode);
      return;
    }
    switch (opcode) {
      case NOP -> {}
      case UNREACHABLE -> {
        stack.prepareForBranch();
        terminate(new Unreachable());
      }
      case BLOCK -> openBlock();
      case LOOP -> openLoop();
      case IF -> openIf();
      case TRY_TABLE, TRY -> exceptions.openTry();
      case CATCH, CATCH_ALL -> exceptions.lowerCatch(frameAt(0));
      case DELEGATE -> exceptions.lowerDelegate(closeFrame());
      case THROW -> exceptions.lowerThrow();
      case THROW_REF -> exceptions.lowerThrowReference();
      case RETHROW -> exceptions.lowerRethrow(frameAt(in.index()));
      case ELSE -> lowerElse(frameAt(0));
      case END -> lowerEnd();
      case BR -> branch(in.index());
      case BR_IF -> branchIf(in.index());
      case BR_TABLE -> branchTable();
      case RETURN -> lowerReturn();
      case CALL -> lowerCall();
      case CALL_INDIRECT -> lowerCallIndirect();
      case RETURN_CALL, RETURN_CALL_INDIRECT, RETURN_CALL_REF ->
          Objects.requireNonNull(tailCalls).lower();
      case DROP -> drop();
      case SELECT, SELECT_T -> {
        Operands operands = stack.popChoice();
        List<IrExpression> values = operands.expressions();
        IrType type =
            opcode == Opcode.SELECT_T ? irType(in.valueTypes().get(0)) : values.get(0).type();
        push(new Select(type, values.get(0), values.get(1), values.get(2)), operands, 0);
      }
      case LOCAL_GET -> stack.push(locals.get(in.index()));
      case LOCAL_SET -> assignLocal(locals.get(in.index()));
      case LOCAL_TEE -> {
        Variable variable = locals.get(in.index());
        assignLocal(variable);
        stack.push(variable);
      }
      case GLOBAL_GET -> {
        var type = spaces.globals().get(in.index());
        IrType irType = irType(type.valueType());
        stack.push(
            irType.isVector()
                ? Vectors.ofHalves(globalHalf(in.index(), 0), globalHalf(in.index(), 1))
                : new GlobalGet(in.index(), irType),
            type.mutable() ? Effects.READS_STATE : 0,
            1);
      }
      case GLOBAL_SET -> {
        if (irType(spaces.globals().get(in.index()).valueType()).isVector()) {
          setVectorGlobal();
          return;
        }
        Entry value = stack.pop();
        emit(new GlobalSet(in.index(), value.expression()), value.effects() | Effects.WRITES);
      }
      case I32_CONST -> pushConstant(IrType.INT, in.int32());
      case I64_CONST -> pushConstant(IrType.LONG, in.int64());
      case F32_CONST -> pushConstant(IrType.FLOAT, in.float32Bits());
      case F64_CONST -> pushConstant(IrType.DOUBLE, in.float64Bits());
      case REF_NULL -> stack.push(new Null(types.irType(in.heapType())), 0, 1);
      case REF_FUNC -> stack.push(new FunctionReference(in.index()), 0, 1);
      case CALL_REF -> lowerCallReference();
      case BR_ON_NULL, BR_ON_NON_NULL, BR_ON_CAST, BR_ON_CAST_FAIL -> branchOnReference(opcode);
      case REF_IS_NULL -> {
        Operands operand = stack.pop(1);
        push(new IsNull(operand.expressions().get(0)), operand, 0);
      }
      case TABLE_GET -> {
        IrType type = irType(spaces.tables().get(in.index()).elementType());
        pushOperation(1, type, Effects.READS_STATE | Effects.TRAPS);
      }
      case TABLE_SIZE -> pushOperation(0, tableIndexType(), Effects.READS_STATE);
      case TABLE_GROW -> pushOperation(2, tableIndexType(), Effects.WRITES);
      case TABLE_SET -> emitOperation(2);
      case TABLE_FILL, TABLE_COPY, TABLE_INIT, MEMORY_FILL, MEMORY_COPY, MEMORY_INIT ->
          emitOperation(3);
      case ELEM_DROP, DATA_DROP -> emitOperation(0);
      case MEMORY_SIZE -> pushOperation(0, addressType(), Effects.READS_STATE);
      case MEMORY_GROW -> pushOperation(1, addressType(), Effects.WRITES);
      default -> {
        if (!references.lower(opcode)) {
          throw unsupported(opcode);
        }
      }
    }
  }

  private UnsupportedFeatureException unsupported(Opcode opcode) {
    return new UnsupportedFeatureException("SIMD", opcode.mnemonic(), in.offset());
  }

  // ---------------------------------------------------------------- values

  private void pushConstant(IrType type, long bits) {
    stack.push(new Constant(type, bits), 0, 1);
  }

  private void push(IrExpression expression, Operands operands, int effects) {
    stack.push(expression, operands.effects() | effects, operands.size() + 1);
  }

  private void pushOperation(int operandCount, IrType type, int effects) {
    Operands operands = stack.pop(operandCount);
    push(operation(operands, type), operands, effects);
  }

  private void emitOperation(int operandCount) {
    Operands operands = stack.pop(operandCount);
    emit(new Evaluate(operation(operands, IrType.VOID)), operands.effects() | Effects.IMPURE);
  }

  private Operation operation(Operands operands, IrType type) {
    return new Operation(in.opcode(), in.index(), in.secondIndex(), type, operands.expressions());
  }

  private void setVectorGlobal() {
    stack.evaluateFrom(stack.height() - 1);
    IrExpression value = stack.pop().expression();
    stack.prepareFor(Effects.WRITES);
    for (int half = 0; half < 2; half++) {
      statements.add(
          new Evaluate(
              new Operation(
                  Opcode.GLOBAL_SET,
                  in.index(),
                  half,
                  IrType.VOID,
                  List.of(Vectors.half(value, half)))));
    }
  }

  /** A vector instruction. */
  private void lowerVector(Opcode opcode) {
    if (opcode == Opcode.V128_CONST) {
      stack.push(Vectors.constant(in.vectorLow(), in.vectorHigh()), 0, 1);
    } else if (!opcode.takesAddress()) {
      Operands operands = stack.pop(opcode.operands().size());
      push(
          opcode == Opcode.I8X16_SHUFFLE
              ? Vectors.shuffle(in.lanes(), operands.expressions())
              : new VectorOperation(
                  opcode,
                  irType(opcode.results().get(0)),
                  opcode.immediates() == Opcode.Immediates.LANE ? in.lane() : 0,
                  0,
                  operands.expressions()),
          operands,
          0);
    } else if (opcode == Opcode.V128_LOAD || opcode == Opcode.V128_STORE) {
      lowerAccess(opcode);
    } else {
      boolean takesVector = !opcode.operands().isEmpty();
      if (takesVector) {
        // The address comes first and is used last: neither may notice the other.
        stack.evaluateFrom(stack.height() - 2);
      }
      lowerPartialAccess(opcode, takesVector ? stack.pop().expression() : Vectors.constant(0, 0));
    }
  }

  private void lowerPartialAccess(Opcode opcode, IrExpression vector) {
    int vectorEffects = Effects.READS_VARIABLE;
    stack.evaluateTop(Effects.WRITES, 0);
    Operands address = stack.pop(1);
    if (opcode.results().isEmpty()) {
      emit(
          new Store(
              Vectors.scalarStore(opcode),
              in.index(),
              in.memoryOffset(),
              address(address),
              Vectors.storedLane(opcode, in.lane(), vector)),
          address.effects() | vectorEffects | Effects.WRITES | Effects.TRAPS);
    } else {
      IrExpression load =
          Vectors.scalarLoad(opcode, in.index(), in.memoryOffset(), address(address));
      push(
          Vectors.load(opcode, in.lane(), load, vector),
          address,
          vectorEffects | Effects.READS_STATE | Effects.TRAPS);
    }
  }

  /** An instruction whose type is that of its opcode. */
  private void lowerSimple(Opcode opcode) {
    if (opcode.code() >> 16 == 0xFE) {
      lowerAtomic(opcode);
      return;
    }
    if (opcode.results().size() == 2) {
      lowerWideArithmetic(opcode);
      return;
    }
    if (opcode.code() >> 16 == 0xFD) {
      lowerVector(opcode);
      return;
    }
    if (!opcode.takesAddress()) {
      Operands operands = stack.pop(opcode.operands().size());
      IrExpression result =
          Simplification.numeric(opcode, irType(opcode.results().get(0)), operands.expressions());
      boolean traps = result instanceof Numeric numeric && numeric.traps();
      push(result, operands, traps ? Effects.TRAPS : 0);
    } else {
      lowerAccess(opcode);
    }
  }

  private void lowerAccess(Opcode opcode) {
    if (opcode.results().isEmpty()) {
      // The address is checked, and the memory's array read, before the value is evaluated: it must
      // not notice.
      stack.evaluateTop(Effects.WRITES | Effects.TRAPS, 0);
      stack.evaluateTop(Effects.WRITES, 1);
      Operands operands = stack.pop(2);
      emit(
          new Store(
              opcode,
              in.index(),
              in.memoryOffset(),
              address(operands),
              operands.expressions().get(1)),
          operands.effects() | Effects.WRITES | Effects.TRAPS);
    } else {
      stack.evaluateTop(Effects.WRITES, 0);
      Operands operands = stack.pop(1);
      push(
          new Load(
              opcode,
              irType(opcode.results().get(0)),
              in.index(),
              in.memoryOffset(),
              address(operands)),
          operands,
          Effects.READS_STATE | Effects.TRAPS);
    }
  }

  /** The address of an access to the instruction's memory, the first of the operands. */
  private IrExpression address(Operands operands) {
    IrExpression address = operands.expressions().get(0);
    return memories.get(in.index()) == MemoryRepresentation.ARRAY
        ? address
        : new LargeAddress(address);
  }

  /** The type of addresses in the instruction's memory. */
  private IrType addressType() {
    return irType(spaces.memories().get(in.index()).addressType().valueType());
  }

  /** The type of indices in the instruction's table. */
  private IrType tableIndexType() {
    return irType(spaces.tables().get(in.index()).addressType().valueType());
  }

  private void lowerAtomic(Opcode opcode) {
    Operands operands = stack.pop(opcode.operands().size() + (opcode.takesAddress() ? 1 : 0));
    IrType type = opcode.results().isEmpty() ? IrType.VOID : irType(opcode.results().get(0));
    Atomic atomic = new Atomic(opcode, type, in.index(), in.memoryOffset(), operands.expressions());
    if (type.kind() == IrType.Kind.VOID) {
      emit(new Evaluate(atomic), operands.effects() | Effects.IMPURE);
    } else {
      push(atomic, operands, Effects.IMPURE);
    }
  }

  /** An instruction with two results, neither of which is evaluated without the other. */
  private void lowerWideArithmetic(Opcode opcode) {
    int operandCount = opcode.operands().size();
    stack.evaluateFrom(stack.height() - operandCount);
    List<IrExpression> operands = stack.pop(operandCount).expressions();
    Variable low = newTemporary(IrType.LONG);
    emitAssign(low, WideArithmetic.low(opcode, operands));
    Variable high = newTemporary(IrType.LONG);
    emitAssign(high, WideArithmetic.high(opcode, operands, new Get(low)));
    stack.push(low);
    stack.push(high);
  }

  private void drop() {
    Entry entry = stack.pop();
    if ((entry.effects() & (Effects.TRAPS | Effects.WRITES)) != 0) {
      emit(new Evaluate(entry.expression()), entry.effects());
    }
  }

  private void assignLocal(Variable variable) {
    Entry value = stack.pop();
    stack.prepareForAssignment(variable);
    if (exceptions.isHandled()) {
      // Where what comes before throws, the handler must not find the variable assigned.
      stack.prepareFor(Effects.READS_STATE);
    }
    emit(new Assign(variable, value.expression()), value.effects());
  }

  /** Evaluates operands with vectors among them, so that these can be taken apart. */
  void evaluateVectors(List<ValueType> types) {
    if (types.contains(VectorType.V128)) {
      stack.evaluateFrom(stack.height() - types.size());
    }
  }

  private void lowerCall() {
    FunctionType type = spaces.typeOfFunction(in.index());
    evaluateVectors(type.parameters());
    Operands operands = arguments(stack.pop(type.parameters().size()));
    IrType result = resultType(type);
    pushResults(type, call(in.index(), result, operands.expressions()), operands);
  }

  Call call(int function, IrType result, List<IrExpression> arguments) {
    return new Call(function, result, arguments, calleeWeights.of(function));
  }

  /** Arguments that are too many for the JVM go into an array. */
  Operands arguments(Operands operands) {
    List<IrExpression> values = Vectors.halved(operands.expressions());
    Operands halved = new Operands(values, operands.effects(), operands.size());
    return inArray(values.stream().map(IrExpression::type).toList()) ? collect(halved) : halved;
  }

  /** Puts operands into an array. */
  Operands collect(Operands operands) {
    List<IrExpression> values = operands.expressions();
    stack.prepareFor(operands.effects());
    Variable array = newTemporary(IrType.OBJECTS);
    emitAssign(array, new NewArray(ArrayKind.OBJECTS, values.size()));
    for (int i = 0; i < values.size(); i++) {
      statements.add(new ArraySet(ArrayKind.OBJECTS, new Get(array), i, values.get(i)));
    }
    return new Operands(List.of(new Get(array)), 0, 1);
  }

  private void lowerCallIndirect() {
    FunctionType type = spaces.functionType(in.index());
    Operands operands = argumentsAndCallee(type);
    pushResults(
        type,
        new CallIndirect(in.index(), resultType(type), in.secondIndex(), operands.expressions()),
        operands);
  }

  private void lowerCallReference() {
    FunctionType type = spaces.functionType(in.index());
    Operands operands = argumentsAndCallee(type);
    pushResults(
        type, new CallReference(in.index(), resultType(type), operands.expressions()), operands);
  }

  /**
   * Takes the arguments of a call, then what says which function. That is found before the
   * arguments are evaluated: they must not notice.
   */
  Operands argumentsAndCallee(FunctionType type) {
    Entry callee = stack.pop();
    stack.evaluateFrom(stack.height() - type.parameters().size());
    List<IrExpression> operands =
        new ArrayList<>(arguments(stack.pop(type.parameters().size())).expressions());
    operands.add(callee.expression());
    return new Operands(
        List.copyOf(operands),
        callee.effects() | Effects.READS_VARIABLE,
        callee.size() + operands.size());
  }

  void pushResults(FunctionType type, IrExpression call, Operands operands) {
    int effects = operands.effects() | Effects.IMPURE;
    if (type.results().isEmpty()) {
      emit(new Evaluate(call), effects);
    } else if (type.results().size() == 1 && !irType(type.results().get(0)).isVector()) {
      stack.push(call, effects, operands.size() + 1);
    } else {
      stack.prepareFor(effects);
      Variable first = newTemporary(call.type());
      emitAssign(first, call);
      List<Variable> results = new ArrayList<>();
      // Counts the values that the JVM passes.
      int number = 0;
      for (ValueType result : type.results()) {
        IrType irType = irType(result);
        if (irType.isVector()) {
          Variable low = number == 0 ? first : furtherResult(call, IrType.LONG, number);
          Variable high = furtherResult(call, IrType.LONG, number + 1);
          Variable vector = newTemporary(IrType.VECTOR);
          emitAssign(vector, Vectors.ofHalves(new Get(low), new Get(high)));
          results.add(vector);
          number += 2;
        } else {
          results.add(number == 0 ? first : furtherResult(call, irType, number));
          number++;
        }
      }
      results.forEach(stack::push);
    }
  }

  private Variable furtherResult(IrExpression call, IrType type, int number) {
    Variable result = newTemporary(type);
    emitAssign(
        result,
        call instanceof CallIndirect || call instanceof CallReference
            ? new CalleeResult(type, number)
            : new Transfer(type, number));
    return result;
  }

  // ---------------------------------------------------------------- control

  private FunctionType blockType(BlockType type) {
    if (type instanceof BlockType.Result result) {
      return new FunctionType(List.of(), List.of(result.type()));
    }
    return type instanceof BlockType.Indexed indexed
        ? spaces.functionType(indexed.typeIndex())
        : new FunctionType(List.of(), List.of());
  }

  Frame open(Opcode opcode) {
    if (frames.size() > MAXIMUM_DEPTH) {
      throw new UnsupportedFeatureException(
          "a function whose blocks are nested more than " + MAXIMUM_DEPTH + " deep", in.offset());
    }
    FunctionType type = blockType(in.blockType());
    stack.stabilize();
    Frame frame = new Frame(opcode, type, stack.height() - type.parameters().size(), statements);
    frames.add(frame);
    return frame;
  }

  private void openBlock() {
    Frame frame = open(Opcode.BLOCK);
    frame.labelValues = newLabelValues(frame.type.results());
    statements = new ArrayList<>();
  }

  private void openLoop() {
    Frame frame = open(Opcode.LOOP);
    frame.labelValues = newLabelValues(frame.type.parameters());
    assignAll(frame.labelValues, stack.top(frame.labelValues.size()));
    stack.truncate(frame.height);
    statements = new ArrayList<>();
    frame.labelValues.forEach(stack::push);
  }

  private void openIf() {
    Entry condition = stack.pop();
    Frame frame = open(Opcode.IF);
    frame.condition = condition.expression();
    frame.labelValues = newLabelValues(frame.type.results());
    frame.parameters = stack.top(frame.type.parameters().size());
    statements = new ArrayList<>();
  }

  private void lowerElse(Frame frame) {
    exceptions.land(frame);
    if (reachable) {
      assignAll(frame.labelValues, stack.top(frame.labelValues.size()));
      frame.firstArmFallsThrough = true;
    }
    frame.firstArm = statements;
    stack.truncate(frame.height);
    frame.parameters.forEach(parameter -> stack.push(parameter, 0, 1));
    statements = new ArrayList<>();
    reachable = true;
  }

  /** Ends the innermost frame; its statements are not complete yet. */
  private Frame closeFrame() {
    Frame frame = frames.remove(frames.size() - 1);
    exceptions.land(frame);
    return frame;
  }

  private void lowerEnd() {
    Frame frame = closeFrame();
    if (frames.isEmpty()) {
      if (reachable) {
        returnTop(frame.type);
      }
      return;
    }
    switch (frame.opcode) {
      case LOOP -> endLoop(frame);
      case IF -> endIf(frame);
      case TRY_TABLE -> exceptions.endTryTable(frame);
      case TRY -> exceptions.endTry(frame);
      default -> endBlock(frame);
    }
  }

  private void endLoop(Frame frame) {
    List<IrStatement> body = statements;
    statements = frame.outer;
    if (frame.labelUsed) {
      if (reachable) {
        // Evaluated in the loop, where the operands have their values.
        List<IrStatement> outer = statements;
        statements = body;
        stack.stabilize();
        statements = outer;
      }
      statements.add(new Loop(frame.label, body));
    } else {
      statements.addAll(body);
    }
    if (!reachable) {
      stack.truncate(frame.height);
    }
  }

  private void endBlock(Frame frame) {
    List<IrStatement> body = statements;
    if (!frame.labelUsed) {
      statements = frame.outer;
      statements.addAll(body);
      if (!reachable) {
        stack.truncate(frame.height);
      }
      return;
    }
    if (reachable) {
      assignAll(frame.labelValues, stack.top(frame.labelValues.size()));
    }
    statements = frame.outer;
    statements.add(new Block(frame.label, body));
    continueWith(frame);
  }

  private void endIf(Frame frame) {
    if (frame.firstArm == null) {
      lowerElse(frame);
    }
    boolean fallsThrough = frame.firstArmFallsThrough;
    if (reachable) {
      assignAll(frame.labelValues, stack.top(frame.labelValues.size()));
      fallsThrough = true;
    }
    List<IrStatement> first = Objects.requireNonNull(frame.firstArm);
    IrStatement statement = new If(Objects.requireNonNull(frame.condition), first, statements);
    statements = frame.outer;
    statements.add(frame.labelUsed ? new Block(frame.label, List.of(statement)) : statement);
    if (fallsThrough || frame.labelUsed) {
      continueWith(frame);
    } else {
      reachable = false;
      stack.truncate(frame.height);
    }
  }

  void continueWith(Frame frame) {
    stack.truncate(frame.height);
    frame.labelValues.forEach(stack::push);
    reachable = true;
  }

  Frame frameAt(int depth) {
    return frames.get(frames.size() - 1 - depth);
  }

  boolean isFunction(Frame frame) {
    return frame == frames.get(0);
  }

  /** Ends the reachable code of the current block. */
  void terminate(IrStatement statement) {
    statements.add(statement);
    endReachable();
  }

  /** Says that control does not go on behind the last statement. */
  void endReachable() {
    reachable = false;
    stack.truncate(frameAt(0).height);
  }

  int variableCount() {
    return variables;
  }

  private void branch(int depth) {
    Frame target = frameAt(depth);
    if (isFunction(target)) {
      lowerReturn();
      return;
    }
    stack.evaluateFrom(stack.height() - target.labelValues.size());
    stack.prepareForBranch();
    assignAll(target.labelValues, stack.top(target.labelValues.size()));
    target.labelUsed = true;
    terminate(new Branch(target.label));
  }

  private void branchIf(int depth) {
    Frame target = frameAt(depth);
    Entry condition = stack.pop();
    int arity = isFunction(target) ? target.type.results().size() : target.labelValues.size();
    stack.evaluateFrom(stack.height() - arity);
    stack.prepareForBranch();
    stack.prepareFor(condition.effects());
    branchIf(condition.expression(), target, stack.top(arity));
  }

  private void branchIf(IrExpression condition, Frame target, List<IrExpression> values) {
    List<IrStatement> arm = new ArrayList<>();
    List<IrStatement> outer = statements;
    statements = arm;
    if (isFunction(target)) {
      emitReturn(values, target.type);
    } else {
      assignAll(target.labelValues, values);
      target.labelUsed = true;
      statements.add(new Branch(target.label));
    }
    statements = outer;
    statements.add(new If(condition, arm, List.of()));
  }

  /** A branch that is taken or not for what a reference is, and may pass it. */
  private void branchOnReference(Opcode opcode) {
    stack.evaluateFrom(stack.height() - 1);
    Entry reference = stack.pop();
    IrExpression value = reference.expression();
    // Where it is known that the cast succeeds, it need not look at null.
    Cast cast =
        new Cast(
            new ReferenceType(true, in.castTarget().heapType()), irType(in.castTarget()), value);
    IrExpression condition =
        switch (opcode) {
          case BR_ON_NULL -> new IsNull(value);
          case BR_ON_NON_NULL -> not(new IsNull(value));
          case BR_ON_CAST -> new TypeTest(in.castTarget(), value);
          default -> not(new TypeTest(in.castTarget(), value));
        };
    Frame target = frameAt(in.index());
    int arity = isFunction(target) ? target.type.results().size() : target.labelValues.size();
    int passed = opcode == Opcode.BR_ON_NULL ? arity : arity - 1;
    stack.evaluateFrom(stack.height() - passed);
    stack.prepareForBranch();
    List<IrExpression> values = new ArrayList<>(stack.top(passed));
    if (opcode != Opcode.BR_ON_NULL) {
      values.add(opcode == Opcode.BR_ON_CAST ? cast : value);
    }
    branchIf(condition, target, values);
    if (opcode != Opcode.BR_ON_NON_NULL) {
      stack.push(
          opcode == Opcode.BR_ON_CAST_FAIL ? cast : value,
          reference.effects(),
          reference.size() + 1);
    }
  }

  private static IrExpression not(IrExpression condition) {
    return Simplification.numeric(Opcode.I32_EQZ, IrType.INT, List.of(condition));
  }

  private void branchTable() {
    Entry selector = stack.pop();
    Frame defaultFrame = frameAt(in.index());
    int arity =
        isFunction(defaultFrame)
            ? defaultFrame.type.results().size()
            : defaultFrame.labelValues.size();
    stack.evaluateFrom(stack.height() - arity);
    stack.prepareForBranch();
    stack.prepareFor(selector.effects());
    List<IrExpression> values = stack.top(arity);
    // Where values are passed, each target's are assigned behind a label of its own around the
    // switch.
    BranchTargets targets = new BranchTargets(values);
    List<Label> labels = new ArrayList<>();
    for (int depth : in.labels()) {
      labels.add(targets.label(frameAt(depth)));
    }
    Label defaultLabel = targets.label(defaultFrame);
    List<IrStatement> wrapped = List.of(new Switch(selector.expression(), labels, defaultLabel));
    for (BranchTargets.Landing landing : targets.landings) {
      List<IrStatement> outer = statements;
      statements = new ArrayList<>();
      statements.add(new Block(landing.label, wrapped));
      if (isFunction(landing.target)) {
        emitReturn(values, landing.target.type);
      } else {
        assignAll(landing.target.labelValues, values);
        statements.add(new Branch(landing.target.label));
      }
      wrapped = statements;
      statements = outer;
    }
    statements.addAll(wrapped);
    reachable = false;
    stack.truncate(frameAt(0).height);
  }

  /**
   * The labels of a {@code br_table}: those of the frames, or landings where something is to be
   * done before.
   */
  private final class BranchTargets {
    private final List<IrExpression> values;
    private final List<Landing> landings = new ArrayList<>();
    private final IdentityHashMap<Frame, Label> labels = new IdentityHashMap<>();

    private record Landing(Label label, Frame target) {}

    BranchTargets(List<IrExpression> values) {
      this.values = values;
    }

    Label label(Frame target) {
      return labels.computeIfAbsent(target, this::newLabel);
    }

    private Label newLabel(Frame target) {
      target.labelUsed = true;
      if (values.isEmpty() && !isFunction(target)) {
        return target.label;
      }
      Landing landing = new Landing(new Label(), target);
      landings.add(landing);
      return landing.label;
    }
  }

  private void lowerReturn() {
    returnTop(frames.get(0).type);
  }

  void returnTop(FunctionType type) {
    int arity = type.results().size();
    if (arity > 1) {
      stack.evaluateFrom(stack.height() - arity);
    }
    evaluateVectors(type.results());
    List<IrExpression> values = stack.top(arity);
    stack.truncate(stack.height() - arity);
    stack.prepareForBranch();
    emitReturn(values, type);
    reachable = false;
    if (!frames.isEmpty()) {
      stack.truncate(frameAt(0).height);
    }
  }

  void emitReturn(List<IrExpression> values, FunctionType type) {
    countPassed(values.size());
    List<IrExpression> halved = Vectors.halved(values);
    for (int i = 1; i < halved.size(); i++) {
      statements.add(new SetTransfer(i, halved.get(i)));
    }
    statements.add(new Return(halved.isEmpty() ? List.of() : List.of(halved.get(0))));
  }

  /**
   * Counts values that a branch passes: an instruction of two bytes can pass a thousand, and a
   * {@code br_table} that many to each of its targets.
   */
  private void countPassed(int values) {
    passedValues += values;
    if (passedValues > MAXIMUM_PASSED_VALUES) {
      throw new UnsupportedFeatureException(
          "a function whose branches pass more than " + MAXIMUM_PASSED_VALUES + " values",
          in.offset());
    }
  }

  /** Assigns values to the variables of a label, as if at the same moment. */
  void assignAll(List<Variable> variables, List<IrExpression> values) {
    countPassed(variables.size());
    List<IrExpression> safe = new ArrayList<>(values);
    if (variables.size() > 1) {
      Set<Variable> assigned = new HashSet<>(variables);
      for (int i = 0; i < safe.size(); i++) {
        if (!(safe.get(i) instanceof Constant) && !(safe.get(i) instanceof Null)) {
          boolean overwritten = safe.get(i) instanceof Get get && assigned.contains(get.variable());
          if (overwritten || !(safe.get(i) instanceof Get)) {
            Variable copy = newTemporary(variables.get(i).type());
            emitAssign(copy, safe.get(i));
            safe.set(i, new Get(copy));
          }
        }
      }
    }
    for (int i = 0; i < variables.size(); i++) {
      if (!(safe.get(i) instanceof Get get && get.variable() == variables.get(i))) {
        emitAssign(variables.get(i), safe.get(i));
      }
    }
  }
}
