package dev.cascara.runtime;

import java.lang.invoke.MethodType;
import java.util.List;

/**
 * The type of a function (section 2.3, "Function Types").
 *
 * @param parameters the parameters' types, in order
 * @param results the results' types, in order
 */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
  public FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /**
   * Returns the JVM's type of a call: the parameters' carriers, and the first result's carrier or
   * {@code void}. Further results are read from the function after the call.
   *
   * @return the method type of {@link WasmFunction#handle()}
   */
  public MethodType methodType() {
    Class<?> result = results.isEmpty() ? void.class : results.get(0).carrier();
    return MethodType.methodType(result, parameters.stream().map(ValueType::carrier).toList());
  }
}
