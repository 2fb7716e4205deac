package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.FunctionGenerator.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Exceptions in the legacy encoding, which old versions of V8 know, too. A clause begins with a
 * node that cannot be replaced, within the one body of its {@code try}.
 */
final class ExceptionProductions {
  /** The instruction that ends a {@code try} in the place of {@code end}. */
  static final int DELEGATE = 0x18;

  private static final int TRY = 0x06;
  private static final int CATCH = 0x07;
  private static final int THROW = 0x08;
  private static final int RETHROW = 0x09;
  private static final int CATCH_ALL = 0x19;
  private static final int IF = 0x04;

  private ExceptionProductions() {}

  static List<Production> expressions() {
    return List.of(
        new Production(9, ExceptionProductions::tryCatch),
        new Production(4, ExceptionProductions::tryDelegate),
        new Production(1, ExceptionProductions::seldom));
  }

  static List<Production> statements() {
    return List.of(
        new Production(9, ExceptionProductions::tryCatch),
        new Production(4, ExceptionProductions::tryDelegate),
        new Production(9, ExceptionProductions::throwIf),
        new Production(1, ExceptionProductions::seldom));
  }

  private static Optional<Node> tryCatch(FunctionGenerator function, List<Type> results) {
    Choices choices = function.choices();
    List<Type> parameters = ControlProductions.parameters(function);
    List<Node> operands = function.operands(parameters);
    List<Node> body = tryBody(function, parameters, results);
    for (int i = choices.below(4); i > 0; i--) {
      int tag = choices.below(function.shape().tags.size());
      List<Type> values = function.shape().valuesOfTag(tag);
      body.add(clause(new Bytes().put(CATCH).unsigned(tag)));
      body.addAll(handler(function, results, values));
    }
    if (choices.percent(40)) {
      body.add(clause(new Bytes().put(CATCH_ALL)));
      body.addAll(handler(function, results, List.of()));
    }
    return Optional.of(tryBlock(function, parameters, operands, body, results));
  }

  /** What is tried, to which clauses can be added. */
  private static List<Node> tryBody(
      FunctionGenerator function, List<Type> parameters, List<Type> results) {
    return new ArrayList<>(
        ControlProductions.inside(
            function, new Label(results, true), parameters, () -> function.body(results)));
  }

  private static Node tryBlock(
      FunctionGenerator function,
      List<Type> parameters,
      List<Node> operands,
      List<Node> body,
      List<Type> results) {
    return Node.block(
        ControlProductions.head(function, TRY, parameters, results),
        operands,
        List.of(body),
        results);
  }

  private static Node clause(Bytes code) {
    return Node.of(code, List.of(), List.of()).fixed();
  }

  /** The values of the exception may be the results, or go into variables. */
  private static List<Node> handler(
      FunctionGenerator function, List<Type> results, List<Type> values) {
    Label label = new Label(results, true, Label.Handler.CATCHING);
    if (!values.isEmpty() && values.equals(results) && function.choices().percent(60)) {
      return ControlProductions.inside(
          function,
          label,
          List.of(),
          () -> List.of(function.statement(), Node.implicit(results).fixed()));
    }
    return ControlProductions.inside(function, label, values, () -> function.body(results));
  }

  /** What is thrown goes to any label outside, or past all of them. */
  private static Optional<Node> tryDelegate(FunctionGenerator function, List<Type> results) {
    List<Type> parameters = ControlProductions.parameters(function);
    List<Node> operands = function.operands(parameters);
    List<Node> body = tryBody(function, parameters, results);
    int label = function.choices().below(function.labels().size());
    body.add(clause(new Bytes().put(DELEGATE).unsigned(function.indexOf(label))));
    return Optional.of(tryBlock(function, parameters, operands, body, results));
  }

  private static Optional<Node> throwIf(FunctionGenerator function, List<Type> results) {
    return throwIf(function, () -> thrown(function));
  }

  /** Throws under a condition. */
  static Optional<Node> throwIf(FunctionGenerator function, Supplier<Node> thrown) {
    Node condition = function.expression(I32);
    List<Node> body =
        ControlProductions.inside(
            function, new Label(List.of(), true), List.of(), () -> List.of(thrown.get()));
    return Optional.of(
        Node.block(new Bytes().put(IF, 0x40), List.of(condition), List.of(body), List.of()));
  }

  private static Optional<Node> seldom(FunctionGenerator function, List<Type> results) {
    return seldom(function, results, () -> thrown(function));
  }

  /** Throws in place of an expression, but not often: what follows is never executed. */
  static Optional<Node> seldom(
      FunctionGenerator function, List<Type> results, Supplier<Node> thrown) {
    return function.choices().percent(30)
        ? Optional.of(thrown.get().withResults(results))
        : Optional.empty();
  }

  private static Node thrown(FunctionGenerator function) {
    List<Integer> caught =
        IntStream.range(0, function.labels().size())
            .filter(i -> function.labels().get(i).handler() == Label.Handler.CATCHING)
            .boxed()
            .toList();
    if (!caught.isEmpty() && function.choices().percent(50)) {
      int label = function.indexOf(function.choices().pick(caught));
      // Where else it stands, the label means something else.
      return Node.of(new Bytes().put(RETHROW).unsigned(label), List.of(), List.of());
    }
    return thrownTag(function);
  }

  /** Throws a new exception. */
  static Node thrownTag(FunctionGenerator function) {
    int tag = function.choices().below(function.shape().tags.size());
    return Node.of(
        new Bytes().put(THROW).unsigned(tag),
        function.operands(function.shape().valuesOfTag(tag)),
        List.of());
  }
}
