package dev.cascara.cli;

import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.NumericType;
import dev.cascara.runtime.ValueType;
import dev.cascara.runtime.WasmFunction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A call of a core module's function as text. Arguments and results are numbers as WAVE writes
 * them; integers are printed as signed ones, and taken as signed or unsigned ones.
 *
 * @param name the export's name
 * @param arguments the arguments as text
 */
record CoreCall(String name, List<String> arguments) {
  /**
   * Reads {@code NAME(ARGUMENTS)}.
   *
   * @throws CommandFailure if it is written otherwise
   */
  static CoreCall parse(String text) {
    String call = text.strip();
    int open = call.indexOf('(');
    if (open <= 0 || !call.endsWith(")")) {
      throw new CommandFailure("expected NAME(ARGUMENTS) instead of " + text);
    }
    String inside = call.substring(open + 1, call.length() - 1).strip();
    List<String> arguments =
        inside.isEmpty() ? List.of() : Stream.of(inside.split(",", -1)).map(String::strip).toList();
    return new CoreCall(call.substring(0, open).strip(), arguments);
  }

  /**
   * Calls the function.
   *
   * @return the result, or several ones in parentheses, or nothing
   * @throws CommandFailure if the arguments do not fit its parameters
   */
  String call(WasmFunction function) {
    FunctionType type = function.type();
    if (arguments.size() != type.parameters().size()) {
      throw new CommandFailure(
          "%s has %d parameters, %s, not %d"
              .formatted(name, type.parameters().size(), type, arguments.size()));
    }
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      values.add(value(arguments.get(i), type.parameters().get(i)));
    }
    Object first = invoke(function, values);
    List<String> results = new ArrayList<>();
    for (int i = 0; i < type.results().size(); i++) {
      ValueType result = type.results().get(i);
      results.add(text(i == 0 ? first : function.result(i), result));
    }
    return results.size() <= 1 ? String.join("", results) : "(" + String.join(", ", results) + ")";
  }

  private static @Nullable Object invoke(WasmFunction function, List<Object> values) {
    try {
      return function.handle().invokeWithArguments(values);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a compiled function throws no checked exceptions", e);
    }
  }

  private static Object value(String text, ValueType type) {
    if (!(type instanceof NumericType number)) {
      throw unwritable(type);
    }
    return switch (number) {
      case I32 -> integer(text, Integer.SIZE, type).intValue();
      case I64 -> integer(text, Long.SIZE, type).longValue();
      case F32 -> (float) real(text, type);
      case F64 -> real(text, type);
      case V128 -> throw unwritable(type);
    };
  }

  private static CommandFailure unwritable(ValueType type) {
    return new CommandFailure("arguments of type " + type + " cannot be written");
  }

  /** Any number that the type has bits for, signed or unsigned. */
  private static BigInteger integer(String text, int bits, ValueType type) {
    if (!text.matches("-?[0-9]{1,20}")) {
      throw unfit(text, type);
    }
    BigInteger value = new BigInteger(text);
    BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
    if (value.compareTo(half.negate()) < 0 || value.compareTo(half.shiftLeft(1)) >= 0) {
      throw unfit(text, type);
    }
    return value;
  }

  private static double real(String text, ValueType type) {
    return switch (text) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
          throw unfit(text, type);
        }
        yield type == ValueType.F32 ? Float.parseFloat(text) : Double.parseDouble(text);
      }
    };
  }

  private static CommandFailure unfit(String text, ValueType type) {
    return new CommandFailure("expected a value of type " + type + " instead of " + text);
  }

  private static String text(@Nullable Object value, ValueType type) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      if (!Double.isFinite(number)) {
        return String.valueOf(number).replace("Infinity", "inf").toLowerCase(Locale.ROOT);
      }
      return number == 0
          ? (1 / number < 0 ? "-0" : "0")
          : new BigDecimal(value.toString()).stripTrailingZeros().toPlainString();
    }
    return value instanceof Number ? value.toString() : "<" + type + ">";
  }
}
