package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.PrimitiveType;

/** {@code s64} and {@code u64}. */
final class LongCodec extends Codec {
  private final PrimitiveType type;

  LongCodec(PrimitiveType type) {
    super(type);
    this.type = type;
  }

  @Override
  void check(Value value) {
    if (type == PrimitiveType.S64 ? !(value instanceof Value.S64) : !(value instanceof Value.U64)) {
      throw mismatch(type.toString(), value);
    }
  }

  private Value value(long bits) {
    return type == PrimitiveType.S64 ? new Value.S64(bits) : new Value.U64(bits);
  }

  private static long bits(Value value) {
    return value instanceof Value.S64 signed ? signed.value() : ((Value.U64) value).value();
  }

  @Override
  Value load(Transfer transfer, int address) {
    return value(transfer.memory().readLong(address));
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    transfer.memory().writeLong(address, bits(value));
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    return value(in.i64());
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    out.i64(bits(value));
  }
}
