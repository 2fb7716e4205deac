package dev.cascara.compiler.component;

import dev.cascara.compiler.WasmValidationException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The grammar of names and labels (Explainer.md, "Import and Export Definitions" and "Name
 * Uniqueness").
 */
final class ExternNames {
  private static final int MAXIMUM_LENGTH = 100_000;
  private static final Pattern CANONICAL_VERSION =
      Pattern.compile("[1-9][0-9]*|0\\.[1-9][0-9]*|0\\.0\\.[1-9][0-9]*|0\\.0\\.0");

  /** What a name says of the thing that it names. */
  enum Annotation {
    NONE,
    CONSTRUCTOR,
    METHOD,
    STATIC,
    INTERFACE
  }

  /**
   * A name, taken apart.
   *
   * @param annotation what it says
   * @param label the only label, or the resource's; the whole name of an interface
   * @param member the label after the resource's, or an empty string
   */
  record Name(Annotation annotation, String label, String member) {}

  private ExternNames() {}

  static boolean isLabel(String text) {
    return isFragments(text, true);
  }

  private static boolean isWords(String text) {
    return isFragments(text, false);
  }

  /**
   * Whether the text is fragments separated by hyphens, each of one case, the first beginning with
   * a letter.
   */
  private static boolean isFragments(String text, boolean acronyms) {
    if (text.isEmpty() || text.charAt(0) <= '9') {
      return false;
    }
    boolean lower = false;
    boolean upper = false;
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '-') {
        if (length == 0) {
          return false;
        }
        lower = false;
        upper = false;
        length = 0;
        continue;
      }
      lower |= c >= 'a' && c <= 'z';
      upper |= c >= 'A' && c <= 'Z';
      boolean known = isLetterOrDigit(c);
      if (!known || (lower && upper) || (upper && !acronyms)) {
        return false;
      }
      length++;
    }
    return length > 0;
  }

  static void checkLabel(String text, String what, long offset) {
    if (text.isEmpty()) {
      throw new WasmValidationException(offset, what + " name cannot be empty");
    }
    if (!isLabel(text)) {
      throw new WasmValidationException(
          offset, what + " name `" + shorten(text) + "` is not in kebab case");
    }
  }

  static String shorten(String text) {
    return text.length() > 200 ? text.substring(0, 200) + "…" : text;
  }

  static Name parse(ExternName extern, long offset) {
    String text = extern.text();
    if (text.length() > MAXIMUM_LENGTH) {
      throw new WasmValidationException(
          offset, "a name is longer than " + MAXIMUM_LENGTH + " characters");
    }
    Name name = parse(text, offset);
    checkAttributes(extern, name, offset);
    return name;
  }

  private static Name parse(String text, long offset) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      String annotation = end < 0 ? text : text.substring(0, end + 1);
      String rest = text.substring(annotation.length());
      return switch (annotation) {
        case "[constructor]" -> {
          checkLabel(rest, "constructor", offset);
          yield new Name(Annotation.CONSTRUCTOR, rest, "");
        }
        case "[method]" -> member(Annotation.METHOD, text, rest, offset);
        case "[static]" -> member(Annotation.STATIC, text, rest, offset);
        default -> throw notValid(text, offset);
      };
    }
    if (text.indexOf(':') >= 0) {
      int at = text.indexOf('@');
      String path = at < 0 ? text : text.substring(0, at);
      if (!isInterfacePath(path)) {
        throw notValid(text, offset);
      }
      if (at >= 0 && !isVersion(text.substring(at + 1))) {
        throw new WasmValidationException(
            offset, "`" + shorten(text) + "` is not a valid name: not a valid semver");
      }
      return new Name(Annotation.INTERFACE, text, "");
    }
    if (!isLabel(text)) {
      throw text.isEmpty()
          ? new WasmValidationException(offset, "a name cannot be empty: `` is not in kebab case")
          : new WasmValidationException(
              offset, "`" + shorten(text) + "` is not in kebab case, not a valid extern name");
    }
    return new Name(Annotation.NONE, text, "");
  }

  private static boolean isInterfacePath(String path) {
    int colon = path.indexOf(':');
    int slash = path.indexOf('/');
    return colon > 0
        && slash > colon
        && isWords(path.substring(0, colon))
        && isWords(path.substring(colon + 1, slash))
        && isLabel(path.substring(slash + 1));
  }

  private static boolean isVersion(String version) {
    return isSemanticVersion(version) || CANONICAL_VERSION.matcher(version).matches();
  }

  /** Semantic Versioning 2.0, by hand: a regular expression may overflow the stack. */
  private static boolean isSemanticVersion(String version) {
    int plus = version.indexOf('+');
    if (plus >= 0 && !isIdentifiers(version.substring(plus + 1), true)) {
      return false;
    }
    String release = plus < 0 ? version : version.substring(0, plus);
    int hyphen = release.indexOf('-');
    if (hyphen >= 0 && !isIdentifiers(release.substring(hyphen + 1), false)) {
      return false;
    }
    String[] numbers = (hyphen < 0 ? release : release.substring(0, hyphen)).split("\\.", -1);
    return numbers.length == 3
        && isNumber(numbers[0])
        && isNumber(numbers[1])
        && isNumber(numbers[2]);
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c >= '0' && c <= '9')
        && (text.length() == 1 || text.charAt(0) != '0');
  }

  private static boolean isIdentifiers(String text, boolean leadingZeros) {
    for (String identifier : text.split("\\.", -1)) {
      boolean digits = identifier.chars().allMatch(c -> c >= '0' && c <= '9');
      if (identifier.isEmpty() || (digits && !leadingZeros && !isNumber(identifier))) {
        return false;
      }
      if (!identifier.chars().allMatch(c -> isLetterOrDigit(c) || c == '-')) {
        return false;
      }
    }
    return true;
  }

  private static Name member(Annotation annotation, String text, String rest, long offset) {
    int dot = rest.indexOf('.');
    if (dot < 0) {
      throw new WasmValidationException(
          offset, "`" + shorten(text) + "` is not a valid name: failed to find `.` character");
    }
    String label = rest.substring(0, dot);
    String member = rest.substring(dot + 1);
    checkLabel(label, "resource", offset);
    checkLabel(member, "function", offset);
    return new Name(annotation, label, member);
  }

  private static boolean isLetterOrDigit(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static WasmValidationException notValid(String text, long offset) {
    return new WasmValidationException(
        offset, "`" + shorten(text) + "` is not a valid extern name");
  }

  private static void checkAttributes(ExternName extern, Name name, long offset) {
    if (extern.implementsInterface().isPresent()) {
      String target = extern.implementsInterface().get();
      if (target.indexOf(':') < 0 || parse(target, offset).annotation() != Annotation.INTERFACE) {
        throw new WasmValidationException(
            offset, "`" + shorten(target) + "` is not a valid interface name to implement");
      }
      if (name.annotation() != Annotation.NONE) {
        throw new WasmValidationException(
            offset,
            "name `" + shorten(extern.text()) + "` is not a plain name but has `implements`");
      }
    }
    if (extern.versionSuffix().isPresent()) {
      String suffix = extern.versionSuffix().get();
      int at = extern.text().indexOf('@');
      String version = at < 0 ? "" : extern.text().substring(at + 1);
      if (!CANONICAL_VERSION.matcher(version).matches() || !isSemanticVersion(version + suffix)) {
        throw new WasmValidationException(
            offset,
            "version suffix `" + shorten(suffix) + "` does not complete a canonical version");
      }
    }
  }

  /** What two names must differ in to be strongly-unique. */
  static String canonical(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String annotation : new String[] {"[method]", "[static]"}) {
      if (lower.startsWith(annotation)) {
        String rest = lower.substring(annotation.length());
        int dot = rest.indexOf('.');
        return dot > 0 && rest.substring(0, dot).equals(rest.substring(dot + 1))
            ? rest.substring(0, dot)
            : rest;
      }
    }
    return lower;
  }

  static void addUnique(Set<String> names, String name, String what, long offset) {
    if (!names.add(canonical(name))) {
      throw new WasmValidationException(
          offset, what + " name `" + shorten(name) + "` conflicts with previous name");
    }
  }
}
