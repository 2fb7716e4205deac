package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cascara.runtime.EqReference;
import dev.cascara.runtime.I31;
import dev.cascara.runtime.WasmArray;
import dev.cascara.runtime.WasmException;
import dev.cascara.runtime.WasmFunction;
import dev.cascara.runtime.WasmStruct;
import org.jspecify.annotations.Nullable;

/** Values of core modules in scripts: arguments, and patterns that results must match. */
final class CoreValues {
  private static final int FLOAT_QUIET_NAN = 0x7FC0_0000;
  private static final long DOUBLE_QUIET_NAN = 0x7FF8_0000_0000_0000L;

  private CoreValues() {}

  /** An object of the host that a script names by a number. */
  private record HostReference(String name) {}

  /** Reads an argument. */
  static @Nullable Object argument(JsonNode value) {
    String type = value.path("type").asText();
    String text = value.path("value").asText();
    return switch (type) {
      case "i32" -> Integer.parseUnsignedInt(text);
      case "i64" -> Long.parseUnsignedLong(text);
      case "f32" -> Float.intBitsToFloat(Integer.parseUnsignedInt(text));
      case "f64" -> Double.longBitsToDouble(Long.parseUnsignedLong(text));
      case "v128" -> VectorValues.vector(value);
      case "refnull", "nullref", "nullfuncref", "nullexternref", "nullexnref" -> null;
      // "ref.host" makes an internal reference of what "ref.extern" refers to.
      case "externref", "anyref" -> text.equals("null") ? null : new HostReference(text);
      default -> {
        if (text.equals("null")) {
          yield null;
        }
        throw new IllegalArgumentException("a script cannot write a value of type " + type);
      }
    };
  }

  /** Returns whether a value is what a script expects. */
  static boolean matches(@Nullable Object actual, JsonNode expected) {
    String type = expected.path("type").asText();
    if (type.equals("either")) {
      for (JsonNode alternative : expected.path("values")) {
        if (matches(actual, alternative)) {
          return true;
        }
      }
      return false;
    }
    String text = expected.path("value").asText();
    return switch (type) {
      case "i32" -> actual instanceof Integer number && number == Integer.parseUnsignedInt(text);
      case "i64" -> actual instanceof Long number && number == Long.parseUnsignedLong(text);
      case "f32" -> actual instanceof Float number && matchesFloat(number, text);
      case "f64" -> actual instanceof Double number && matchesDouble(number, text);
      case "v128" -> VectorValues.matches(actual, expected);
      default -> matchesReference(actual, expected);
    };
  }

  /** A pattern of references says what it refers to, and only for host objects which one. */
  private static boolean matchesReference(@Nullable Object actual, JsonNode expected) {
    String text = expected.path("value").asText();
    if (text.equals("null")) {
      return actual == null;
    }
    String type = expected.path("type").asText();
    return switch (type) {
      case "refnull", "nullref", "nullfuncref", "nullexternref", "nullexnref" -> actual == null;
      case "externref", "anyref" ->
          expected.has("value")
              ? new HostReference(text).equals(actual)
              : actual != null && !(actual instanceof WasmFunction);
      case "eqref" -> actual instanceof EqReference;
      case "structref" -> actual instanceof WasmStruct;
      case "arrayref" -> actual instanceof WasmArray;
      case "i31ref" -> actual instanceof I31;
      case "exnref" -> actual instanceof WasmException;
      case "funcref" -> actual instanceof WasmFunction;
      default -> throw new IllegalArgumentException("unknown pattern " + type);
    };
  }

  private static boolean matchesFloat(float actual, String expected) {
    int bits = Float.floatToRawIntBits(actual);
    return switch (expected) {
      case "nan:canonical" -> (bits & Integer.MAX_VALUE) == FLOAT_QUIET_NAN;
      case "nan:arithmetic" -> (bits & FLOAT_QUIET_NAN) == FLOAT_QUIET_NAN;
      default -> bits == Integer.parseUnsignedInt(expected);
    };
  }

  private static boolean matchesDouble(double actual, String expected) {
    long bits = Double.doubleToRawLongBits(actual);
    return switch (expected) {
      case "nan:canonical" -> (bits & Long.MAX_VALUE) == DOUBLE_QUIET_NAN;
      case "nan:arithmetic" -> (bits & DOUBLE_QUIET_NAN) == DOUBLE_QUIET_NAN;
      default -> bits == Long.parseUnsignedLong(expected);
    };
  }

  /** Writes a value for a report. */
  static String toText(@Nullable Object value) {
    if (value instanceof Float number) {
      return "f32 " + number + " (0x" + Integer.toHexString(Float.floatToRawIntBits(number)) + ")";
    }
    if (value instanceof Double number) {
      return "f64 " + number + " (0x" + Long.toHexString(Double.doubleToRawLongBits(number)) + ")";
    }
    if (value instanceof Integer) {
      return "i32 " + value;
    }
    return value instanceof Long ? "i64 " + value : String.valueOf(value);
  }
}
