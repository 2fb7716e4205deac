package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.Opcode;
import dev.cascara.compiler.wasm.ReferenceType;
import java.util.ArrayList;
import java.util.List;

/**
 * A tree of operations that gives a value, or none where its type is {@link IrType#VOID}. Operands
 * are evaluated in order.
 */
public sealed interface IrExpression {
  /**
   * Returns the type of the value.
   *
   * @return the type
   */
  IrType type();

  /**
   * Returns the operands.
   *
   * @return the operands in the order of evaluation
   */
  default List<IrExpression> operands() {
    return IrList.of();
  }

  /**
   * Returns whether the value is made by branching, whatever the operands do.
   *
   * @return true for one of two values, and for conditions
   */
  default boolean branches() {
    return false;
  }

  /**
   * A number.
   *
   * @param type the type
   * @param bits the integer, or the bits of the float
   */
  record Constant(IrType type, long bits) implements IrExpression {}

  /**
   * The null reference.
   *
   * @param type the type
   */
  record Null(IrType type) implements IrExpression {}

  /**
   * The number zero, which HotSpot's compiler does not know it is.
   *
   * @param number another zero has another number: the compiler does not know that they are equal
   */
  record HiddenZero(int number) implements IrExpression {
    @Override
    public IrType type() {
      return IrType.INT;
    }
  }

  /**
   * The value of a variable.
   *
   * @param variable which
   */
  record Get(Variable variable) implements IrExpression {
    @Override
    public IrType type() {
      return variable.type();
    }
  }

  /**
   * A numeric instruction.
   *
   * @param opcode an opcode with a signature that does not access memory
   * @param type the type of the result
   * @param operands its operands
   */
  record Numeric(Opcode opcode, IrType type, List<IrExpression> operands) implements IrExpression {
    public Numeric {
      operands = IrList.copyOf(operands);
    }

    @Override
    public boolean branches() {
      return opcode.isComparison();
    }

    /** An operation on two {@code int}s whose result is one. */
    static Numeric ofInts(Opcode opcode, IrExpression first, IrExpression second) {
      return new Numeric(opcode, IrType.INT, IrList.of(first, second));
    }

    /**
     * Returns whether the instruction may trap; a division by most constants does not.
     *
     * @return false if it never does
     */
    public boolean traps() {
      return switch (opcode) {
        case I32_DIV_U, I32_REM_S, I32_REM_U, I64_DIV_U, I64_REM_S, I64_REM_U ->
            !(operands.get(1) instanceof Constant divisor && divisor.bits() != 0);
        case I32_DIV_S, I64_DIV_S ->
            !(operands.get(1) instanceof Constant divisor
                && divisor.bits() != 0
                && divisor.bits() != -1);
        case I32_TRUNC_F32_S,
            I32_TRUNC_F32_U,
            I32_TRUNC_F64_S,
            I32_TRUNC_F64_U,
            I64_TRUNC_F32_S,
            I64_TRUNC_F32_U,
            I64_TRUNC_F64_S,
            I64_TRUNC_F64_U ->
            true;
        default -> false;
      };
    }
  }

