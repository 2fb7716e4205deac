package dev.cascara.wit.text;

import dev.cascara.wit.Type;
import dev.cascara.wit.Type.Primitive;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Tokens to types, and to the items that define them (resources, made of functions, aside). */
final class TypeParser {
  private static final Set<String> ITEMS =
      Set.of("resource", "record", "variant", "enum", "flags", "type");
  private static final Map<String, Primitive> PRIMITIVES = new HashMap<>();

  static {
    for (Primitive primitive : Primitive.values()) {
      PRIMITIVES.put(primitive.keyword(), primitive);
    }
  }

  private final TokenStream tokens;
  private int depth;

  TypeParser(TokenStream tokens) {
    this.tokens = tokens;
  }

  /** Tells whether a type item begins here; {@code type: func()} is a mistake of another kind. */
  boolean atTypeItem() {
    return tokens.at(Token.Kind.KEYWORD)
        && ITEMS.contains(tokens.peek().text())
        && tokens.peek(1).kind() != Token.Kind.COLON;
  }

  Syntax.TypeItem typeItem(Syntax.Annotations annotations) {
    String keyword = tokens.next().text();
    Syntax.Id name = tokens.identifier();
    Syntax.TypeBody body =
        switch (keyword) {
          case "record" -> new Syntax.RecordBody(braced(name, "record", "field", this::field));
          case "variant" ->
              new Syntax.VariantBody(braced(name, "variant", "case", this::variantCase));
          case "enum" -> new Syntax.EnumBody(braced(name, "enum", "case", this::label));
          case "flags" -> new Syntax.FlagsBody(braced(name, "flags", "flag", this::label));
          case "type" -> {
            tokens.expect(Token.Kind.EQUALS);
            Syntax.TypeSyntax type = type();
            tokens.expect(Token.Kind.SEMICOLON);
            yield new Syntax.AliasBody(type);
          }
          default -> throw new IllegalStateException(keyword);
        };
    return new Syntax.TypeItem(annotations, name, body);
  }

  private <T> List<T> braced(
      Syntax.Id name, String what, String part, java.util.function.Supplier<T> item) {
    tokens.expect(Token.Kind.LEFT_BRACE);
    List<T> items = tokens.commaSeparated(Token.Kind.RIGHT_BRACE, item);
    if (items.isEmpty()) {
      throw name.span()
          .error(what + " `" + Lexer.shorten(name.name()) + "` needs at least one " + part);
    }
    return items;
  }

  private Syntax.Field field() {
    String docs = tokens.peek().docs();
    Syntax.Id name = tokens.identifier();
    tokens.expect(Token.Kind.COLON);
    return new Syntax.Field(docs, name, type());
  }

  private Syntax.Case variantCase() {
    String docs = tokens.peek().docs();
    Syntax.Id name = tokens.identifier();
    Optional<Syntax.TypeSyntax> type = Optional.empty();
    if (tokens.eat(Token.Kind.LEFT_PAREN)) {
      type = Optional.of(type());
      tokens.expect(Token.Kind.RIGHT_PAREN);
    }
    return new Syntax.Case(docs, name, type);
  }

  private Syntax.Label label() {
    String docs = tokens.peek().docs();
    return new Syntax.Label(docs, tokens.identifier());
  }

  Syntax.TypeSyntax type() {
    Token token = tokens.peek();
    if (token.kind() == Token.Kind.IDENTIFIER) {
      Syntax.Id name = tokens.identifier();
      return new Syntax.NameSyntax(name.span(), name);
    }
    if (token.kind() != Token.Kind.KEYWORD) {
      throw tokens.unexpected("a type");
    }
    Primitive primitive = PRIMITIVES.get(token.text());
    if (primitive != null) {
      tokens.next();
      return new Syntax.PrimitiveSyntax(tokens.span(token), primitive);
    }
    depth++;
    if (depth > Type.MAX_DEPTH) {
      throw tokens.errorAt(
          token.start(), "types are nested more than " + Type.MAX_DEPTH + " deep here");
    }
    Syntax.TypeSyntax type = constructed(token);
    depth--;
    return type;
  }

