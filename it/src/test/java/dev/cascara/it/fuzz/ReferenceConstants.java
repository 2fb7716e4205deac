package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.Composite.Array;
import dev.cascara.it.fuzz.Composite.Field;
import dev.cascara.it.fuzz.Composite.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** References that need no operands: but for exceptions, constant expressions. */
final class ReferenceConstants {
  /** Arrays have so many elements, so that code can know of indices in bounds. */
  static final int SHORTEST_ARRAY = 4;

  /** How deeply references refer to others that could be null. */
  private static final int DEEPEST = 1;

  private final Shape shape;
  private final Choices choices;

  private ReferenceConstants(Shape shape, Choices choices) {
    this.shape = shape;
    this.choices = choices;
  }

  static Node constant(Shape shape, Choices choices, Type type) {
    return new ReferenceConstants(shape, choices).constant(type, 0);
  }

  /** A constant that is null if it can be. */
  static Node simplest(Shape shape, Choices choices, Type type) {
    return new ReferenceConstants(shape, choices).constant(type, DEEPEST);
  }

  static Bytes code(int opcode) {
    return new Bytes().put(0xFB).unsigned(opcode);
  }

  private Node constant(Type type, int depth) {
    if (!type.isReference()) {
      return VariableProductions.constant(type, choices.constantBits(type));
    }
    if (type.nullable() && (depth >= DEEPEST || choices.percent(35) || !isInhabited(type.heap()))) {
      return VariableProductions.constant(type, 0);
    }
    boolean isEmpty = type.heap() == Heap.NONE || type.heap() == Heap.NOFUNC;
    return isEmpty ? Node.constants(List.of(type)) : nonNull(type.heap(), depth);
  }

  /** Returns whether there is another reference than null, as far as this class knows. */
  private boolean isInhabited(int heap) {
    return switch (heap) {
      case Heap.NONE, Heap.NOFUNC, Heap.NOEXTERN, Heap.NOEXN, Heap.EXN -> false;
      case Heap.EXTERN -> shape.isGarbageCollected();
      default ->
          heap < 0
              || !(shape.types.get(heap).composite() instanceof Signature)
              || !shape.functionsOf(heap).isEmpty();
    };
  }

  private Node nonNull(int heap, int depth) {
    return switch (heap) {
      case Heap.I31 -> i31();
      case Heap.ANY, Heap.EQ ->
          choices.percent(40) || depth >= DEEPEST
              ? i31()
              : nonNull(choices.percent(60) ? Heap.STRUCT : Heap.ARRAY, depth);
      case Heap.STRUCT, Heap.ARRAY -> concrete(choices.pick(shape.definitionsOf(heap)), depth);
      case Heap.FUNC -> function(choices.below(shape.functionCount()));
      case Heap.EXTERN ->
          Node.of(code(27), List.of(nonNull(Heap.ANY, depth)), List.of(Type.nonNull(Heap.EXTERN)));
      case Heap.EXN -> exception();
      default -> {
        if (shape.types.get(heap).composite() instanceof Signature) {
          yield function(choices.pick(shape.functionsOf(heap)));
        }
        yield concrete(depth < DEEPEST ? choices.pick(shape.definitionsOf(heap)) : heap, depth);
      }
    };
  }

  private Node i31() {
    return Node.of(
        code(28),
        List.of(VariableProductions.constant(I32, choices.integer())),
        List.of(Type.nonNull(Heap.I31)));
  }

  private Node function(int index) {
    return Node.of(
        new Bytes().put(0xD2).unsigned(index),
        List.of(),
        List.of(Type.nonNull(shape.typeOfFunction(index))));
  }

  private Node concrete(int type, int depth) {
    List<Type> results = List.of(Type.nonNull(type));
    Composite composite = shape.types.get(type).composite();
    if (composite instanceof Struct struct) {
      if (struct.isDefaultable() && choices.percent(30)) {
        return Node.of(code(1).unsigned(type), List.of(), results);
      }
      List<Node> fields =
          struct.fields().stream().map(field -> constant(field.type(), depth + 1)).toList();
      return Node.of(code(0).unsigned(type), fields, results);
    }
    return array(type, ((Array) composite).element(), depth);
  }

  private Node array(int type, Field element, int depth) {
    List<Type> results = List.of(Type.nonNull(type));
    int length = choices.between(SHORTEST_ARRAY, SHORTEST_ARRAY + 3);
    if (choices.percent(30)) {
      List<Node> elements =
          IntStream.range(0, length)
              .mapToObj(i -> constant(element.type(), Math.max(depth + 1, DEEPEST)))
              .toList();
      return Node.of(code(8).unsigned(type).unsigned(length), elements, results);
    }
    List<Node> operands = new ArrayList<>();
    boolean isDefault = element.type().isDefaultable() && choices.percent(50);
    if (!isDefault) {
      operands.add(constant(element.type(), depth + 1));
    }
    operands.add(VariableProductions.constant(I32, length));
    return Node.of(code(isDefault ? 7 : 6).unsigned(type), operands, results);
  }

  /** Throws an exception and catches it. */
  private Node exception() {
    // The first has no values that are exceptions themselves.
    int tag = 0;
    List<Type> results = List.of(Type.nonNull(Heap.EXN));
    Node thrown =
        Node.of(
            new Bytes().put(0x08).unsigned(tag),
            shape.valuesOfTag(tag).stream().map(type -> constant(type, DEEPEST)).toList(),
            List.of());
    Node tried =
        Node.block(
            new Bytes().put(0x1F, 0x40, 1, 3, 0), List.of(), List.of(List.of(thrown)), List.of());
    return Node.block(
        new Bytes().put(0x02).type(results.get(0)),
        List.of(),
        List.of(List.of(tried.fixed(), Node.of(0x00, results).fixed())),
        results);
  }
}
