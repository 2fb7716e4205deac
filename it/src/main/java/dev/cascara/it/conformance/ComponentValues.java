package dev.cascara.it.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cascara.compiler.dynamic.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values of components in scripts. */
final class ComponentValues {
  private ComponentValues() {}

  /** Reads a value. A pattern of a NaN is a NaN: components have only one. */
  static Value read(JsonNode node) {
    String type = node.path("type").asText();
    JsonNode value = node.path("value");
    String text = value.asText();
    return switch (type) {
      case "bool" -> new Value.Bool(value.asBoolean());
      case "s8" -> new Value.S8(Integer.parseInt(text));
      case "u8" -> new Value.U8(Integer.parseInt(text));
      case "s16" -> new Value.S16(Integer.parseInt(text));
      case "u16" -> new Value.U16(Integer.parseInt(text));
      case "s32" -> new Value.S32(Integer.parseInt(text));
      case "u32" -> new Value.U32(Long.parseLong(text));
      case "s64" -> new Value.S64(Long.parseLong(text));
      case "u64" -> new Value.U64(Long.parseUnsignedLong(text));
      case "f32" ->
          new Value.F32(
              text.startsWith("nan")
                  ? Float.NaN
                  : Float.intBitsToFloat(Integer.parseUnsignedInt(text)));
      case "f64" ->
          new Value.F64(
              text.startsWith("nan")
                  ? Double.NaN
                  : Double.longBitsToDouble(Long.parseUnsignedLong(text)));
      case "char" -> new Value.Char(text.codePointAt(0));
      case "string" -> new Value.StringOf(text);
      case "list" -> new Value.ListOf(readAll(value));
      case "tuple" -> new Value.Tuple(readAll(value));
      case "record" -> new Value.Record(fields(value));
      case "variant" -> new Value.Variant(value.path("case").asText(), optional(value, "payload"));
      case "enum" -> new Value.Enum(text);
      case "option" -> value.isNull() ? Value.Option.NONE : Value.Option.some(read(value));
      case "result" -> {
        Value.Result.Outcome outcome =
            value.has("Ok") ? Value.Result.Outcome.OK : Value.Result.Outcome.ERROR;
        yield new Value.Result(outcome, optional(value, value.has("Ok") ? "Ok" : "Err"));
      }
      case "flags" -> new Value.Flags(labels(value));
      default -> throw new IllegalArgumentException("unknown type of values: " + type);
    };
  }

  /** Reads several values. */
  static List<Value> readAll(JsonNode nodes) {
    List<Value> values = new ArrayList<>();
    nodes.forEach(node -> values.add(read(node)));
    return values;
  }

  private static Optional<Value> optional(JsonNode node, String name) {
    return node.hasNonNull(name) ? Optional.of(read(node.path(name))) : Optional.empty();
  }

  private static Map<String, Value> fields(JsonNode nodes) {
    Map<String, Value> fields = new LinkedHashMap<>();
    nodes.forEach(field -> fields.put(field.path(0).asText(), read(field.path(1))));
    return fields;
  }

  private static Set<String> labels(JsonNode nodes) {
    Set<String> labels = new LinkedHashSet<>();
    nodes.forEach(label -> labels.add(label.asText()));
    return labels;
  }
}
