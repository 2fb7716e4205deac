package dev.cascara.runtime.internal;

import dev.cascara.runtime.DefinedType;
import dev.cascara.runtime.WasmStruct;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of generated classes, as long as these are loaded.
 *
 * @param <T> what is known
 */
final class Layouts<T> {
  private final ClassValue<AtomicReference<@Nullable T>> values =
      new ClassValue<>() {
        @Override
        protected AtomicReference<@Nullable T> computeValue(Class<?> type) {
          return new AtomicReference<>();
        }
      };

  /**
   * Reads a text of a generated class: what is too long for one constant goes on in those with a
   * number behind the name.
   *
   * @param lookup a look-up of the class
   * @param name the constant's name
   * @return the text
   */
  static String text(MethodHandles.Lookup lookup, String name) {
    Set<String> constants =
        Stream.of(lookup.lookupClass().getDeclaredFields())
            .map(Field::getName)
            .collect(Collectors.toSet());
    StringBuilder text = new StringBuilder();
    String part = name;
    for (int i = 1; constants.contains(part); i++) {
      text.append(constant(lookup, lookup.lookupClass(), part, String.class));
      part = name + i;
    }
    return text.toString();
  }

  /**
   * Returns the type that the class of a structure or array stands for: what its constant says, or
   * else its name and those of its superclasses.
   *
   * @param lookup a look-up of the class
   * @return the type
   */
  static DefinedType definedType(MethodHandles.Lookup lookup) {
    String text = text(lookup, "TYPE");
    if (!text.isEmpty()) {
      return TypeText.definedType(text);
    }
    Class<?> generated = lookup.lookupClass();
    Class<?> superclass = generated.getSuperclass();
    boolean isStruct = WasmStruct.class.isAssignableFrom(generated);
    return new DefinedType(
        isStruct ? DefinedType.Kind.STRUCT : DefinedType.Kind.ARRAY,
        generated.getName().replace('.', '/'),
        superclass.getPackageName().equals(generated.getPackageName())
            ? Optional.of(definedType(lookup.in(superclass)))
            : Optional.empty());
  }

  /**
   * Reads a constant of a generated class.
   *
   * @param lookup a look-up in its package
   * @param generated the class
   * @param name the constant's name
   * @param type its type
   * @return its value
   */
  static Object constant(
      MethodHandles.Lookup lookup, Class<?> generated, String name, Class<?> type) {
    try {
      return lookup.findStaticGetter(generated, name, type).invoke();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("generated classes are in one package", e);
    }
  }

  T get(Class<?> type, Supplier<T> layout) {
    AtomicReference<@Nullable T> reference = values.get(type);
    T known = reference.get();
    if (known == null) {
      known = layout.get();
      reference.set(known);
    }
    return known;
  }
}
