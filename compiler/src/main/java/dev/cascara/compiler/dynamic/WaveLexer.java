package dev.cascara.compiler.dynamic;

/**
 * Divides a text in WAVE into tokens. Between tokens there may be white space, and comments from
 * {@code //} to the end of the line.
 */
final class WaveLexer {
  /** The kinds of tokens. */
  enum Kind {
    BRACE_OPEN("`{`"),
    BRACE_CLOSE("`}`"),
    PAREN_OPEN("`(`"),
    PAREN_CLOSE("`)`"),
    BRACKET_OPEN("`[`"),
    BRACKET_CLOSE("`]`"),
    COLON("`:`"),
    COMMA("`,`"),
    NUMBER("a number"),
    LABEL("a label"),
    CHAR("a char"),
    STRING("a string"),
    END("the end");

    final String text;

    Kind(String text) {
      this.text = text;
    }
  }

  /**
   * A token.
   *
   * @param kind its kind
   * @param offset where it begins
   * @param text as written for numbers and labels, decoded for chars and strings
   */
  record Token(Kind kind, int offset, String text) {
    boolean is(Kind other) {
      return kind == other;
    }

    /** Whether it is a label as written, such as a keyword. */
    boolean isWord(String word) {
      return kind == Kind.LABEL && text.equals(word);
    }

    /** What it is, for messages. */
    String describe() {
      return kind == Kind.NUMBER || kind == Kind.LABEL ? '`' + text + '`' : kind.text;
    }
  }

  private final String source;
  private int position;
  private Token current;

  /** Begins at an offset of a text. */
  WaveLexer(String source, int offset) {
    this.source = source;
    this.position = offset;
    this.current = scan();
  }

  /** The next token, which stays the next one. */
  Token peek() {
    return current;
  }

  /** Goes on to the next token. */
  Token next() {
    Token token = current;
    if (!token.is(Kind.END)) {
      current = scan();
    }
    return token;
  }

  private int at(int index) {
    return index < source.length() ? source.charAt(index) : -1;
  }

  private Token scan() {
    skipSpace();
    int start = position;
    int first = at(start);
    Kind punctuation =
        switch (first) {
          case -1 -> Kind.END;
          case '{' -> Kind.BRACE_OPEN;
          case '}' -> Kind.BRACE_CLOSE;
          case '(' -> Kind.PAREN_OPEN;
          case ')' -> Kind.PAREN_CLOSE;
          case '[' -> Kind.BRACKET_OPEN;
          case ']' -> Kind.BRACKET_CLOSE;
          case ':' -> Kind.COLON;
          case ',' -> Kind.COMMA;
          case '\'' -> Kind.CHAR;
          case '"' -> Kind.STRING;
          default -> first == '-' || isDigit(first) ? Kind.NUMBER : Kind.LABEL;
        };
    return switch (punctuation) {
      case CHAR -> new Token(Kind.CHAR, start, character());
      case STRING ->
          new Token(Kind.STRING, start, source.startsWith("\"\"\"", start) ? lines() : quoted());
      case NUMBER -> new Token(Kind.NUMBER, start, number());
      case LABEL -> new Token(Kind.LABEL, start, label());
      case END -> new Token(Kind.END, start, "");
      default -> {
        position++;
        yield new Token(punctuation, start, "");
      }
    };
  }

  private void skipSpace() {
    while (true) {
      int next = at(position);
      if (next == ' ' || next == '\t' || next == '\n' || next == '\r') {
        position++;
      } else if (source.startsWith("//", position)) {
        int end = source.indexOf('\n', position);
        position = end < 0 ? source.length() : end;
      } else {
        return;
      }
    }
  }

  private static boolean isDigit(int next) {
    return next >= '0' && next <= '9';
  }

  // ---------------------------------------------------------------- numbers and labels

  private String number() {
    int start = position;
    if (at(position) == '-') {
      position++;
      if (source.startsWith("inf", position) && !isLabelPart(at(position + 3))) {
        position += 3;
        return source.substring(start, position);
      }
    }
    if (at(position) == '0') {
      position++;
    } else {
      digits(start);
    }
    if (at(position) == '.') {
      position++;
      digits(start);
    }
    if (at(position) == 'e' || at(position) == 'E') {
      position++;
      if (at(position) == '-' || at(position) == '+') {
        position++;
      }
      digits(start);
    }
    if (isLabelPart(at(position))) {
      throw new WaveException(start, "invalid number");
    }
    return source.substring(start, position);
  }

  private void digits(int start) {
    if (!isDigit(at(position))) {
      throw new WaveException(start, "invalid number");
    }
    while (isDigit(at(position))) {
      position++;
    }
  }

