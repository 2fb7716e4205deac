package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.AggregateProductions.ARRAY_GET;
import static dev.cascara.it.fuzz.AggregateProductions.ARRAY_GET_U;
import static dev.cascara.it.fuzz.AggregateProductions.ARRAY_LEN;
import static dev.cascara.it.fuzz.AggregateProductions.I31_GET_S;
import static dev.cascara.it.fuzz.AggregateProductions.STRUCT_GET;
import static dev.cascara.it.fuzz.AggregateProductions.STRUCT_GET_S;
import static dev.cascara.it.fuzz.Type.F32;
import static dev.cascara.it.fuzz.Type.F64;
import static dev.cascara.it.fuzz.Type.I32;
import static dev.cascara.it.fuzz.Type.I64;
import static dev.cascara.it.fuzz.TypedReferenceProductions.ANY_CONVERT_EXTERN;
import static dev.cascara.it.fuzz.TypedReferenceProductions.REF_CAST;
import static dev.cascara.it.fuzz.TypedReferenceProductions.REF_TEST;

import dev.cascara.it.fuzz.Composite.Array;
import dev.cascara.it.fuzz.Composite.Field;
import dev.cascara.it.fuzz.Composite.Struct;
import dev.cascara.it.fuzz.GeneratedModule.Function;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Functions that make numbers of references, which hosts cannot look into: one of any reference,
 * and one of all globals and tables.
 */
final class HashFunctions {
  /** The type of the function for a reference, which is given how deeply it looks, at most 2. */
  static final Signature OF_REFERENCE = new Signature(List.of(Type.ANYREF, I32), List.of(I32));

  static final Signature OF_STATE = new Signature(List.of(), List.of(I32));

  private static final int DEEPEST = 2;
  private static final int MOST_ELEMENTS = 6;
  private static final int REF_IS_NULL = 0xD1;
  private static final int I32_ADD = 0x6A;
  private static final int I32_LESS_UNSIGNED = 0x49;

  private final Shape shape;

  /** The local for the sum; that for an index follows. */
  private final int sum;

  private final int index;
  private final Node depth;

  private HashFunctions(Shape shape, int parameters, Node depth) {
    this.shape = shape;
    this.sum = parameters;
    this.index = parameters + 1;
    this.depth = depth;
  }

  /** The function for a reference. */
  static Function ofReference(Shape shape) {
    Node deeper = Node.of(I32_ADD, List.of(I32), get(1, I32), number(-1));
    return new HashFunctions(shape, 2, deeper).ofReference();
  }

  /** The function for globals and tables. */
  static Function ofState(Shape shape) {
    return new HashFunctions(shape, 0, number(DEEPEST)).ofState();
  }

  private Function ofReference() {
    List<Type> locals = new ArrayList<>(List.of(I32, I32));
    List<Node> body = new ArrayList<>();
    body.add(
        when(
            Node.of(0x4B, List.of(I32), get(1, I32), number(DEEPEST)), // i32.gt_u
            List.of(leave(get(1, I32)))));
    body.add(
        when(Node.of(REF_IS_NULL, List.of(I32), get(0, Type.ANYREF)), List.of(leave(number(7)))));
    body.add(
        when(
            test(Heap.I31),
            List.of(
                leave(
                    Node.of(
                        ReferenceConstants.code(I31_GET_S),
                        List.of(cast(Heap.I31)),
                        List.of(I32))))));
    // What a type is a subtype of comes before it.
    for (int i = shape.types.size() - 1; i >= 0; i--) {
      if (!(shape.types.get(i).composite() instanceof Signature)) {
        int local = OF_REFERENCE.parameters().size() + locals.size();
        locals.add(Type.nullable(i));
        body.add(when(test(i), ofType(i, local)));
      }
    }
    body.add(number(-7));
    return new Function(shape.typeIndex(OF_REFERENCE), locals, body);
  }

  private List<Node> ofType(int type, int local) {
    Node value = get(local, Type.nullable(type));
    List<Node> body = new ArrayList<>();
    body.add(set(local, cast(type)));
    body.add(set(sum, number(type)));
    if (shape.types.get(type).composite() instanceof Struct struct) {
      for (int i = 0; i < struct.fields().size(); i++) {
        Field field = struct.fields().get(i);
        body.add(
            add(
                field.type(),
                Node.of(
                    ReferenceConstants.code(field.isPacked() ? STRUCT_GET_S : STRUCT_GET)
                        .unsigned(type)
                        .unsigned(i),
                    List.of(value),
                    List.of(field.type()))));
      }
    } else {
      Field element = ((Array) shape.types.get(type).composite()).element();
      Node length = Node.of(ReferenceConstants.code(ARRAY_LEN), List.of(value), List.of(I32));
      Node get =
          Node.of(
              ReferenceConstants.code(element.isPacked() ? ARRAY_GET_U : ARRAY_GET).unsigned(type),
              List.of(value, get(index, I32)),
              List.of(element.type()));
      body.add(add(I32, length));
      body.add(each(length, add(element.type(), get)));
    }
    body.add(leave(get(sum, I32)));
    return body;
  }

