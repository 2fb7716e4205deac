package dev.cascara.runtime;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The type of a function (section 2.3, "Function Types").
 *
 * @param parameters the parameters' types, in order
 * @param results the results' types, in order
 * @param definition empty if the parameters and results say all; present for types that are defined
 *     in a group, with a supertype or open for subtypes, or refer to defined types
 */
public record FunctionType(
    List<ValueType> parameters, List<ValueType> results, Optional<DefinedType> definition) {
  private static final WeakInterner<FunctionType> INTERNED = new WeakInterner<>();

  private static final int MAXIMUM_SLOTS = 250;

  public FunctionType {
    parameters = List.copyOf(parameters);
    results = List.copyOf(results);
  }

  /**
   * Creates a type that is nothing but its parameters and results.
   *
   * @param parameters the parameters' types, in order
   * @param results the results' types, in order
   */
  public FunctionType(List<ValueType> parameters, List<ValueType> results) {
    this(parameters, results, Optional.empty());
  }

  /**
   * Returns the JVM's type of a call: the parameters' carriers, and the first result's carrier or
   * {@code void}. Further results are read from the function after the call.
   *
   * @return the method type of {@link WasmFunction#handle()}
   */
  public MethodType methodType() {
    Class<?> result = results.isEmpty() ? void.class : results.get(0).carrier();
    if (parameters.stream().mapToInt(FunctionType::slots).sum() > MAXIMUM_SLOTS) {
      return MethodType.methodType(result, Object[].class);
    }
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
    return new FunctionType(parameters, results).interned();
  }

  /**
   * Returns an equal type, the same object for all equal ones.
   *
   * @return the type
   */
  public FunctionType interned() {
    return INTERNED.intern(this);
  }

  /**
   * Returns whether a function of this type can be used where another is expected (section 3.3,
   * "Defined Types").
   *
   * @param other what is expected
   * @return true if both are the same, or the other is a declared supertype of this one
   */
  public boolean isSubtypeOf(FunctionType other) {
    return equals(other)
        || (definition.isPresent()
            && other.definition.isPresent()
            && definition.get().isSubtypeOf(other.definition.get()));
  }

  /**
   * Returns this type as what references are to.
   *
   * @return the definition, or one that stands for the parameters and results
   */
  public DefinedType definedType() {
    return definition.orElseGet(
        () -> new DefinedType(DefinedType.Kind.FUNC, toString(), Optional.empty()));
  }

  @Override
  public String toString() {
    return "("
        + text(parameters)
        + ") -> ("
        + text(results)
        + ")"
        + definition.map(type -> " as " + type).orElse("");
  }

  private static int slots(ValueType type) {
    return type == ValueType.I64 || type == ValueType.F64 ? 2 : 1;
  }

  private static String text(List<ValueType> types) {
    return types.stream().map(ValueType::toString).collect(Collectors.joining(", "));
  }
}
