package dev.cascara.it.fuzz;

import java.util.List;
import java.util.Optional;

/** Constants, locals and globals. */
final class VariableProductions {
  private VariableProductions() {}

  static List<Production> expressions() {
    return List.of(
        new Production(30, VariableProductions::leaf),
        new Production(12, VariableProductions::localTee),
        new Production(
            6,
            (function, results) ->
                results.size() == 1 ? globalGet(function, results.get(0)) : Optional.empty()));
  }

  static List<Production> statements() {
    return List.of(
        new Production(30, VariableProductions::localSet),
        new Production(10, VariableProductions::globalSet));
  }

  /** What needs no operands. */
  static Optional<Node> leaf(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1) {
      return Optional.empty();
    }
    Type type = results.get(0);
    List<Integer> locals = function.localsOf(type);
    if (!locals.isEmpty() && function.choices().percent(65)) {
      return Optional.of(
          Node.of(
              new Bytes().put(0x20).unsigned(function.choices().pick(locals)), List.of(), results));
    }
    if (function.choices().percent(10)) {
      Optional<Node> global = globalGet(function, type);
      if (global.isPresent()) {
        return global;
      }
    }
    return Optional.of(constant(function, type));
  }

  static Node constant(FunctionGenerator function, Type type) {
    if (type.equals(Type.FUNCREF) && function.choices().percent(70)) {
      return Node.of(
          new Bytes().put(0xD2).unsigned(function.anyFunction()), List.of(), List.of(type));
    }
    if (type.equals(Type.V128)) {
      return VectorProductions.constant(function);
    }
    if (type.isReference() && (!type.isForHosts() || function.shape().isGarbageCollected())) {
      return function.isExhausted()
          ? ReferenceConstants.simplest(function.shape(), function.choices(), type)
          : ReferenceConstants.constant(function.shape(), function.choices(), type);
    }
    return constant(type, function.choices().constantBits(type));
  }

  static Node constant(Type type, long bits) {
    Bytes code =
        switch (type.kind()) {
          case I32 -> new Bytes().put(0x41).signed(bits << 32 >> 32);
          case I64 -> new Bytes().put(0x42).signed(bits);
          case F32 -> new Bytes().put(0x43).littleEndian(bits, 4);
          case F64 -> new Bytes().put(0x44).littleEndian(bits, 8);
          case REFERENCE -> new Bytes().put(0xD0).signed(type.heap());
          case V128 -> new Bytes().put(0xFD, 12).littleEndian(bits, 8).littleEndian(~bits, 8);
        };
    return Node.of(code, List.of(), List.of(type));
  }

  private static Optional<Node> localTee(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1) {
      return Optional.empty();
    }
    List<Integer> locals = function.localsOf(results.get(0));
    if (locals.isEmpty()) {
      return Optional.empty();
    }
    int local = function.choices().pick(locals);
    return Optional.of(
        Node.of(
            new Bytes().put(0x22).unsigned(local),
            List.of(function.expression(results.get(0))),
            results));
  }

  private static Optional<Node> globalGet(FunctionGenerator function, Type type) {
    List<Integer> globals = function.shape().globalsOf(type);
    return globals.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Node.of(
                new Bytes().put(0x23).unsigned(function.choices().pick(globals)),
                List.of(),
                List.of(type)));
  }

  private static Optional<Node> localSet(FunctionGenerator function, List<Type> results) {
    Type type = function.anyType();
    List<Integer> locals = function.localsOf(type);
    if (!results.isEmpty() || locals.isEmpty()) {
      return Optional.empty();
    }
    int local = function.choices().pick(locals);
    return Optional.of(
        Node.of(
            new Bytes().put(0x21).unsigned(local), List.of(function.expression(type)), List.of()));
  }

  private static Optional<Node> globalSet(FunctionGenerator function, List<Type> results) {
    Type type = function.anyType();
    List<Integer> globals =
        function.shape().globalsOf(type).stream()
            .filter(index -> function.shape().globals.get(index).mutable())
            .toList();
    if (!results.isEmpty() || globals.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Node.of(
            new Bytes().put(0x24).unsigned(function.choices().pick(globals)),
            List.of(function.expression(type)),
            List.of()));
  }
}
