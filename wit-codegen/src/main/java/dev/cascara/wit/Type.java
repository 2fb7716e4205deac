package dev.cascara.wit;

import java.util.List;
import java.util.Optional;

/**
 * A type as parameters, results, fields and cases have them. Record, variant, enum and flags types
 * occur only as {@link Named} ones. Types nest at most {@value #MAX_DEPTH} deep.
 *
 * <p>Two types are equal when they are the same type constructors around the same {@link
 * TypeDefinition}s.
 */
public sealed interface Type {
  /** How deep types may nest within one another. */
  int MAX_DEPTH = 100;

  /**
   * The type behind all names that {@code type} items give it.
   *
   * @return this type, or for a {@link Named} alias what it stands for
   */
  default Type unaliased() {
    return this;
  }

  /** A type without parts. */
  enum Primitive implements Type {
    /** {@code bool}. */
    BOOL("bool"),
    /** {@code s8}. */
    S8("s8"),
    /** {@code u8}. */
    U8("u8"),
    /** {@code s16}. */
    S16("s16"),
    /** {@code u16}. */
    U16("u16"),
    /** {@code s32}. */
    S32("s32"),
    /** {@code u32}. */
    U32("u32"),
    /** {@code s64}. */
    S64("s64"),
    /** {@code u64}. */
    U64("u64"),
    /** {@code f32}. */
    F32("f32"),
    /** {@code f64}. */
    F64("f64"),
    /** {@code char}: a Unicode scalar value. */
    CHAR("char"),
    /** {@code string}. */
    STRING("string"),
    /** {@code error-context}. */
    ERROR_CONTEXT("error-context");

    private final String keyword;

    Primitive(String keyword) {
      this.keyword = keyword;
    }

    /**
     * Returns the type's name in WIT.
     *
     * @return the keyword
     */
    public String keyword() {
      return keyword;
    }
  }

  /**
   * {@code list<T>}.
   *
   * @param element the elements' type
   */
  record ListType(Type element) implements Type {}

  /**
   * {@code list<T, N>}.
   *
   * @param element the elements' type
   * @param length how many elements there are: at least 1, less than 2^32
   */
  record FixedLengthListType(Type element, long length) implements Type {}

  /**
   * {@code map<K, V>}.
   *
   * @param key the keys' type
   * @param value the values' type
   */
  record MapType(Type key, Type value) implements Type {}

  /**
   * {@code option<T>}.
   *
   * @param some the type of the value that may be there
   */
  record OptionType(Type some) implements Type {}

  /**
   * {@code result<T, E>}.
   *
   * @param ok the type of a success's value, if it has one
   * @param error the type of an error's value, if it has one
   */
  record ResultType(Optional<Type> ok, Optional<Type> error) implements Type {}

  /**
   * {@code tuple<…>}.
   *
   * @param elements the types of its elements, at least one
   */
  record TupleType(List<Type> elements) implements Type {
    /** Creates the type. */
    public TupleType {
      elements = List.copyOf(elements);
    }
  }

  /**
   * {@code stream<T>}.
   *
   * @param element the elements' type, if they have one
   */
  record StreamType(Optional<Type> element) implements Type {}

  /**
   * {@code future<T>}.
   *
   * @param value the value's type, if it has one
   */
  record FutureType(Optional<Type> value) implements Type {}

  /**
   * A handle that owns a resource: the bare name of a resource.
   *
   * @param definition the resource, or an alias of one
   */
  record Own(TypeDefinition definition) implements Type {
    /**
     * Returns the resource.
     *
     * @return the definition behind all aliases
     */
    public TypeDefinition resource() {
      return definition.resource();
    }
  }

  /**
   * A handle lent for the time of a call: {@code borrow<…>}.
   *
   * @param definition the resource, or an alias of one
   */
  record Borrow(TypeDefinition definition) implements Type {
    /**
     * Returns the resource.
     *
     * @return the definition behind all aliases
     */
    public TypeDefinition resource() {
      return definition.resource();
    }
  }

  /**
   * A type with a name. A name that a {@code use} brought is here what it stands for, so {@code
   * definition} is never of kind {@link TypeKind.Use}. It is a resource only as the target of a
   * {@link TypeKind.Alias}; everywhere else resources are {@link Own} or {@link Borrow}.
   *
   * @param definition the definition
   */
  record Named(TypeDefinition definition) implements Type {
    @Override
    public Type unaliased() {
      // A definition is created after what it refers to, so that chains of aliases end.
      Type type = this;
      while (type instanceof Named named
          && named.definition.kind() instanceof TypeKind.Alias alias) {
        type = alias.target();
      }
      return type;
    }
  }
}
