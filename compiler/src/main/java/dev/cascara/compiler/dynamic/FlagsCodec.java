package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code flags}: bits without a label are ignored. */
final class FlagsCodec extends BitsCodec {
  private final List<String> labels;

  FlagsCodec(ComponentValueType type, List<String> labels) {
    super(type);
    this.labels = labels;
  }

  @Override
  void check(Value value) {
    if (!(value instanceof Value.Flags flags) || !labels.containsAll(flags.labels())) {
      throw mismatch("flags of " + String.join(", ", labels), value);
    }
  }

  @Override
  Value value(int bits) {
    Set<String> set = new LinkedHashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      if ((bits >>> i & 1) != 0) {
        set.add(labels.get(i));
      }
    }
    return new Value.Flags(set);
  }

  @Override
  int bits(Value value) {
    int bits = 0;
    for (String label : ((Value.Flags) value).labels()) {
      bits |= 1 << labels.indexOf(label);
    }
    return bits;
  }
}
