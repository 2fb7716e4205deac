package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import java.util.ArrayList;
import java.util.List;

/** A list of a fixed length, whose elements are in the place of the list itself. */
final class FixedLengthListCodec extends Codec {
  private final Codec element;
  private final int length;

  FixedLengthListCodec(ComponentValueType type, Codec element, int length) {
    super(type);
    this.element = element;
    this.length = length;
  }

  private List<Value> elements(Value value) {
    if (value instanceof Value.ListOf list && list.elements().size() == length) {
      return list.elements();
    }
    throw mismatch("list of " + length + " elements", value);
  }

  @Override
  void check(Value value) {
    elements(value).forEach(element::check);
  }

  @Override
  Value load(Transfer transfer, int address) {
    transfer.count(length);
    List<Value> elements = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      elements.add(element.load(transfer, address + i * element.size));
    }
    return new Value.ListOf(elements);
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    int target = address;
    for (Value each : elements(value)) {
      element.store(transfer, each, target);
      target += element.size;
    }
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    List<Value> elements = new ArrayList<>(length);
    for (int i = 0; i < length; i++) {
      elements.add(element.lift(transfer, in));
    }
    return new Value.ListOf(elements);
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    for (Value each : elements(value)) {
      element.lower(transfer, each, out);
    }
  }
}
