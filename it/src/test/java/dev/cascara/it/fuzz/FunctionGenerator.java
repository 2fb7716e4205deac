package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.F32;
import static dev.cascara.it.fuzz.Type.I32;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the code of one function. */
final class FunctionGenerator {
  private static final int ATTEMPTS = 60;
  private static final int FLOAT_NAN = 0x7FC0_0000;
  private static final long DOUBLE_NAN = 0x7FF8_0000_0000_0000L;

  /**
   * A label that code can branch to.
   *
   * @param types what a branch takes along
   * @param target whether branches go there: not to a loop that ends after a number of rounds
   * @param handler whether it is that of a clause, where the exception can be thrown again
   */
  record Label(List<Type> types, boolean target, Handler handler) {
    /** Whether there is a caught exception. */
    enum Handler {
      CATCHING,
      NONE
    }

    Label(List<Type> types, boolean target) {
      this(types, target, Handler.NONE);
    }
  }

  private final Productions productions;
  private final Shape shape;
  private final Choices choices;
  private final Signature signature;
  private final int deepest;
  private final List<Type> locals = new ArrayList<>();
  private final List<Integer> usable = new ArrayList<>();
  private final List<Label> labels = new ArrayList<>();
  private final int[] temporaries = {-1, -1, -1};
  private int budget;
  private int depth;

  /**
   * Begins a function.
   *
   * @param budget about how many instructions it may have
   * @param deepest how deeply they may nest
   */
  FunctionGenerator(
      Productions productions,
      Shape shape,
      Choices choices,
      Signature signature,
      int budget,
      int deepest) {
    this.productions = productions;
    this.shape = shape;
    this.choices = choices;
    this.signature = signature;
    this.budget = budget;
    this.deepest = deepest;
    for (int i = 0; i < signature.parameters().size(); i++) {
      usable.add(i);
    }
    int variables = choices.below(budget > 1000 ? 40 : 8);
    for (int i = 0; i < variables; i++) {
      usable.add(newLocal(anyType()));
    }
  }

  /** Makes the function, whose type has an index. */
  GeneratedModule.Function generate(int type) {
    labels.add(new Label(signature.results(), true));
    List<Node> body = new ArrayList<>();
    body.addAll(initialized());
    body.add(ControlProductions.burn(this));
    body.addAll(body(signature.results()));
    return new GeneratedModule.Function(type, locals, body);
  }

  /** Sets the locals that have no value otherwise. */
  private List<Node> initialized() {
    List<Node> sets = new ArrayList<>();
    for (int index : usable) {
      if (index >= signature.parameters().size() && !typeOfLocal(index).isDefaultable()) {
        sets.add(set(index, VariableProductions.constant(this, typeOfLocal(index))));
      }
    }
    return sets;
  }

  /** Sets a local that code relies on. */
  private static Node set(int local, Node value) {
    return Node.of(new Bytes().put(0x21).unsigned(local), List.of(value), List.of()).fixed();
  }

  Choices choices() {
    return choices;
  }

  Shape shape() {
    return shape;
  }

  Signature signature() {
    return signature;
  }

  /** Decides whether code may be made that probably traps. */
  boolean reckless() {
    return choices.percent(shape.recklessness);
  }

  Type anyType() {
    if (shape.extensions.contains(Extension.VECTORS) && choices.percent(30)) {
      return Type.V128;
    }
    if (!shape.used.isEmpty() && choices.percent(35)) {
      return choices.pick(shape.used);
    }
    return choices.percent(85)
        ? Type.number(choices.below(4))
        : choices.pick(List.of(Type.FUNCREF, Type.EXTERNREF));
  }

  List<Type> anyTypes(int most) {
    List<Type> types = new ArrayList<>();
    for (int i = choices.below(most + 1); i > 0; i--) {
      types.add(anyType());
    }
    return types;
  }

  int anyFunction() {
    return choices.below(shape.functionCount());
  }

  // Locals.

  private Type typeOfLocal(int index) {
    int parameters = signature.parameters().size();
    return index < parameters ? signature.parameters().get(index) : locals.get(index - parameters);
  }

  List<Integer> localsOf(Type type) {
    return usable.stream().filter(index -> typeOfLocal(index).equals(type)).toList();
  }

  /**
   * Lets code use another local, which has a value as long as the block in which it is set has not
   * ended.
   *
   * @param code makes the code in which it can be used, which follows
   */
  List<Node> withLocal(Type type, Node value, Supplier<List<Node>> code) {
    int local = newLocal(type);
    List<Node> body = new ArrayList<>(List.of(set(local, value)));
    usable.add(local);
    try {
      body.addAll(code.get());
    } finally {
      usable.remove((Integer) local);
    }
    return body;
  }

  /** Adds a local that nothing else uses. */
  int newLocal(Type type) {
    locals.add(type);
    return signature.parameters().size() + locals.size() - 1;
  }

  // Labels.

  List<Label> labels() {
    return labels;
  }

  /** Returns the number by which code refers to a label here. */
  int indexOf(int label) {
    return labels.size() - 1 - label;
  }

