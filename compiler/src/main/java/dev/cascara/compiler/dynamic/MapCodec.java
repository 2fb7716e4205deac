package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import java.util.ArrayList;
import java.util.List;

/** A {@code map}, which is a list of pairs to the canonical ABI. */
final class MapCodec extends ListCodec {
  MapCodec(ComponentValueType type, PartsCodec entry) {
    super(type, entry);
  }

  @Override
  Value value(List<Value> elements) {
    List<Value.MapOf.Entry> entries = new ArrayList<>(elements.size());
    for (Value element : elements) {
      List<Value> pair = ((Value.Tuple) element).values();
      entries.add(new Value.MapOf.Entry(pair.get(0), pair.get(1)));
    }
    return new Value.MapOf(entries);
  }

  @Override
  List<Value> elements(Value value) {
    if (!(value instanceof Value.MapOf map)) {
      throw mismatch("map", value);
    }
    List<Value> elements = new ArrayList<>(map.entries().size());
    for (Value.MapOf.Entry entry : map.entries()) {
      elements.add(new Value.Tuple(List.of(entry.key(), entry.value())));
    }
    return elements;
  }
}
