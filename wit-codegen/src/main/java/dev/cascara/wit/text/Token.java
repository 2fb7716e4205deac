package dev.cascara.wit.text;

/**
 * A token.
 *
 * @param kind what it is
 * @param start where it starts
 * @param end where the next character is
 * @param text an identifier without its {@code %}, a string's value, otherwise the text itself
 * @param docs the documentation comments before it, or an empty string
 */
record Token(Kind kind, int start, int end, String text, String docs) {
  enum Kind {
    IDENTIFIER("an identifier"),
    KEYWORD("a keyword"),
    INTEGER("an integer"),
    STRING("a string"),
    EQUALS("`=`"),
    COMMA("`,`"),
    COLON("`:`"),
    SEMICOLON("`;`"),
    LEFT_PAREN("`(`"),
    RIGHT_PAREN("`)`"),
    LEFT_BRACE("`{`"),
    RIGHT_BRACE("`}`"),
    LESS("`<`"),
    GREATER("`>`"),
    STAR("`*`"),
    ARROW("`->`"),
    SLASH("`/`"),
    DOT("`.`"),
    AT("`@`"),
    MINUS("`-`"),
    PLUS("`+`"),
    UNDERSCORE("`_`"),
    END("the end of the file");

    final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  boolean isKeyword(String word) {
    return kind == Kind.KEYWORD && text.equals(word);
  }

  String description() {
    return switch (kind) {
      case IDENTIFIER -> "`" + Lexer.shorten(text) + "`";
      case KEYWORD -> "the keyword `" + text + "`";
      default -> kind.description;
    };
  }
}