  private Syntax.TypeSyntax constructed(Token keyword) {
    int start = keyword.start();
    return switch (keyword.text()) {
      case "list" -> list(start);
      case "map" -> map(start);
      case "option" -> {
        open();
        Syntax.TypeSyntax some = type();
        tokens.expect(Token.Kind.GREATER);
        yield new Syntax.OptionSyntax(tokens.spanFrom(start), some);
      }
      case "tuple" -> {
        open();
        List<Syntax.TypeSyntax> elements = tokens.commaSeparated(Token.Kind.GREATER, this::type);
        if (elements.isEmpty()) {
          throw tokens.errorAt(start, "a tuple has at least one element");
        }
        yield new Syntax.TupleSyntax(tokens.spanFrom(start), elements);
      }
      case "result" -> result(start);
      case "stream" -> {
        tokens.next();
        Optional<Syntax.TypeSyntax> element = optionalArgument();
        yield new Syntax.StreamSyntax(tokens.spanFrom(start), element);
      }
      case "future" -> {
        tokens.next();
        Optional<Syntax.TypeSyntax> value = optionalArgument();
        yield new Syntax.FutureSyntax(tokens.spanFrom(start), value);
      }
      case "borrow" -> new Syntax.BorrowSyntax(tokens.span(keyword), handle());
      case "own" -> new Syntax.OwnSyntax(tokens.span(keyword), handle());
      default -> throw tokens.unexpected("a type");
    };
  }

  private void open() {
    tokens.next();
    tokens.expect(Token.Kind.LESS);
  }

  private Syntax.Id handle() {
    open();
    Syntax.Id name = tokens.identifier();
    tokens.expect(Token.Kind.GREATER);
    return name;
  }

  private Syntax.TypeSyntax list(int start) {
    open();
    Syntax.TypeSyntax element = type();
    OptionalLong length = OptionalLong.empty();
    if (tokens.eat(Token.Kind.COMMA)) {
      Token digits = tokens.peek();
      if (digits.kind() != Token.Kind.INTEGER) {
        throw tokens.unexpected("the length of a fixed-length list");
      }
      tokens.next();
      if (!digits.text().matches("[1-9][0-9]{0,9}")
          || Long.parseLong(digits.text()) > 0xffff_ffffL) {
        throw tokens.errorAt(
            digits.start(),
            "the length of a list is at least 1 and less than 2^32, without leading zeros");
      }
      length = OptionalLong.of(Long.parseLong(digits.text()));
    }
    if (!tokens.eat(Token.Kind.GREATER)) {
      throw tokens.unexpected(length.isPresent() ? "`>`" : "`,` or `>`");
    }
    return new Syntax.ListSyntax(tokens.spanFrom(start), element, length);
  }

  private Syntax.TypeSyntax map(int start) {
    open();
    Syntax.TypeSyntax key = type();
    tokens.expect(Token.Kind.COMMA);
    Syntax.TypeSyntax value = type();
    tokens.expect(Token.Kind.GREATER);
    return new Syntax.MapSyntax(tokens.spanFrom(start), key, value);
  }

  private Syntax.TypeSyntax result(int start) {
    tokens.next();
    Optional<Syntax.TypeSyntax> ok = Optional.empty();
    Optional<Syntax.TypeSyntax> error = Optional.empty();
    if (tokens.eat(Token.Kind.LESS)) {
      if (tokens.eat(Token.Kind.UNDERSCORE)) {
        tokens.expect(Token.Kind.COMMA);
        error = Optional.of(type());
      } else {
        ok = Optional.of(type());
        if (tokens.eat(Token.Kind.COMMA)) {
          error = Optional.of(type());
        }
      }
      if (!tokens.eat(Token.Kind.GREATER)) {
        throw tokens.unexpected(error.isPresent() ? "`>`" : "`,` or `>`");
      }
    }
    return new Syntax.ResultSyntax(tokens.spanFrom(start), ok, error);
  }

  private Optional<Syntax.TypeSyntax> optionalArgument() {
    if (!tokens.eat(Token.Kind.LESS)) {
      return Optional.empty();
    }
    Syntax.TypeSyntax argument = type();
    tokens.expect(Token.Kind.GREATER);
    return Optional.of(argument);
  }
}
