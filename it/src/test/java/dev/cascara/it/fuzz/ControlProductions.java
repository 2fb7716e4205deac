package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.FunctionGenerator.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Blocks, loops, conditions and branches. */
final class ControlProductions {
  private static final int UNREACHABLE = 0x00;
  private static final int BLOCK = 0x02;
  private static final int LOOP = 0x03;
  private static final int IF = 0x04;
  private static final int BR = 0x0C;
  private static final int BR_IF = 0x0D;
  private static final int BR_TABLE = 0x0E;
  private static final int RETURN = 0x0F;
  private static final int DROP = 0x1A;

  private ControlProductions() {}

  static List<Production> expressions() {
    return List.of(
        new Production(8, ControlProductions::block),
        new Production(5, ControlProductions::loop),
        new Production(10, ControlProductions::condition),
        new Production(6, ControlProductions::branchIf),
        new Production(8, ControlProductions::select),
        new Production(4, ControlProductions::switchWithValues),
        new Production(
            1,
            (function, results) ->
                // Most of what comes after it is not reached: not often.
                function.choices().percent(40)
                    ? Optional.of(leave(function, results))
                    : Optional.empty()));
  }

  static List<Production> statements() {
    return List.of(
        new Production(10, ControlProductions::block),
        new Production(8, ControlProductions::loop),
        new Production(8, ControlProductions::countedLoop),
        new Production(14, ControlProductions::condition),
        new Production(8, ControlProductions::branchIf),
        new Production(5, ControlProductions::switchOfBlocks),
        new Production(8, ControlProductions::dropped),
        new Production(2, (function, results) -> Optional.of(Node.of(0x01, List.of()))));
  }

  /** Returns if there is no fuel, and takes some. */
  static Node burn(FunctionGenerator function) {
    Node fuel = Node.of(new Bytes().put(0x23, 0), List.of(), List.of(I32));
    Node leave =
        function.reckless()
            ? Node.of(UNREACHABLE, List.of())
            : Node.of(RETURN, List.of(), function.defaults(function.signature().results()));
    Node empty =
        Node.block(
            new Bytes().put(IF, 0x40),
            List.of(Node.of(0x45, List.of(I32), fuel)),
            List.of(List.of(leave)),
            List.of());
    Node less =
        Node.of(
            new Bytes().put(0x24, 0),
            List.of(Node.of(0x6B, List.of(I32), fuel, VariableProductions.constant(I32, 1))),
            List.of());
    return Node.join(List.of(empty, less)).fixed();
  }

  static Bytes head(
      FunctionGenerator function, int opcode, List<Type> parameters, List<Type> results) {
    Bytes code = new Bytes().put(opcode);
    if (parameters.isEmpty() && results.isEmpty()) {
      return code.put(0x40);
    }
    if (parameters.isEmpty() && results.size() == 1 && function.choices().percent(90)) {
      return code.type(results.get(0));
    }
    return code.signed(function.shape().typeIndex(new Signature(parameters, results)));
  }

  static List<Type> parameters(FunctionGenerator function) {
    return function.choices().percent(25) ? function.anyTypes(3) : List.of();
  }

  /** Makes the body of a construct with a label. */
  static List<Node> inside(
      FunctionGenerator function, Label label, List<Type> parameters, Supplier<List<Node>> rest) {
    function.labels().add(label);
    try {
      List<Node> body = new ArrayList<>();
      take(function, parameters, body);
      body.addAll(rest.get());
      return body;
    } finally {
      function.labels().remove(function.labels().size() - 1);
    }
  }

  /** A block, to whose end code in it can branch. */
  static Node enclosed(FunctionGenerator function, List<Type> results, Supplier<List<Node>> code) {
    List<Node> body = inside(function, new Label(results, true), List.of(), code);
    return Node.block(head(function, BLOCK, List.of(), results), List.of(), List.of(body), results);
  }

  /** Takes parameters from the stack. */
  static void take(FunctionGenerator function, List<Type> parameters, List<Node> body) {
    for (int i = parameters.size() - 1; i >= 0; i--) {
      List<Integer> locals = function.localsOf(parameters.get(i));
      if (locals.isEmpty() || function.choices().percent(20)) {
        body.add(Node.of(DROP, List.of()).fixed());
      } else {
        body.add(
            Node.of(
                    new Bytes().put(0x21).unsigned(function.choices().pick(locals)),
                    List.of(),
                    List.of())
                .fixed());
      }
    }
  }

