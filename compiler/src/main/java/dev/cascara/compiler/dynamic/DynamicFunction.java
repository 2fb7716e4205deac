package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentFunctionType;
import java.util.List;
import java.util.Optional;

/** A function that an instance of a component exports. */
public final class DynamicFunction {
  /** What executes a function. */
  interface Target {
    Optional<Value> call(List<Value> arguments);
  }

  private final List<String> path;
  private final ComponentFunctionType type;
  private final Target target;

  DynamicFunction(List<String> path, ComponentFunctionType type, Target target) {
    this.path = List.copyOf(path);
    this.type = type;
    this.target = target;
  }

  /**
   * Returns where the function is.
   *
   * @return the names of the export and of the exports in it, outermost first, such as {@code
   *     ["demo:c/calc", "add"]}
   */
  public List<String> path() {
    return path;
  }

  /**
   * Returns the function's type.
   *
   * @return parameters and result
   */
  public ComponentFunctionType type() {
    return type;
  }

  /**
   * Calls the function.
   *
   * @param arguments the arguments
   * @return the result, if the function has one
   * @throws IllegalArgumentException if the arguments are not of the parameters' types
   * @throws dev.cascara.runtime.WasmTrap if the guest traps, or did so earlier
   */
  public Optional<Value> call(List<Value> arguments) {
    return target.call(List.copyOf(arguments));
  }

  @Override
  public String toString() {
    return String.join("#", path);
  }
}
