package dev.cascara.compiler.component;

import java.util.List;
import java.util.Optional;

/** What a value type is made of (Explainer.md, "Type Definitions", {@code defvaltype}). */
public sealed interface TypeStructure {
  /**
   * A label with a type.
   *
   * @param label the name
   * @param type the type
   */
  record Field(String label, ComponentValueType type) {}

  /**
   * A case of a variant.
   *
   * @param label its name
   * @param type the type of its payload, if it has one
   */
  record Case(String label, Optional<ComponentValueType> type) {}

  /**
   * A primitive type.
   *
   * @param type which
   */
  record Primitive(PrimitiveType type) implements TypeStructure {}

  /**
   * A record.
   *
   * @param fields its fields, at least one
   */
  record Record(List<Field> fields) implements TypeStructure {
    public Record {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A variant.
   *
   * @param cases its cases, at least one
   */
  record Variant(List<Case> cases) implements TypeStructure {
    public Variant {
      cases = List.copyOf(cases);
    }
  }

  /**
   * A list of any length.
   *
   * @param element the elements' type
   */
  record ListOf(ComponentValueType element) implements TypeStructure {}

  /**
   * A list of a fixed length.
   *
   * @param element the elements' type
   * @param length how many there are, at least 1, unsigned
   */
  record FixedLengthList(ComponentValueType element, int length) implements TypeStructure {}

  /**
   * A tuple.
   *
   * @param types the types of its parts, at least one
   */
  record Tuple(List<ComponentValueType> types) implements TypeStructure {
    public Tuple {
      types = List.copyOf(types);
    }
  }

  /**
   * Flags.
   *
   * @param labels their names, 1 to 32
   */
  record Flags(List<String> labels) implements TypeStructure {
    public Flags {
      labels = List.copyOf(labels);
    }
  }

  /**
   * An enumeration.
   *
   * @param labels its cases, at least one
   */
  record Enum(List<String> labels) implements TypeStructure {
    public Enum {
      labels = List.copyOf(labels);
    }
  }

  /**
   * An option.
   *
   * @param type the type of what there may be
   */
  record Option(ComponentValueType type) implements TypeStructure {}

  /**
   * A result.
   *
   * @param ok the type of a success's payload, if it has one
   * @param error the type of an error's payload, if it has one
   */
  record Result(Optional<ComponentValueType> ok, Optional<ComponentValueType> error)
      implements TypeStructure {}

  /**
   * An owning handle.
   *
   * @param resource the resource type
   */
  record Own(ResourceType resource) implements TypeStructure {}

  /**
   * A borrowed handle.
   *
   * @param resource the resource type
   */
  record Borrow(ResourceType resource) implements TypeStructure {}

  /**
   * The readable end of a stream.
   *
   * @param element the elements' type, if they have one
   */
  record Stream(Optional<ComponentValueType> element) implements TypeStructure {}

  /**
   * The readable end of a future.
   *
   * @param element the value's type, if it has one
   */
  record Future(Optional<ComponentValueType> element) implements TypeStructure {}

  /**
   * A map: a list of pairs in which a later one replaces an earlier one of the same key.
   *
   * @param key the keys' type, a primitive one
   * @param value the values' type
   */
  record MapOf(ComponentValueType key, ComponentValueType value) implements TypeStructure {}
}
