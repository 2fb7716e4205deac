package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.compiler.dynamic.WaveLexer.Kind;
import dev.cascara.compiler.dynamic.WaveLexer.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parses values of known types: the type says what a token can mean, and limits the nesting. */
final class WaveParser {
  /** Words that are cases' names only behind a percent sign. */
  static final Set<String> KEYWORDS =
      Set.of("true", "false", "inf", "nan", "some", "none", "ok", "err");

  /** More digits than any integer has; more would take long to convert. */
  private static final int MAXIMUM_INTEGER_LENGTH = 30;

  private static final int MAXIMUM_FLOAT_LENGTH = 5_000;

  private final WaveLexer lexer;

  WaveParser(String text, int offset) {
    this.lexer = new WaveLexer(text, offset);
  }

  /** Checks that nothing follows. */
  void end() {
    if (!lexer.peek().is(Kind.END)) {
      throw unexpected(lexer.peek(), "the end");
    }
  }

  /** Parses arguments in parentheses, to the end. */
  List<Value> arguments(List<? extends ComponentValueType> types) {
    expect(Kind.PAREN_OPEN);
    List<Value> arguments = new ArrayList<>();
    while (!lexer.peek().is(Kind.PAREN_CLOSE)) {
      Token token = lexer.peek();
      if (arguments.size() == types.size()) {
        throw new WaveException(
            token.offset(), "too many arguments: the function has " + count(types.size()));
      }
      arguments.add(value(types.get(arguments.size())));
      if (!comma(Kind.PAREN_CLOSE)) {
        break;
      }
    }
    Token close = expect(Kind.PAREN_CLOSE);
    for (ComponentValueType type : types.subList(arguments.size(), types.size())) {
      if (!(type.structure() instanceof TypeStructure.Option)) {
        throw new WaveException(
            close.offset(), "too few arguments: the function has " + count(types.size()));
      }
      arguments.add(Value.Option.NONE);
    }
    end();
    return List.copyOf(arguments);
  }

  private static String count(int parameters) {
    return parameters == 1 ? "1 parameter" : parameters + " parameters";
  }

  private Token expect(Kind kind) {
    Token token = lexer.next();
    if (!token.is(kind)) {
      throw unexpected(token, kind.text);
    }
    return token;
  }

  private static WaveException unexpected(Token token, String expected) {
    return new WaveException(
        token.offset(), "unexpected " + token.describe() + ", expected " + expected);
  }

  /** Parses a comma, if there is one; what follows must be another value or the end. */
  private boolean comma(Kind close) {
    if (lexer.peek().is(Kind.COMMA)) {
      lexer.next();
      return true;
    }
    if (!lexer.peek().is(close)) {
      throw unexpected(lexer.peek(), "`,` or " + close.text);
    }
    return false;
  }

  /** Parses a value. */
  Value value(ComponentValueType type) {
    TypeStructure structure = type.structure();
    if (structure instanceof TypeStructure.Primitive primitive) {
      return primitive(primitive.type());
    }
    if (structure instanceof TypeStructure.Record each) {
      return record(each);
    }
    if (structure instanceof TypeStructure.Variant each) {
      return variant(each);
    }
    if (structure instanceof TypeStructure.ListOf each) {
      return new Value.ListOf(list(each.element()));
    }
    if (structure instanceof TypeStructure.FixedLengthList each) {
      return fixedLengthList(each);
    }
    if (structure instanceof TypeStructure.Tuple each) {
      return new Value.Tuple(tuple(each.types()));
    }
    if (structure instanceof TypeStructure.Flags each) {
      return flags(each);
    }
    if (structure instanceof TypeStructure.Enum each) {
      Token token = lexer.next();
      return new Value.Enum(each.labels().get(labelIndex(token, each.labels())));
    }
    if (structure instanceof TypeStructure.Option each) {
      return option(each);
    }
    if (structure instanceof TypeStructure.Result each) {
      return result(each);
    }
    if (structure instanceof TypeStructure.MapOf each) {
      return map(each);
    }
    throw new WaveException(
        lexer.peek().offset(), "WAVE has no notation for handles, streams and futures");
  }

  // ---------------------------------------------------------------- primitives

