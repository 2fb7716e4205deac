package dev.cascara.runtime.internal;

import dev.cascara.runtime.DefinedType;
import dev.cascara.runtime.FieldType;
import org.jspecify.annotations.Nullable;

/** What the class of an array type knows of it. */
public final class ArrayLayout {
  private final String typeText;
  private final String elementText;
  private @Nullable DefinedType type;
  private @Nullable FieldType element;

  /**
   * Creates the layout of a type.
   *
   * @param typeText the type, see {@link TypeText}
   * @param elementText the type of its elements, see {@link TypeText}
   */
  public ArrayLayout(String typeText, String elementText) {
    this.typeText = typeText;
    this.elementText = elementText;
  }

  /**
   * Returns the type.
   *
   * @return the type
   */
  public DefinedType type() {
    DefinedType known = type;
    if (known == null) {
      known = TypeText.definedType(typeText);
      type = known;
    }
    return known;
  }

  /**
   * Returns the type of the elements.
   *
   * @return the type
   */
  public FieldType element() {
    FieldType known = element;
    if (known == null) {
      known = TypeText.fieldTypes(elementText).get(0);
      element = known;
    }
    return known;
  }
}