  /**
   * An instruction of the vector instructions that does not access memory.
   *
   * @param opcode which instruction
   * @param type the type of the result
   * @param low the lane's index, or the first eight bytes of what the instruction holds
   * @param high the further eight bytes of what the instruction holds
   * @param operands its operands
   */
  record VectorOperation(
      Opcode opcode, IrType type, long low, long high, List<IrExpression> operands)
      implements IrExpression {
    public VectorOperation {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * A call of a static method of the runtime without effects.
   *
   * @param className the simple name of a class in {@code dev.cascara.runtime.internal}
   * @param method the method's name
   * @param type what it returns
   * @param operands the arguments, which its descriptor follows from
   */
  record RuntimeCall(String className, String method, IrType type, List<IrExpression> operands)
      implements IrExpression {
    public RuntimeCall {
      operands = IrList.copyOf(operands);
    }

    static RuntimeCall lanes(String method, IrType type, IrExpression... operands) {
      return new RuntimeCall("Lanes", method, type, List.of(operands));
    }
  }

  /**
   * A call of a method of {@code jdk.incubator.vector} without effects.
   *
   * @param invocation how the method is called
   * @param className the internal name of its class
   * @param method the method's name
   * @param descriptor its descriptor
   * @param type the type of the result, which may be more special than what the method returns
   * @param operands the object, unless the method is static, then the arguments
   */
  record MethodCall(
      Invocation invocation,
      String className,
      String method,
      String descriptor,
      IrType type,
      List<IrExpression> operands)
      implements IrExpression {
    public MethodCall {
      operands = IrList.copyOf(operands);
    }

    /** How a method is called. */
    public enum Invocation {
      /** As a static method of a class. */
      STATIC,
      /** As a method of an object. */
      VIRTUAL
    }
  }

  /**
   * A constant of a class of {@code jdk.incubator.vector}.
   *
   * @param className the internal name of the class
   * @param field the name of the static field
   * @param type the field's type
   */
  record StaticConstant(String className, String field, IrType type) implements IrExpression {}

  /**
   * A load from memory.
   *
   * @param opcode which load
   * @param type the type of the result
   * @param memory the memory's index
   * @param offset what is added to the address, unsigned
   * @param operands the address; a list, as walks ask for it again and again
   */
  record Load(Opcode opcode, IrType type, int memory, long offset, List<IrExpression> operands)
      implements IrExpression {
    Load(Opcode opcode, IrType type, int memory, long offset, IrExpression address) {
      this(opcode, type, memory, offset, IrList.of(address));
    }

    /**
     * Returns the address.
     *
     * @return the only operand
     */
    public IrExpression address() {
      return operands.get(0);
    }
  }

  /**
   * Where in the array of a memory an access begins: the address is checked, and the offset added.
   *
   * @param memory the index of a memory that is one array
   * @param offset what is added to the address, unsigned
   * @param size how many bytes from there on must be in the memory
   * @param address the address
   */
  record ArrayIndex(int memory, long offset, int size, IrExpression address)
      implements IrExpression {
    @Override
    public IrType type() {
      return IrType.INT;
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(address);
    }
  }

  /**
   * The address of an access that has been checked.
   *
   * @param operands the address as an index in the memory's array; a list, as that of a load
   */
  record CheckedAddress(List<IrExpression> operands) implements IrExpression {
    CheckedAddress(IrExpression index) {
      this(IrList.of(index));
    }

    /**
     * Returns the address as an index in the memory's array.
     *
     * @return the only operand
     */
    public IrExpression index() {
      return operands.get(0);
    }

    @Override
    public IrType type() {
      return IrType.INT;
    }
  }

  /**
   * The address of an access to a memory that is more than an array: the access has a second way.
   *
   * @param address the address
   */
  record LargeAddress(IrExpression address) implements IrExpression {
    @Override
    public IrType type() {
      return address.type();
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(address);
    }
  }

  /**
   * An instruction of the threads proposal: an atomic access, a wait, a notification or a fence. It
   * keeps its place among all other accesses to memories.
   *
   * @param opcode which instruction
   * @param type the type of the result
   * @param memory the memory's index
   * @param offset what is added to the address, unsigned
   * @param operands the address, then the other operands; a fence has none
   */
  record Atomic(Opcode opcode, IrType type, int memory, long offset, List<IrExpression> operands)
      implements IrExpression {
    public Atomic {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * One of two values. It cannot be observed which of them are evaluated, and when.
   *
   * @param type the type of both
   * @param whenNonZero the value if the condition holds
   * @param whenZero the value otherwise
   * @param condition the condition
   */
  record Select(
      IrType type, IrExpression whenNonZero, IrExpression whenZero, IrExpression condition)
      implements IrExpression {
    @Override
    public List<IrExpression> operands() {
      return IrList.of(whenNonZero, whenZero, condition);
    }

    @Override
    public boolean branches() {
      return Extremum.of(this) == null;
    }
  }

  /**
   * The value of a global.
   *
   * @param index the global's index
   * @param type its type
   */
  record GlobalGet(int index, IrType type) implements IrExpression {}

  /**
   * A reference to a function.
   *
   * @param function the function's index
   */
  record FunctionReference(int function) implements IrExpression {
    @Override
    public IrType type() {
      return IrType.FUNCTION;
    }
  }

  /**
   * Whether a reference is null.
   *
   * @param reference the reference
   */
  record IsNull(IrExpression reference) implements IrExpression {
    @Override
    public IrType type() {
      return IrType.INT;
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(reference);
    }

    @Override
    public boolean branches() {
      return true;
    }
  }

  /**
   * A call of a function of the module.
   *
   * @param function the function's index
   * @param type the type of the first result
   * @param operands the arguments
   * @param weight how much of HotSpot's limits for inlining the call takes
   */
  record Call(int function, IrType type, List<IrExpression> operands, int weight)
      implements IrExpression {
    public Call {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * A call through a table. The operands are pure but for the index, so that they can be evaluated
   * after it.
   *
   * @param functionType the index of the type that the function must have
   * @param type the type of the first result
   * @param table the table's index
   * @param operands the arguments, then the index in the table
   */
  record CallIndirect(int functionType, IrType type, int table, List<IrExpression> operands)
      implements IrExpression {
    public CallIndirect {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * A call of a function by reference. The operands are pure but for the reference, so that they
   * can be evaluated after it.
   *
   * @param functionType the index of the reference's type
   * @param type the type of the first result
   * @param operands the arguments, then the reference
   */
  record CallReference(int functionType, IrType type, List<IrExpression> operands)
      implements IrExpression {
    public CallReference {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * An instruction on structures, arrays, small integers or other references that has no type
   * immediate but defined types.
   *
   * @param opcode which instruction
   * @param typeIndex its first immediate
   * @param secondIndex its second immediate; of a read or write of half a vector the field, plus
   *     {@link #HIGH_HALF} for the high half
   * @param type the type of the result
   * @param operands its operands, vectors as two halves
   */
  record ReferenceOperation(
      Opcode opcode, int typeIndex, int secondIndex, IrType type, List<IrExpression> operands)
      implements IrExpression {
    public ReferenceOperation {
      operands = IrList.copyOf(operands);
    }

    @Override
    public boolean branches() {
      return opcode == Opcode.REF_EQ;
    }

    /** More than any field's index. */
    public static final int HIGH_HALF = 1 << 24;
  }

  /**
   * Whether a reference is of a type.
   *
   * @param target the type
   * @param reference the reference
   */
  record TypeTest(ReferenceType target, IrExpression reference) implements IrExpression {
    @Override
    public IrType type() {
      return IrType.INT;
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(reference);
    }

    @Override
    public boolean branches() {
      return true;
    }
  }

  /**
   * A reference as one of a type that it must be of.
   *
   * @param target the type
   * @param type the same in the terms of the JVM
   * @param reference the reference
   */
  record Cast(ReferenceType target, IrType type, IrExpression reference) implements IrExpression {
    @Override
    public List<IrExpression> operands() {
      return IrList.of(reference);
    }
  }

  /**
   * An instruction on a table, memory or segment that a method of the runtime does.
   *
   * @param opcode which instruction
   * @param index its first immediate
   * @param secondIndex its second immediate
   * @param type the type of the result
   * @param operands its operands
   */
  record Operation(
      Opcode opcode, int index, int secondIndex, IrType type, List<IrExpression> operands)
      implements IrExpression {
    public Operation {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * A call in place of the function that makes it, of one that may do so as well. The result is
   * only there to be returned.
   *
   * @param call the call
   * @param budget how many such calls may be nested in it
   */
  record TailCall(IrExpression call, IrExpression budget) implements IrExpression {
    @Override
    public IrType type() {
      return call.type();
    }

    @Override
    public List<IrExpression> operands() {
      List<IrExpression> operands = new ArrayList<>(call.operands());
      operands.add(budget);
      return operands;
    }
  }

  /**
   * A new exception.
   *
   * @param tag the tag's index
   * @param operands the values, vectors as their halves, or the one array that holds them: see
   *     {@link ExceptionTypes#inArray}
   */
  record NewException(int tag, List<IrExpression> operands) implements IrExpression {
    public NewException {
      operands = IrList.copyOf(operands);
    }

    @Override
    public IrType type() {
      return IrType.EXCEPTION;
    }
  }

  /**
   * An exception that must exist: traps where the reference is null.
   *
   * @param reference the reference to an exception
   */
  record NonNullException(IrExpression reference) implements IrExpression {
    @Override
    public IrType type() {
      return IrType.EXCEPTION;
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(reference);
    }
  }

  /**
   * Whether an exception has a tag.
   *
   * @param exception the exception
   * @param tag the tag's index
   */
  record HasTag(IrExpression exception, int tag) implements IrExpression {
    @Override
    public IrType type() {
      return IrType.INT;
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(exception);
    }
  }

  /**
   * An exception as an object of the class that has its values in fields.
   *
   * @param type the type of references to that class
   * @param exception the exception, which has a tag of that type
   */
  record ExceptionFields(IrType type, IrExpression exception) implements IrExpression {
    @Override
    public List<IrExpression> operands() {
      return IrList.of(exception);
    }
  }

  /**
   * A value of an exception.
   *
   * @param type the type of the value
   * @param index the value's index, where a vector counts as its two halves
   * @param exception the exception, of the class with the values in fields unless there are too
   *     many of them
   */
  record ExceptionValue(IrType type, int index, IrExpression exception) implements IrExpression {
    @Override
    public List<IrExpression> operands() {
      return IrList.of(exception);
    }
  }

  /**
   * What a field of the instance holds for a moment: further results of the last call, or values
   * that pass between the methods of a divided function.
   *
   * @param type the type
   * @param number which of the fields of that type
   */
  record Transfer(IrType type, int number) implements IrExpression {
    /** What a flattened method returns. */
    public static final int RETURNED = 2047;

    /**
     * From this number on, fields pass values between methods; below are a call's results, of which
     * there are at most 1,000, or twice as many where they are vectors.
     */
    public static final int FIRST_PASSED = 2048;
  }

  /**
   * A call of another method of the same function.
   *
   * @param method the method's index among those of the function
   * @param type what it returns
   * @param operands the arguments
   */
  record CallPart(int method, IrType type, List<IrExpression> operands) implements IrExpression {
    public CallPart {
      operands = IrList.copyOf(operands);
    }
  }

  /**
   * A further result of the last call through a table.
   *
   * @param type the type
   * @param number the result's number, from 1
   */
  record CalleeResult(IrType type, int number) implements IrExpression {}

  /**
   * A new array: arguments that are too many for the JVM, or the variables of a function that is
   * divided into many methods.
   *
   * @param kind what it holds
   * @param length how many
   */
  record NewArray(ArrayKind kind, int length) implements IrExpression {
    @Override
    public IrType type() {
      return kind.type();
    }
  }

  /**
   * An element of an array.
   *
   * @param kind what the array holds
   * @param type the type of the element
   * @param array the array
   * @param index the element's index
   */
  record ArrayGet(ArrayKind kind, IrType type, IrExpression array, int index)
      implements IrExpression {
    @Override
    public List<IrExpression> operands() {
      return IrList.of(array);
    }
  }

  /**
   * A number from a table: what a {@code br_table} with very many labels becomes.
   *
   * @param table the numbers, the last for every selector that is not below its index
   * @param selector which of them, unsigned
   */
  record Lookup(int[] table, IrExpression selector) implements IrExpression {
    /** The number for an index, which is unsigned. */
    int number(int index) {
      int last = table.length - 1;
      return table[index >= 0 && index < last ? index : last];
    }

    @Override
    public IrType type() {
      return IrType.INT;
    }

    @Override
    public List<IrExpression> operands() {
      return IrList.of(selector);
    }
  }
}
