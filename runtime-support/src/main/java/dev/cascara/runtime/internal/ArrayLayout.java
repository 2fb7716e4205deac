package dev.cascara.runtime.internal;

import dev.cascara.runtime.DefinedType;
import dev.cascara.runtime.FieldType;
import java.util.function.Supplier;

/**
 * What an array type is, for hosts. Nothing is read before a host asks.
 *
 * @param type the type
 * @param element the type of its elements
 */
public record ArrayLayout(DefinedType type, FieldType element) {
  private static final Layouts<ArrayLayout> LAYOUTS = new Layouts<>();

  /**
   * Returns the layout of a class.
   *
   * @param arrayClass the class of an array type
   * @param typeText the type, see {@link TypeText}
   * @param elementText the type of its elements, see {@link TypeText}
   * @return an equal object at each call
   */
  public static ArrayLayout of(
      Class<?> arrayClass, Supplier<String> typeText, Supplier<String> elementText) {
    return LAYOUTS.get(
        arrayClass,
        () ->
            new ArrayLayout(
                TypeText.definedType(typeText.get()),
                TypeText.fieldTypes(
                        elementText.get(),
                        field -> {
                          throw new IllegalArgumentException("the text names the type");
                        })
                    .get(0)));
  }
}
