package dev.cascara.wit;

import java.util.Optional;

/** Something that a world imports or exports. */
public sealed interface WorldItem {
  /**
   * Returns the name under which a component imports or exports it.
   *
   * @return a plain name such as {@code run} or {@code [method]file.read}, or an interface's
   *     qualified name
   */
  String externName();

  /**
   * Returns documentation and gates.
   *
   * @return the metadata of the import or export
   */
  Metadata metadata();

  /**
   * An interface: {@code import a:b/c;} (no plain name), {@code import c: interface { … }} (the
   * interface has no name), or {@code import c: a:b/c;} (both).
   *
   * @param plainName the name that the world gives it, if it does
   * @param definition the interface
   * @param metadata documentation and gates of the import or export
   */
  record InterfaceItem(Optional<String> plainName, Interface definition, Metadata metadata)
      implements WorldItem {
    /** Creates the item. */
    public InterfaceItem {
      if (plainName.isEmpty() && definition.name().isEmpty()) {
        throw new IllegalArgumentException("an interface in a world needs a name");
      }
    }

    @Override
    public String externName() {
      return plainName.orElseGet(() -> definition.name().orElseThrow().toString());
    }
  }

  /**
   * A function of the world itself.
   *
   * @param function the function
   */
  record FunctionItem(Function function) implements WorldItem {
    @Override
    public String externName() {
      return function.externName();
    }

    @Override
    public Metadata metadata() {
      return function.metadata();
    }
  }

  /**
   * A type of the world itself, {@code use}s included. Only imports have them.
   *
   * @param definition the definition
   */
  record TypeItem(TypeDefinition definition) implements WorldItem {
    @Override
    public String externName() {
      return definition.name();
    }

    @Override
    public Metadata metadata() {
      return definition.metadata();
    }
  }
}
