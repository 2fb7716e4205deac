package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.EXTERNREF;
import static dev.cascara.it.fuzz.Type.FUNCREF;
import static dev.cascara.it.fuzz.Type.I32;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** References and tables. */
final class ReferenceProductions {
  private ReferenceProductions() {}

  static List<Production> expressions() {
    return List.of(
        Production.of(
            3,
            List.of(I32),
            function -> Node.of(0xD1, List.of(I32), function.expression(anyReference(function)))),
        new Production(8, ReferenceProductions::get),
        new Production(3, ReferenceProductions::sizeOrGrow));
  }

  static List<Production> statements() {
    return List.of(
        new Production(4, ReferenceProductions::set),
        new Production(2, ReferenceProductions::fill),
        new Production(2, ReferenceProductions::copy),
        new Production(2, ReferenceProductions::init),
        new Production(1, ReferenceProductions::drop));
  }

  private static Type anyReference(FunctionGenerator function) {
    List<Type> used = function.shape().used;
    return used.isEmpty() || function.choices().percent(20)
        ? function.choices().pick(List.of(FUNCREF, EXTERNREF))
        : function.choices().pick(used);
  }

  /** An index into a table, in bounds unless it need not be. */
  static Node index(FunctionGenerator function, int table) {
    Choices choices = function.choices();
    int size = function.shape().tables.get(table).minimum();
    if (function.reckless() || size == 0) {
      return choices.percent(50)
          ? function.expression(I32)
          : VariableProductions.constant(I32, choices.percent(50) ? size : choices.integer());
    }
    return choices.percent(50)
        ? VariableProductions.constant(I32, choices.below(size))
        : Node.of(
            0x70, // i32.rem_u
            List.of(I32),
            function.expression(I32),
            VariableProductions.constant(I32, size));
  }

  /** A number of elements. */
  private static Node length(FunctionGenerator function) {
    return VariableProductions.constant(
        I32, function.reckless() ? function.choices().integer() : function.choices().below(2));
  }

  private static Optional<Integer> table(FunctionGenerator function, Type type) {
    List<Integer> tables = function.shape().tablesOf(type);
    return tables.isEmpty() ? Optional.empty() : Optional.of(function.choices().pick(tables));
  }

  private static Optional<Integer> anyTable(FunctionGenerator function) {
    int tables = function.shape().tables.size();
    return tables == 0 ? Optional.empty() : Optional.of(function.choices().below(tables));
  }

  private static Type element(FunctionGenerator function, int table) {
    return function.shape().tables.get(table).element();
  }

  private static Optional<Node> get(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1 || !results.get(0).isReference()) {
      return Optional.empty();
    }
    return table(function, results.get(0))
        .map(
            table ->
                Node.of(
                    new Bytes().put(0x25).unsigned(table),
                    List.of(index(function, table)),
                    results));
  }

  private static Optional<Node> sizeOrGrow(FunctionGenerator function, List<Type> results) {
    if (!results.equals(List.of(I32))) {
      return Optional.empty();
    }
    return anyTable(function)
        .map(
            table -> {
              if (function.choices().percent(40)) {
                return Node.of(new Bytes().put(0xFC, 16).unsigned(table), List.of(), results);
              }
              int elements = function.choices().pick(List.of(0, 1, 2, 5, -1));
              return Node.of(
                  new Bytes().put(0xFC, 15).unsigned(table),
                  List.of(
                      function.expression(element(function, table)),
                      VariableProductions.constant(I32, elements)),
                  results);
            });
  }

  private static Optional<Node> set(FunctionGenerator function, List<Type> results) {
    if (!results.isEmpty()) {
      return Optional.empty();
    }
    return anyTable(function)
        .map(
            table ->
                Node.of(
                    new Bytes().put(0x26).unsigned(table),
                    List.of(index(function, table), function.expression(element(function, table))),
                    List.of()));
  }

  private static Optional<Node> fill(FunctionGenerator function, List<Type> results) {
    if (!results.isEmpty()) {
      return Optional.empty();
    }
    return anyTable(function)
        .map(
            table ->
                Node.of(
                    new Bytes().put(0xFC, 17).unsigned(table),
                    List.of(
                        index(function, table),
                        function.expression(element(function, table)),
                        length(function)),
                    List.of()));
  }

  private static Optional<Node> copy(FunctionGenerator function, List<Type> results) {
    if (!results.isEmpty()) {
      return Optional.empty();
    }
    return anyTable(function)
        .flatMap(
            to ->
                table(function, element(function, to))
                    .map(
                        from ->
                            Node.of(
                                new Bytes().put(0xFC, 14).unsigned(to).unsigned(from),
                                List.of(
                                    index(function, to), index(function, from), length(function)),
                                List.of())));
  }

  private static Optional<Node> init(FunctionGenerator function, List<Type> results) {
    if (!results.isEmpty() || !function.choices().percent(20)) {
      return Optional.empty();
    }
    return anyTable(function)
        .flatMap(
            table ->
                segment(function, element(function, table))
                    .map(
                        segment ->
                            Node.of(
                                new Bytes().put(0xFC, 12).unsigned(segment).unsigned(table),
                                List.of(
                                    index(function, table),
                                    VariableProductions.constant(I32, 0),
                                    length(function)),
                                List.of())));
  }

  /** An element segment whose elements are of a type. */
  static Optional<Integer> segment(FunctionGenerator function, Type type) {
    Shape shape = function.shape();
    List<Integer> segments =
        IntStream.range(0, shape.elements.size())
            .filter(i -> shape.subtyping.matches(shape.elements.get(i).type(), type))
            .boxed()
            .toList();
    return segments.isEmpty() ? Optional.empty() : Optional.of(function.choices().pick(segments));
  }

  private static Optional<Node> drop(FunctionGenerator function, List<Type> results) {
    int segments = function.shape().elements.size();
    return !results.isEmpty() || segments == 0
        ? Optional.empty()
        : Optional.of(
            Node.of(
                new Bytes().put(0xFC, 13).unsigned(function.choices().below(segments)),
                List.of(),
                List.of()));
  }
}
