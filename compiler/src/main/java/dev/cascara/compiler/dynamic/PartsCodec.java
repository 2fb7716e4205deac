package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.Layout;
import dev.cascara.runtime.component.Scalars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has parts one after the other: records, tuples, lists of fixed length. */
abstract class PartsCodec extends Codec {
  private final List<Codec> parts;

  PartsCodec(Layout layout, List<Codec> parts) {
    super(layout);
    this.parts = parts;
  }

  /** Makes a value of its parts. */
  abstract Value value(List<Value> values);

  /**
   * The parts of a value of this type, as many as the type has.
   *
   * @throws IllegalArgumentException if it is of another
   */
  abstract List<Value> parts(Value value);

  @Override
  void check(Value value) {
    List<Value> values = parts(value);
    for (int i = 0; i < values.size(); i++) {
      parts.get(i).check(values.get(i));
    }
  }

  @Override
  Value load(Transfer transfer, int address) {
    List<Value> values = new ArrayList<>(parts.size());
    int offset = 0;
    for (Codec part : parts) {
      offset = Scalars.alignTo(offset, part.alignment);
      values.add(part.load(transfer, address + offset));
      offset += part.size;
    }
    return value(values);
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    List<Value> values = parts(value);
    int offset = 0;
    for (int i = 0; i < values.size(); i++) {
      Codec part = parts.get(i);
      offset = Scalars.alignTo(offset, part.alignment);
      part.store(transfer, values.get(i), address + offset);
      offset += part.size;
    }
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    List<Value> values = new ArrayList<>(parts.size());
    for (Codec part : parts) {
      values.add(part.lift(transfer, in));
    }
    return value(values);
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    List<Value> values = parts(value);
    for (int i = 0; i < values.size(); i++) {
      parts.get(i).lower(transfer, values.get(i), out);
    }
  }

  /** A {@code record}. */
  static final class RecordCodec extends PartsCodec {
    private final List<String> labels;

    RecordCodec(Layout layout, List<Codec> parts, List<String> labels) {
      super(layout, parts);
      this.labels = labels;
    }

    @Override
    Value value(List<Value> values) {
      Map<String, Value> fields = new LinkedHashMap<>();
      for (int i = 0; i < labels.size(); i++) {
        fields.put(labels.get(i), values.get(i));
      }
      return new Value.Record(fields);
    }

    @Override
    List<Value> parts(Value value) {
      if (!(value instanceof Value.Record found)
          || found.fields().size() != labels.size()
          || !found.fields().keySet().containsAll(labels)) {
        throw mismatch("record of " + String.join(", ", labels), value);
      }
      List<Value> values = new ArrayList<>(labels.size());
      Map<String, Value> fields = found.fields();
      for (String label : labels) {
        Value field = fields.get(label);
        if (field != null) {
          values.add(field);
        }
      }
      return values;
    }
  }

  /** A {@code tuple}. */
  static final class TupleCodec extends PartsCodec {
    private final int length;

    TupleCodec(Layout layout, List<Codec> parts) {
      super(layout, parts);
      this.length = parts.size();
    }

    @Override
    Value value(List<Value> values) {
      return new Value.Tuple(values);
    }

    @Override
    List<Value> parts(Value value) {
      if (value instanceof Value.Tuple tuple && tuple.values().size() == length) {
        return tuple.values();
      }
      throw mismatch("tuple of " + length + " parts", value);
    }
  }
}
