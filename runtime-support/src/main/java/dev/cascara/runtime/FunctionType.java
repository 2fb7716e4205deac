package dev.cascara.runtime;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The type of a function (section 2.3, "Function Types").
 *
 * @param parameters the parameters' types, in order
 * @param results the results' types, in order
 */
public record FunctionType(List<ValueType> parameters, List<ValueType> results) {
  private static final WeakInterner<FunctionType> INTERNED = new WeakInterner<>();

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

  /**
   * Returns the type, the same object for equal types, so that a comparison of types is most often
   * one of references.
   *
   * @param parameters the parameters' types
   * @param results the results' types
   * @return the type
   */
  public static FunctionType of(List<ValueType> parameters, List<ValueType> results) {
    return INTERNED.intern(new FunctionType(parameters, results));
  }

  @Override
  public String toString() {
    return "(" + text(parameters) + ") -> (" + text(results) + ")";
  }

  private static String text(List<ValueType> types) {
    return types.stream().map(ValueType::toString).collect(Collectors.joining(", "));
  }
}
