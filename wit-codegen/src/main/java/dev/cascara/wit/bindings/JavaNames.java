package dev.cascara.wit.bindings;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Java names from WIT's kebab-case names; {@link NameScope} makes them unique. */
final class JavaNames {
  /** What a method without parameters, or a component of a record, cannot be named. */
  static final Set<String> OF_OBJECT =
      Set.of(
          "clone",
          "equals",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "toString",
          "wait");

  private JavaNames() {}

  private static String capitalized(String word) {
    return word.isEmpty()
        ? word
        : word.substring(0, 1).toUpperCase(Locale.ROOT)
            + word.substring(1).toLowerCase(Locale.ROOT);
  }

  /** {@code some-name} as {@code SomeName}. */
  static String upperCamel(String kebab) {
    return Arrays.stream(kebab.split("[^A-Za-z0-9]+"))
        .map(JavaNames::capitalized)
        .collect(Collectors.joining());
  }

  /** {@code some-name} as {@code someName}; keywords stay as they are. */
  static String lowerCamel(String kebab) {
    return decapitalized(upperCamel(kebab));
  }

  /** {@code SomeName} as {@code someName}. */
  static String decapitalized(String name) {
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  /** {@code some-name} as {@code SOME_NAME}. */
  static String constant(String kebab) {
    return kebab.replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** A package's namespace or name as a part of a Java package's name. */
  static String packagePart(String wit) {
    return Arrays.stream(wit.split("[:/]"))
        .map(part -> part.replace('-', '_').toLowerCase(Locale.ROOT))
        .map(part -> SourceVersion.isKeyword(part) ? part + "_" : part)
        .collect(Collectors.joining("."));
  }
}
