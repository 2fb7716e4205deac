package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.runtime.Memory;

/**
 * The types whose values are one {@code i32}, of which memory has as many bytes as the type asks
 * for.
 */
abstract class BitsCodec extends Codec {
  BitsCodec(ComponentValueType type) {
    super(type);
  }

  /** Makes a value of the bits that the type has; others are ignored. */
  abstract Value value(int bits);

  /** The bits of a value of this type. */
  abstract int bits(Value value);

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
