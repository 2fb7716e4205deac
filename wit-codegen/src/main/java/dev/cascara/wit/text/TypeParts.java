package dev.cascara.wit.text;

import dev.cascara.wit.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types that a type is directly made of. */
final class TypeParts {
  private TypeParts() {}

  static List<Type> of(Type type) {
    if (type instanceof Type.ListType list) {
      return List.of(list.element());
    }
    if (type instanceof Type.FixedLengthListType list) {
      return List.of(list.element());
    }
    if (type instanceof Type.OptionType option) {
      return List.of(option.some());
    }
    if (type instanceof Type.MapType map) {
      return List.of(map.key(), map.value());
    }
    if (type instanceof Type.TupleType tuple) {
      return tuple.elements();
    }
    if (type instanceof Type.ResultType result) {
      return Stream.of(result.ok(), result.error()).flatMap(Optional::stream).toList();
    }
    if (type instanceof Type.StreamType stream) {
      return stream.element().map(List::of).orElse(List.of());
    }
    if (type instanceof Type.FutureType future) {
      return future.value().map(List::of).orElse(List.of());
    }
    return List.of();
  }

  static List<Syntax.TypeSyntax> of(Syntax.TypeSyntax type) {
    if (type instanceof Syntax.ListSyntax list) {
      return List.of(list.element());
    }
    if (type instanceof Syntax.OptionSyntax option) {
      return List.of(option.some());
    }
    if (type instanceof Syntax.MapSyntax map) {
      return List.of(map.key(), map.value());
    }
    if (type instanceof Syntax.TupleSyntax tuple) {
      return tuple.elements();
    }
    if (type instanceof Syntax.ResultSyntax result) {
      return Stream.of(result.ok(), result.error()).flatMap(Optional::stream).toList();
    }
    if (type instanceof Syntax.StreamSyntax stream) {
      return stream.element().map(List::of).orElse(List.of());
    }
    if (type instanceof Syntax.FutureSyntax future) {
      return future.value().map(List::of).orElse(List.of());
    }
    return List.of();
  }
}
