package dev.cascara.compiler.component;

import java.util.List;
import java.util.Optional;

/** Makes types for tests; elsewhere they come out of components. */
public final class TestTypes {
  private static final Types TYPES = new Types();

  private TestTypes() {}

  private static ComponentValueType define(TypeStructure structure) {
    return TYPES.define(structure, null, 0);
  }

  public static ComponentValueType listOf(ComponentValueType element) {
    return define(new TypeStructure.ListOf(element));
  }

  public static ComponentValueType fixedLengthList(ComponentValueType element, int length) {
    return define(new TypeStructure.FixedLengthList(element, length));
  }

  public static ComponentValueType mapOf(ComponentValueType key, ComponentValueType value) {
    return define(new TypeStructure.MapOf(key, value));
  }

  public static ComponentValueType tuple(ComponentValueType... types) {
    return define(new TypeStructure.Tuple(List.of(types)));
  }

  public static ComponentValueType option(ComponentValueType type) {
    return define(new TypeStructure.Option(type));
  }

  public static ComponentValueType result(
      Optional<ComponentValueType> ok, Optional<ComponentValueType> error) {
    return define(new TypeStructure.Result(ok, error));
  }

  public static ComponentValueType enumOf(String... labels) {
    return define(new TypeStructure.Enum(List.of(labels)));
  }

  public static ComponentValueType flags(String... labels) {
    return define(new TypeStructure.Flags(List.of(labels)));
  }

  public static ComponentValueType record(TypeStructure.Field... fields) {
    return define(new TypeStructure.Record(List.of(fields)));
  }

  public static ComponentValueType variant(TypeStructure.Case... cases) {
    return define(new TypeStructure.Variant(List.of(cases)));
  }
}
