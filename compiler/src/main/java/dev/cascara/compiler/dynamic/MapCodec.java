package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@code map}: of pairs with the same key, the last one counts. */
final class MapCodec extends ListCodec {
  MapCodec(ComponentValueType type, PartsCodec entry) {
    super(type, entry);
  }

  @Override
  Value value(List<Value> elements) {
    Map<Value, Value> entries = new LinkedHashMap<>();
    for (Value element : elements) {
      List<Value> pair = ((Value.Tuple) element).values();
      entries.put(pair.get(0), pair.get(1));
    }
    return new Value.MapOf(entries);
  }

  @Override
  List<Value> elements(Value value) {
    if (!(value instanceof Value.MapOf map)) {
      throw mismatch("map", value);
    }
    List<Value> elements = new ArrayList<>();
    map.entries().forEach((key, each) -> elements.add(new Value.Tuple(List.of(key, each))));
    return elements;
  }
}
