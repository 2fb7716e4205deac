package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.ir.IrStatement.Switch;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which loads and stores of a method are calls of the runtime, and which are in place.
 *
 * <p>A call is a third of the code. HotSpot's first compiler leaves it a call, so that it is soon
 * done with the method; in place, some 70 accesses are more than it can compile at all, and the
 * method would be interpreted until the optimising compiler is ready. That one inlines the calls
 * that are executed often, but only until its graph of the method has 18,000 nodes, which some 60
 * accesses take. What is in place is always inlined, since the JDK's own methods demand it. So
 * methods with few accesses call; in others those that are executed most often are in place.
 */
public final class AccessShapes {
  /** What an access of several bytes takes, with that of a byte for one. */
  private static final int WIDE_ACCESS = 3;

  private static final int FEW_ACCESSES = Integer.getInteger("few", 60) * WIDE_ACCESS;

  /** So much is in place. */
  private static final int MANY_IN_PLACE = Integer.getInteger("many", 36) * WIDE_ACCESS;

  /** So many targets of a switch are the arms of an interpreter. */
  private static final int MANY_TARGETS = 12;

  private final Frequencies frequencies;
  private final boolean hasDispatch;
  private final double coldest;

  private AccessShapes(Frequencies frequencies, boolean hasDispatch, double coldest) {
    this.frequencies = frequencies;
    this.hasDispatch = hasDispatch;
    this.coldest = coldest;
  }

  /**
   * Chooses for a method.
   *
   * @param method the method
   * @return the choice
   */
  public static AccessShapes of(IrMethod method) {
    Frequencies frequencies = Frequencies.of(method.body());
    Count count = new Count(frequencies);
    count.walk(method.body());
    if (count.hasDispatch) {
      return new AccessShapes(frequencies, true, 0);
    }
    int total = count.accesses.stream().mapToInt(Access::weight).sum();
    if (total <= FEW_ACCESSES) {
      return new AccessShapes(frequencies, false, Double.POSITIVE_INFINITY);
    }
    List<Access> hottest = new ArrayList<>(count.accesses);
    hottest.sort(Comparator.comparingDouble(Access::frequency).reversed());
    double coldest = Double.POSITIVE_INFINITY;
    int weight = 0;
    for (int i = 0; i < hottest.size(); i++) {
      weight += hottest.get(i).weight();
      if (weight > MANY_IN_PLACE) {
        break;
      }
      double frequency = hottest.get(i).frequency();
      if (i + 1 == hottest.size() || hottest.get(i + 1).frequency() < frequency) {
        coldest = frequency;
      }
    }
    return new AccessShapes(frequencies, false, coldest);
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
   * Returns whether the accesses of a statement are to be in place.
   *
   * @param statement a statement of the method
   * @return false if they are calls
   */
  public boolean isInPlace(IrStatement statement) {
    return frequencies.of(statement) >= coldest;
  }

  private record Access(double frequency, int weight) {}

  private static final class Count {
    final List<Access> accesses = new ArrayList<>();
    final Frequencies frequencies;
    boolean hasDispatch;

    Count(Frequencies frequencies) {
      this.frequencies = frequencies;
    }

    void walk(List<IrStatement> statements) {
      for (IrStatement statement : statements) {
        if (statement instanceof Store store) {
          count(statement, store.opcode());
        } else if (statement instanceof Switch choice && choice.labels().size() >= MANY_TARGETS) {
          hasDispatch = true;
        }
        for (IrExpression expression : IrStatements.expressions(statement)) {
          walk(expression, statement);
        }
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          walk(body);
        }
      }
    }

    private void walk(IrExpression expression, IrStatement statement) {
      if (expression instanceof Load load) {
        count(statement, load.opcode());
      }
      for (IrExpression operand : expression.operands()) {
        walk(operand, statement);
      }
    }

    private void count(IrStatement statement, Opcode opcode) {
      accesses.add(
          new Access(
              frequencies.of(statement), opcode.naturalAlignment() == 0 ? 1 : WIDE_ACCESS));
    }
  }
}
