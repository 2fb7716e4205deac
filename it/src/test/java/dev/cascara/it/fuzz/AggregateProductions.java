package dev.cascara.it.fuzz;

import static dev.cascara.it.fuzz.Type.I32;

import dev.cascara.it.fuzz.Composite.Array;
import dev.cascara.it.fuzz.Composite.Field;
import dev.cascara.it.fuzz.Composite.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Structures, arrays and small integers as references. Arrays are not shorter than {@link
 * ReferenceConstants#SHORTEST_ARRAY} and indices are below it, unless code is reckless.
 */
final class AggregateProductions {
  private static final int STRUCT_NEW = 0;
  private static final int STRUCT_NEW_DEFAULT = 1;
  static final int STRUCT_GET = 2;
  static final int STRUCT_GET_S = 3;
  private static final int STRUCT_SET = 5;
  private static final int ARRAY_NEW = 6;
  private static final int ARRAY_NEW_DEFAULT = 7;
  private static final int ARRAY_NEW_FIXED = 8;
  private static final int ARRAY_NEW_DATA = 9;
  private static final int ARRAY_NEW_ELEM = 10;
  static final int ARRAY_GET = 11;
  static final int ARRAY_GET_S = 12;
  static final int ARRAY_GET_U = 13;
  private static final int ARRAY_SET = 14;
  static final int ARRAY_LEN = 15;
  private static final int ARRAY_FILL = 16;
  private static final int ARRAY_COPY = 17;
  private static final int ARRAY_INIT_DATA = 18;
  private static final int ARRAY_INIT_ELEM = 19;
  private static final int REF_I31 = 28;
  static final int I31_GET_S = 29;

  private AggregateProductions() {}

  static List<Production> expressions() {
    return List.of(
        new Production(25, AggregateProductions::create),
        new Production(25, AggregateProductions::get),
        new Production(10, AggregateProductions::small),
        Production.of(
            3,
            List.of(I32),
            function ->
                Node.of(
                    ReferenceConstants.code(ARRAY_LEN),
                    List.of(reference(function, Heap.ARRAY)),
                    List.of(I32))),
        Production.of(
            4,
            List.of(I32),
            function ->
                Node.of(
                    ReferenceConstants.code(I31_GET_S + function.choices().below(2)),
                    List.of(reference(function, Heap.I31)),
                    List.of(I32))),
        Production.of(
            20,
            List.of(I32),
            function ->
                Node.of(
                    new Bytes().put(0x10).unsigned(function.shape().hash),
                    List.of(
                        function.expression(Type.ANYREF),
                        VariableProductions.constant(I32, function.choices().below(3))),
                    List.of(I32))));
  }

  static List<Production> statements() {
    return List.of(
        new Production(14, AggregateProductions::set),
        new Production(4, AggregateProductions::fill),
        new Production(4, AggregateProductions::copy),
        new Production(3, AggregateProductions::initialize));
  }

  /** A reference that may be null only if code is reckless. */
  private static Node reference(FunctionGenerator function, int heap) {
    return function.expression(function.reckless() ? Type.nullable(heap) : Type.nonNull(heap));
  }

  // New ones.

  private static Optional<Node> create(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1 || !results.get(0).isReference()) {
      return Optional.empty();
    }
    Shape shape = function.shape();
    List<Integer> types =
        shape.definitionsOf(results.get(0).heap()).stream()
            .filter(type -> !(shape.types.get(type).composite() instanceof Signature))
            .toList();
    if (types.isEmpty()) {
      return Optional.empty();
    }
    int type = function.choices().pick(types);
    return Optional.of(
        shape.types.get(type).composite() instanceof Struct struct
            ? newStruct(function, type, struct)
            : newArray(function, type, ((Array) shape.types.get(type).composite())));
  }

  private static Node newStruct(FunctionGenerator function, int type, Struct struct) {
    List<Type> results = List.of(Type.nonNull(type));
    if (struct.isDefaultable() && function.choices().percent(20)) {
      return Node.of(
          ReferenceConstants.code(STRUCT_NEW_DEFAULT).unsigned(type), List.of(), results);
    }
    return Node.of(
        ReferenceConstants.code(STRUCT_NEW).unsigned(type),
        function.operands(struct.fields().stream().map(Field::type).toList()),
        results);
  }

  private static Node newArray(FunctionGenerator function, int type, Array array) {
    List<Type> results = List.of(Type.nonNull(type));
    Type element = array.element().type();
    switch (function.choices().below(5)) {
      case 0 -> {
        int length =
            function.reckless()
                ? function.choices().below(3)
                : ReferenceConstants.SHORTEST_ARRAY
                    + function.choices().below(function.choices().percent(5) ? 60 : 4);
        return Node.of(
            ReferenceConstants.code(ARRAY_NEW_FIXED).unsigned(type).unsigned(length),
            function.operands(IntStream.range(0, length).mapToObj(i -> element).toList()),
            results);
      }
      case 1 -> {
        if (element.isDefaultable()) {
          return Node.of(
              ReferenceConstants.code(ARRAY_NEW_DEFAULT).unsigned(type),
              List.of(length(function)),
              results);
        }
      }
      case 2 -> {
        Optional<Node> fromSegment = fromSegment(function, type, array);
        if (fromSegment.isPresent()) {
          return fromSegment.get();
        }
      }
      default -> {}
    }
    return Node.of(
        ReferenceConstants.code(ARRAY_NEW).unsigned(type),
        List.of(function.expression(element), length(function)),
        results);
  }

  /** How long a new array is; more than memory has room for is more than engines allow. */
  private static Node length(FunctionGenerator function) {
    Choices choices = function.choices();
    if (function.reckless()) {
      return VariableProductions.constant(
          I32, choices.pick(List.of(0, 1, 3, -1, Integer.MIN_VALUE)));
    }
    if (choices.percent(50)) {
      return VariableProductions.constant(
          I32, ReferenceConstants.SHORTEST_ARRAY + choices.below(20));
    }
    return Node.of(
        0x72, // i32.or
        List.of(I32),
        Node.of(
            0x71, List.of(I32), function.expression(I32), VariableProductions.constant(I32, 15)),
        VariableProductions.constant(I32, ReferenceConstants.SHORTEST_ARRAY));
  }

  private static Optional<Node> fromSegment(FunctionGenerator function, int type, Array array) {
    List<Type> results = List.of(Type.nonNull(type));
    int size = array.elementSize();
    if (size > 0) {
      return Optional.of(
          Node.of(
              ReferenceConstants.code(ARRAY_NEW_DATA)
                  .unsigned(type)
                  .unsigned(function.shape().dataOfArrays),
              List.of(
                  VariableProductions.constant(I32, offset(function)),
                  VariableProductions.constant(I32, ReferenceConstants.SHORTEST_ARRAY)),
              results));
    }
    // Its elements may have been dropped.
    return function.reckless()
        ? ReferenceProductions.segment(function, array.element().type())
            .map(
                segment ->
                    Node.of(
                        ReferenceConstants.code(ARRAY_NEW_ELEM).unsigned(type).unsigned(segment),
                        List.of(
                            VariableProductions.constant(I32, 0),
                            VariableProductions.constant(
                                I32, function.choices().below(ReferenceConstants.SHORTEST_ARRAY))),
                        results))
        : Optional.empty();
  }

  private static int offset(FunctionGenerator function) {
    return function.reckless()
        ? function.choices().pick(List.of(1000, -1, 33))
        : function.choices().below(16);
  }

  /** A small integer. */
  private static Optional<Node> small(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1
        || !results.get(0).isReference()
        || !function.shape().subtyping.matches(Heap.I31, results.get(0).heap())) {
      return Optional.empty();
    }
    return Optional.of(
        Node.of(
            ReferenceConstants.code(REF_I31),
            List.of(function.expression(I32)),
            List.of(Type.nonNull(Heap.I31))));
  }

  // Fields and elements.

  /** A field of a structure, or the elements of an array. */
  private record Place(int type, int field, Field storage) {
    boolean isElement() {
      return field < 0;
    }
  }

  private static List<Place> places(Shape shape) {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < shape.types.size(); i++) {
      if (shape.types.get(i).composite() instanceof Struct struct) {
        for (int k = 0; k < struct.fields().size(); k++) {
          places.add(new Place(i, k, struct.fields().get(k)));
        }
      } else if (shape.types.get(i).composite() instanceof Array array) {
        places.add(new Place(i, -1, array.element()));
      }
    }
    return places;
  }

  /** A place for a statement, which has no results, to change. */
  private static Optional<Place> mutable(
      FunctionGenerator function, List<Type> results, Predicate<Place> test) {
    if (!results.isEmpty()) {
      return Optional.empty();
    }
    List<Place> places =
        places(function.shape()).stream()
            .filter(place -> place.storage().mutable())
            .filter(test)
            .toList();
    return places.isEmpty() ? Optional.empty() : Optional.of(function.choices().pick(places));
  }

  private static Optional<Node> get(FunctionGenerator function, List<Type> results) {
    if (results.size() != 1) {
      return Optional.empty();
    }
    List<Place> places =
        places(function.shape()).stream()
            .filter(
                place -> function.shape().subtyping.matches(place.storage().type(), results.get(0)))
            .toList();
    if (places.isEmpty()) {
      return Optional.empty();
    }
    Place place = function.choices().pick(places);
    int sign = function.choices().below(2);
    List<Type> type = List.of(place.storage().type());
    List<Node> operands = new ArrayList<>(List.of(reference(function, place.type())));
    if (place.isElement()) {
      operands.add(index(function));
      int opcode = place.storage().isPacked() ? ARRAY_GET_S + sign : ARRAY_GET;
      return Optional.of(
          Node.of(ReferenceConstants.code(opcode).unsigned(place.type()), operands, type));
    }
    int opcode = place.storage().isPacked() ? STRUCT_GET_S + sign : STRUCT_GET;
    return Optional.of(
        Node.of(
            ReferenceConstants.code(opcode).unsigned(place.type()).unsigned(place.field()),
            operands,
            type));
  }

  private static Node index(FunctionGenerator function) {
    Choices choices = function.choices();
    if (function.reckless()) {
      return choices.percent(50)
          ? function.expression(I32)
          : VariableProductions.constant(I32, choices.pick(List.of(-1, 4, 7, 24)));
    }
    return choices.percent(40)
        ? VariableProductions.constant(I32, choices.below(ReferenceConstants.SHORTEST_ARRAY))
        : Node.of(
            0x71, // i32.and
            List.of(I32),
            function.expression(I32),
            VariableProductions.constant(I32, ReferenceConstants.SHORTEST_ARRAY - 1));
  }

  /** A number of elements that fits wherever it begins, and where that is. */
  private static List<Node> range(FunctionGenerator function) {
    return function.reckless()
        ? List.of(index(function), VariableProductions.constant(I32, function.choices().integer()))
        : rangeInside(function.choices());
  }

  /** A range that every array has. */
  private static List<Node> rangeInside(Choices choices) {
    int first = choices.below(ReferenceConstants.SHORTEST_ARRAY);
    return List.of(
        VariableProductions.constant(I32, first),
        VariableProductions.constant(
            I32, choices.below(ReferenceConstants.SHORTEST_ARRAY - first + 1)));
  }

  private static Optional<Node> set(FunctionGenerator function, List<Type> results) {
    return mutable(function, results, place -> true)
        .map(
            place -> {
              List<Node> operands = new ArrayList<>(List.of(reference(function, place.type())));
              if (place.isElement()) {
                operands.add(index(function));
              }
              operands.add(function.expression(place.storage().type()));
              Bytes code =
                  ReferenceConstants.code(place.isElement() ? ARRAY_SET : STRUCT_SET)
                      .unsigned(place.type());
              return Node.of(
                  place.isElement() ? code : code.unsigned(place.field()), operands, results);
            });
  }

  private static Optional<Node> fill(FunctionGenerator function, List<Type> results) {
    return mutable(function, results, Place::isElement)
        .map(
            place -> {
              List<Node> range = range(function);
              return Node.of(
                  ReferenceConstants.code(ARRAY_FILL).unsigned(place.type()),
                  List.of(
                      reference(function, place.type()),
                      range.get(0),
                      function.expression(place.storage().type()),
                      range.get(1)),
                  results);
            });
  }

  private static Optional<Node> copy(FunctionGenerator function, List<Type> results) {
    return mutable(function, results, Place::isElement)
        .map(
            to -> {
              // Of the same type, perhaps the same array.
              List<Place> sources =
                  places(function.shape()).stream()
                      .filter(Place::isElement)
                      .filter(from -> isCopied(function.shape(), from.storage(), to.storage()))
                      .toList();
              Place from = function.choices().pick(sources);
              List<Node> range = range(function);
              Node start =
                  function.reckless()
                      ? index(function)
                      : VariableProductions.constant(I32, function.choices().below(2));
              Node length =
                  function.reckless()
                      ? range.get(1)
                      : VariableProductions.constant(I32, function.choices().below(3));
              Node end =
                  function.reckless()
                      ? index(function)
                      : VariableProductions.constant(I32, function.choices().below(3));
              return Node.of(
                  ReferenceConstants.code(ARRAY_COPY).unsigned(to.type()).unsigned(from.type()),
                  List.of(
                      reference(function, to.type()),
                      end,
                      // Null here and an index out of bounds there: engines trap for either.
                      function.expression(Type.nonNull(from.type())),
                      start,
                      length),
                  results);
            });
  }

  private static boolean isCopied(Shape shape, Field from, Field to) {
    return from.bits() == to.bits() && shape.subtyping.matches(from.type(), to.type());
  }

  private static Optional<Node> initialize(FunctionGenerator function, List<Type> results) {
    return mutable(function, results, Place::isElement)
        .flatMap(
            place -> {
              Array array = (Array) function.shape().types.get(place.type()).composite();
              boolean isData = array.elementSize() > 0;
              Optional<Integer> segment =
                  isData
                      ? Optional.of(function.shape().dataOfArrays)
                      : ReferenceProductions.segment(function, place.storage().type());
              if (segment.isEmpty()) {
                return Optional.empty();
              }
              // Both ranges out of bounds: engines trap for either.
              boolean leavesSegment = function.reckless() && function.choices().below(2) == 0;
              boolean leavesArray = function.reckless() && !leavesSegment;
              boolean copies = leavesSegment || (isData && !function.reckless());
              List<Node> inside = rangeInside(function.choices());
              return Optional.of(
                  Node.of(
                      ReferenceConstants.code(isData ? ARRAY_INIT_DATA : ARRAY_INIT_ELEM)
                          .unsigned(place.type())
                          .unsigned(segment.get()),
                      List.of(
                          reference(function, place.type()),
                          leavesArray ? index(function) : inside.get(0),
                          VariableProductions.constant(I32, copies ? offset(function) : 0),
                          copies ? inside.get(1) : VariableProductions.constant(I32, 0)),
                      results));
            });
  }
}