  private static Optional<Node> block(FunctionGenerator function, List<Type> results) {
    List<Type> parameters = parameters(function);
    List<Node> operands = function.operands(parameters);
    // Parameters may just stay where they are and be the results.
    if (!parameters.isEmpty() && parameters.equals(results) && function.choices().percent(50)) {
      return Optional.of(
          Node.block(
              head(function, BLOCK, parameters, results),
              operands,
              List.of(
                  inside(
                      function,
                      new Label(results, true),
                      List.of(),
                      () -> List.of(function.statement(), Node.implicit(results)))),
              results));
    }
    return Optional.of(
        Node.block(
            head(function, BLOCK, parameters, results),
            operands,
            List.of(
                inside(
                    function, new Label(results, true), parameters, () -> function.body(results))),
            results));
  }

  /** A loop that goes on as long as its code branches back and there is fuel. */
  private static Optional<Node> loop(FunctionGenerator function, List<Type> results) {
    List<Type> parameters = parameters(function);
    List<Node> operands = function.operands(parameters);
    List<Node> body =
        inside(
            function,
            new Label(parameters, function.choices().percent(30)),
            parameters,
            () -> {
              List<Node> code = new ArrayList<>();
              code.add(burn(function));
              code.addAll(function.body(List.of()));
              if (function.choices().percent(70)) {
                code.add(repeat(function, parameters));
              }
              code.addAll(function.operands(results));
              return code;
            });
    return Optional.of(
        Node.block(head(function, LOOP, parameters, results), operands, List.of(body), results));
  }

  private static Node repeat(FunctionGenerator function, List<Type> parameters) {
    List<Node> operands = new ArrayList<>(function.operands(parameters));
    operands.add(function.expression(I32));
    List<Node> nodes = new ArrayList<>();
    nodes.add(Node.of(new Bytes().put(BR_IF, 0), operands, parameters));
    parameters.forEach(parameter -> nodes.add(Node.of(DROP, List.of()).fixed()));
    return Node.join(nodes).withResults(List.of());
  }

  /** The usual loop, which counts. */
  private static Optional<Node> countedLoop(FunctionGenerator function, List<Type> results) {
    int counter = function.newLocal(I32);
    int rounds = function.choices().between(1, 6);
    Node get = Node.of(new Bytes().put(0x20).unsigned(counter), List.of(), List.of(I32));
    Node next =
        Node.of(
            new Bytes().put(0x22).unsigned(counter),
            List.of(Node.of(0x6A, List.of(I32), get, VariableProductions.constant(I32, 1))),
            List.of(I32));
    Node back =
        Node.of(
                new Bytes().put(BR_IF, 0),
                List.of(
                    Node.of(0x49, List.of(I32), next, VariableProductions.constant(I32, rounds))),
                List.of())
            .fixed();
    List<Node> body =
        inside(
            function,
            new Label(List.of(), false),
            List.of(),
            () -> {
              List<Node> code = new ArrayList<>();
              code.add(burn(function));
              code.addAll(function.body(List.of()));
              code.add(back);
              return code;
            });
    Node reset =
        Node.of(
            new Bytes().put(0x21).unsigned(counter),
            List.of(VariableProductions.constant(I32, 0)),
            List.of());
    return Optional.of(
        Node.join(
            List.of(
                reset,
                Node.block(new Bytes().put(LOOP, 0x40), List.of(), List.of(body), List.of()))));
  }

  private static Optional<Node> condition(FunctionGenerator function, List<Type> results) {
    List<Type> parameters = parameters(function);
    List<Node> operands = new ArrayList<>(function.operands(parameters));
    operands.add(function.expression(I32));
    List<List<Node>> arms = new ArrayList<>();
    int count = results.equals(parameters) && function.choices().percent(50) ? 1 : 2;
    for (int i = 0; i < count; i++) {
      arms.add(
          inside(function, new Label(results, true), parameters, () -> function.body(results)));
    }
    return Optional.of(
        Node.block(head(function, IF, parameters, results), operands, arms, results));
  }

  /** A branch out, perhaps with the values that stay if it is not taken. */
  private static Optional<Node> branchIf(FunctionGenerator function, List<Type> results) {
    List<Type> types = results;
    List<Integer> targets = function.targets(types);
    List<Node> drops = new ArrayList<>();
    if (results.isEmpty() && (targets.isEmpty() || function.choices().percent(30))) {
      types = function.choices().pick(function.labels()).types();
      targets = function.targets(types);
      types.forEach(type -> drops.add(Node.of(DROP, List.of()).fixed()));
    }
    if (targets.isEmpty()) {
      return Optional.empty();
    }
    int target = function.choices().pick(targets);
    List<Node> operands = new ArrayList<>(function.operands(types));
    operands.add(function.expression(I32));
    Node branch =
        Node.of(new Bytes().put(BR_IF).unsigned(function.indexOf(target)), operands, types);
    if (drops.isEmpty()) {
      return Optional.of(branch);
    }
    drops.add(0, branch);
    return Optional.of(Node.join(drops).withResults(List.of()));
  }

