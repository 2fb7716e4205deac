package dev.cascara.wit;

/** What a type is defined in. */
public sealed interface TypeOwner {
  /**
   * An interface of a package.
   *
   * @param name the interface's name
   */
  record InterfaceOwner(QualifiedName name) implements TypeOwner {
    @Override
    public String toString() {
      return name.toString();
    }
  }

  /**
   * An interface written inside a world: {@code import name: interface { … }}.
   *
   * @param world the world's name
   * @param direction whether the world imports or exports it
   * @param name the name that the world imports or exports it under
   */
  record InlineOwner(QualifiedName world, Direction direction, String name) implements TypeOwner {
    @Override
    public String toString() {
      return world + " " + direction.keyword() + " " + name;
    }
  }

  /**
   * A world.
   *
   * @param name the world's name
   */
  record WorldOwner(QualifiedName name) implements TypeOwner {
    @Override
    public String toString() {
      return name.toString();
    }
  }
}
