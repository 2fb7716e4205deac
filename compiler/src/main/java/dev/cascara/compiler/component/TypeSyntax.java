package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A type as written (Explainer.md, "Type Definitions"): other types are indices. */
public sealed interface TypeSyntax {
  /**
   * A name with a type, for fields and parameters.
   *
   * @param label the name
   * @param type the type
   */
  record Labelled(String label, ValueTypeSyntax type) {}

  /**
   * A case of a variant.
   *
   * @param label its name
   * @param type the type of its payload, if it has one
   */
  record Case(String label, Optional<ValueTypeSyntax> type) {}

  /** A type of values. */
  sealed interface Value extends TypeSyntax {}

  /**
   * A primitive type under an index.
   *
   * @param type which
   */
  record Primitive(PrimitiveType type) implements Value {}

  /**
   * A record.
   *
   * @param fields its fields
   */
  record Record(List<Labelled> fields) implements Value {}

  /**
   * A variant.
   *
   * @param cases its cases
   */
  record Variant(List<Case> cases) implements Value {}

  /**
   * A list.
   *
   * @param element the elements' type
   * @param length how many there are, where that is fixed
   */
  record ListOf(ValueTypeSyntax element, OptionalInt length) implements Value {}

  /**
   * A tuple.
   *
   * @param types the types of its parts
   */
  record Tuple(List<ValueTypeSyntax> types) implements Value {}

  /**
   * Flags.
   *
   * @param labels their names
   */
  record Flags(List<String> labels) implements Value {}

  /**
   * An enumeration.
   *
   * @param labels its cases
   */
  record Enum(List<String> labels) implements Value {}

  /**
   * An option.
   *
   * @param type the type of what there may be
   */
  record Option(ValueTypeSyntax type) implements Value {}

  /**
   * A result.
   *
   * @param ok the type of a success's payload, if it has one
   * @param error the type of an error's payload, if it has one
   */
  record Result(Optional<ValueTypeSyntax> ok, Optional<ValueTypeSyntax> error) implements Value {}

  /**
   * An owning handle.
   *
   * @param type the index of the resource type
   */
  record Own(int type) implements Value {}

  /**
   * A borrowed handle.
   *
   * @param type the index of the resource type
   */
  record Borrow(int type) implements Value {}

  /**
   * The readable end of a stream.
   *
   * @param element the elements' type, if they have one
   */
  record Stream(Optional<ValueTypeSyntax> element) implements Value {}

  /**
   * The readable end of a future.
   *
   * @param element the value's type, if it has one
   */
  record Future(Optional<ValueTypeSyntax> element) implements Value {}

  /**
   * A map.
   *
   * @param key the keys' type
   * @param value the values' type
   */
  record MapOf(ValueTypeSyntax key, ValueTypeSyntax value) implements Value {}

  /**
   * A function type.
   *
   * @param async whether calls may block
   * @param parameters the parameters
   * @param result the result's type, if there is one
   */
  record Function(boolean async, List<Labelled> parameters, Optional<ValueTypeSyntax> result)
      implements TypeSyntax {}

  /**
   * A resource type.
   *
   * @param representation the core type of representations
   * @param destructor the index of the core function that destroys one, if there is one
   */
  record Resource(ValueType representation, OptionalInt destructor) implements TypeSyntax {}

  /**
   * A component type.
   *
   * @param declarations its declarations in order
   */
  record ComponentOf(List<Declaration> declarations) implements TypeSyntax {}

  /**
   * An instance type.
   *
   * @param declarations its declarations in order; none imports
   */
  record InstanceOf(List<Declaration> declarations) implements TypeSyntax {}

  /** A declaration in the type of a component or instance. */
  sealed interface Declaration {
    /**
     * A core type.
     *
     * @param type the type
     * @param offset where the declaration begins
     */
    record DeclareCoreType(CoreTypeSyntax type, long offset) implements Declaration {}

    /**
     * A type.
     *
     * @param type the type
     * @param offset where the declaration begins
     */
    record DeclareType(TypeSyntax type, long offset) implements Declaration {}

    /**
     * An alias.
     *
     * @param alias one of the alias definitions
     */
    record DeclareAlias(Definition alias) implements Declaration {}

    /**
     * An import.
     *
     * @param name its name
     * @param type what it must be
     * @param offset where the declaration begins
     */
    record DeclareImport(ExternName name, ExternTypeSyntax type, long offset)
        implements Declaration {}

    /**
     * An export.
     *
     * @param name its name
     * @param type what it is
     * @param offset where the declaration begins
     */
    record DeclareExport(ExternName name, ExternTypeSyntax type, long offset)
        implements Declaration {}
  }
}
