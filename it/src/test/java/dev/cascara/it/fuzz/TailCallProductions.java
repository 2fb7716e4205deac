package dev.cascara.it.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Calls in the place of a return; what follows is not reached. */
final class TailCallProductions {
  private TailCallProductions() {}

  static List<Production> all() {
    return List.of(
        new Production(2, TailCallProductions::call),
        new Production(2, TailCallProductions::callIndirect));
  }

  private static Optional<Node> call(FunctionGenerator function, List<Type> results) {
    Shape shape = function.shape();
    List<Integer> callees = shape.functionsReturning(function.signature().results());
    if (callees.isEmpty() || !seldom(function)) {
      return Optional.empty();
    }
    int callee = function.choices().pick(callees);
    return Optional.of(
        Node.of(
            new Bytes().put(0x12).unsigned(callee),
            function.operands(shape.signature(callee).parameters()),
            results));
  }

  private static Optional<Node> callIndirect(FunctionGenerator function, List<Type> results) {
    Shape shape = function.shape();
    List<Integer> tables = shape.tablesOfFunctions();
    List<Integer> types =
        IntStream.range(0, shape.types.size())
            .filter(i -> shape.returns(i, function.signature().results()))
            .boxed()
            .toList();
    if (tables.isEmpty() || types.isEmpty() || !seldom(function)) {
      return Optional.empty();
    }
    int table = function.choices().pick(tables);
    int type = function.choices().pick(types);
    if (!CallProductions.fits(function, table, type) && !function.reckless()) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>(function.operands(shape.signatureOf(type).parameters()));
    operands.add(CallProductions.index(function, table, type));
    return Optional.of(
        Node.of(new Bytes().put(0x13).unsigned(type).unsigned(table), operands, results));
  }

  private static boolean seldom(FunctionGenerator function) {
    return function.choices().percent(30);
  }
}
