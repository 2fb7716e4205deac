package dev.cascara.wit.text;

import java.util.ArrayList;
import java.util.List;

/**
 * What files say, without how they are laid out: the same package may be found in several
 * dependencies, as long as they agree.
 */
final class Fingerprint {
  private Fingerprint() {}

  static List<String> of(List<List<Syntax.Item>> files) {
    List<String> items = new ArrayList<>();
    for (List<Syntax.Item> file : files) {
      for (Syntax.Item item : file) {
        items.add(of(item));
      }
    }
    items.sort(null);
    return items;
  }

  private static String of(Syntax.Item item) {
    Span span = item.span();
    Lexer lexer =
        new Lexer(new SourceFile("", span.file().text().substring(span.start(), span.end())));
    StringBuilder text = new StringBuilder();
    for (Token token = lexer.next(); token.kind() != Token.Kind.END; token = lexer.next()) {
      text.append(token.kind()).append(token.text()).append(' ');
    }
    return text.toString();
  }
}
