package dev.cascara.runtime;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
   * {@code void}. A vector is two {@code long}s, the lower half first. Further results, and the
   * higher half of a first result that is a vector, are read from the function after the call.
   *
   * <p>Parameters that take more than 250 of the JVM's slots ({@code long} and {@code double} take
   * two each) are passed in one array of type {@code Object[]}.
   *
   * @return the method type of {@link WasmFunction#handle()}
   */
  public MethodType methodType() {
    List<Class<?>> carriers = parameters.stream().flatMap(FunctionType::carriers).toList();
    Class<?> result =
        results.isEmpty() ? void.class : carriers(results.get(0)).findFirst().orElseThrow();
    return inArray()
        ? MethodType.methodType(result, Object[].class)
        : MethodType.methodType(result, carriers);
  }

  /** Whether there are more parameters than the JVM passes. */
  boolean inArray() {
    return parameters.stream().flatMap(FunctionType::carriers).mapToInt(FunctionType::slots).sum()
        > MAXIMUM_SLOTS;
  }

  /** The Java types that a value has in signatures. */
  static Stream<Class<?>> carriers(ValueType type) {
    return type == ValueType.V128 ? Stream.of(long.class, long.class) : Stream.of(type.carrier());
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

  private static int slots(Class<?> carrier) {
    return carrier == long.class || carrier == double.class ? 2 : 1;
  }

  private static String text(List<ValueType> types) {
    return types.stream().map(ValueType::toString).collect(Collectors.joining(", "));
  }
}
