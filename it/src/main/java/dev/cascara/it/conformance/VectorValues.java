package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cascara.runtime.V128;
import org.jspecify.annotations.Nullable;

/** Vectors in scripts, which write them lane by lane. */
final class VectorValues {
  private VectorValues() {}

  private static int laneBits(JsonNode value) {
    return switch (value.path("lane_type").asText()) {
      case "i8" -> Byte.SIZE;
      case "i16" -> Short.SIZE;
      case "i32", "f32" -> Integer.SIZE;
      default -> Long.SIZE;
    };
  }

  /** Reads a vector; lanes are integers or the bits of floats, in decimal. */
  static V128 vector(JsonNode value) {
    int bits = laneBits(value);
    long mask = -1L >>> (Long.SIZE - bits);
    long[] halves = new long[2];
    int position = 0;
    for (JsonNode lane : value.path("value")) {
      String text = lane.asText();
      long number = text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
      halves[position / Long.SIZE] |= (number & mask) << (position % Long.SIZE);
      position += bits;
    }
    return new V128(halves[0], halves[1]);
  }

  /** Returns whether a value is a vector each of whose lanes is what a script expects. */
  static boolean matches(@Nullable Object actual, JsonNode expected) {
    if (!(actual instanceof V128 vector)) {
      return false;
    }
    String type = expected.path("lane_type").asText();
    if (!type.startsWith("f")) {
      return vector.equals(vector(expected));
    }
    int bits = laneBits(expected);
    int position = 0;
    for (JsonNode lane : expected.path("value")) {
      long half = position < Long.SIZE ? vector.low() : vector.high();
      Object number =
          bits == Long.SIZE
              ? (Object) Double.longBitsToDouble(half)
              : Float.intBitsToFloat((int) (half >>> (position % Long.SIZE)));
      JsonNode pattern =
          JsonNodeFactory.instance.objectNode().put("type", type).put("value", lane.asText());
      if (!CoreValues.matches(number, pattern)) {
        return false;
      }
      position += bits;
    }
    return true;
  }
}
