package dev.cascara.compiler.component;

import java.util.List;
import java.util.Optional;

/**
 * The type of a function of components.
 *
 * @param synchrony whether calls may block
 * @param parameters the parameters
 * @param result the result's type, if there is one
 */
public record ComponentFunctionType(
    Synchrony synchrony, List<TypeStructure.Field> parameters, Optional<ComponentValueType> result)
    implements AnyType {
  /** Whether a function may block. */
  public enum Synchrony {
    /** {@code func}. */
    SYNC,
    /** {@code async func}. */
    ASYNC
  }

  public ComponentFunctionType {
    parameters = List.copyOf(parameters);
  }
}
