package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.CallPart;
import dev.cascara.compiler.ir.IrExpression.CallReference;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Operation;
import dev.cascara.compiler.ir.IrExpression.TailCall;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Try;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides which methods with a dispatch loop hold the array and the size of a memory in local
 * variables, to be read again after what may have replaced the array. Of the accesses that HotSpot
 * inlines, those behind the first fifty or so are calls at first, which may change any field; that
 * fields do not change in a loop, it does not find afterwards.
 */
public final class HeldMemories {
  /** What it takes to read both again. */
  private static final int READ_AGAIN = 14;

  /** How much larger an access may be with both than with the memory. */
  private static final int ACCESS_WITH_BOTH = 3;

  /** So many accesses are worth reading both again once. */
  private static final int ACCESSES_PER_READING = 8;

  private int accesses;
  private int readings;

  private HeldMemories() {}

  static IrFunction run(IrFunction function, MethodSize limit) {
    if (function.methods().stream().noneMatch(IrMethod::hasDispatchLoop)) {
      return function;
    }
    List<IrMethod> methods = new ArrayList<>(function.methods());
    methods.replaceAll(
        method ->
            method.hasDispatchLoop() && isWorth(method, limit) ? method.holdingMemory() : method);
    return new IrFunction(function.index(), methods);
  }

  private static boolean isWorth(IrMethod method, MethodSize limit) {
    if (MemoryUses.in(method.body(), 2).cardinality() != 1
        || IrStatements.anyStatement(method.body(), Try.class::isInstance)) {
      return false;
    }
    HeldMemories uses = new HeldMemories();
    uses.count(method.body());
    return uses.readings * ACCESSES_PER_READING <= uses.accesses
        && method.codeSize() + uses.size() <= limit.of(Splitting.MAXIMUM_SIZE);
  }

  /**
   * Returns whether a memory may have another array and size after an expression, operands apart.
   *
   * @param expression the expression
   * @return true if it grows a memory, or calls what may
   */
  public static boolean mayReplace(IrExpression expression) {
    return expression instanceof Call
        || expression instanceof CallPart
        || expression instanceof CallIndirect
        || expression instanceof CallReference
        || expression instanceof TailCall
        || (expression instanceof Operation operation && operation.opcode() == Opcode.MEMORY_GROW);
  }

  /** By how much the code becomes larger, besides what is read at the method's start. */
  private int size() {
    return readings * READ_AGAIN + accesses * ACCESS_WITH_BOTH;
  }

  private void count(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (statement instanceof Store) {
        accesses++;
      }
      IrStatements.expressions(statement).forEach(this::count);
      IrStatements.bodies(statement).forEach(this::count);
    }
  }

  private void count(IrExpression expression) {
    if (expression instanceof Load) {
      accesses++;
    } else if (mayReplace(expression)) {
      readings++;
    }
    expression.operands().forEach(this::count);
  }
}
