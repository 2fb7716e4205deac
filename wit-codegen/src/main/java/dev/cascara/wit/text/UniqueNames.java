package dev.cascara.wit.text;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names of one scope, which have to differ by more than case. */
final class UniqueNames {
  private final String where;
  private final Map<String, String> names = new HashMap<>();

  UniqueNames(String where) {
    this.where = where;
  }

  void add(Syntax.Id id) {
    add(id.name(), id.span());
  }

  void add(String name, Span span) {
    String previous = names.putIfAbsent(name.toLowerCase(Locale.ROOT), name);
    if (previous == null) {
      return;
    }
    String shown = Lexer.shorten(name);
    throw span.error(
        previous.equals(name)
            ? "`" + shown + "` is already defined in " + where
            : "`"
                + shown
                + "` is already defined in "
                + where
                + ", as `"
                + Lexer.shorten(previous)
                + "`: names differ by more than case");
  }
}
