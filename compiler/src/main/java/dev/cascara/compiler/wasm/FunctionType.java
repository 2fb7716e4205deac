package dev.cascara.compiler.wasm;

import java.util.List;

/**
 * The type of a function.
 *
 * @param parameters the parameters' types
 * @param results the results' types
 */
public record FunctionType(List<ValueType> parameters, List<ValueType> results)
    implements CompositeType {
  public FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }
}
