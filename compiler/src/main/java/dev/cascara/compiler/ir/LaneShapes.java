package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Get;
import dev.cascara.compiler.ir.IrExpression.Load;
import dev.cascara.compiler.ir.IrExpression.Select;
import dev.cascara.compiler.ir.IrExpression.VectorOperation;
import dev.cascara.compiler.ir.IrStatement.Assign;
import dev.cascara.compiler.ir.IrStatement.Loop;
import dev.cascara.compiler.ir.IrStatement.Store;
import dev.cascara.compiler.wasm.Opcode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The shape of every vector variable of a function, and of every operation that does not care about
 * shapes, chosen such that there are few conversions where code runs often.
 *
 * <p>Variables and such operations are the nodes of a graph. Where a node meets an instruction with
 * a shape of its own, this is a vote for that shape; where two nodes meet, each votes for what the
 * other has, with no more weight than that was elected with. Votes count more the deeper in loops
 * they are.
 */
final class LaneShapes {
  private static final int MAXIMUM_ROUNDS = 8;
  private static final int MAXIMUM_DEPTH = 6;
  private static final int LOOP_WEIGHT = 8;

  private final Map<Variable, Node> variables = new HashMap<>();
  private final IdentityHashMap<IrExpression, Node> expressions = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private long weight = 1;
  private int depth;

  /** Among which shapes there is a choice. */
  private enum Choice {
    /** All. */
    ANY,
    /** Those of integers: bits are combined. */
    BITS,
    /** Those in which words of 32 bits are in order. */
    WORDS,
    /** Integers in order. */
    BYTES,
    /** Those of lanes of 16 bits. */
    SHORTS;

    LaneShape nearest(LaneShape shape) {
      return switch (this) {
        case ANY -> shape;
        case BITS -> shape.integers();
        case WORDS -> shape == LaneShape.I16X8 ? LaneShape.I64X2 : shape;
        case BYTES -> shape == LaneShape.I16X8 ? LaneShape.I64X2 : shape.integers();
        case SHORTS -> shape == LaneShape.I16X8 ? LaneShape.I16X8 : LaneShape.I64X2;
      };
    }
  }

  /** What has a shape to be chosen. */
  private static final class Node {
    final long[] votes = new long[LaneShape.values().length];
    final List<Node> neighbours = new ArrayList<>();
    final List<Long> weights = new ArrayList<>();
    final Choice choice;
    @Nullable LaneShape shape;

    /** The votes for the shape. */
    long strength;

    Node(Choice choice) {
      this.choice = choice;
    }

    void vote(LaneShape wanted, long weight) {
      votes[choice.nearest(wanted).ordinal()] += weight;
    }

    /** Chooses again; returns whether the choice is another. */
    boolean choose() {
      long[] sums = votes.clone();
      for (int i = 0; i < neighbours.size(); i++) {
        Node neighbour = neighbours.get(i);
        if (neighbour.shape != null) {
          sums[choice.nearest(neighbour.shape).ordinal()] +=
              Math.min(weights.get(i), neighbour.strength);
        }
      }
      LaneShape best = shape;
      for (LaneShape candidate : LaneShape.values()) {
        long votesForBest = best == null ? 0 : sums[best.ordinal()];
        if (sums[candidate.ordinal()] > votesForBest) {
          best = candidate;
        }
      }
      boolean changed = best != shape;
      shape = best;
      strength = best == null ? 0 : sums[best.ordinal()];
      return changed;
    }
  }

  private LaneShapes() {}

  static LaneShapes of(List<IrStatement> body) {
    LaneShapes shapes = new LaneShapes();
    shapes.walk(body);
    boolean changed = true;
    for (int round = 0; changed && round < MAXIMUM_ROUNDS; round++) {
      changed = false;
      // In turns from both ends, so that shapes travel along chains within a round.
      for (int i = 0; i < shapes.nodes.size(); i++) {
        int index = round % 2 == 0 ? i : shapes.nodes.size() - 1 - i;
        changed |= shapes.nodes.get(index).choose();
      }
    }
    return shapes;
  }

  /** The shape of a variable. */
  LaneShape of(Variable variable) {
    return orDefault(variables.get(variable));
  }

  /** The shape of an operation that has none of its own. */
  LaneShape of(IrExpression expression) {
    return orDefault(expressions.get(expression));
  }

  private static LaneShape orDefault(@Nullable Node node) {
    return node == null || node.shape == null ? LaneShape.I64X2 : node.shape;
  }

