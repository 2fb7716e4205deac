package dev.cascara.wit.text;

import dev.cascara.wit.PackageName;
import dev.cascara.wit.QualifiedName;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Names as WIT text has them. */
public final class Names {
  private Names() {}

  /**
   * Returns an identifier as text.
   *
   * @param name a name
   * @return the name, with {@code %} before it if it is a keyword
   */
  public static String escape(String name) {
    return Lexer.KEYWORDS.contains(name) ? "%" + name : name;
  }

  /**
   * Returns a package's name as text.
   *
   * @param name a name
   * @return the name, keywords in it escaped
   */
  public static String escape(PackageName name) {
    return unversioned(name) + version(name);
  }

  /**
   * Returns the name of an interface or a world as text.
   *
   * @param name a name
   * @return the name, keywords in it escaped
   */
  public static String escape(QualifiedName name) {
    return unversioned(name.packageName())
        + "/"
        + escape(name.name())
        + version(name.packageName());
  }

  private static String unversioned(PackageName name) {
    return escapeParts(name.namespace(), ":") + ":" + escapeParts(name.name(), "/");
  }

  private static String version(PackageName name) {
    return name.version().map(version -> "@" + version).orElse("");
  }

  private static String escapeParts(String name, String separator) {
    return Arrays.stream(name.split(separator, -1))
        .map(Names::escape)
        .collect(Collectors.joining(separator));
  }

  /**
   * Returns a string literal.
   *
   * @param value any text
   * @return the literal, quotes included
   */
  public static String quote(String value) {
    StringBuilder literal = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                literal.append('\\').appendCodePoint(c);
              } else if (c == '\n' || c == '\t' || c == '\r' || !Lexer.isAllowed(c)) {
                literal.append(String.format("\\u{%x}", c));
              } else {
                literal.appendCodePoint(c);
              }
            });
    return literal.append('"').toString();
  }
}