  private Value primitive(PrimitiveType type) {
    Token token = lexer.next();
    return switch (type) {
      case BOOL -> {
        if (!token.isWord("true") && !token.isWord("false")) {
          throw unexpected(token, "`true` or `false`");
        }
        yield new Value.Bool(token.isWord("true"));
      }
      case S8 -> new Value.S8((int) integer(token, type, true, 8));
      case U8 -> new Value.U8((int) integer(token, type, false, 8));
      case S16 -> new Value.S16((int) integer(token, type, true, 16));
      case U16 -> new Value.U16((int) integer(token, type, false, 16));
      case S32 -> new Value.S32((int) integer(token, type, true, 32));
      case U32 -> new Value.U32(integer(token, type, false, 32));
      case S64 -> new Value.S64(integer(token, type, true, 64));
      case U64 -> new Value.U64(integer(token, type, false, 64));
      case F32 -> new Value.F32(Float.parseFloat(floatText(token)));
      case F64 -> new Value.F64(Double.parseDouble(floatText(token)));
      case CHAR -> {
        if (!token.is(Kind.CHAR)) {
          throw unexpected(token, "a char such as 'a'");
        }
        yield new Value.Char(token.text().codePointAt(0));
      }
      case STRING -> {
        if (!token.is(Kind.STRING)) {
          throw unexpected(token, "a string such as \"abc\"");
        }
        yield new Value.StringOf(token.text());
      }
      case ERROR_CONTEXT ->
          throw new WaveException(token.offset(), "WAVE has no notation for an error-context");
    };
  }

  // The boolean is a local matter of the table above.
  private static long integer(Token token, PrimitiveType type, boolean signed, int bits) {
    String text = token.text();
    boolean negative = text.startsWith("-");
    if (!token.is(Kind.NUMBER)
        || text.length() > MAXIMUM_INTEGER_LENGTH
        || text.endsWith("inf")
        || text.chars().anyMatch(next -> next == '.' || next == 'e' || next == 'E')
        || (negative && !signed)) {
      throw unexpected(token, "an integer of type " + type);
    }
    BigInteger value = new BigInteger(text);
    BigInteger limit = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
    if (value.compareTo(limit) >= 0 || value.compareTo(limit.negate()) < 0) {
      throw new WaveException(token.offset(), "number out of range of type " + type);
    }
    return value.longValue();
  }

  private static String floatText(Token token) {
    if (token.isWord("nan")) {
      return "NaN";
    }
    if (token.isWord("inf")) {
      return "Infinity";
    }
    if (!token.is(Kind.NUMBER) || token.text().length() > MAXIMUM_FLOAT_LENGTH) {
      throw unexpected(token, "a number");
    }
    return token.text().equals("-inf") ? "-Infinity" : token.text();
  }

  // ---------------------------------------------------------------- labels

  private static String label(Token token) {
    if (!token.is(Kind.LABEL)) {
      throw unexpected(token, "a label");
    }
    return token.text().startsWith("%") ? token.text().substring(1) : token.text();
  }

  /** The index of the case that a token names. */
  private static int labelIndex(Token token, List<String> labels) {
    String label = label(token);
    if (KEYWORDS.contains(token.text())) {
      throw new WaveException(
          token.offset(),
          "the keyword `" + label + "` is no case; a case of that name is %" + label);
    }
    int index = labels.indexOf(label);
    if (index < 0) {
      throw new WaveException(
          token.offset(), "unknown case `" + label + "`, expected one of " + names(labels));
    }
    return index;
  }

  private static String names(List<String> labels) {
    int shown = Math.min(labels.size(), 10);
    return String.join(", ", labels.subList(0, shown)) + (shown < labels.size() ? ", …" : "");
  }

  // ---------------------------------------------------------------- compound types

  private Value record(TypeStructure.Record type) {
    Token open = expect(Kind.BRACE_OPEN);
    Map<String, TypeStructure.Field> fields = new HashMap<>();
    type.fields().forEach(field -> fields.put(field.label(), field));
    Map<String, Value> values = new HashMap<>();
    if (lexer.peek().is(Kind.COLON)) {
      lexer.next();
    } else {
      do {
        Token name = lexer.next();
        String label = label(name);
        TypeStructure.@Nullable Field field = fields.get(label);
        if (field == null) {
          throw new WaveException(name.offset(), "unknown field `" + label + '`');
        }
        if (values.containsKey(label)) {
          throw new WaveException(name.offset(), "duplicate field `" + label + '`');
        }
        expect(Kind.COLON);
        values.put(label, value(field.type()));
      } while (comma(Kind.BRACE_CLOSE) && !lexer.peek().is(Kind.BRACE_CLOSE));
    }
    expect(Kind.BRACE_CLOSE);
    Map<String, Value> ordered = new LinkedHashMap<>();
    for (TypeStructure.Field field : type.fields()) {
      @Nullable Value value = values.get(field.label());
      if (value == null) {
        if (!(field.type().structure() instanceof TypeStructure.Option)) {
          throw new WaveException(open.offset(), "missing field `" + field.label() + '`');
        }
        value = Value.Option.NONE;
      }
      ordered.put(field.label(), value);
    }
    return new Value.Record(ordered);
  }

