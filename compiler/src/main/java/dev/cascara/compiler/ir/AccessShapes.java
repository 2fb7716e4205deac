package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Call;
import dev.cascara.compiler.ir.IrExpression.CallIndirect;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
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

  /** So many targets of a switch are the arms of an interpreter. */
  private static final int MANY_TARGETS = 12;

  private final int firstDepthInPlace;
  private final boolean hasDispatch;

  private AccessShapes(int firstDepthInPlace, boolean hasDispatch) {
    this.firstDepthInPlace = firstDepthInPlace;
    this.hasDispatch = hasDispatch;
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
    if (count.accesses <= FEW_ACCESSES && !count.hasDispatch) {
      return new AccessShapes(Integer.MAX_VALUE, false);
    }
    return new AccessShapes(
        count.accesses >= ACCESSES_PER_CALL * count.calls ? 0 : 1, count.hasDispatch);
  }

  /**
   * Returns whether address and offset are to be checked apart. Otherwise the offset is subtracted
   * from the memory's size; where many arms of a switch do that, HotSpot does all of these
   * subtractions before the switch.
   *
   * @return true in a method with a large switch
   */
  public boolean checksOffsetApart() {
    return hasDispatch;
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
    boolean hasDispatch;

    void walk(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        if (statement instanceof Store) {
          accesses++;
        } else if (statement instanceof Switch choice && choice.labels().size() >= MANY_TARGETS) {
          hasDispatch = true;
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
