package dev.cascara.it.fuzz;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * An instruction with the code of its operands. It leaves the stack as it was but for its results,
 * so that it can be replaced by anything else that has the same results.
 *
 * @param code the instruction's bytes without its bodies, empty if it only joins its operands
 * @param operands what comes before it, in order
 * @param bodies the nested instruction sequences of a block, a loop, or the two arms of a condition
 * @param results the types of what it leaves on the stack
 * @param freedom whether a reducer may replace it
 */
record Node(
    byte[] code,
    List<Node> operands,
    List<List<Node>> bodies,
    List<Type> results,
    Freedom freedom) {
  /** Whether something else can take a node's place. */
  enum Freedom {
    REPLACEABLE,
    /** It uses what it is not given by its operands, such as a block's parameters. */
    FIXED
  }

  Node {
    operands = List.copyOf(operands);
    bodies = bodies.stream().map(List::copyOf).toList();
    results = List.copyOf(results);
  }

  static Node of(Bytes code, List<Node> operands, List<Type> results) {
    return new Node(code.toByteArray(), operands, List.of(), results, Freedom.REPLACEABLE);
  }

  static Node of(int opcode, List<Type> results, Node... operands) {
    return of(new Bytes().put(opcode), List.of(operands), results);
  }

  /** A block, loop or condition. */
  static Node block(Bytes code, List<Node> operands, List<List<Node>> bodies, List<Type> results) {
    return new Node(code.toByteArray(), operands, bodies, results, Freedom.REPLACEABLE);
  }

  /** Joins nodes; the results are those of all. */
  static Node join(List<Node> nodes) {
    List<Type> results = new ArrayList<>();
    nodes.forEach(node -> results.addAll(node.results()));
    return of(new Bytes(), nodes, results);
  }

  /** What is on the stack already, or comes from nowhere in code that is not reached. */
  static Node implicit(List<Type> types) {
    return new Node(new byte[0], List.of(), List.of(), types, Freedom.FIXED);
  }

  /** The same with other results, where some of its parts take what others leave. */
  Node withResults(List<Type> actual) {
    return new Node(code, operands, bodies, actual, freedom);
  }

  Node fixed() {
    return new Node(code, operands, bodies, results, Freedom.FIXED);
  }

  Node withOperand(int index, Node operand) {
    List<Node> changed = new ArrayList<>(operands);
    changed.set(index, operand);
    return new Node(code, changed, bodies, results, freedom);
  }

  Node withBody(int index, List<Node> body) {
    List<List<Node>> changed = new ArrayList<>(bodies);
    changed.set(index, body);
    return new Node(code, operands, changed, results, freedom);
  }

  void encode(Bytes out) {
    operands.forEach(operand -> operand.encode(out));
    out.put(code);
    for (int i = 0; i < bodies.size(); i++) {
      if (i > 0) {
        out.put(0x05);
      }
      bodies.get(i).forEach(node -> node.encode(out));
    }
    if (!bodies.isEmpty() && !endsWithDelegate()) {
      out.put(0x0B);
    }
  }

  /** Returns whether this is a {@code try} that has another end. */
  private boolean endsWithDelegate() {
    List<Node> body = bodies.get(bodies.size() - 1);
    return !body.isEmpty()
        && body.get(body.size() - 1).code().length > 0
        && body.get(body.size() - 1).code()[0] == ExceptionProductions.DELEGATE;
  }

  /** Counts the instructions. */
  int size() {
    int size = code.length == 0 ? 0 : 1;
    for (Node operand : operands) {
      size += operand.size();
    }
    for (List<Node> body : bodies) {
      for (Node node : body) {
        size += node.size();
      }
    }
    return size;
  }

  /** Makes the simplest instructions that leave values of some types on the stack. */
  static Node constants(List<Type> types) {
    return join(types.stream().map(Node::zero).toList());
  }

  private static Node zero(Type type) {
    Bytes code =
        switch (type.kind()) {
          case I32 -> new Bytes().put(0x41, 0);
          case I64 -> new Bytes().put(0x42, 0);
          case F32 -> new Bytes().put(0x43).littleEndian(0, 4);
          case F64 -> new Bytes().put(0x44).littleEndian(0, 8);
          case REFERENCE -> {
            Bytes none = new Bytes().put(0xD0).signed(type.heap());
            // It traps, but it is valid.
            yield type.nullable() ? none : none.put(0xD4);
          }
          case V128 -> new Bytes().put(0xFD, 12).littleEndian(0, 8).littleEndian(0, 8);
        };
    return of(code, List.of(), List.of(type));
  }

  /** Returns whether this is no more than {@link #constants}. */
  boolean isTrivial() {
    Node simple = constants(results);
    return encoded(this).equals(encoded(simple));
  }

  private static String encoded(Node node) {
    Bytes bytes = new Bytes();
    node.encode(bytes);
    return HexFormat.of().formatHex(bytes.toByteArray());
  }
}
