package dev.cascara.wit.bindings;

import dev.cascara.wit.Type;
import java.util.Optional;
import java.util.stream.Collectors;

/** Types as WIT writes them, for documentation and messages. */
final class WitText {
  private WitText() {}

  static String of(Type type) {
    if (type instanceof Type.Primitive primitive) {
      return primitive.keyword();
    }
    if (type instanceof Type.ListType list) {
      return "list<" + of(list.element()) + ">";
    }
    if (type instanceof Type.FixedLengthListType list) {
      return "list<" + of(list.element()) + ", " + list.length() + ">";
    }
    if (type instanceof Type.MapType map) {
      return "map<" + of(map.key()) + ", " + of(map.value()) + ">";
    }
    if (type instanceof Type.OptionType option) {
      return "option<" + of(option.some()) + ">";
    }
    if (type instanceof Type.ResultType result) {
      return ofResult(result);
    }
    if (type instanceof Type.TupleType tuple) {
      return tuple.elements().stream()
          .map(WitText::of)
          .collect(Collectors.joining(", ", "tuple<", ">"));
    }
    if (type instanceof Type.Own own) {
      return own.definition().name();
    }
    if (type instanceof Type.Borrow borrow) {
      return "borrow<" + borrow.definition().name() + ">";
    }
    if (type instanceof Type.Named named) {
      return named.definition().name();
    }
    if (type instanceof Type.StreamType stream) {
      return "stream" + argument(stream.element());
    }
    if (type instanceof Type.FutureType future) {
      return "future" + argument(future.value());
    }
    throw new IllegalStateException("all types are handled above");
  }

  private static String ofResult(Type.ResultType result) {
    return result
        .error()
        .map(error -> "result<" + result.ok().map(WitText::of).orElse("_") + ", " + of(error) + ">")
        .orElseGet(() -> "result" + argument(result.ok()));
  }

  private static String argument(Optional<Type> type) {
    return type.map(t -> "<" + of(t) + ">").orElse("");
  }
}
