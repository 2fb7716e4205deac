package dev.cascara.it.fuzz;

import dev.cascara.it.fuzz.FunctionGenerator.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Exceptions that are caught by branches and may be thrown again later. */
final class ExceptionReferenceProductions {
  private static final int BLOCK = 0x02;
  private static final int THROW_REF = 0x0A;
  private static final int BR = 0x0C;
  private static final int TRY_TABLE = 0x1F;
  private static final int CATCH_REF = 1;
  private static final int CATCH_ALL = 2;
  private static final int CATCH_ALL_REF = 3;

  private ExceptionReferenceProductions() {}

  /** What a {@code try_table} catches, and what its label gets. */
  private record Clause(int kind, int tag, List<Type> values) {
    Bytes encode(Bytes out, int label) {
      out.put(kind);
      return (kind < CATCH_ALL ? out.unsigned(tag) : out).unsigned(label);
    }
  }

  static List<Production> expressions() {
    return List.of(
        new Production(12, ExceptionReferenceProductions::tryTable),
        new Production(2, ExceptionReferenceProductions::seldom),
        new Production(6, ExceptionReferenceProductions::caught));
  }

  static List<Production> statements() {
    return List.of(
        new Production(12, ExceptionReferenceProductions::tryTable),
        new Production(9, ExceptionReferenceProductions::throwIf),
        new Production(1, ExceptionReferenceProductions::seldom));
  }

  private static Clause anyClause(FunctionGenerator function) {
    Choices choices = function.choices();
    int kind = choices.below(4);
    int tag = choices.below(function.shape().tags.size());
    List<Type> values = new ArrayList<>();
    if (kind < CATCH_ALL) {
      values.addAll(function.shape().valuesOfTag(tag));
    }
    if (kind == CATCH_REF || kind == CATCH_ALL_REF) {
      values.add(choices.percent(50) ? Type.EXNREF : Type.EXNREF.asNonNull());
    }
    return new Clause(kind, tag, values);
  }

  /**
   * A block for each of some clauses, around each other, and behind each the code that handles what
   * it catches. Other clauses go to any label outside.
   */
  private static Optional<Node> tryTable(FunctionGenerator function, List<Type> results) {
    Choices choices = function.choices();
    List<Clause> clauses = new ArrayList<>();
    for (int i = choices.below(4); i > 0; i--) {
      clauses.add(anyClause(function));
    }
    int outer = function.labels().size();
    List<Clause> table = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (int i = choices.below(3); i > 0; i--) {
      Clause clause = anyClause(function);
      List<Integer> targets = function.targets(clause.values());
      if (!targets.isEmpty()) {
        table.add(clause);
        labels.add(choices.pick(targets));
      }
    }
    function.labels().add(new Label(results, true));
    for (Clause clause : clauses) {
      int place = choices.below(table.size() + 1);
      table.add(place, clause);
      labels.add(place, function.labels().size());
      function.labels().add(new Label(clause.values(), choices.percent(60)));
    }
    Node inner = tried(function, table, labels, results);
    for (int i = clauses.size() - 1; i >= 0; i--) {
      List<Type> values = clauses.get(i).values();
      Node leave =
          Node.of(new Bytes().put(BR).unsigned(function.indexOf(outer)), List.of(inner), values);
      function.labels().remove(function.labels().size() - 1);
      List<Node> code = new ArrayList<>();
      code.add(
          Node.block(
              ControlProductions.head(function, BLOCK, List.of(), values),
              List.of(),
              List.of(List.of(leave)),
              values));
      if (values.equals(results) && choices.percent(50)) {
        code.add(function.statement());
      } else {
        ControlProductions.take(function, values, code);
        code.addAll(function.body(results));
      }
      inner = Node.join(code).withResults(results);
    }
    function.labels().remove(function.labels().size() - 1);
    return Optional.of(
        Node.block(
            ControlProductions.head(function, BLOCK, List.of(), results),
            List.of(),
            List.of(List.of(inner)),
            results));
  }

  private static Node tried(
      FunctionGenerator function, List<Clause> table, List<Integer> labels, List<Type> results) {
    List<Type> parameters = ControlProductions.parameters(function);
    List<Node> operands = function.operands(parameters);
    Bytes code =
        ControlProductions.head(function, TRY_TABLE, parameters, results).unsigned(table.size());
    for (int i = 0; i < table.size(); i++) {
      table.get(i).encode(code, function.indexOf(labels.get(i)));
    }
    List<Node> body =
        ControlProductions.inside(
            function, new Label(results, true), parameters, () -> function.body(results));
    return Node.block(code, operands, List.of(body), results);
  }

  /** An exception that is thrown and caught on the spot. */
  private static Optional<Node> caught(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1 || results.get(0).heap() != Heap.EXN) {
      return Optional.empty();
    }
    return Optional.of(
        ControlProductions.enclosed(
            function,
            results,
            () -> {
              List<Node> body =
                  ControlProductions.inside(
                      function,
                      new Label(List.of(), false),
                      List.of(),
                      () -> List.of(function.statement(), thrown(function)));
              Node tried =
                  Node.block(
                      new Bytes().put(TRY_TABLE, 0x40, 1, CATCH_ALL_REF, 0),
                      List.of(),
                      List.of(body),
                      List.of());
              List<Node> code = new ArrayList<>(List.of(tried));
              code.addAll(function.operands(results));
              return code;
            }));
  }

  private static Optional<Node> throwIf(FunctionGenerator function, List<Type> results) {
    return ExceptionProductions.throwIf(function, () -> thrown(function));
  }

  private static Optional<Node> seldom(FunctionGenerator function, List<Type> results) {
    return ExceptionProductions.seldom(function, results, () -> thrown(function));
  }

  /** Throws a new exception, or one that was caught. */
  private static Node thrown(FunctionGenerator function) {
    if (function.choices().percent(45)) {
      Type type = function.reckless() ? Type.EXNREF : Type.EXNREF.asNonNull();
      return Node.of(new Bytes().put(THROW_REF), List.of(function.expression(type)), List.of());
    }
    return ExceptionProductions.thrownTag(function);
  }
}
