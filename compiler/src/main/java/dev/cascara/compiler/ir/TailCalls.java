package dev.cascara.compiler.ir;

import dev.cascara.compiler.wasm.IndexSpaces;
import dev.cascara.compiler.wasm.InstructionReader;
import dev.cascara.compiler.wasm.Module;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * Which tail calls of a module may be made again and again without a return, so that they must not
 * grow the stack.
 *
 * <p>Those are the ones within a strongly connected component of the graph of tail calls. One node
 * of the graph stands for everything that is called by reference or in another module: whatever the
 * module lets others refer to may be called from there. A tail call that leaves its component is an
 * ordinary call and a return.
 *
 * <p>A function with tail calls within its component <em>defers</em>: see {@code TailCallLowering}.
 * The graph is made when it is first asked for, so that modules without tail calls do not pay.
 */
public final class TailCalls {
  /** How many tail calls are nested before one is deferred. */
  public static final int BUDGET = 24;

  /** From this number on, transfer fields hold the arguments of a deferred call. */
  private static final int FIRST_ARGUMENT = 1 << 20;

  private final Module module;
  private final IndexSpaces spaces;
  private volatile @Nullable Components components;

  /**
   * Creates the analysis of a module.
   *
   * @param module the valid module
   * @param spaces its index spaces
   */
  public TailCalls(Module module, IndexSpaces spaces) {
    this.module = module;
    this.spaces = spaces;
  }

  /**
   * Returns the functions that defer, as far as anybody has asked for a function with tail calls.
   *
   * @return the functions' indices
   */
  public BitSet deferring() {
    Components known = components;
    return known == null ? new BitSet() : known.deferring;
  }

  boolean defers(int function) {
    return components().deferring.get(function);
  }

  /** Whether a direct tail call is within its component. */
  boolean isDeferred(int caller, int callee) {
    Components graph = components();
    return graph.isDeferred(graph.node(caller), graph.node(callee));
  }

  /** Whether a tail call by reference is within its component. */
  boolean isDeferredByReference(int caller) {
    Components graph = components();
    return graph.isDeferred(graph.node(caller), 0);
  }

  private Components components() {
    Components known = components;
    if (known == null) {
      synchronized (this) {
        known = components;
        if (known == null) {
          known = new Components();
          components = known;
        }
      }
    }
    return known;
  }

  /**
   * Returns where the arguments of a deferred call are.
   *
   * @param parameters the types of the parameters
   * @return for each the number of its transfer field, among those of its type
   */
  public static int[] argumentFields(List<IrType> parameters) {
    Map<Character, Integer> counts = new HashMap<>();
    return parameters.stream()
        .mapToInt(type -> FIRST_ARGUMENT + counts.merge(type.letter(), 1, Integer::sum) - 1)
        .toArray();
  }

  /** The strongly connected components of the graph, by Tarjan's algorithm. */
  private final class Components {
    final BitSet deferring = new BitSet();

    /** All that is not defined here. */
    private final int elsewhere = spaces.importedFunctions();

    /** The nodes that each node has an edge to; {@link #elsewhere} is the node 0. */
    private final int[][] edges;

    private final int[] component;
    private final int[] number;
    private final int[] low;
    private final List<Integer> open = new ArrayList<>();
    private int numbers;

    Components() {
      int nodes = module.codes().size() + 1;
      edges = new int[nodes][];
      SortedSet<Integer> referenced = ReferencedFunctions.of(module);
      edges[0] = referenced.stream().mapToInt(this::node).filter(node -> node != 0).toArray();
      for (int i = 1; i < nodes; i++) {
        edges[i] = edges(i);
      }
      component = new int[nodes];
      number = new int[nodes];
      low = new int[nodes];
      Arrays.fill(component, -1);
      for (int i = 0; i < nodes; i++) {
        if (number[i] == 0) {
          visit(i);
        }
      }
      for (int node = 1; node < nodes; node++) {
        for (int target : edges[node]) {
          if (target != node && component[target] == component[node]) {
            deferring.set(node - 1 + elsewhere);
          }
        }
      }
    }

    private int node(int function) {
      return function < elsewhere ? 0 : function - elsewhere + 1;
    }

    private int[] edges(int node) {
      InstructionReader in =
          new InstructionReader(module.bytes(), module.codes().get(node - 1).body());
      BitSet targets = new BitSet();
      while (in.hasRemaining()) {
        switch (in.next()) {
          case RETURN_CALL -> targets.set(node(in.index()));
          case RETURN_CALL_INDIRECT, RETURN_CALL_REF -> targets.set(0);
          default -> {}
        }
      }
      return targets.stream().toArray();
    }

    /** Numbers what is reachable from a node. */
    private void visit(int root) {
      List<int[]> path = new ArrayList<>();
      enter(root, path);
      while (!path.isEmpty()) {
        int[] top = path.get(path.size() - 1);
        int node = top[0];
        if (top[1] < edges[node].length) {
          int target = edges[node][top[1]++];
          if (number[target] == 0) {
            enter(target, path);
          } else if (component[target] < 0) {
            low[node] = Math.min(low[node], number[target]);
          }
        } else {
          path.remove(path.size() - 1);
          leave(node);
          if (!path.isEmpty()) {
            int parent = path.get(path.size() - 1)[0];
            low[parent] = Math.min(low[parent], low[node]);
          }
        }
      }
    }

    private void enter(int node, List<int[]> path) {
      number[node] = ++numbers;
      low[node] = numbers;
      open.add(node);
      path.add(new int[] {node, 0});
    }

    private void leave(int node) {
      if (low[node] != number[node]) {
        return;
      }
      int member;
      do {
        member = open.remove(open.size() - 1);
        component[member] = node;
      } while (member != node);
    }

    boolean isDeferred(int from, int to) {
      return component[from] == component[to];
    }
  }
}
