package dev.cascara.wit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function of an interface or of a world.
 *
 * @param name its own name; for functions of a resource without the resource's, and {@code
 *     constructor} for a constructor
 * @param kind whether it belongs to a resource, and how
 * @param synchrony whether it may block
 * @param parameters its parameters as written, so without a method's {@code self}
 * @param result the type of its result, if it has one; for a constructor the handle (or the {@code
 *     result} of one)
 * @param metadata documentation and gates
 */
public record Function(
    String name,
    FunctionKind kind,
    Synchrony synchrony,
    List<Parameter> parameters,
    Optional<Type> result,
    Metadata metadata) {
  /** Creates a function. */
  public Function {
    parameters = List.copyOf(parameters);
  }

  /**
   * A parameter.
   *
   * @param name its name
   * @param type its type
   */
  public record Parameter(String name, Type type) {}

  /** Whether a function is declared {@code async}. */
  public enum Synchrony {
    /** {@code func}. */
    SYNC,
    /** {@code async func}. */
    ASYNC
  }

  /**
   * Tells whether the function is declared {@code async}.
   *
   * @return whether it may block
   */
  public boolean isAsync() {
    return synchrony == Synchrony.ASYNC;
  }

  /**
   * Returns all parameters that a caller passes.
   *
   * @return the parameters; before them, for a method, {@code self}
   */
  public List<Parameter> allParameters() {
    if (kind instanceof FunctionKind.Method method) {
      List<Parameter> all = new ArrayList<>();
      all.add(new Parameter("self", new Type.Borrow(method.resource())));
      all.addAll(parameters);
      return List.copyOf(all);
    }
    return parameters;
  }

  /**
   * Returns the name that a component's imports and exports have for it.
   *
   * @return for example {@code now}, {@code [method]file.read} or {@code [constructor]file}
   */
  public String externName() {
    return kind.externName(name);
  }
}
