package dev.cascara.compiler.ir;

import dev.cascara.compiler.CompilerOptions.SimdTarget;
import dev.cascara.compiler.wasm.MemoryType;
import java.util.List;

/** All passes, in order. Each is a function from a function's representation to another. */
public final class Passes {
  private Passes() {}

  /**
   * Runs all passes.
   *
   * @param function a function as lowering made it
   * @param memories the types of the module's memories
   * @param target what vectors become
   * @return the function, divided into methods that fit the JVM's limits
   */
  public static IrFunction run(IrFunction function, List<MemoryType> memories, SimdTarget target) {
    IrFunction scalar =
        switch (target) {
          case SCALAR -> Scalarization.run(function);
          case VECTOR_API -> Vectorization.run(function);
        };
    IrFunction checked = AddressChecks.run(scalar, memories);
    IrFunction divided = Splitting.run(checked);
    IrFunction apart = DispatchArms.run(divided);
    return Flattening.run(checked, apart);
  }
}
