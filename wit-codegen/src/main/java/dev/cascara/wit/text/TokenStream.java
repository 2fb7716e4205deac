package dev.cascara.wit.text;

import dev.cascara.wit.Version;
import dev.cascara.wit.WitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** Tokens with lookahead, and the small productions that everything else is made of. */
final class TokenStream {
  private final SourceFile file;
  private final Lexer lexer;
  private final Deque<Token> ahead = new ArrayDeque<>();
  private int lastEnd;

  TokenStream(SourceFile file) {
    this.file = file;
    this.lexer = new Lexer(file);
  }

  Token peek() {
    Token first = ahead.peekFirst();
    if (first == null) {
      first = lexer.next();
      ahead.addLast(first);
    }
    return first;
  }

  Token peek(int distance) {
    while (ahead.size() <= distance) {
      ahead.addLast(lexer.next());
    }
    Iterator<Token> tokens = ahead.iterator();
    Token token = tokens.next();
    for (int i = 0; i < distance; i++) {
      token = tokens.next();
    }
    return token;
  }

  Token next() {
    Token token = peek();
    ahead.removeFirst();
    lastEnd = token.end();
    return token;
  }

  boolean at(Token.Kind kind) {
    return peek().kind() == kind;
  }

  boolean atKeyword(String word) {
    return peek().isKeyword(word);
  }

  boolean eat(Token.Kind kind) {
    if (at(kind)) {
      next();
      return true;
    }
    return false;
  }

  boolean eatKeyword(String word) {
    if (atKeyword(word)) {
      next();
      return true;
    }
    return false;
  }

  Token expect(Token.Kind kind) {
    if (!at(kind)) {
      throw unexpected(kind.description);
    }
    return next();
  }

  void expectKeyword(String word) {
    if (!eatKeyword(word)) {
      throw unexpected("`" + word + "`");
    }
  }

  WitException unexpected(String expected) {
    Token token = peek();
    return file.error(token.start(), "expected " + expected + ", found " + token.description());
  }

  WitException errorAt(int offset, String message) {
    return file.error(offset, message);
  }

  Syntax.Id identifier() {
    if (at(Token.Kind.KEYWORD)) {
      Token token = peek();
      throw file.error(
          token.start(),
          "expected an identifier, found the keyword `"
              + token.text()
              + "`; write `%"
              + token.text()
              + "` to use it as a name");
    }
    Token token = expect(Token.Kind.IDENTIFIER);
    return new Syntax.Id(token.text(), span(token));
  }

  /** Reads a version that follows a token just taken. */
  Version version() {
    if (!ahead.isEmpty()) {
      throw new IllegalStateException("a version cannot be read after looking ahead");
    }
    return lexer.version();
  }

  Span span(Token token) {
    return new Span(file, token.start(), token.end());
  }

  Span spanFrom(int start) {
    return new Span(file, start, Math.max(start, lastEnd));
  }

  /** Reads items separated by commas, a last comma allowed, up to and with a closing token. */
  <T> List<T> commaSeparated(Token.Kind close, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    while (!eat(close)) {
      items.add(item.get());
      if (!eat(Token.Kind.COMMA)) {
        if (!at(close)) {
          throw unexpected("`,` or " + close.description);
        }
        next();
        break;
      }
    }
    return List.copyOf(items);
  }
}
