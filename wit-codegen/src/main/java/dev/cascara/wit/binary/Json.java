package dev.cascara.wit.binary;

import dev.cascara.wit.WitException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259), as far as documentation needs it: objects become maps, arrays lists, strings
 * strings, and everything else its text.
 */
final class Json {
  private static final int MAX_DEPTH = 50;

  private final String text;
  private int position;
  private int depth;

  private Json(String text) {
    this.text = text;
  }

  static Object parse(String text) {
    Json json = new Json(text);
    Object value = json.value();
    json.skipSpaces();
    if (json.position < text.length()) {
      throw json.error("expected the end");
    }
    return value;
  }

  private WitException error(String message) {
    return new WitException("package-docs, character " + position + ": " + message);
  }

  private void skipSpaces() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private boolean eat(char c) {
    skipSpaces();
    if (position < text.length() && text.charAt(position) == c) {
      position++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!eat(c)) {
      throw error("expected `" + c + "`");
    }
  }

  private Object value() {
    depth++;
    if (depth > MAX_DEPTH) {
      throw error("nested too deep");
    }
    skipSpaces();
    Object value;
    if (eat('{')) {
      value = object();
    } else if (eat('[')) {
      value = array();
    } else if (eat('"')) {
      value = string();
    } else {
      value = word();
    }
    depth--;
    return value;
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    if (eat('}')) {
      return members;
    }
    do {
      expect('"');
      String name = string();
      expect(':');
      members.put(name, value());
    } while (eat(','));
    expect('}');
    return members;
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    if (eat(']')) {
      return elements;
    }
    do {
      elements.add(value());
    } while (eat(','));
    expect(']');
    return elements;
  }

  private String word() {
    int start = position;
    while (position < text.length() && ",]}: \t\r\n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    String word = text.substring(start, position);
    if (!word.matches("true|false|null|-?[0-9][0-9.eE+-]{0,100}")) {
      throw error("expected a value");
    }
    return word;
  }

  private String string() {
    StringBuilder value = new StringBuilder();
    while (true) {
      if (position >= text.length()) {
        throw error("the string has no end");
      }
      char c = text.charAt(position++);
      if (c == '"') {
        return value.toString();
      }
      value.append(c == '\\' ? escape() : c);
    }
  }

  private char escape() {
    char c = position < text.length() ? text.charAt(position) : ' ';
    position++;
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String digits =
            position + 4 <= text.length() ? text.substring(position, position + 4) : "";
        if (!digits.matches("[0-9a-fA-F]{4}")) {
          throw error("expected four hexadecimal digits");
        }
        position += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw error("unknown escape");
    };
  }
}
