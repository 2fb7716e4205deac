package dev.cascara.compiler.ir;

import dev.cascara.compiler.CompilerOptions.SimdTarget;

/** All passes, in order. Each is a function from a function's representation to another. */
public final class Passes {
  private Passes() {}

  /**
   * Runs all passes.
   *
   * @param function a function as lowering made it
   * @param target what vectors become
   * @return the function, divided into methods that fit the JVM's limits
   */
  public static IrFunction run(IrFunction function, SimdTarget target) {
    IrFunction withoutVectors =
        switch (target) {
          case SCALAR -> Scalarization.run(function);
          case VECTOR_API -> Vectorization.run(function);
        };
    IrFunction scalar = AddressChecks.run(withoutVectors);
    return Flattening.run(scalar, DispatchArms.run(Splitting.run(scalar)));
  }

  /**
   * Estimates how large a method's code is going to be.
   *
   * @param method the method
   * @return the size in bytes, hardly ever less than the true one
   */
  public static int estimatedSize(IrMethod method) {
    return CodeSize.of(method.body());
  }
}
