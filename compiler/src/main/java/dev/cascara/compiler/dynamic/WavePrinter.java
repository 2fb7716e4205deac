package dev.cascara.compiler.dynamic;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Prints values. */
final class WavePrinter {
  private static final int MAXIMUM_DIGITS = 17;

  private final StringBuilder out;

  WavePrinter(StringBuilder out) {
    this.out = out;
  }

  void print(Value value) {
    if (value instanceof Value.Bool each) {
      out.append(each.value());
    } else if (value instanceof Value.S8 each) {
      out.append(each.value());
    } else if (value instanceof Value.U8 each) {
      out.append(each.value());
    } else if (value instanceof Value.S16 each) {
      out.append(each.value());
    } else if (value instanceof Value.U16 each) {
      out.append(each.value());
    } else if (value instanceof Value.S32 each) {
      out.append(each.value());
    } else if (value instanceof Value.U32 each) {
      out.append(each.value());
    } else if (value instanceof Value.S64 each) {
      out.append(each.value());
    } else if (value instanceof Value.U64 each) {
      out.append(Long.toUnsignedString(each.value()));
    } else if (value instanceof Value.F32 each) {
      float expected = each.value();
      number(expected, found -> found.floatValue() == expected);
    } else if (value instanceof Value.F64 each) {
      double expected = each.value();
      number(expected, found -> found.doubleValue() == expected);
    } else if (value instanceof Value.Char each) {
      out.append('\'');
      character(each.codePoint());
      out.append('\'');
    } else if (value instanceof Value.StringOf each) {
      out.append('"');
      each.value().codePoints().forEach(this::character);
      out.append('"');
    } else {
      compound(value);
    }
  }

  private void compound(Value value) {
    if (value instanceof Value.ListOf each) {
      sequence('[', each.elements(), this::print, ']');
    } else if (value instanceof Value.Tuple each) {
      sequence('(', each.values(), this::print, ')');
    } else if (value instanceof Value.MapOf each) {
      sequence('[', each.entries(), this::entry, ']');
    } else if (value instanceof Value.Record each) {
      record(each);
    } else if (value instanceof Value.Variant each) {
      name(each.label());
      payload(each.payload());
    } else if (value instanceof Value.Enum each) {
      name(each.label());
    } else if (value instanceof Value.Option each) {
      out.append(each.value().isPresent() ? "some" : "none");
      payload(each.value());
    } else if (value instanceof Value.Result each) {
      out.append(each.outcome() == Value.Result.Outcome.OK ? "ok" : "err");
      payload(each.payload());
    } else if (value instanceof Value.Flags each) {
      sequence('{', each.labels(), out::append, '}');
    } else if (value instanceof Value.HostResource each) {
      out.append("own<").append(each.type()).append('>');
    } else {
      out.append(value);
    }
  }

  private <T> void sequence(char open, Iterable<T> elements, Consumer<T> print, char close) {
    out.append(open);
    Iterator<T> iterator = elements.iterator();
    while (iterator.hasNext()) {
      print.accept(iterator.next());
      if (iterator.hasNext()) {
        out.append(", ");
      }
    }
    out.append(close);
  }

  private void entry(Value.MapOf.Entry entry) {
    out.append('(');
    print(entry.key());
    out.append(", ");
    print(entry.value());
    out.append(')');
  }

  /** Fields that are {@code none} are left out. */
  private void record(Value.Record value) {
    out.append('{');
    int start = out.length();
    value
        .fields()
        .forEach(
            (label, field) -> {
              if (!field.equals(Value.Option.NONE)) {
                out.append(out.length() == start ? "" : ", ").append(label).append(": ");
                print(field);
              }
            });
    out.append(out.length() == start ? ":}" : "}");
  }

  private void name(String label) {
    if (WaveParser.KEYWORDS.contains(label)) {
      out.append('%');
    }
    out.append(label);
  }

  private void payload(Optional<Value> payload) {
    payload.ifPresent(
        value -> {
          out.append('(');
          print(value);
          out.append(')');
        });
  }

  private void character(int codePoint) {
    switch (codePoint) {
      case '\\', '\'', '"' -> out.append('\\').appendCodePoint(codePoint);
      case '\t' -> out.append("\\t");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      default -> {
        if (isPrintable(codePoint)) {
          out.appendCodePoint(codePoint);
        } else {
          out.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        }
      }
    }
  }

  private static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> codePoint == ' ';
      default -> true;
    };
  }

  /** Prints the shortest decimal that means the number, without an exponent. */
  private void number(double value, Predicate<BigDecimal> isSame) {
    if (Double.isNaN(value)) {
      out.append("nan");
    } else if (Double.isInfinite(value)) {
      out.append(value > 0 ? "inf" : "-inf");
    } else if (value == 0) {
      out.append(1 / value > 0 ? "0" : "-0");
    } else {
      BigDecimal exact = new BigDecimal(value);
      BigDecimal shortest = exact;
      for (int digits = 1; digits <= MAXIMUM_DIGITS; digits++) {
        shortest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (isSame.test(shortest)) {
          break;
        }
      }
      out.append(plain(shortest));
    }
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
