package dev.cascara.wit.text;

import dev.cascara.wit.Version;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Text to tokens, as in the chapter "Lexical structure" of {@code WIT.md}. */
final class Lexer {
  static final Set<String> KEYWORDS =
      Set.of(
          "as",
          "async",
          "bool",
          "borrow",
          "char",
          "constructor",
          "enum",
          "export",
          "f32",
          "f64",
          "flags",
          "from",
          "func",
          "future",
          "import",
          "include",
          "interface",
          "list",
          "map",
          "option",
          "own",
          "package",
          "record",
          "resource",
          "result",
          "s16",
          "s32",
          "s64",
          "s8",
          "static",
          "stream",
          "string",
          "tuple",
          "type",
          "u16",
          "u32",
          "u64",
          "u8",
          "use",
          "variant",
          "with",
          "world",
          "error-context");

  private final SourceFile file;
  private final String text;
  private int position;

  Lexer(SourceFile file) {
    this.file = file;
    this.text = file.text();
    checkCharacters();
    // A byte order mark is no part of the text.
    this.position = text.startsWith("\ufeff") ? 1 : 0;
  }

  /** Tells whether a character changes the direction of text, so that it reads as it is not. */
  static boolean isDirection(int c) {
    return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
  }

  /** Tells whether a character may be in a WIT file. */
  static boolean isAllowed(int c) {
    return switch (c) {
      case '\t', '\n', '\r' -> true;
      // Deprecated or strongly discouraged by Unicode.
      case 0x149, 0x673, 0xf77, 0xf79, 0x17a3, 0x17a4, 0x17b4, 0x17b5 -> false;
      default -> !Character.isISOControl(c) && !isDirection(c) && (c < 0xd800 || c > 0xdfff);
    };
  }

  static String shorten(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private void checkCharacters() {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if ((c < ' ' || c > '~') && !isAllowed(c)) {
        throw file.error(i, String.format("the character U+%04X is not allowed in WIT", c));
      }
      i += Character.charCount(c);
    }
  }

  /** Reads the next token; after the last one, {@code END} for ever. */
  Token next() {
    String doc = skipWhitespace();
    int start = position;
    if (start >= text.length()) {
      return new Token(Token.Kind.END, start, start, "", doc);
    }
    char c = text.charAt(start);
    position++;
    return switch (c) {
      case '=' -> token(Token.Kind.EQUALS, start, doc);
      case ',' -> token(Token.Kind.COMMA, start, doc);
      case ':' -> token(Token.Kind.COLON, start, doc);
      case ';' -> token(Token.Kind.SEMICOLON, start, doc);
      case '(' -> token(Token.Kind.LEFT_PAREN, start, doc);
      case ')' -> token(Token.Kind.RIGHT_PAREN, start, doc);
      case '{' -> token(Token.Kind.LEFT_BRACE, start, doc);
      case '}' -> token(Token.Kind.RIGHT_BRACE, start, doc);
      case '<' -> token(Token.Kind.LESS, start, doc);
      case '>' -> token(Token.Kind.GREATER, start, doc);
      case '*' -> token(Token.Kind.STAR, start, doc);
      case '/' -> token(Token.Kind.SLASH, start, doc);
      case '.' -> token(Token.Kind.DOT, start, doc);
      case '@' -> token(Token.Kind.AT, start, doc);
      case '+' -> token(Token.Kind.PLUS, start, doc);
      case '_' -> token(Token.Kind.UNDERSCORE, start, doc);
      case '-' -> {
        if (position < text.length() && text.charAt(position) == '>') {
          position++;
          yield token(Token.Kind.ARROW, start, doc);
        }
        yield token(Token.Kind.MINUS, start, doc);
      }
      case '"' -> string(start, doc);
      case '%' -> identifier(start, start + 1, doc);
      default -> {
        if (isDigit(c)) {
          while (position < text.length() && isDigit(text.charAt(position))) {
            position++;
          }
          yield token(Token.Kind.INTEGER, start, doc);
        }
        if (isLetter(c)) {
          yield identifier(start, start, doc);
        }
        throw file.error(
            start, "unexpected character `" + Character.toString(text.codePointAt(start)) + "`");
      }
    };
  }

  private Token token(Token.Kind kind, int start, String docs) {
    return new Token(kind, start, position, text.substring(start, position), docs);
  }

  private Token identifier(int start, int from, String docs) {
    position = from;
    while (position < text.length() && isNameCharacter(text.charAt(position))) {
      // The arrow of `a->b` is no part of the name.
      if (text.startsWith("->", position)) {
        break;
      }
      position++;
    }
    String name = text.substring(from, position);
    if (from == start && KEYWORDS.contains(name)) {
      return new Token(Token.Kind.KEYWORD, start, position, name, docs);
    }
    if (!isLabel(name)) {
      throw file.error(
          start,
          name.isEmpty()
              ? "expected an identifier after `%`"
              : "`"
                  + shorten(name)
                  + "` is not an identifier: it has to be words joined by single hyphens, each"
                  + " word all lower or all upper case, the first beginning with a letter");
    }
    return new Token(Token.Kind.IDENTIFIER, start, position, name, docs);
  }

