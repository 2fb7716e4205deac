package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.runtime.component.Lists;
import java.util.ArrayList;
import java.util.List;

/** Lists of any length, and maps, which are lists of pairs. */
abstract class ListCodec extends Codec {
  private final Codec element;

  ListCodec(ComponentValueType type, Codec element) {
    super(type);
    this.element = element;
  }

  /** Makes a value of elements. */
  abstract Value value(List<Value> elements);

  /** The elements of a value of this type. */
  abstract List<Value> elements(Value value);

  @Override
  void check(Value value) {
    List<Value> elements = elements(value);
    if (!(elements instanceof ByteList)) {
      elements.forEach(element::check);
    } else if (!elements.isEmpty()) {
      element.check(elements.get(0));
    }
  }

  /** Lifts the elements, whose place is not checked yet. */
  List<Value> lift(Transfer transfer, int address, int length) {
    int count = Lists.check(transfer.options(), address, length, element.size, element.alignment);
    transfer.count(count);
    List<Value> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      elements.add(element.load(transfer, address + i * element.size));
    }
    return elements;
  }

  /** Lowers the elements and returns where they are. */
  int lower(Transfer transfer, List<Value> elements) {
    int address = transfer.options().allocateList(element.alignment, elements.size(), element.size);
    int target = address;
    for (Value value : elements) {
      element.store(transfer, value, target);
      target += element.size;
    }
    return address;
  }

  @Override
  final Value load(Transfer transfer, int address) {
    return value(
        lift(transfer, transfer.memory().readInt(address), transfer.memory().readInt(address + 4)));
  }

  @Override
  final void store(Transfer transfer, Value value, int address) {
    List<Value> elements = elements(value);
    int list = lower(transfer, elements);
    transfer.memory().writeInt(address, list);
    transfer.memory().writeInt(address + 4, elements.size());
  }

  @Override
  final Value lift(Transfer transfer, FlatReader in) {
    int address = in.i32();
    return value(lift(transfer, address, in.i32()));
  }

  @Override
  final void lower(Transfer transfer, Value value, FlatWriter out) {
    List<Value> elements = elements(value);
    out.i32(lower(transfer, elements));
    out.i32(elements.size());
  }

  /** A list of values of any type. */
  static class Any extends ListCodec {
    Any(ComponentValueType type, Codec element) {
      super(type, element);
    }

    @Override
    Value value(List<Value> elements) {
      return new Value.ListOf(elements);
    }

    @Override
    List<Value> elements(Value value) {
      if (value instanceof Value.ListOf list) {
        return list.elements();
      }
      throw mismatch("list", value);
    }
  }

  /** A {@code list<u8>}, which is copied as a whole. */
  static final class Bytes extends Any {
    Bytes(ComponentValueType type, Codec element) {
      super(type, element);
    }

    @Override
    List<Value> lift(Transfer transfer, int address, int length) {
      transfer.countBytes(Lists.check(transfer.options(), address, length, 1, 1));
      return new ByteList(Lists.liftBytes(transfer.options(), address, length));
    }

    @Override
    int lower(Transfer transfer, List<Value> elements) {
      return elements instanceof ByteList list
          ? Lists.lowerBytes(transfer.options(), list.bytes())
          : super.lower(transfer, elements);
    }
  }
}
