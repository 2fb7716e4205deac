package dev.cascara.compiler.ir;

import static dev.cascara.compiler.ir.IrExpression.ReferenceOperation.HIGH_HALF;

import dev.cascara.compiler.ir.IrExpression.Cast;
import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Null;
import dev.cascara.compiler.ir.IrExpression.ReferenceOperation;
import dev.cascara.compiler.ir.IrExpression.TypeTest;
import dev.cascara.compiler.ir.IrStatement.Evaluate;
import dev.cascara.compiler.ir.OperandStack.Operands;
import dev.cascara.compiler.wasm.FieldType;
import dev.cascara.compiler.wasm.HeapType;
import dev.cascara.compiler.wasm.InstructionReader;
import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.compiler.wasm.ReferenceType;
import java.util.ArrayList;
import java.util.List;

/**
 * Lowers the instructions on references that do not branch or call (section 2.4.8 to 2.4.10): those
 * on structures, arrays and small integers, casts and tests.
 */
final class ReferenceLowering {
  /** Larger arrays are filled element by element, so that no statement grows beyond a method. */
  private static final int MAXIMUM_FIXED_LENGTH = 32;

  private final Lowering lowering;
  private final InstructionReader in;
  private final OperandStack stack;
  private final DefinedTypes types;

  ReferenceLowering(
      Lowering lowering, InstructionReader in, OperandStack stack, DefinedTypes types) {
    this.lowering = lowering;
    this.in = in;
    this.stack = stack;
    this.types = types;
  }

  /** Lowers the current instruction, if it is one of these. */
  boolean lower(Opcode opcode) {
    switch (opcode) {
      case REF_EQ -> push(2, IrType.INT, 0);
      case REF_AS_NON_NULL -> {
        Operands operand = stack.pop(1);
        push(operand, operand.expressions().get(0).type(), Effects.TRAPS);
      }
      case REF_I31 -> push(1, IrType.I31, 0);
      case I31_GET_S, I31_GET_U -> push(1, IrType.INT, Effects.TRAPS);
      case REF_TEST -> test(new ReferenceType(false, in.heapType()));
      case REF_TEST_NULL -> test(new ReferenceType(true, in.heapType()));
      case REF_CAST -> cast(new ReferenceType(false, in.heapType()));
      case REF_CAST_NULL -> cast(new ReferenceType(true, in.heapType()));
      // The host's objects are what they are on both sides.
      case ANY_CONVERT_EXTERN, EXTERN_CONVERT_ANY -> {}
      case STRUCT_NEW -> newStruct();
      case STRUCT_NEW_DEFAULT -> push(0, reference(), 0);
      case STRUCT_GET, STRUCT_GET_S, STRUCT_GET_U -> getField();
      case STRUCT_SET -> setField();
      default -> {
        return lowerArray(opcode);
      }
    }
    return true;
  }

  private boolean lowerArray(Opcode opcode) {
    switch (opcode) {
      case ARRAY_NEW -> newArray();
      case ARRAY_NEW_DEFAULT -> push(1, reference(), Effects.TRAPS);
      case ARRAY_NEW_FIXED -> newFixedArray();
      case ARRAY_NEW_DATA, ARRAY_NEW_ELEM ->
          push(2, reference(), Effects.TRAPS | Effects.READS_STATE);
      case ARRAY_GET, ARRAY_GET_S, ARRAY_GET_U -> {
        evaluateTop(1);
        read(2, types.fields(in.index()).get(0), 0);
      }
      case ARRAY_LEN -> push(1, IrType.INT, Effects.TRAPS);
      case ARRAY_SET -> emitOnArray(3);
      case ARRAY_FILL, ARRAY_INIT_DATA, ARRAY_INIT_ELEM -> emitOnArray(4);
      case ARRAY_COPY -> emitOnArray(5);
      default -> {
        return false;
      }
    }
    return true;
  }

  private IrType reference() {
    return types.irType(in.index());
  }

  private ReferenceOperation operation(IrType type, List<IrExpression> operands) {
    return new ReferenceOperation(in.opcode(), in.index(), in.secondIndex(), type, operands);
  }

  private void push(int operandCount, IrType type, int effects) {
    push(stack.pop(operandCount), type, effects);
  }

  private void push(Operands operands, IrType type, int effects) {
    stack.push(
        operation(type, operands.expressions()), operands.effects() | effects, operands.size() + 1);
  }

  private void emit(Operands operands) {
    lowering.emit(
        new Evaluate(operation(IrType.VOID, operands.expressions())),
        operands.effects() | Effects.WRITES | Effects.TRAPS);
  }

  /**
   * The array is found not to be null before the operands behind it are evaluated: they must not
   * notice.
   */
  private void emitOnArray(int operandCount) {
    evaluateTop(operandCount - 1);
    emit(popHalved(operandCount, in.opcode() != Opcode.ARRAY_COPY && isVector(element())));
  }

  private FieldType element() {
    return types.fields(in.index()).get(0);
  }

  private boolean isVector(FieldType field) {
    return types.unpacked(field).isVector();
  }

  /** Takes operands; vectors, if there may be some, as two halves. */
  private Operands popHalved(int count, boolean hasVectors) {
    if (!hasVectors) {
      return stack.pop(count);
    }
    stack.evaluateFrom(stack.height() - count);
    Operands operands = stack.pop(count);
    return new Operands(
        Vectors.halved(operands.expressions()),
        operands.effects() | Effects.READS_VARIABLE,
        operands.size());
  }