  private static Optional<Node> select(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1) {
      return Optional.empty();
    }
    Type type = results.get(0);
    List<Node> operands = function.operands(List.of(type, type, I32));
    Bytes code =
        type.isReference() || function.choices().percent(20)
            ? new Bytes().put(0x1C, 1).type(type)
            : new Bytes().put(0x1B);
    return Optional.of(Node.of(code, operands, results));
  }

  /** Blocks around each other, into which a {@code br_table} takes values. */
  private static Optional<Node> switchWithValues(FunctionGenerator function, List<Type> results) {
    if (results.isEmpty()) {
      return Optional.empty();
    }
    int blocks = function.choices().between(1, 4);
    for (int i = 0; i < blocks; i++) {
      function.labels().add(new Label(results, true));
    }
    List<Node> operands = new ArrayList<>(function.operands(results));
    operands.add(function.expression(I32));
    List<Node> body = List.of(table(function, function.targets(results), operands, results));
    for (int i = 0; i < blocks; i++) {
      function.labels().remove(function.labels().size() - 1);
      Node block =
          Node.block(head(function, BLOCK, List.of(), results), List.of(), List.of(body), results);
      body = i == blocks - 1 ? List.of(block) : List.of(after(function, block, results));
    }
    return Optional.of(body.get(0));
  }

  /** Code after one of the blocks, which changes a value. */
  private static Node after(FunctionGenerator function, Node block, List<Type> results) {
    if (results.equals(List.of(I32))) {
      return Node.of(0x6A, results, block, function.expression(I32));
    }
    return Node.join(List.of(block, function.statement()));
  }

  private static Node table(
      FunctionGenerator function, List<Integer> targets, List<Node> operands, List<Type> results) {
    int labels = function.choices().percent(5) ? 200 : function.choices().below(8);
    Bytes code = new Bytes().put(BR_TABLE).unsigned(labels);
    for (int i = 0; i <= labels; i++) {
      code.unsigned(function.indexOf(function.choices().pick(targets)));
    }
    return Node.of(code, operands, results);
  }

  /** What compilers make of a switch, whose cases fall through or leave. */
  private static Optional<Node> switchOfBlocks(FunctionGenerator function, List<Type> results) {
    int cases = function.choices().between(1, function.choices().percent(10) ? 30 : 6);
    for (int i = 0; i <= cases; i++) {
      function.labels().add(new Label(List.of(), true));
    }
    List<Integer> targets = new ArrayList<>();
    for (int i = 0; i <= cases; i++) {
      targets.add(function.labels().size() - 1 - i);
    }
    List<Node> body =
        List.of(table(function, targets, List.of(function.expression(I32)), List.of()));
    for (int i = 0; i <= cases; i++) {
      function.labels().remove(function.labels().size() - 1);
      Node block = Node.block(new Bytes().put(BLOCK, 0x40), List.of(), List.of(body), List.of());
      if (i == cases) {
        return Optional.of(block);
      }
      List<Node> next = new ArrayList<>();
      next.add(block);
      if (!function.isExhausted()) {
        next.add(function.statement());
      }
      if (function.choices().percent(60)) {
        next.add(Node.of(new Bytes().put(BR).unsigned(cases - 1 - i), List.of(), List.of()));
      }
      body = next;
    }
    throw new AssertionError();
  }

  private static Optional<Node> dropped(FunctionGenerator function, List<Type> results) {
    List<Type> types = function.anyTypes(3);
    List<Node> nodes = new ArrayList<>(function.operands(types));
    types.forEach(type -> nodes.add(Node.of(DROP, List.of()).fixed()));
    return Optional.of(Node.join(nodes).withResults(List.of()));
  }

  /** Code that does not go on; it has whatever results are needed. */
  static Node leave(FunctionGenerator function, List<Type> results) {
    Choices choices = function.choices();
    if (function.reckless()) {
      return Node.of(UNREACHABLE, results);
    }
    if (choices.percent(20)) {
      return Node.of(
          new Bytes().put(RETURN), function.operands(function.signature().results()), results);
    }
    List<Type> types = choices.pick(function.labels()).types();
    List<Integer> targets = function.targets(types);
    if (targets.isEmpty()) {
      return Node.of(
          new Bytes().put(RETURN), function.operands(function.signature().results()), results);
    }
    List<Node> operands = new ArrayList<>(function.operands(types));
    if (choices.percent(30)) {
      operands.add(function.expression(I32));
      return table(function, targets, operands, results);
    }
    return Node.of(
        new Bytes().put(BR).unsigned(function.indexOf(choices.pick(targets))), operands, results);
  }
}
