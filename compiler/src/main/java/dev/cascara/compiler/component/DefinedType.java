package dev.cascara.compiler.component;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value type that a component defines, imports or exports. Each import, export and definition
 * makes one of its own, so that what has a name can be told from what has none; {@link #isSameAs}
 * compares types.
 */
public final class DefinedType implements ComponentValueType {
  private final TypeStructure structure;
  private final Layout layout;
  private final Object identity;
  private final @Nullable ComponentValueType original;

  DefinedType(
      TypeStructure structure,
      Layout layout,
      Object identity,
      @Nullable ComponentValueType original) {
    this.structure = structure;
    this.layout = layout;
    this.identity = identity;
    this.original = original;
  }

  @Override
  public TypeStructure structure() {
    return structure;
  }

  @Override
  public Layout layout() {
    return layout;
  }

  /** An object that types of one structure share. */
  Object identity() {
    return identity;
  }

  /**
   * Returns the type that this one is another name for.
   *
   * @return the type of an {@code (eq …)} bound, or empty for a definition
   */
  public Optional<ComponentValueType> original() {
    return Optional.ofNullable(original);
  }

  @Override
  public boolean isSameAs(ComponentValueType other) {
    return other instanceof DefinedType type ? identity == type.identity : other.isSameAs(this);
  }
}