  private Function ofState() {
    List<Node> body = new ArrayList<>();
    for (int i = 1; i < shape.globals.size(); i++) {
      Type type = shape.globals.get(i).type();
      body.add(add(type, Node.of(new Bytes().put(0x23).unsigned(i), List.of(), List.of(type))));
    }
    for (int i = 0; i < shape.tables.size(); i++) {
      Type type = shape.tables.get(i).element();
      Node size = Node.of(new Bytes().put(0xFC, 16).unsigned(i), List.of(), List.of(I32));
      Node get =
          Node.of(new Bytes().put(0x25).unsigned(i), List.of(get(index, I32)), List.of(type));
      body.add(each(size, add(type, get)));
    }
    body.add(get(sum, I32));
    return new Function(shape.typeIndex(OF_STATE), List.of(I32, I32), body);
  }

  /** A loop over the first elements. */
  private Node each(Node length, Node code) {
    Node more =
        Node.of(
            0x71,
            List.of(I32),
            Node.of(I32_LESS_UNSIGNED, List.of(I32), get(index, I32), length),
            Node.of(I32_LESS_UNSIGNED, List.of(I32), get(index, I32), number(MOST_ELEMENTS)));
    Node next = set(index, Node.of(I32_ADD, List.of(I32), get(index, I32), number(1)));
    Node back = Node.of(new Bytes().put(0x0C, 1), List.of(), List.of()).fixed();
    Node loop =
        Node.block(
            new Bytes().put(0x03, 0x40),
            List.of(),
            List.of(List.of(when(more, List.of(code, next.fixed(), back)))),
            List.of());
    return Node.join(List.of(set(index, number(0)).fixed(), loop));
  }

  private Node add(Type type, Node value) {
    Node product = Node.of(0x6C, List.of(I32), get(sum, I32), number(31));
    return set(sum, Node.of(I32_ADD, List.of(I32), product, hash(type, value)));
  }

  /** A number for a value, which is computed more than once. */
  private Node hash(Type type, Node value) {
    return switch (type.kind()) {
      case I32 -> value;
      case I64 -> ofLong(value);
      case F32 -> Node.of(0xBC, List.of(I32), withoutNan(value, F32, 0x7FC0_0000, 0x5C));
      case F64 ->
          ofLong(Node.of(0xBD, List.of(I64), withoutNan(value, F64, 0x7FF8_0000_0000_0000L, 0x62)));
      case V128 -> Node.of(I32_ADD, List.of(I32), ofLong(lane(value, 0)), ofLong(lane(value, 1)));
      case REFERENCE -> ofReference(type, value);
    };
  }

  private static Node ofLong(Node value) {
    Node high =
        Node.of(0x88, List.of(I64), value, VariableProductions.constant(I64, 32)); // i64.shr_u
    return Node.of(0xA7, List.of(I32), Node.of(0x85, List.of(I64), value, high));
  }

  private static Node lane(Node vector, int lane) {
    return Node.of(new Bytes().put(0xFD).unsigned(29).put(lane), List.of(vector), List.of(I64));
  }

  private static Node withoutNan(Node value, Type type, long nan, int notEqual) {
    return Node.of(
        0x1B,
        List.of(type),
        VariableProductions.constant(type, nan),
        value,
        Node.of(notEqual, List.of(I32), value, value));
  }

  private Node ofReference(Type type, Node value) {
    return switch (shape.subtyping.top(type.heap())) {
      case Heap.ANY -> call(value);
      case Heap.EXTERN ->
          call(
              Node.of(
                  ReferenceConstants.code(ANY_CONVERT_EXTERN),
                  List.of(value),
                  List.of(Type.ANYREF)));
      case Heap.FUNC -> ofFunction(value);
      default -> Node.of(REF_IS_NULL, List.of(I32), value);
    };
  }

  private Node call(Node value) {
    return Node.of(new Bytes().put(0x10).unsigned(shape.hash), List.of(value, depth), List.of(I32));
  }

  /** Of which of the types a function is. */
  private Node ofFunction(Node value) {
    Node bits = Node.of(REF_IS_NULL, List.of(I32), value);
    for (int type :
        IntStream.range(0, shape.types.size())
            .filter(i -> shape.types.get(i).composite() instanceof Signature)
            .limit(8)
            .toArray()) {
      Node test =
          Node.of(ReferenceConstants.code(REF_TEST).signed(type), List.of(value), List.of(I32));
      bits = Node.of(I32_ADD, List.of(I32), Node.of(0x6C, List.of(I32), bits, number(2)), test);
    }
    return bits;
  }

  private static Node test(int heap) {
    return Node.of(
        ReferenceConstants.code(REF_TEST).signed(heap), List.of(get(0, Type.ANYREF)), List.of(I32));
  }

  private static Node cast(int heap) {
    return Node.of(
        ReferenceConstants.code(REF_CAST).signed(heap),
        List.of(get(0, Type.ANYREF)),
        List.of(Type.nonNull(heap)));
  }

  private static Node when(Node condition, List<Node> body) {
    return Node.block(new Bytes().put(0x04, 0x40), List.of(condition), List.of(body), List.of());
  }

  private static Node leave(Node value) {
    return Node.of(new Bytes().put(0x0F), List.of(value), List.of());
  }

  private static Node get(int local, Type type) {
    return Node.of(new Bytes().put(0x20).unsigned(local), List.of(), List.of(type));
  }

  private static Node set(int local, Node value) {
    return Node.of(new Bytes().put(0x21).unsigned(local), List.of(value), List.of());
  }

  private static Node number(int value) {
    return VariableProductions.constant(I32, value);
  }
}
