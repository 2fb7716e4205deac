package dev.cascara.wit;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes types as WIT does, given how definitions are named. */
final class TypeText {
  private final Function<TypeDefinition, String> names;

  TypeText(Function<TypeDefinition, String> names) {
    this.names = names;
  }

  String of(Type type) {
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
          .map(this::of)
          .collect(Collectors.joining(", ", "tuple<", ">"));
    }
    if (type instanceof Type.Own own) {
      return names.apply(own.definition());
    }
    if (type instanceof Type.Borrow borrow) {
      return "borrow<" + names.apply(borrow.definition()) + ">";
    }
    if (type instanceof Type.Named named) {
      return names.apply(named.definition());
    }
    if (type instanceof Type.StreamType stream) {
      return "stream" + argument(stream.element());
    }
    if (type instanceof Type.FutureType future) {
      return "future" + argument(future.value());
    }
    throw new IllegalStateException("all types are handled above");
  }

  private String ofResult(Type.ResultType result) {
    return result
        .error()
        .map(error -> "result<" + result.ok().map(this::of).orElse("_") + ", " + of(error) + ">")
        .orElseGet(() -> "result" + argument(result.ok()));
  }

  private String argument(Optional<Type> type) {
    return type.map(t -> "<" + of(t) + ">").orElse("");
  }
}
