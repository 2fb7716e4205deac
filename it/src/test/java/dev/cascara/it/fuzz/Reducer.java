package dev.cascara.it.fuzz;

import dev.cascara.it.fuzz.GeneratedModule.Call;
import dev.cascara.it.fuzz.GeneratedModule.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a module smaller as long as it shows what it is to show. */
final class Reducer {
  private final Predicate<GeneratedModule> shows;
  private GeneratedModule module;

  private Reducer(GeneratedModule module, Predicate<GeneratedModule> shows) {
    this.module = module;
    this.shows = shows;
  }

  /** Puts a part into its place. */
  private interface Embedding<T> {
    GeneratedModule apply(T part);
  }

  /** Returns the smallest module that was found. */
  static GeneratedModule reduce(GeneratedModule module, Predicate<GeneratedModule> shows) {
    Reducer reducer = new Reducer(module, shows);
    int before;
    do {
      before = size(reducer.module);
      reducer.calls();
      reducer.bodies();
      for (int i = 0; i < module.functions().size(); i++) {
        int index = i;
        reducer.sequence(
            reducer.module.functions().get(i).body(), body -> reducer.withBody(index, body));
      }
    } while (size(reducer.module) < before);
    return reducer.module;
  }

  private static int size(GeneratedModule module) {
    return module.calls().size()
        + module.functions().stream().mapToInt(each -> Node.join(each.body()).size()).sum();
  }

  private boolean accept(GeneratedModule candidate) {
    if (shows.test(candidate)) {
      module = candidate;
      return true;
    }
    return false;
  }

  private void calls() {
    for (int i = module.calls().size() - 1; i >= 0; i--) {
      List<Call> calls = new ArrayList<>(module.calls());
      calls.remove(i);
      accept(module.withCalls(calls));
    }
  }

  /** Functions that do nothing are tried first. */
  private void bodies() {
    for (int i = 0; i < module.functions().size(); i++) {
      Function function = module.functions().get(i);
      Node simple = Node.constants(module.signatureOf(function.type()).results());
      if (Node.join(function.body()).size() > simple.size()) {
        accept(withBody(i, List.of(simple)));
      }
    }
  }

  private GeneratedModule withBody(int index, List<Node> body) {
    List<Function> functions = new ArrayList<>(module.functions());
    Function function = functions.get(index);
    functions.set(index, new Function(function.type(), function.locals(), body));
    return module.withFunctions(functions);
  }

  /** Makes the nodes of a sequence fewer and simpler. */
  private List<Node> sequence(List<Node> nodes, Embedding<List<Node>> embedding) {
    List<Node> current = new ArrayList<>(nodes);
    for (int i = current.size() - 1; i >= 0; i--) {
      Node node = current.get(i);
      if (node.results().isEmpty() && node.freedom() == Node.Freedom.REPLACEABLE) {
        List<Node> without = new ArrayList<>(current);
        without.remove(i);
        if (accept(embedding.apply(without))) {
          current = without;
          continue;
        }
      }
      int place = i;
      List<Node> surrounding = current;
      Node simpler =
          node(
              node,
              changed -> {
                List<Node> with = new ArrayList<>(surrounding);
                with.set(place, changed);
                return embedding.apply(with);
              });
      current = new ArrayList<>(current);
      current.set(i, simpler);
    }
    return current;
  }

  private Node node(Node node, Embedding<Node> embedding) {
    if (node.freedom() == Node.Freedom.REPLACEABLE && !node.isTrivial()) {
      List<Node> candidates = new ArrayList<>();
      candidates.add(Node.constants(node.results()));
      node.operands().stream()
          .filter(operand -> operand.freedom() == Node.Freedom.REPLACEABLE)
          .filter(operand -> operand.results().equals(node.results()))
          .forEach(candidates::add);
      for (Node candidate : candidates) {
        if (candidate.size() < node.size() && accept(embedding.apply(candidate))) {
          return candidate;
        }
      }
    }
    Node current = node;
    for (int i = 0; i < node.operands().size(); i++) {
      Node before = current;
      int place = i;
      current =
          before.withOperand(
              place,
              node(
                  before.operands().get(i),
                  changed -> embedding.apply(before.withOperand(place, changed))));
    }
    for (int i = 0; i < node.bodies().size(); i++) {
      Node before = current;
      int place = i;
      current =
          before.withBody(
              place,
              sequence(
                  before.bodies().get(i), body -> embedding.apply(before.withBody(place, body))));
    }
    return current;
  }
}
