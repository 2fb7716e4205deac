package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.GeneratedModule.TableOf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Calls, direct and through tables. */
final class CallProductions {
  private CallProductions() {}

  static List<Production> all() {
    return List.of(
        new Production(8, CallProductions::call), new Production(5, CallProductions::callIndirect));
  }

  private static Optional<Node> call(FunctionGenerator function, List<Type> results) {
    List<Integer> callees = function.shape().functionsReturning(results);
    if (callees.isEmpty()) {
      return Optional.empty();
    }
    int callee = function.choices().pick(callees);
    return Optional.of(
        Node.of(
            new Bytes().put(0x10).unsigned(callee),
            function.operands(function.shape().signature(callee).parameters()),
            results));
  }

  /** The function that is called is often one of the type. */
  private static Optional<Node> callIndirect(FunctionGenerator function, List<Type> results) {
    Shape shape = function.shape();
    List<Integer> tables = shape.tablesOfFunctions();
    List<Integer> types = new ArrayList<>();
    for (int i = 0; i < shape.types.size(); i++) {
      if (shape.returns(i, results) && shape.signatureOf(i).parameters().size() <= 12) {
        types.add(i);
      }
    }
    if (tables.isEmpty() || types.isEmpty()) {
      return Optional.empty();
    }
    int table = function.choices().pick(tables);
    int type = function.choices().pick(types);
    if (!fits(function, table, type) && !function.reckless()) {
      return Optional.empty();
    }
    List<Node> operands = new ArrayList<>(function.operands(shape.signatureOf(type).parameters()));
    operands.add(index(function, table, type));
    return Optional.of(
        Node.of(new Bytes().put(0x11).unsigned(type).unsigned(table), operands, results));
  }

  /** Finds the elements that have a type, unless code has changed them. */
  private static List<Integer> fitting(FunctionGenerator function, int table, int type) {
    List<Integer> fitting = new ArrayList<>();
    for (GeneratedModule.Elements segment : function.shape().elements) {
      for (int i = 0; i < segment.functions().size(); i++) {
        if (segment.table() == table
            && function
                .shape()
                .subtyping
                .matches(function.shape().typeOfFunction(segment.functions().get(i)), type)) {
          fitting.add(segment.offset() + i);
        }
      }
    }
    return fitting;
  }

  /** Returns whether a table has a function of a type, unless code has changed it. */
  static boolean fits(FunctionGenerator function, int table, int type) {
    return !fitting(function, table, type).isEmpty() || isFull(function.shape(), table, type);
  }

  /** Returns whether all elements of a table are of a type. */
  private static boolean isFull(Shape shape, int table, int type) {
    TableOf definition = shape.tables.get(table);
    return definition.minimum() > 0
        && !definition.element().nullable()
        && shape.subtyping.matches(definition.element().heap(), type);
  }

  static Node index(FunctionGenerator function, int table, int type) {
    List<Integer> fitting = fitting(function, table, type);
    return fitting.isEmpty() || function.reckless()
        ? ReferenceProductions.index(function, table)
        : VariableProductions.constant(I32, function.choices().pick(fitting));
  }
}
