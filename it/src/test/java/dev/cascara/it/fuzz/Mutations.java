package dev.cascara.it.fuzz;

import dev.cascara.it.fuzz.GeneratedModule.Function;
import java.util.ArrayList;
import java.util.List;

/** Damages modules, so that about half of them are not valid any more. */
final class Mutations {
  private static final int HEADER = 8;

  private final Choices choices;

  Mutations(Choices choices) {
    this.choices = choices;
  }

  /** Returns a module's binary format with something wrong, perhaps. */
  byte[] mutate(GeneratedModule module) {
    if (choices.percent(25)) {
      return bytes(module.encode());
    }
    List<Function> functions = new ArrayList<>(module.functions());
    for (int i = choices.between(1, 2); i > 0; i--) {
      int index = choices.below(functions.size());
      Function function = functions.get(index);
      functions.set(
          index, new Function(function.type(), function.locals(), sequence(function.body())));
    }
    return module.withFunctions(functions).encode();
  }

  /** Changes some bytes, which sections and all. */
  private byte[] bytes(byte[] wasm) {
    byte[] changed = wasm.clone();
    for (int i = choices.between(1, 3); i > 0; i--) {
      int at = HEADER + choices.below(changed.length - HEADER);
      changed[at] =
          (byte)
              (choices.percent(50) ? choices.below(0x100) : changed[at] + choices.between(-2, 2));
    }
    return changed;
  }

  private List<Node> sequence(List<Node> nodes) {
    List<Node> changed = new ArrayList<>(nodes);
    if (nodes.isEmpty()) {
      changed.add(Node.of(choices.below(0xC5), List.of()));
      return changed;
    }
    int at = choices.below(nodes.size());
    switch (choices.below(8)) {
      case 0 -> changed.remove(at);
      case 1 -> changed.add(at, nodes.get(at));
      case 2 -> changed.add(at, choices.pick(nodes));
      default -> changed.set(at, node(nodes.get(at)));
    }
    return changed;
  }

  /** Goes down to some part of a node, and changes that. */
  private Node node(Node node) {
    if (!node.operands().isEmpty() && choices.percent(55)) {
      int at = choices.below(node.operands().size());
      return node.withOperand(at, node(node.operands().get(at)));
    }
    if (!node.bodies().isEmpty() && choices.percent(75)) {
      int at = choices.below(node.bodies().size());
      return node.withBody(at, sequence(node.bodies().get(at)));
    }
    byte[] code = node.code().clone();
    if (code.length == 0 || choices.percent(15)) {
      // Without its operands, or without itself.
      return choices.percent(50)
          ? new Node(code, List.of(), node.bodies(), node.results(), node.freedom())
          : Node.join(node.operands());
    }
    int at = choices.percent(60) ? 0 : choices.below(code.length);
    boolean single = code.length == 1;
    code[at] =
        (byte)
            (single && choices.percent(70)
                // Another instruction without immediate arguments.
                ? choices.between(0x45, 0xC4)
                : code[at] + choices.between(-2, 2));
    return new Node(code, node.operands(), node.bodies(), node.results(), node.freedom());
  }
}
