package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrStatement.Store;
import java.util.List;

/**
 * Which loads and stores of a method are calls of the runtime, and which are in place.
 *
 * <p>A call is a third of the code, and HotSpot's optimising compiler inlines it, but only until
 * its graph of the method has 18,000 nodes, which some 50 accesses take; then it would be a true
 * call. What is in place is always inlined, since the JDK's own methods demand it. So methods with
 * few accesses call; in others those in loops are in place, and where there is much computing and
 * little calling, all.
 */
public final class AccessShapes {
  private static final int FEW_ACCESSES = 48;

  /** So many accesses for each call of a function tell that a method computes. */
  private static final int ACCESSES_PER_CALL = 8;

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
    count.walk(method.body());
    if (count.accesses <= FEW_ACCESSES) {
      return new AccessShapes(Integer.MAX_VALUE);
    }
    return new AccessShapes(count.accesses >= ACCESSES_PER_CALL * count.calls ? 0 : 1);
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
    int accesses;
    int calls;

    void walk(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        if (statement instanceof Store) {
          accesses++;
        }
        for (IrExpression expression : IrStatements.expressions(statement)) {
          walk(expression);
        }
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          walk(body);
        }
      }
    }

    private void walk(IrExpression expression) {
      if (expression instanceof Load) {
        accesses++;
      } else if (expression instanceof Call || expression instanceof CallIndirect) {
        calls++;
      }
      for (IrExpression operand : expression.operands()) {
        walk(operand);
      }
    }
  }
}
