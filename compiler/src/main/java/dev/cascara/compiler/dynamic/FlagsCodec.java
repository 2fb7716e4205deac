package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.runtime.Memory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code flags}: bits without a label are ignored. */
final class FlagsCodec extends Codec {
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

  private Value value(int bits) {
    Set<String> set = new LinkedHashSet<>();
    for (int i = 0; i < labels.size(); i++) {
      if ((bits >>> i & 1) != 0) {
        set.add(labels.get(i));
      }
    }
    return new Value.Flags(set);
  }

  private int bits(Value value) {
    int bits = 0;
    for (String label : ((Value.Flags) value).labels()) {
      bits |= 1 << labels.indexOf(label);
    }
    return bits;
  }

  @Override
  Value load(Transfer transfer, int address) {
    Memory memory = transfer.memory();
    return value(
        switch (size) {
          case 1 -> memory.readByte(address);
          case 2 -> memory.readShort(address);
          default -> memory.readInt(address);
        });
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    Memory memory = transfer.memory();
    int bits = bits(value);
    switch (size) {
      case 1 -> memory.writeByte(address, (byte) bits);
      case 2 -> memory.writeShort(address, (short) bits);
      default -> memory.writeInt(address, bits);
    }
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    return value(in.i32());
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    out.i32(bits(value));
  }
}
