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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The shape of every vector variable of a function, and of every operation that does not care about
 * shapes, chosen such that there are few conversions where code runs often.
 *
 * <p>Variables and such operations are the nodes of a graph. Where a node meets an instruction with
 * a shape of its own, this is a vote for that shape; where two nodes meet, each votes for what the
 * other has, with no more weight than that was elected with. Votes count more the deeper in loops
 * they are.
 *
 * @param <S> the shapes among which there is a choice
 */
abstract class ShapeElection<S extends Enum<S>> {
  private static final int MAXIMUM_ROUNDS = 8;
  private static final int MAXIMUM_DEPTH = 6;
  private static final int LOOP_WEIGHT = 8;

  private final List<S> shapes;
  private final S defaultShape;
  private final Map<Variable, Node> variables = new HashMap<>();
  private final IdentityHashMap<IrExpression, Node> expressions = new IdentityHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private long weight = 1;
  private int depth;

  ShapeElection(List<S> shapes, S defaultShape) {
    this.shapes = shapes;
    this.defaultShape = defaultShape;
  }

  /** What has a shape to be chosen. */
  final class Node {
    private final long[] votes = new long[shapes.size()];
    private final List<Node> neighbours = new ArrayList<>();
    private final List<Long> weights = new ArrayList<>();
    private final UnaryOperator<S> nearest;
    private @Nullable S shape;

    /** The votes for the shape. */
    private long strength;

    private Node(UnaryOperator<S> nearest) {
      this.nearest = nearest;
    }

    /** Votes for a shape, or the nearest one that the node can have. */
    void vote(S wanted) {
      votes[nearest.apply(wanted).ordinal()] += weight;
    }

    /** Chooses again; returns whether the choice is another. */
    private boolean choose() {
      long[] sums = votes.clone();
      for (int i = 0; i < neighbours.size(); i++) {
        Node neighbour = neighbours.get(i);
        if (neighbour.shape != null) {
          sums[nearest.apply(neighbour.shape).ordinal()] +=
              Math.min(weights.get(i), neighbour.strength);
        }
      }
      S best = shape;
      for (S candidate : shapes) {
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

  /** Holds the election for the statements of a method. */
  final void run(List<IrStatement> body) {
    walk(body);
    boolean changed = true;
    for (int round = 0; changed && round < MAXIMUM_ROUNDS; round++) {
      changed = false;
      // In turns from both ends, so that shapes travel along chains within a round.
      for (int i = 0; i < nodes.size(); i++) {
        int index = round % 2 == 0 ? i : nodes.size() - 1 - i;
        changed |= nodes.get(index).choose();
      }
    }
  }

  /** The shape of a variable. */
  final S of(Variable variable) {
    return orDefault(variables.get(variable));
  }

  /** The shape of an operation that has none of its own. */
  final S of(IrExpression expression) {
    return orDefault(expressions.get(expression));
  }

  private S orDefault(@Nullable Node node) {
    return node == null || node.shape == null ? defaultShape : node.shape;
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

  private Node newNode(UnaryOperator<S> nearest) {
    Node node = new Node(nearest);
    nodes.add(node);
    return node;
  }

  private Node node(Variable variable) {
    Node node = variables.get(variable);
    if (node == null) {
      node = newNode(UnaryOperator.identity());
      variables.put(variable, node);
    }
    return node;
  }

  /** Visits an expression of any type. */
  final void use(IrExpression expression) {
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
  final void connect(Node to, IrExpression value) {
    Winner<S> winner = visit(value);
    if (winner.node != null) {
      Node from = winner.node;
      to.neighbours.add(from);
      to.weights.add(weight);
      from.neighbours.add(to);
      from.weights.add(weight);
    } else if (winner.shape != null) {
      to.vote(winner.shape);
    }
  }

  /** An expression whose value is wanted in a shape. */
  final void demand(S shape, IrExpression value) {
    Node node = visit(value).node;
    if (node != null) {
      node.vote(shape);
    }
  }

  /**
   * What a vector's shape is: that of a node, or a fixed one; neither where any shape will do.
   *
   * @param <S> the shapes
   */
  record Winner<S extends Enum<S>>(ShapeElection<S>.@Nullable Node node, @Nullable S shape) {}

  final Winner<S> fixed(@Nullable S shape) {
    return new Winner<>(null, shape);
  }

  /** Visits a vector expression, or one with vectors as operands. */
  private Winner<S> visit(IrExpression expression) {
    if (expression instanceof Get get) {
      return new Winner<>(node(get.variable()), null);
    }
    if (expression instanceof Load load) {
      use(load.address());
      return new Winner<>(nodeOf(expression, UnaryOperator.identity()), null);
    }
    if (expression instanceof Select select) {
      Node node = nodeOf(expression, UnaryOperator.identity());
      connect(node, select.whenNonZero());
      connect(node, select.whenZero());
      use(select.condition());
      return new Winner<>(node, null);
    }
    if (expression instanceof VectorOperation operation) {
      return operation.opcode() == Opcode.V128_CONST ? fixed(null) : visit(operation);
    }
    throw new IllegalArgumentException("no vector: " + expression);
  }

  /** A new node for an operation that has a choice. */
  final Node nodeOf(IrExpression expression, UnaryOperator<S> nearest) {
    Node node = newNode(nearest);
    expressions.put(expression, node);
    return node;
  }

  /** An operation whose operands have the shape of its result. */
  final Winner<S> connected(VectorOperation operation, UnaryOperator<S> nearest) {
    Node node = nodeOf(operation, nearest);
    for (IrExpression operand : operation.operands()) {
      if (operand.type().isVector()) {
        connect(node, operand);
      } else {
        use(operand);
      }
    }
    return new Winner<>(node, null);
  }

  /** Visits an instruction that is no constant. */
  abstract Winner<S> visit(VectorOperation operation);
}
