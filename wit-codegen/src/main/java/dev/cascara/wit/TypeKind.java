package dev.cascara.wit;

import java.util.List;
import java.util.Optional;

/** What a {@link TypeDefinition} defines. */
// The names are those of WIT, and are used qualified: TypeKind.Record.
@SuppressWarnings("JavaLangClash")
public sealed interface TypeKind {
  /**
   * {@code record}.
   *
   * @param fields its fields, at least one
   */
  record Record(List<Field> fields) implements TypeKind {
    /** Creates the kind. */
    public Record {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A field of a record.
   *
   * @param name its name
   * @param type its type
   * @param docs its documentation, or an empty string
   */
  record Field(String name, Type type, String docs) {}

  /**
   * {@code variant}.
   *
   * @param cases its cases, at least one
   */
  record Variant(List<Case> cases) implements TypeKind {
    /** Creates the kind. */
    public Variant {
      cases = List.copyOf(cases);
    }
  }

  /**
   * A case of a variant.
   *
   * @param name its name
   * @param type the type of its value, if it has one
   * @param docs its documentation, or an empty string
   */
  record Case(String name, Optional<Type> type, String docs) {}

  /**
   * {@code enum}.
   *
   * @param cases its cases, at least one
   */
  record Enum(List<Label> cases) implements TypeKind {
    /** Creates the kind. */
    public Enum {
      cases = List.copyOf(cases);
    }
  }

  /**
   * {@code flags}.
   *
   * @param flags its flags, at least one
   */
  record Flags(List<Label> flags) implements TypeKind {
    /** Creates the kind. */
    public Flags {
      flags = List.copyOf(flags);
    }
  }

  /**
   * A case of an enum, or a flag.
   *
   * @param name its name
   * @param docs its documentation, or an empty string
   */
  record Label(String name, String docs) {}

  /**
   * {@code resource}. Its constructor, methods and static functions are {@link Function}s of the
   * interface or world that defines the resource; {@link Interface#functionsOf} collects them.
   */
  record Resource() implements TypeKind {}

  /**
   * {@code type a = …}.
   *
   * @param target what the name stands for; {@link Type.Named} with a resource's definition for a
   *     resource
   */
  record Alias(Type target) implements TypeKind {}

  /**
   * A name that {@code use} brought from an interface.
   *
   * @param target the definition it names, in that interface; may be a {@code use} itself
   */
  record Use(TypeDefinition target) implements TypeKind {}
}