  /** Finds the labels to which one can branch with values of some types. */
  List<Integer> targets(List<Type> types) {
    List<Integer> targets = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      if (labels.get(i).target() && labels.get(i).types().equals(types)) {
        targets.add(i);
      }
    }
    return targets;
  }

  // Code.

  boolean isExhausted() {
    return budget <= 0 || depth >= deepest;
  }

  /** Makes code for one value. */
  Node expression(Type type) {
    List<Type> subtypes =
        type.isReference() && choices.percent(25) ? shape.subtypes(type) : List.of();
    return subtypes.isEmpty() ? exactly(type) : exactly(choices.pick(subtypes));
  }

  /** Makes simple code for values, which does not trap. */
  Node defaults(List<Type> types) {
    return Node.join(
        types.stream()
            .map(
                type ->
                    type.isDefaultable()
                        ? Node.constants(List.of(type))
                        : ReferenceConstants.simplest(shape, choices, type))
            .toList());
  }

  private Node exactly(Type type) {
    return make(productions.expressions(), List.of(type))
        .or(() -> VariableProductions.leaf(this, List.of(type)))
        .orElseThrow();
  }

  /** Makes code for values, in several nodes or one. */
  List<Node> operands(List<Type> types) {
    List<Node> nodes = new ArrayList<>();
    int next = 0;
    while (next < types.size()) {
      if (choices.percent(4) && !isExhausted()) {
        // The values before are on the stack meanwhile.
        nodes.add(Node.join(List.of(statement())));
      }
      int last = next + 1;
      if (types.size() - next > 1 && choices.percent(20)) {
        last = choices.between(next + 2, Math.min(types.size(), next + 5));
      }
      List<Type> some = types.subList(next, last);
      Optional<Node> node =
          some.size() > 1 ? make(productions.expressions(), some) : Optional.empty();
      if (node.isPresent()) {
        nodes.add(node.get());
        next = last;
      } else {
        nodes.add(expression(types.get(next)));
        next++;
      }
    }
    return nodes;
  }

  /** Makes code that leaves nothing on the stack. */
  Node statement() {
    return make(productions.statements(), List.of()).orElseGet(() -> Node.of(0x01, List.of()));
  }

  private Optional<Node> make(List<Production> from, List<Type> results) {
    if (isExhausted()) {
      return Optional.empty();
    }
    budget--;
    depth++;
    try {
      for (int i = 0; i < ATTEMPTS; i++) {
        Optional<Node> made =
            choices.weighted(from, Production::weight).maker().make(this, results);
        if (made.isPresent()) {
          return made;
        }
      }
      return Optional.empty();
    } finally {
      depth--;
    }
  }

  /** Makes an instruction sequence with some results. */
  List<Node> body(List<Type> results) {
    List<Node> body = new ArrayList<>();
    int statements = labels.size() == 1 ? Integer.MAX_VALUE : choices.below(6);
    for (int i = 0; i < statements && !isExhausted(); i++) {
      body.add(statement());
    }
    if (choices.percent(12)) {
      body.add(ControlProductions.leave(this, List.of()).fixed());
      body.addAll(unreached(results));
    } else {
      body.addAll(operands(results));
    }
    return body;
  }

  /** Makes what comes after a branch, where instructions find whatever operands they need. */
  List<Node> unreached(List<Type> results) {
    List<Node> body = new ArrayList<>();
    for (int i = choices.below(3); i > 0 && !isExhausted(); i--) {
      body.add(statement());
    }
    if (results.isEmpty() || choices.percent(50)) {
      body.add(Node.implicit(results));
    } else if (results.equals(List.of(I32)) && choices.percent(60)) {
      int opcode = choices.pick(List.of(0x6A, 0x45, 0xA7, 0x5C, 0x46, 0x6D));
      body.add(Node.of(opcode, results).fixed());
    } else {
      body.addAll(operands(results));
    }
    return body;
  }

  /** Makes a NaN a certain one, so that its bits may be looked at. */
  Node withoutNan(Type type, Node value) {
    if (choices.percent(80) && isExact(value)) {
      return value;
    }
    int which = type.equals(F32) ? 0 : 1;
    if (temporaries[which] < 0) {
      temporaries[which] = newLocal(type);
    }
    int local = temporaries[which];
    Node get = Node.of(new Bytes().put(0x20).unsigned(local), List.of(), List.of(type));
    return Node.of(
        0x1B,
        List.of(type),
        VariableProductions.constant(type, type.equals(F32) ? FLOAT_NAN : DOUBLE_NAN),
        Node.of(new Bytes().put(0x22).unsigned(local), List.of(value), List.of(type)).fixed(),
        Node.of(type.equals(F32) ? 0x5C : 0x62, List.of(I32), get, get).fixed());
  }

  /** The same for the lanes of a vector, with the instruction that compares them. */
  Node withoutNan(Node vector, int equal) {
    if (temporaries[2] < 0) {
      temporaries[2] = newLocal(Type.V128);
    }
    return VectorProductions.withoutNan(vector, equal, temporaries[2]);
  }

  /** Returns whether the specification says which bits a float has, even if it is a NaN. */
  private static boolean isExact(Node value) {
    if (value.code().length == 0) {
      return false;
    }
    return switch (value.code()[0] & 0xFF) {
      case 0x43, 0x44, 0x2A, 0x2B, 0xBE, 0xBF -> true;
      default -> false;
    };
  }
}
