package dev.cascara.compiler.ir;

import java.util.List;

/**
 * Which loads and stores of a method are calls of the runtime, and which are in place.
 *
 * <p>HotSpot's first compiler leaves a call a call, so that it is soon done with the method; in
 * place, some 70 accesses are more than it can compile at all, and the method would be interpreted
 * until the optimising compiler is ready. That one inlines the calls that it has seen in at least a
 * quarter of the method's calls, but only until its graph of the method has 18,000 nodes, which
 * some 60 accesses take, those of inlined methods among them; what is called by a constant method
 * handle it always inlines. But until then calls by handle take longer than plain ones. So accesses
 * are calls by handle, but for those that are hardly ever executed, and those that are inlined
 * anyway: in methods with few, what each call executes once. Dispatch loops have their accesses in
 * place.
 */
public final class AccessShapes {
  /** So many accesses are inlined if they are executed often, unless the method is in another. */
  private static final int FEW_ACCESSES = 30;

  /** What is executed so often in a call of the method, HotSpot takes to be executed often. */
  private static final double ALWAYS = 0.9;

  /** What is executed less often in a call of a method with few accesses is a plain call. */
  private static final double RARE = 0.04;

  /** The same in a method with many, where each makes compiling it take longer. */
  private static final double RARE_OF_MANY = 0.3;

  private final Frequencies frequencies;
  private final boolean hasDispatch;
  private final boolean hasFewAccesses;

  /** What an access can be. */
  public enum Shape {
    /** A call of the runtime's method. */
    CALL,
    /** A call of the runtime's method by its handle. */
    HANDLE,
    /** The access itself. */
    IN_PLACE
  }

  private AccessShapes(IrMethod method) {
    this.frequencies = Frequencies.of(method.body());
    this.hasDispatch = method.hasLargeSwitch();
    this.hasFewAccesses = count(method.body()) <= FEW_ACCESSES;
  }

  /**
   * Chooses for a method.
   *
   * @param method the method
   * @return the choice
   */
  public static AccessShapes of(IrMethod method) {
    return new AccessShapes(method);
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
    double frequency = frequencies.of(statement);
    boolean isRare = frequency < (hasFewAccesses ? RARE : RARE_OF_MANY);
    boolean isInlined = hasFewAccesses && frequency >= ALWAYS && frequency < Frequencies.IN_LOOP;
    return isRare || isInlined ? Shape.CALL : Shape.HANDLE;
  }
}
