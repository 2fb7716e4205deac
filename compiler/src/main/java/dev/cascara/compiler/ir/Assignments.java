package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrStatement.Assign;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which variables are assigned within which statements of a method. */
final class Assignments {
  private final Map<Variable, Places> places = new HashMap<>();
  private final IdentityHashMap<IrStatement, Span> spans = new IdentityHashMap<>();
  private int position;

  /** The positions between which the assignments in a statement are. */
  private record Span(int start, int end) {}

  /** Where a variable is assigned: ascending positions. */
  private static final class Places {
    private int[] positions = new int[2];
    private int count;

    void add(int position) {
      if (count == positions.length) {
        positions = Arrays.copyOf(positions, 2 * count);
      }
      positions[count++] = position;
    }

    boolean anyIn(Span span) {
      int found = Arrays.binarySearch(positions, 0, count, span.start());
      int next = found < 0 ? -found - 1 : found;
      return next < count && positions[next] < span.end();
    }
  }

  /** Which values count. */
  private final Predicate<IrExpression> values;

  private Assignments(Predicate<IrExpression> values) {
    this.values = values;
  }

  static Assignments in(List<IrStatement> statements) {
    return in(statements, value -> true);
  }

  /** Only the assignments of certain values. */
  static Assignments in(List<IrStatement> statements, Predicate<IrExpression> values) {
    Assignments assignments = new Assignments(values);
    assignments.walk(statements);
    return assignments;
  }

  private void walk(List<IrStatement> statements) {
    for (IrStatement statement : statements) {
      if (statement instanceof Assign assign && values.test(assign.value())) {
        places.computeIfAbsent(assign.variable(), variable -> new Places()).add(position++);
      }
      List<List<IrStatement>> bodies = IrStatements.bodies(statement);
      if (!bodies.isEmpty()) {
        int start = position;
        bodies.forEach(this::walk);
        spans.put(statement, new Span(start, position));
      }
    }
  }

  /** Whether a statement with others in it, a loop for instance, assigns a variable. */
  boolean areIn(IrStatement statement, Variable variable) {
    Places known = places.get(variable);
    Span span = spans.get(statement);
    return known != null && span != null && known.anyIn(span);
  }
}
