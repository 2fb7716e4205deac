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
   * @param methodSize the largest size of a method's code in bytes
   * @return the function, divided into methods that are small enough
   */
  public static IrFunction run(
      IrFunction function, List<MemoryType> memories, SimdTarget target, int methodSize) {
    IrFunction threaded = SwitchTables.run(JumpThreading.run(function));
    IrFunction scalar =
        switch (target) {
          case SCALAR -> Scalarization.run(threaded);
          case VECTOR_API -> Vectorization.run(threaded);
        };
    IrFunction checked = AddressChecks.run(scalar, memories);
    MethodSize limit = new MethodSize(methodSize);
    IrFunction divided = Splitting.run(checked, limit);
    IrFunction apart = DispatchArms.run(divided, limit);
    IrFunction held = HeldMemories.run(apart, limit);
    return CountedLoops.run(Flattening.run(checked, held, limit));
  }
}