  private Value variant(TypeStructure.Variant type) {
    Token token = lexer.next();
    List<String> labels = type.cases().stream().map(TypeStructure.Case::label).toList();
    TypeStructure.Case chosen = type.cases().get(labelIndex(token, labels));
    return new Value.Variant(chosen.label(), payload(token, chosen.type()));
  }

  private Optional<Value> payload(Token name, Optional<ComponentValueType> type) {
    if (type.isEmpty()) {
      if (lexer.peek().is(Kind.PAREN_OPEN)) {
        throw new WaveException(
            lexer.peek().offset(), "the case `" + label(name) + "` has no payload");
      }
      return Optional.empty();
    }
    expect(Kind.PAREN_OPEN);
    Value value = value(type.get());
    expect(Kind.PAREN_CLOSE);
    return Optional.of(value);
  }

  private Value option(TypeStructure.Option type) {
    Token token = lexer.peek();
    if (token.isWord("none")) {
      lexer.next();
      return Value.Option.NONE;
    }
    if (token.isWord("some")) {
      lexer.next();
      return new Value.Option(payload(token, Optional.of(type.type())));
    }
    if (!isFlat(type.type())) {
      throw unexpected(token, "`some(...)` or `none`");
    }
    return Value.Option.some(value(type.type()));
  }

  private Value result(TypeStructure.Result type) {
    Token token = lexer.peek();
    if (token.isWord("ok")) {
      lexer.next();
      return new Value.Result(Value.Result.Outcome.OK, payload(token, type.ok()));
    }
    if (token.isWord("err")) {
      lexer.next();
      return new Value.Result(Value.Result.Outcome.ERROR, payload(token, type.error()));
    }
    if (type.ok().isEmpty() || !isFlat(type.ok().get())) {
      throw unexpected(token, "`ok` or `err`");
    }
    return Value.Result.ok(value(type.ok().get()));
  }

  /** Whether {@code some} or {@code ok} may be left out around a value of the type. */
  private static boolean isFlat(ComponentValueType type) {
    return !(type.structure() instanceof TypeStructure.Option)
        && !(type.structure() instanceof TypeStructure.Result);
  }

  private List<Value> list(ComponentValueType element) {
    expect(Kind.BRACKET_OPEN);
    List<Value> values = new ArrayList<>();
    while (!lexer.peek().is(Kind.BRACKET_CLOSE)) {
      values.add(value(element));
      if (!comma(Kind.BRACKET_CLOSE)) {
        break;
      }
    }
    expect(Kind.BRACKET_CLOSE);
    return values;
  }

  private Value fixedLengthList(TypeStructure.FixedLengthList type) {
    Token open = lexer.peek();
    List<Value> values = list(type.element());
    if (values.size() != type.length()) {
      throw new WaveException(
          open.offset(),
          "a list of "
              + values.size()
              + " elements where the type says "
              + Integer.toUnsignedString(type.length()));
    }
    return new Value.ListOf(values);
  }

  private List<Value> tuple(List<ComponentValueType> types) {
    expect(Kind.PAREN_OPEN);
    List<Value> values = new ArrayList<>();
    for (ComponentValueType type : types) {
      if (!values.isEmpty()) {
        expect(Kind.COMMA);
      }
      values.add(value(type));
    }
    comma(Kind.PAREN_CLOSE);
    expect(Kind.PAREN_CLOSE);
    return values;
  }

  private Value flags(TypeStructure.Flags type) {
    expect(Kind.BRACE_OPEN);
    Set<String> set = new LinkedHashSet<>();
    while (!lexer.peek().is(Kind.BRACE_CLOSE)) {
      Token token = lexer.next();
      String label = label(token);
      if (!type.labels().contains(label)) {
        throw new WaveException(
            token.offset(), "unknown flag `" + label + "`, expected " + names(type.labels()));
      }
      if (!set.add(label)) {
        throw new WaveException(token.offset(), "duplicate flag `" + label + '`');
      }
      if (!comma(Kind.BRACE_CLOSE)) {
        break;
      }
    }
    expect(Kind.BRACE_CLOSE);
    Set<String> ordered = new LinkedHashSet<>(type.labels());
    ordered.retainAll(set);
    return new Value.Flags(ordered);
  }

  private Value map(TypeStructure.MapOf type) {
    expect(Kind.BRACKET_OPEN);
    List<Value.MapOf.Entry> entries = new ArrayList<>();
    while (!lexer.peek().is(Kind.BRACKET_CLOSE)) {
      List<Value> entry = tuple(List.of(type.key(), type.value()));
      entries.add(new Value.MapOf.Entry(entry.get(0), entry.get(1)));
      if (!comma(Kind.BRACKET_CLOSE)) {
        break;
      }
    }
    expect(Kind.BRACKET_CLOSE);
    return new Value.MapOf(entries);
  }
}
