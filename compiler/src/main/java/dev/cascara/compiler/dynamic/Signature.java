package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.Layout;
import dev.cascara.compiler.component.TypeStructure;
import dev.cascara.runtime.FunctionType;
import dev.cascara.runtime.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the parameters and the result of a function pass (Canonical ABI, "Lifting and Lowering
 * Values"): as core values, or in memory where these would be too many.
 */
final class Signature {
  private static final int MAXIMUM_FLAT_RESULTS = 1;

  private final ComponentFunctionType type;
  private final PartsCodec parameters;
  private final List<ValueType> flatParameters;
  private final boolean parametersInMemory;
  private final Optional<Codec> result;
  private final List<ValueType> flatResult;
  private final boolean resultInMemory;

  Signature(ComponentFunctionType type, Codecs codecs) {
    this.type = type;
    this.parameters =
        codecs.tuple(type.parameters().stream().map(TypeStructure.Field::type).toList());
    this.parametersInMemory = parameters.flat.size() > Layout.MAXIMUM_FLAT;
    this.flatParameters = parametersInMemory ? List.of(ValueType.I32) : core(parameters.flat);
    this.result = type.result().map(codecs::of);
    List<Layout.Flat> flat = result.map(codec -> codec.flat).orElse(List.of());
    this.resultInMemory = flat.size() > MAXIMUM_FLAT_RESULTS;
    this.flatResult = resultInMemory ? List.of(ValueType.I32) : core(flat);
  }

  private static List<ValueType> core(List<Layout.Flat> flat) {
    return flat.stream()
        .map(
            each ->
                switch (each) {
                  case I32, POINTER -> ValueType.I32;
                  case I64 -> ValueType.I64;
                  case F32 -> ValueType.F32;
                  case F64 -> ValueType.F64;
                })
        .toList();
  }

  ComponentFunctionType type() {
    return type;
  }

  /** The type of the core function that a guest imports. */
  FunctionType lowered() {
    if (!resultInMemory) {
      return FunctionType.of(flatParameters, flatResult);
    }
    List<ValueType> all = new ArrayList<>(flatParameters);
    all.add(ValueType.I32);
    return FunctionType.of(all, List.of());
  }

  // ---------------------------------------------------------------- what the host passes

  void checkArguments(List<Value> arguments) {
    if (arguments.size() != type.parameters().size()) {
      throw new IllegalArgumentException(
          "the function has "
              + type.parameters().size()
              + " parameters, but there are "
              + arguments.size()
              + " arguments");
    }
    parameters.check(new Value.Tuple(arguments));
  }

  void checkResult(Optional<Value> value) {
    if (value.isPresent() != result.isPresent()) {
      throw new IllegalArgumentException(
          result.isPresent() ? "the function must have a result" : "the function has no result");
    }
    if (result.isPresent()) {
      result.get().check(value.orElseThrow());
    }
  }

  // ---------------------------------------------------------------- the callee's side

  /** Lowers arguments for a guest's function. */
  Object[] lowerArguments(Transfer transfer, List<Value> arguments) {
    Value tuple = new Value.Tuple(arguments);
    FlatWriter out = new FlatWriter(flatParameters);
    if (parametersInMemory) {
      int address = transfer.options().allocate(parameters.alignment, parameters.size);
      parameters.store(transfer, tuple, address);
      out.i32(address);
    } else {
      parameters.lower(transfer, tuple, out);
    }
    return out.values();
  }

  /** Lifts what a guest's function returned. */
  Optional<Value> liftResult(Transfer transfer, @Nullable Object flat) {
    if (result.isEmpty()) {
      return Optional.empty();
    }
    Codec codec = result.get();
    FlatReader in = new FlatReader(new @Nullable Object[] {flat});
    return Optional.of(resultInMemory ? load(transfer, codec, in.i32()) : codec.lift(transfer, in));
  }

  // ---------------------------------------------------------------- the caller's side

  /** Lifts the arguments of a guest's call. */
  List<Value> liftArguments(Transfer transfer, @Nullable Object[] flat) {
    FlatReader in = new FlatReader(flat);
    Value tuple =
        parametersInMemory ? load(transfer, parameters, in.i32()) : parameters.lift(transfer, in);
    return ((Value.Tuple) tuple).values();
  }

  /** Lowers the result for a guest that called. */
  @Nullable Object lowerResult(Transfer transfer, Optional<Value> value, @Nullable Object[] flat) {
    if (result.isEmpty()) {
      return null;
    }
    Codec codec = result.get();
    Value lifted = value.orElseThrow();
    if (resultInMemory) {
      int address = (Integer) java.util.Objects.requireNonNull(flat[flat.length - 1]);
      transfer.options().checkPointer(address, codec.size, codec.alignment);
      codec.store(transfer, lifted, address);
      return null;
    }
    FlatWriter out = new FlatWriter(flatResult);
    codec.lower(transfer, lifted, out);
    return out.values()[0];
  }

  private static Value load(Transfer transfer, Codec codec, int address) {
    transfer.options().checkPointer(address, codec.size, codec.alignment);
    return codec.load(transfer, address);
  }
}
