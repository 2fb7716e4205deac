package dev.cascara.compiler.ir;

/** All passes, in order. Each is a function from a function's representation to another. */
public final class Passes {
  private Passes() {}

  /**
   * Runs all passes.
   *
   * @param function a function as lowering made it
   * @return the function, divided into methods that fit the JVM's limits
   */
  public static IrFunction run(IrFunction function) {
    IrFunction scalar = AddressChecks.run(Scalarization.run(function));
    return Flattening.run(scalar, DispatchArms.run(Splitting.run(scalar)));
  }
}
