package dev.cascara.compiler.ir;

import java.util.List;

/**
 * A function's body.
 *
 * @param index the function's index in its module
 * @param methods the method to call, first, then those that it was divided into
 */
public record IrFunction(int index, List<IrMethod> methods) {
  public IrFunction {
    methods = List.copyOf(methods);
  }
}
