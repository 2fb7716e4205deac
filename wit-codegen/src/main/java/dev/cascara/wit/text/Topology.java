package dev.cascara.wit.text;

import dev.cascara.wit.WitException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Puts things after those that they need. Chains may be as long as the input, so no recursion. */
final class Topology {
  private Topology() {}

  /** That something needs {@code target}, as written at {@code span}. */
  record Edge<N>(N target, Span span) {}

  private record Frame<N>(N node, Iterator<Edge<N>> edges) {}

  private enum State {
    OPEN,
    DONE
  }

  /**
   * Sorts. What does not need to move stays in the order given.
   *
   * @param nodes all things
   * @param edges what one needs; targets that are not among the nodes are taken in as well
   * @param cycle the error for a thing that needs itself
   */
  static <N> List<N> sort(
      Collection<N> nodes,
      Function<N, List<Edge<N>>> edges,
      BiFunction<N, Span, WitException> cycle) {
    Map<N, State> states = new HashMap<>();
    List<N> sorted = new ArrayList<>();
    Deque<Frame<N>> stack = new ArrayDeque<>();
    for (N node : nodes) {
      if (states.containsKey(node)) {
        continue;
      }
      states.put(node, State.OPEN);
      stack.push(new Frame<>(node, edges.apply(node).iterator()));
      while (!stack.isEmpty()) {
        Frame<N> frame = stack.peek();
        if (!frame.edges.hasNext()) {
          stack.pop();
          states.put(frame.node, State.DONE);
          sorted.add(frame.node);
          continue;
        }
        Edge<N> edge = frame.edges.next();
        State state = states.get(edge.target);
        if (state == State.OPEN) {
          throw cycle.apply(edge.target, edge.span);
        }
        if (state == null) {
          states.put(edge.target, State.OPEN);
          stack.push(new Frame<>(edge.target, edges.apply(edge.target).iterator()));
        }
      }
    }
    return sorted;
  }
}
