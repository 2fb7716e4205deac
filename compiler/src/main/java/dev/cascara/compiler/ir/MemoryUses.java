package dev.cascara.compiler.ir;

import java.util.BitSet;
import java.util.List;

/** Which memories a method loads from or stores to: it keeps them in local variables. */
public final class MemoryUses {
  private final BitSet memories = new BitSet();

  private MemoryUses() {}

  /**
   * Returns the memories that statements access.
   *
   * @param statements the statements
   * @param count the search ends when it has found so many memories, all that there are for
   *     instance
   * @return their indices
   */
  public static BitSet in(List<IrStatement> statements, int count) {
    MemoryUses uses = new MemoryUses();
    IrStatements.anyStatement(
        statements,
        statement -> {
          uses.visit(statement);
          return uses.memories.cardinality() == count;
        });
    return uses.memories;
  }

  private void visit(IrStatement statement) {
    if (statement instanceof IrStatement.Store store) {
      memories.set(store.memory());
    }
    IrStatements.expressions(statement).forEach(this::visit);
  }

  private void visit(IrExpression expression) {
    if (expression instanceof IrExpression.Get) {
      return;
    }
    if (expression instanceof IrExpression.Load load) {
      memories.set(load.memory());
    }
    if (expression instanceof IrExpression.ArrayIndex index) {
      memories.set(index.memory());
    }
    if (expression instanceof IrExpression.Atomic atomic && atomic.opcode().takesAddress()) {
      memories.set(atomic.memory());
    }
    expression.operands().forEach(this::visit);
  }
}