  private static boolean isLabelPart(int next) {
    return isDigit(next)
        || (next >= 'a' && next <= 'z')
        || (next >= 'A' && next <= 'Z')
        || next == '-';
  }

  private String label() {
    int start = position;
    if (at(position) == '%') {
      position++;
    }
    int word = position;
    while (isLabelPart(at(position))) {
      position++;
    }
    if (!isLabel(source.substring(word, position))) {
      throw position == start
          ? new WaveException(start, "unexpected character")
          : new WaveException(start, "invalid label `" + source.substring(start, position) + '`');
    }
    return source.substring(start, position);
  }

  /** Words of one case each, the first of which begins with a letter, joined by hyphens. */
  private static boolean isLabel(String label) {
    if (label.isEmpty() || isDigit(label.charAt(0))) {
      return false;
    }
    for (String word : label.split("-", -1)) {
      boolean lower = word.chars().anyMatch(next -> next >= 'a' && next <= 'z');
      boolean upper = word.chars().anyMatch(next -> next >= 'A' && next <= 'Z');
      if (word.isEmpty() || (lower && upper)) {
        return false;
      }
    }
    return true;
  }

  // ---------------------------------------------------------------- chars and strings

  private String character() {
    int start = position;
    position++;
    int next = at(position);
    if (next == '\'' || next == '\n' || next == -1) {
      throw new WaveException(start, "invalid char");
    }
    StringBuilder text = new StringBuilder();
    character(text);
    if (at(position) != '\'') {
      throw new WaveException(start, "a char is one character between single quotes");
    }
    position++;
    return text.toString();
  }

  private String quoted() {
    int start = position;
    position++;
    StringBuilder text = new StringBuilder();
    while (at(position) != '"') {
      if (at(position) == -1 || at(position) == '\n') {
        throw new WaveException(start, "unterminated string");
      }
      character(text);
    }
    position++;
    return text.toString();
  }

  /** Decodes one character or escape sequence. */
  private void character(StringBuilder text) {
    int start = position;
    if (at(position) != '\\') {
      int point = source.codePointAt(position);
      if (!Ranges.isScalarValue(point)) {
        throw new WaveException(start, "unpaired surrogate");
      }
      text.appendCodePoint(point);
      position += Character.charCount(point);
      return;
    }
    position += 2;
    switch (at(start + 1)) {
      case '\\', '\'', '"' -> text.append(source.charAt(start + 1));
      case 't' -> text.append('\t');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 'u' -> text.appendCodePoint(unicodeEscape(start));
      default -> throw new WaveException(start, "invalid escape sequence");
    }
  }

  private int unicodeEscape(int start) {
    int digits = position + 1;
    int end = source.indexOf('}', position);
    if (at(position) != '{' || end <= digits || end > digits + 6) {
      throw new WaveException(start, "invalid escape sequence");
    }
    int point = 0;
    for (int i = digits; i < end; i++) {
      int digit = source.charAt(i) < 0x80 ? Character.digit(source.charAt(i), 16) : -1;
      if (digit < 0) {
        throw new WaveException(start, "invalid escape sequence");
      }
      point = point << 4 | digit;
    }
    if (!Ranges.isScalarValue(point)) {
      throw new WaveException(start, "invalid escape sequence: no Unicode scalar value");
    }
    position = end + 1;
    return point;
  }

  /**
   * Decodes a string of several lines; the spaces before the closing quotes are its indentation.
   */
  private String lines() {
    int start = position;
    int end = source.indexOf("\"\"\"", start + 3);
    if (end < 0) {
      throw new WaveException(start, "unterminated string");
    }
    int line = source.indexOf('\n', start);
    String opening = line < 0 || line > end ? "?" : source.substring(start + 3, line);
    if (!opening.isEmpty() && !opening.equals("\r")) {
      throw new WaveException(start, "opening \"\"\" must be followed immediately by a line break");
    }
    int last = source.lastIndexOf('\n', end);
    String indentation = source.substring(last + 1, end);
    if (!indentation.chars().allMatch(next -> next == ' ')) {
      throw new WaveException(end, "closing \"\"\" must be on a line of its own");
    }
    StringBuilder text = new StringBuilder();
    position = line + 1;
    while (position <= last) {
      if (!source.startsWith(indentation, position)) {
        throw new WaveException(
            position, "lines must be indented at least as much as the closing \"\"\"");
      }
      int lineEnd = source.indexOf('\n', position);
      int contentEnd =
          lineEnd > position && source.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
      if (position > line + 1) {
        text.append('\n');
      }
      position += indentation.length();
      while (position < contentEnd) {
        character(text);
      }
      position = lineEnd + 1;
    }
    position = end + 3;
    return text.toString();
  }
}
