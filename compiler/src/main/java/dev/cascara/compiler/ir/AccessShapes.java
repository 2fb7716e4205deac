package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Store;
import java.util.List;

/**
 * Which loads and stores of a method are calls of the runtime, and which are in place.
 *
 * <p>A call is a third of the code, and HotSpot's optimising compiler inlines it, but no more once
 * the method and all that was inlined into it have 8,000 bytes; then it would be a true call. So
 * methods with few accesses call, and in those with many the ones in loops are in place, or all.
 */
public final class AccessShapes {
  /** What the method and all that is inlined into it may have, with something to spare. */
  private static final int BUDGET = 7_000;

  /** What an inlined call of the runtime counts. */
  private static final int INLINED_ACCESS = 28;

  /** What a call of a function counts, which may be inlined or not. */
  private static final int INLINED_CALL = 60;

  private final int firstDepthInPlace;

  private AccessShapes(int firstDepthInPlace) {
    this.firstDepthInPlace = firstDepthInPlace;
  }

  /**
   * Chooses for a method.
   *
   * @param method the method
   * @return the choice
   */
  public static AccessShapes of(IrMethod method) {
    Count count = new Count();
    count.walk(method.body(), 0);
    int accesses = count.outside + count.inLoops;
    int size = CodeSize.of(method.body()) - count.saved - count.savedInLoops;
    int counted = size + INLINED_ACCESS * accesses + INLINED_CALL * count.calls;
    if (counted <= BUDGET) {
      return new AccessShapes(Integer.MAX_VALUE);
    }
    size += count.savedInLoops;
    counted = size + INLINED_ACCESS * count.outside + INLINED_CALL * count.calls;
    return new AccessShapes(counted <= BUDGET ? 1 : 0);
  }

  /**
   * Returns whether an access is to be in place.
   *
   * @param loopDepth in how many loops it is
   * @return false if it is a call
   */
  public boolean isInPlace(int loopDepth) {
    return loopDepth >= firstDepthInPlace;
  }

  private static final class Count {
    int outside;
    int inLoops;
    int calls;
    int saved;
    int savedInLoops;

    void walk(List<IrStatement> statements, int depth) {
      for (IrStatement statement : statements) {
        if (statement instanceof Store store) {
          access(CodeSize.savedByCall(store.opcode(), store.offset()), depth);
        }
        for (IrExpression expression : IrStatements.expressions(statement)) {
          walk(expression, depth);
        }
        int inner = statement instanceof Loop ? depth + 1 : depth;
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          walk(body, inner);
        }
      }
    }

    private void walk(IrExpression expression, int depth) {
      if (expression instanceof Load load) {
        access(CodeSize.savedByCall(load.opcode(), load.offset()), depth);
      } else if (expression instanceof Call || expression instanceof CallIndirect) {
        calls++;
      }
      for (IrExpression operand : expression.operands()) {
        walk(operand, depth);
      }
    }

    private void access(int saving, int depth) {
      if (depth == 0) {
        outside++;
        saved += saving;
      } else {
        inLoops++;
        savedInLoops += saving;
      }
    }
  }
}
