package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.FunctionGenerator.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * Loops that begin with a {@code br_table} on a local and go on by assigning it a constant, as Go's
 * compiler makes them of all control flow.
 */
final class StateMachineProductions {
  private static final int BLOCK = 0x02;
  private static final int LOOP = 0x03;
  private static final int IF = 0x04;
  private static final int BR = 0x0C;
  private static final int BR_TABLE = 0x0E;
  private static final int LOCAL_GET = 0x20;
  private static final int LOCAL_SET = 0x21;
  private static final int I32_AND = 0x71;

  private final FunctionGenerator function;
  private final Choices choices;

  /** The local that says where to go on. */
  private final int state;

  private final int segments;

  /** The number of the loop's label. */
  private final int loop;

  private StateMachineProductions(FunctionGenerator function) {
    this.function = function;
    this.choices = function.choices();
    this.state = function.newLocal(I32);
    this.segments = choices.between(1, choices.percent(15) ? 30 : 8);
    this.loop = function.labels().size();
  }

  static List<Production> statements() {
    return List.of(
        Production.of(
            6, List.of(), function -> new StateMachineProductions(function).stateMachine()));
  }

  private Node stateMachine() {
    Node first =
        Node.of(
            I32_AND,
            List.of(I32),
            function.expression(I32),
            VariableProductions.constant(I32, choices.pick(List.of(0, 1, 7, 15))));
    function.labels().add(new Label(List.of(), false));
    for (int i = 0; i < segments; i++) {
      function.labels().add(new Label(List.of(), choices.percent(50)));
    }
    List<Node> body = List.of(table());
    for (int i = 0; i < segments; i++) {
      function.labels().remove(function.labels().size() - 1);
      List<Node> next = new ArrayList<>();
      next.add(Node.block(new Bytes().put(BLOCK, 0x40), List.of(), List.of(body), List.of()));
      addSegment(next);
      body = next;
    }
    function.labels().remove(function.labels().size() - 1);
    return Node.join(
        List.of(
            setState(first),
            Node.block(new Bytes().put(LOOP, 0x40), List.of(), List.of(body), List.of())));
  }

  /** The segments' labels, some of them more than once, others perhaps not at all. */
  private Node table() {
    int labels = choices.between(0, 2 * segments);
    Bytes code = new Bytes().put(BR_TABLE).unsigned(labels);
    boolean isOrdered = choices.percent(70);
    for (int i = 0; i <= labels; i++) {
      code.unsigned(isOrdered ? Math.min(i, segments - 1) : choices.below(segments));
    }
    return Node.of(
            code,
            List.of(Node.of(new Bytes().put(LOCAL_GET).unsigned(state), List.of(), List.of(I32))),
            List.of())
        .fixed();
  }

  private void addSegment(List<Node> body) {
    if (!function.isExhausted()) {
      body.add(function.statement());
    }
    for (int i = choices.below(3); i > 0; i--) {
      function.labels().add(new Label(List.of(), true));
      Node jump = jump();
      function.labels().remove(function.labels().size() - 1);
      body.add(
          Node.block(
              new Bytes().put(IF, 0x40),
              List.of(function.expression(I32)),
              List.of(List.of(jump)),
              List.of()));
    }
    if (choices.percent(30)) {
      body.add(jump());
    }
  }

  /** Goes on at a segment. */
  private Node jump() {
    List<Node> nodes = new ArrayList<>();
    nodes.add(ControlProductions.burn(function));
    nodes.add(setState(VariableProductions.constant(I32, choices.below(2 * segments + 2))));
    if (choices.percent(2)) {
      // Not what is looked for.
      nodes.add(function.statement());
    }
    nodes.add(Node.of(new Bytes().put(BR).unsigned(function.indexOf(loop)), List.of(), List.of()));
    return Node.join(nodes).fixed();
  }

  private Node setState(Node value) {
    return Node.of(new Bytes().put(LOCAL_SET).unsigned(state), List.of(value), List.of()).fixed();
  }
}
