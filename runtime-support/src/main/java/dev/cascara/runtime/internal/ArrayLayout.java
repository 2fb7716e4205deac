package dev.cascara.runtime.internal;

import dev.cascara.runtime.DefinedType;
import dev.cascara.runtime.FieldType;
import java.lang.invoke.MethodHandles;
import java.util.List;
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
   * @param lookup a look-up in its package
   * @return an equal object at each call
   */
  public static ArrayLayout of(Class<?> arrayClass, Supplier<MethodHandles.Lookup> lookup) {
    return LAYOUTS.get(arrayClass, () -> read(lookup.get().in(arrayClass)));
  }

  private static ArrayLayout read(MethodHandles.Lookup lookup) {
    List<FieldType> elements =
        TypeText.fieldTypes(
            Layouts.text(lookup, "FIELDS"),
            field -> {
              throw new IllegalArgumentException("the text names the type");
            });
    return new ArrayLayout(Layouts.definedType(lookup), elements.get(0));
  }
}
