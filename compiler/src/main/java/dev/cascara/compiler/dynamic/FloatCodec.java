package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.PrimitiveType;

/** {@code f32} and {@code f64}; the values themselves see to it that there is one NaN. */
final class FloatCodec extends Codec {
  private final PrimitiveType type;

  FloatCodec(PrimitiveType type) {
    super(type);
    this.type = type;
  }

  @Override
  void check(Value value) {
    if (type == PrimitiveType.F32 ? !(value instanceof Value.F32) : !(value instanceof Value.F64)) {
      throw mismatch(type.toString(), value);
    }
  }

  @Override
  Value load(Transfer transfer, int address) {
    return type == PrimitiveType.F32
        ? new Value.F32(Float.intBitsToFloat(transfer.memory().readInt(address)))
        : new Value.F64(Double.longBitsToDouble(transfer.memory().readLong(address)));
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    if (value instanceof Value.F32 number) {
      transfer.memory().writeInt(address, Float.floatToIntBits(number.value()));
    } else {
      transfer.memory().writeLong(address, Double.doubleToLongBits(((Value.F64) value).value()));
    }
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    return type == PrimitiveType.F32 ? new Value.F32(in.f32()) : new Value.F64(in.f64());
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    if (value instanceof Value.F32 number) {
      out.f32(number.value());
    } else {
      out.f64(((Value.F64) value).value());
    }
  }
}