  /** Tells whether a text is a {@code label} of the component model. */
  static boolean isLabel(String name) {
    if (name.isEmpty() || !isLetter(name.charAt(0))) {
      return false;
    }
    boolean lower = false;
    boolean upper = false;
    boolean empty = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '-') {
        if (empty) {
          return false;
        }
        lower = false;
        upper = false;
        empty = true;
        continue;
      }
      lower |= c >= 'a' && c <= 'z';
      upper |= c >= 'A' && c <= 'Z';
      empty = false;
      if ((!isLetter(c) && !isDigit(c)) || (lower && upper)) {
        return false;
      }
    }
    return !empty;
  }

  /**
   * Reads a version right where the last token ended (spaces skipped): versions are not made of the
   * other tokens, {@code 1.0.0-a.01} would be several identifiers otherwise.
   */
  Version version() {
    skipWhitespace();
    int start = position;
    int end = start;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean part = isLetter(c) || isDigit(c) || c == '-' || c == '+';
      // In `@1.0.0.{a}` the last full stop is the one of the `use`.
      boolean inner =
          c == '.'
              && end + 1 < text.length()
              && (isLetter(text.charAt(end + 1))
                  || isDigit(text.charAt(end + 1))
                  || text.charAt(end + 1) == '-');
      if (!part && !inner) {
        break;
      }
      end++;
    }
    position = end;
    return Version.parse(text.substring(start, end))
        .orElseThrow(
            () ->
                file.error(
                    start,
                    "expected a semantic version such as 1.0.0"
                        + (position == start
                            ? ""
                            : ", found `" + shorten(text.substring(start, position)) + "`")));
  }

  private Token string(int start, String docs) {
    Utf8Buffer value = new Utf8Buffer();
    while (true) {
      if (position >= text.length() || text.charAt(position) == '\n') {
        throw file.error(start, "the string has no end");
      }
      int c = text.codePointAt(position);
      if (c == '"') {
        position++;
        break;
      }
      if (c == '\\') {
        escape(value);
      } else {
        value.codePoint(c);
        position += Character.charCount(c);
      }
    }
    return new Token(
        Token.Kind.STRING,
        start,
        position,
        value
            .decode()
            .orElseThrow(() -> file.error(start, "the string is not valid UTF-8 as a whole")),
        docs);
  }

  private void escape(Utf8Buffer value) {
    int start = position;
    char c = position + 1 < text.length() ? text.charAt(position + 1) : '\n';
    position += 2;
    switch (c) {
      case 't' -> value.codePoint('\t');
      case 'n' -> value.codePoint('\n');
      case 'r' -> value.codePoint('\r');
      case '"', '\'', '\\' -> value.codePoint(c);
      case 'u' -> {
        int end = text.startsWith("{", position) ? text.indexOf('}', position) : -1;
        String digits = end < 0 ? "" : text.substring(position + 1, end);
        if (!digits.matches("[0-9a-fA-F]+(_[0-9a-fA-F]+){0,8}") || digits.length() > 16) {
          throw file.error(start, "expected `\\u{` hexadecimal digits `}`");
        }
        long scalar = Long.parseLong(digits.replace("_", ""), 16);
        if (scalar < 0 || scalar > 0x10ffff || (scalar >= 0xd800 && scalar <= 0xdfff)) {
          throw file.error(start, "not a Unicode scalar value");
        }
        value.codePoint((int) scalar);
        position = end + 1;
      }
      default -> {
        int high = Character.digit(c, 16);
        int low = position < text.length() ? Character.digit(text.charAt(position), 16) : -1;
        if (high < 0 || low < 0 || c > 'f') {
          throw file.error(start, "unknown escape in a string");
        }
        value.single(high * 16 + low);
        position++;
      }
    }
  }

  /** Skips spaces and comments; returns what the latter document. */
  private String skipWhitespace() {
    @Nullable StringBuilder docs = null;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
        position++;
      } else if (text.startsWith("//", position) || text.startsWith("/*", position)) {
        if (docs == null) {
          docs = new StringBuilder();
        }
        if (text.charAt(position + 1) == '/') {
          lineComment(docs);
        } else {
          blockComment(docs);
        }
      } else {
        break;
      }
    }
    return docs == null ? "" : docs.toString();
  }

  private void lineComment(StringBuilder docs) {
    int end = text.indexOf('\n', position);
    if (end < 0) {
      end = text.length();
    }
    if (text.startsWith("///", position) && !text.startsWith("////", position)) {
      Docs.append(docs, Docs.line(text.substring(position + 3, end)));
    }
    position = end;
  }

  private void blockComment(StringBuilder docs) {
    int start = position;
    int depth = 0;
    do {
      int open = text.indexOf("/*", position);
      int close = text.indexOf("*/", position);
      if (close < 0) {
        throw file.error(start, "the comment has no end");
      }
      boolean opens = open >= 0 && open < close;
      depth += opens ? 1 : -1;
      position = (opens ? open : close) + 2;
    } while (depth > 0);
    boolean documents =
        text.startsWith("/**", start) && position - start > 4 && text.charAt(start + 3) != '*';
    if (documents) {
      Docs.append(docs, Docs.block(text.substring(start + 3, position - 2)));
    }
  }

  private static boolean isNameCharacter(char c) {
    return isLetter(c) || isDigit(c) || c == '-' || c == '_';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