  private void walk(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign && assign.variable().type().isVector()) {
        connect(node(assign.variable()), assign.value());
      } else if (statement instanceof Store store && store.opcode() == Opcode.V128_STORE) {
        use(store.address());
        visit(store.value());
      } else {
        IrStatements.expressions(statement).forEach(this::use);
      }
      if (statement instanceof Loop) {
        depth++;
      }
      long outer = weight;
      weight = weight();
      IrStatements.bodies(statement).forEach(this::walk);
      if (statement instanceof Loop) {
        depth--;
      }
      weight = outer;
    }
  }

  private long weight() {
    long result = 1;
    for (int i = 0; i < Math.min(depth, MAXIMUM_DEPTH); i++) {
      result *= LOOP_WEIGHT;
    }
    return result;
  }

  private Node newNode(Choice choice) {
    Node node = new Node(choice);
    nodes.add(node);
    return node;
  }

  private Node node(Variable variable) {
    Node node = variables.get(variable);
    if (node == null) {
      node = newNode(Choice.ANY);
      variables.put(variable, node);
    }
    return node;
  }

  /** Visits an expression of any type. */
  private void use(IrExpression expression) {
    if (expression.type().isVector()
        || (expression instanceof VectorOperation operation && takesVectors(operation))) {
      visit(expression);
    } else {
      expression.operands().forEach(this::use);
    }
  }

  private static boolean takesVectors(VectorOperation operation) {
    return operation.operands().stream().anyMatch(operand -> operand.type().isVector());
  }

  /** An expression whose value goes to a node. */
  private void connect(Node to, IrExpression value) {
    Object shape = visit(value);
    if (shape instanceof Node from) {
      to.neighbours.add(from);
      to.weights.add(weight);
      from.neighbours.add(to);
      from.weights.add(weight);
    } else if (shape instanceof LaneShape fixed) {
      to.vote(fixed, weight);
    }
  }

  /** An expression whose value is wanted in a shape. */
  private void demand(LaneShape shape, IrExpression value) {
    if (visit(value) instanceof Node node) {
      node.vote(shape, weight);
    }
  }

  /**
   * Visits a vector expression, or one with vectors as operands.
   *
   * @return the node whose shape it has, its shape, or null where any shape will do
   */
  private @Nullable Object visit(IrExpression expression) {
    if (expression instanceof Get get) {
      return node(get.variable());
    }
    if (expression instanceof Load load) {
      use(load.address());
      return nodeOf(expression, Choice.ANY);
    }
    if (expression instanceof Select select) {
      Node node = nodeOf(expression, Choice.ANY);
      connect(node, select.whenNonZero());
      connect(node, select.whenZero());
      use(select.condition());
      return node;
    }
    if (expression instanceof VectorOperation operation) {
      return visit(operation);
    }
    throw new IllegalArgumentException("no vector: " + expression);
  }

  private Node nodeOf(IrExpression expression, Choice choice) {
    Node node = newNode(choice);
    expressions.put(expression, node);
    return node;
  }

  private @Nullable Object visit(VectorOperation operation) {
    Opcode opcode = operation.opcode();
    if (opcode == Opcode.V128_CONST) {
      return null;
    }
    LaneSignature signature = LaneSignature.of(opcode);
    if (signature.operands() != null) {
      for (IrExpression operand : operation.operands()) {
        if (operand.type().isVector()) {
          demand(signature.operands(), operand);
        } else {
          use(operand);
        }
      }
      return signature.result();
    }
    if (opcode == Opcode.I8X16_SHUFFLE) {
      return visitShuffle(operation);
    }
    Choice choice =
        LaneSignature.isShorts(opcode)
            ? Choice.SHORTS
            : Scalarization.isSelectionByComparison(operation) ? Choice.WORDS : Choice.BITS;
    Node node = nodeOf(operation, choice);
    for (IrExpression operand : operation.operands()) {
      if (operand.type().isVector()) {
        connect(node, operand);
      } else {
        use(operand);
      }
    }
    return node;
  }

  private Node visitShuffle(VectorOperation operation) {
    Shuffle shuffle = Shuffle.of(operation);
    Node node = nodeOf(operation, shuffle.moves(Integer.BYTES) ? Choice.WORDS : Choice.BYTES);
    operation.operands().forEach(operand -> connect(node, operand));
    node.vote(
        shuffle.cost(Integer.BYTES) < shuffle.cost(Long.BYTES) ? LaneShape.I32X4 : LaneShape.I64X2,
        weight);
    return node;
  }
}
