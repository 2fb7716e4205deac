package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.Layout;
import dev.cascara.runtime.Memory;
import dev.cascara.runtime.component.Scalars;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has cases: variants, enumerations, options, results. */
abstract class CasesCodec extends Codec {
  private final List<Optional<Codec>> cases;
  private final int discriminantSize;
  private final int payloadOffset;

  CasesCodec(ComponentValueType type, List<Optional<Codec>> cases) {
    super(type);
    this.cases = cases;
    this.discriminantSize = Layout.discriminantSize(cases.size());
    int payloadAlignment =
        cases.stream().flatMap(Optional::stream).mapToInt(each -> each.alignment).max().orElse(1);
    this.payloadOffset = Scalars.alignTo(discriminantSize, payloadAlignment);
  }

  /** Makes a value. */
  abstract Value value(int index, Optional<Value> payload);

  /**
   * The case's index of a value of this type.
   *
   * @throws IllegalArgumentException if it is of another
   */
  abstract int index(Value value);

  /** The payload of a value of this type. */
  abstract Optional<Value> payload(Value value);

  @Override
  void check(Value value) {
    Optional<Codec> payload = cases.get(index(value));
    Optional<Value> found = payload(value);
    if (payload.isPresent() != found.isPresent()) {
      throw mismatch(
          payload.isPresent() ? "a case with a payload" : "a case without a payload", value);
    }
    if (payload.isPresent()) {
      payload.get().check(found.orElseThrow());
    }
  }

  @Override
  Value load(Transfer transfer, int address) {
    Memory memory = transfer.memory();
    int discriminant =
        switch (discriminantSize) {
          case 1 -> memory.readByte(address) & 0xFF;
          case 2 -> memory.readShort(address) & 0xFFFF;
          default -> memory.readInt(address);
        };
    int index = Scalars.liftDiscriminant(discriminant, cases.size());
    return value(index, cases.get(index).map(each -> each.load(transfer, address + payloadOffset)));
  }

  @Override
  void store(Transfer transfer, Value value, int address) {
    Memory memory = transfer.memory();
    int index = index(value);
    switch (discriminantSize) {
      case 1 -> memory.writeByte(address, (byte) index);
      case 2 -> memory.writeShort(address, (short) index);
      default -> memory.writeInt(address, index);
    }
    Optional<Codec> payload = cases.get(index);
    if (payload.isPresent()) {
      payload.get().store(transfer, payload(value).orElseThrow(), address + payloadOffset);
    }
  }

  @Override
  Value lift(Transfer transfer, FlatReader in) {
    int end = in.position() + flat.size();
    int index = Scalars.liftDiscriminant(in.i32(), cases.size());
    Value value = value(index, cases.get(index).map(each -> each.lift(transfer, in)));
    in.skipTo(end);
    return value;
  }

  @Override
  void lower(Transfer transfer, Value value, FlatWriter out) {
    int end = out.position() + flat.size();
    int index = index(value);
    out.i32(index);
    Optional<Codec> payload = cases.get(index);
    if (payload.isPresent()) {
      payload.get().lower(transfer, payload(value).orElseThrow(), out);
    }
    out.zerosTo(end);
  }

  /** A {@code variant}. */
  static final class VariantCodec extends CasesCodec {
    private final List<String> labels;
    private final Map<String, Integer> indices = new HashMap<>();

    VariantCodec(ComponentValueType type, List<Optional<Codec>> cases, List<String> labels) {
      super(type, cases);
      this.labels = labels;
      labels.forEach(label -> indices.put(label, indices.size()));
    }

    @Override
    Value value(int index, Optional<Value> payload) {
      return new Value.Variant(labels.get(index), payload);
    }

    @Override
    int index(Value value) {
      @Nullable Integer index =
          value instanceof Value.Variant variant ? indices.get(variant.label()) : null;
      if (index == null) {
        throw mismatch("variant with other cases", value);
      }
      return index;
    }

    @Override
    Optional<Value> payload(Value value) {
      return ((Value.Variant) value).payload();
    }
  }

  /** An {@code enum}. */
  static final class EnumCodec extends CasesCodec {
    private final List<Value> values;
    private final Map<String, Integer> indices = new HashMap<>();

    EnumCodec(ComponentValueType type, List<String> labels) {
      super(type, labels.stream().map(label -> Optional.<Codec>empty()).toList());
      this.values = labels.stream().<Value>map(Value.Enum::new).toList();
      labels.forEach(label -> indices.put(label, indices.size()));
    }

    @Override
    Value value(int index, Optional<Value> payload) {
      return values.get(index);
    }

    @Override
    int index(Value value) {
      @Nullable Integer index = value instanceof Value.Enum each ? indices.get(each.label()) : null;
      if (index == null) {
        throw mismatch("enum with other cases", value);
      }
      return index;
    }

    @Override
    Optional<Value> payload(Value value) {
      return Optional.empty();
    }
  }

  /** An {@code option}. */
  static final class OptionCodec extends CasesCodec {
    OptionCodec(ComponentValueType type, Codec some) {
      super(type, List.of(Optional.empty(), Optional.of(some)));
    }

    @Override
    Value value(int index, Optional<Value> payload) {
      return new Value.Option(payload);
    }

    @Override
    int index(Value value) {
      if (value instanceof Value.Option option) {
        return option.value().isPresent() ? 1 : 0;
      }
      throw mismatch("option", value);
    }

    @Override
    Optional<Value> payload(Value value) {
      return ((Value.Option) value).value();
    }
  }

  /** A {@code result}. */
  static final class ResultCodec extends CasesCodec {
    ResultCodec(ComponentValueType type, Optional<Codec> ok, Optional<Codec> error) {
      super(type, List.of(ok, error));
    }

    @Override
    Value value(int index, Optional<Value> payload) {
      return new Value.Result(
          index == 0 ? Value.Result.Outcome.OK : Value.Result.Outcome.ERROR, payload);
    }

    @Override
    int index(Value value) {
      if (value instanceof Value.Result result) {
        return result.outcome() == Value.Result.Outcome.OK ? 0 : 1;
      }
      throw mismatch("result", value);
    }

    @Override
    Optional<Value> payload(Value value) {
      return ((Value.Result) value).payload();
    }
  }
}
