package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.PrimitiveType;
import dev.cascara.runtime.component.Strings;

/** {@code string}. */
final class StringCodec extends Codec {
  StringCodec() {
    super(PrimitiveType.STRING);
  }

  @Override
  void check(Value value) {
    if (!(value instanceof Value.StringOf)) {
      throw mismatch("string", value);
    }
  }

  private static String text(Value value) {
    return ((Value.StringOf) value).value();
  }

  private static Value lift(Transfer transfer, int address, int length) {
    String text = Strings.lift(transfer.options(), address, length);
    transfer.countBytes(text.length());
    return new Value.StringOf(text);
  }

  @Override
  Value load(Transfer transfer, int address) {
    return lift(
        transfer, transfer.memory().readInt(address), transfer.memory().readInt(address + 4));
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    Strings.store(transfer.options(), text(value), address);
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    int address = in.i32();
    return lift(transfer, address, in.i32());
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    long lowered = Strings.lower(transfer.options(), text(value));
    out.i32(Strings.address(lowered));
    out.i32(Strings.length(lowered));
  }
}
