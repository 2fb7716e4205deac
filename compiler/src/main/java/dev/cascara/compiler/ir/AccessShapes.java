package dev.cascara.compiler.ir;

import java.util.List;

/**
 * Which loads and stores of a method are calls of the runtime, and which are in place.
 *
 * <p>HotSpot's first compiler leaves a call a call, so that it is soon done with the method; in
 * place, some 70 accesses are more than it can compile at all, and the method would be interpreted
 * until the optimising compiler is ready. That one inlines the calls that are executed often, but
 * only until its graph of the method has 18,000 nodes, which some 60 accesses take, those of
 * inlined methods among them; what is called by a constant method handle it always inlines. So
 * accesses are calls by handle, but for those that are hardly ever executed, which would only make
 * the method larger. Dispatch loops have their accesses in place.
 */
public final class AccessShapes {
  /** So many accesses are inlined whatever they are, unless the method is in another. */
  private static final int FEW_ACCESSES = 30;

  /** With many accesses, what is executed less often in a call of the method is a plain call. */
  private static final double NOT_RARE = 0.3;

  private final Frequencies frequencies;
  private final boolean hasDispatch;
  private final double lowestFrequency;

  /** What an access can be. */
  public enum Shape {
    /** A call of the runtime's method. */
    CALL,
    /** A call of the runtime's method by its handle. */
    HANDLE,
    /** The access itself. */
    IN_PLACE
  }

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
    return new AccessShapes(
        Frequencies.of(method.body()),
        method.hasLargeSwitch(),
        count(method.body()) <= FEW_ACCESSES ? Frequencies.IN_LOOP : NOT_RARE);
  }

  private static int count(List<IrStatement> statements) {
    int count = 0;
    for (IrStatement statement : statements) {
      count += Inlining.accesses(statement, 1, 1);
      for (List<IrStatement> body : IrStatements.bodies(statement)) {
        count += count(body);
      }
    }
    return count;
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
   * Returns what the accesses of a statement are.
   *
   * @param statement a statement of the method
   * @return their shape
   */
  public Shape of(IrStatement statement) {
    if (hasDispatch) {
      return Shape.IN_PLACE;
    }
    return frequencies.of(statement) >= lowestFrequency ? Shape.HANDLE : Shape.CALL;
  }
}
