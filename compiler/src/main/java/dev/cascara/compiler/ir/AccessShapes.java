package dev.cascara.compiler.ir;

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
 * accesses take, those of inlined methods among them. What is in place is always inlined, since the
 * JDK's own methods demand it. So most accesses are calls; those that are executed most often are
 * in place, as many as both compilers bear.
 */
public final class AccessShapes {
  /** What an access of several bytes takes, with that of a byte for one. */
  private static final int WIDE_ACCESS = 3;

  /** So many can all be inlined. */
  private static final int FEW_ACCESSES = 60 * WIDE_ACCESS;

  /** So many are in place where there are few: only those in loops. */
  private static final int FEW_IN_PLACE = 24 * WIDE_ACCESS;

  /** So many are in place where there are more. */
  private static final int MANY_IN_PLACE = 36 * WIDE_ACCESS;

  private final Frequencies frequencies;
  private final boolean hasDispatch;
  private final double lowestFrequency;

  private AccessShapes(Frequencies frequencies, boolean hasDispatch, double lowestFrequency) {
    this.frequencies = frequencies;
    this.hasDispatch = hasDispatch;
    this.lowestFrequency = lowestFrequency;
  }

  /**
   * Chooses for a method.
   *
   * @param method the method
   * @return the choice
   */
  public static AccessShapes of(IrMethod method) {
    Frequencies frequencies = Frequencies.of(method.body());
    if (method.hasLargeSwitch()) {
      return new AccessShapes(frequencies, true, 0);
    }
    List<Access> accesses = new ArrayList<>();
    Access.addAll(method.body(), frequencies, accesses);
    boolean few = accesses.stream().mapToInt(Access::weight).sum() <= FEW_ACCESSES;
    accesses.sort(Comparator.comparingDouble(Access::frequency).reversed());
    return new AccessShapes(
        frequencies,
        false,
        few
            ? Math.max(Frequencies.IN_LOOP, lowestFrequency(accesses, FEW_IN_PLACE))
            : lowestFrequency(accesses, MANY_IN_PLACE));
  }

  /** The lowest frequency from which on all accesses, the most frequent first, are not too many. */
  private static double lowestFrequency(List<Access> accesses, int maximumWeight) {
    double lowest = Double.POSITIVE_INFINITY;
    int weight = 0;
    for (int i = 0; i < accesses.size(); i++) {
      weight += accesses.get(i).weight();
      if (weight > maximumWeight) {
        return lowest;
      }
      double frequency = accesses.get(i).frequency();
      if (i + 1 == accesses.size() || accesses.get(i + 1).frequency() < frequency) {
        lowest = frequency;
      }
    }
    return lowest;
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
    return frequencies.of(statement) >= lowestFrequency;
  }

  /**
   * The accesses of a statement.
   *
   * @param frequency how often it is executed
   * @param weight what its accesses take
   */
  private record Access(double frequency, int weight) {
    static void addAll(
        List<IrStatement> statements, Frequencies frequencies, List<Access> accesses) {
      for (IrStatement statement : statements) {
        int weight = Inlining.accesses(statement, WIDE_ACCESS, 1);
        if (weight > 0) {
          accesses.add(new Access(frequencies.of(statement), weight));
        }
        for (List<IrStatement> body : IrStatements.bodies(statement)) {
          addAll(body, frequencies, accesses);
        }
      }
    }
  }
}