  /**
   * Reads a field or an element.
   *
   * @param index the field's
   */
  private void read(int operandCount, FieldType field, int index) {
    int effects = effectsOfRead(field);
    if (!isVector(field)) {
      push(operandCount, types.unpacked(field), effects);
      return;
    }
    Operands operands = popHalved(operandCount, true);
    stack.push(
        Vectors.ofHalves(half(index, operands), half(index + HIGH_HALF, operands)),
        operands.effects() | effects,
        2 * operands.size() + 3);
  }

  private IrExpression half(int index, Operands operands) {
    return new ReferenceOperation(
        in.opcode(), in.index(), index, IrType.LONG, operands.expressions());
  }

  private void evaluateTop(int count) {
    for (int depth = 0; depth < count; depth++) {
      stack.evaluateTop(Effects.WRITES | Effects.TRAPS, depth);
    }
  }

  private static int effectsOfRead(FieldType field) {
    return field.mutable() ? Effects.READS_STATE | Effects.TRAPS : Effects.TRAPS;
  }

  private void test(ReferenceType target) {
    Operands operand = stack.pop(1);
    stack.push(
        new TypeTest(target, operand.expressions().get(0)), operand.effects(), operand.size() + 1);
  }

  private void cast(ReferenceType target) {
    Operands operand = stack.pop(1);
    HeapType heapType = target.heapType();
    stack.push(
        new Cast(target, types.irType(heapType), operand.expressions().get(0)),
        operand.effects() | Effects.TRAPS,
        operand.size() + 1);
  }

  // ---------------------------------------------------------------- structures

  private void newStruct() {
    List<FieldType> fields = types.fields(in.index());
    if (types.creationSlots(in.index()) <= IrType.MAXIMUM_PARAMETER_SLOTS) {
      push(popHalved(fields.size(), fields.stream().anyMatch(this::isVector)), reference(), 0);
      return;
    }
    // More fields than a method has parameters.
    stack.evaluateFrom(stack.height() - fields.size());
    Operands operands = stack.pop(fields.size());
    Variable struct = begin(Opcode.STRUCT_NEW_DEFAULT, operands, List.of());
    for (int i = 0; i < fields.size(); i++) {
      List<IrExpression> values = Vectors.halved(List.of(operands.expressions().get(i)));
      lowering.add(setField(i, new Get(struct), values.get(0)));
      if (values.size() == 2) {
        lowering.add(setField(i + HIGH_HALF, new Get(struct), values.get(1)));
      }
    }
    stack.push(struct);
  }

  private IrStatement setField(int field, IrExpression struct, IrExpression value) {
    return new Evaluate(
        new ReferenceOperation(
            Opcode.STRUCT_SET, in.index(), field, IrType.VOID, List.of(struct, value)));
  }

  private void setField() {
    int field = in.secondIndex();
    if (!isVector(types.fields(in.index()).get(field))) {
      emit(stack.pop(2));
      return;
    }
    Operands operands = popHalved(2, true);
    List<IrExpression> values = operands.expressions();
    lowering.emit(
        setField(field, values.get(0), values.get(1)),
        operands.effects() | Effects.WRITES | Effects.TRAPS);
    lowering.add(setField(field + HIGH_HALF, values.get(0), values.get(2)));
  }

  /** Creates an object of defaults, to be filled with operands. */
  private Variable begin(Opcode opcode, Operands filling, List<IrExpression> operands) {
    stack.prepareFor(filling.effects());
    Variable result = lowering.newTemporary(reference());
    lowering.emitAssign(
        result, new ReferenceOperation(opcode, in.index(), 0, result.type(), operands));
    return result;
  }

  private void getField() {
    read(1, types.fields(in.index()).get(in.secondIndex()), in.secondIndex());
  }

  // ---------------------------------------------------------------- arrays

  private void newArray() {
    if (isVector(element())) {
      push(popHalved(2, true), reference(), Effects.TRAPS);
      return;
    }
    Operands operands = stack.pop(2);
    IrExpression value = operands.expressions().get(0);
    if (value instanceof Null || (value instanceof Constant constant && constant.bits() == 0)) {
      stack.push(
          new ReferenceOperation(
              Opcode.ARRAY_NEW_DEFAULT,
              in.index(),
              0,
              reference(),
              operands.expressions().subList(1, 2)),
          operands.effects() | Effects.TRAPS,
          operands.size());
    } else {
      push(operands, reference(), Effects.TRAPS);
    }
  }

  private void newFixedArray() {
    int length = in.secondIndex();
    boolean isVector = isVector(element());
    if (isVector) {
      stack.evaluateFrom(stack.height() - length);
    }
    Operands operands = stack.pop(length);
    if (length <= MAXIMUM_FIXED_LENGTH && !isVector) {
      push(operands, reference(), 0);
      return;
    }
    Variable array =
        begin(Opcode.ARRAY_NEW_DEFAULT, operands, List.of(new Constant(IrType.INT, length)));
    for (int i = 0; i < length; i++) {
      List<IrExpression> values = new ArrayList<>();
      values.add(new Get(array));
      values.add(new Constant(IrType.INT, i));
      values.addAll(Vectors.halved(List.of(operands.expressions().get(i))));
      lowering.add(
          new Evaluate(
              new ReferenceOperation(
                  Opcode.ARRAY_SET, in.index(), 0, IrType.VOID, List.copyOf(values))));
    }
    stack.push(array);
  }
}
