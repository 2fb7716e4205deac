package dev.cascara.wit.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Puts things after those that they need. Chains may be as long as the input, so no recursion. */
public final class Topology {
  private Topology() {}

  /**
   * That something needs another thing.
   *
   * @param target the other thing
   * @param place where that is written
   */
  public record Edge<N, P>(N target, P place) {}

  private record Frame<N, P>(N node, Iterator<Edge<N, P>> edges) {}

  private enum State {
    OPEN,
    DONE
  }

  /**
   * Sorts. What does not need to move stays in the order given.
   *
   * @param nodes all things
   * @param edges what one needs; targets that are not among the nodes are taken in as well
   * @param <N> what is sorted
   * @param <P> places
   * @param cycle throws the error for a thing that needs itself; if it returns, the need is ignored
   * @return all of them, sorted
   */
  public static <N, P> List<N> sort(
      Collection<N> nodes, Function<N, List<Edge<N, P>>> edges, BiConsumer<N, P> cycle) {
    Map<N, State> states = new HashMap<>();
    List<N> sorted = new ArrayList<>();
    Deque<Frame<N, P>> stack = new ArrayDeque<>();
    for (N node : nodes) {
      if (states.containsKey(node)) {
        continue;
      }
      states.put(node, State.OPEN);
      stack.push(new Frame<>(node, edges.apply(node).iterator()));
      while (!stack.isEmpty()) {
        Frame<N, P> frame = stack.peek();
        if (!frame.edges.hasNext()) {
          stack.pop();
          states.put(frame.node, State.DONE);
          sorted.add(frame.node);
          continue;
        }
        Edge<N, P> edge = frame.edges.next();
        State state = states.get(edge.target);
        if (state == State.OPEN) {
          cycle.accept(edge.target, edge.place);
          continue;
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
