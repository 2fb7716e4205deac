package dev.cascara.it.fuzz;

import dev.cascara.it.fuzz.Composite.Array;
import dev.cascara.it.fuzz.Composite.Field;
import dev.cascara.it.fuzz.Composite.Struct;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Makes the structures, arrays and typed functions of a module, in recursion groups. */
final class DefinitionGenerator {
  private static final int MOST_FIELDS = 7;

  /** Fields that cannot be null are of types of which values are this small. */
  private static final int LARGEST_FIELD = 10;

  private static final int MANY = 1000;

  private final Shape shape;
  private final Choices choices;
  private int endOfGroup;

  private DefinitionGenerator(Shape shape, Choices choices) {
    this.shape = shape;
    this.choices = choices;
  }

  /** Defines types, and chooses the references that code shall use. */
  static void define(Shape shape, Choices choices) {
    new DefinitionGenerator(shape, choices).define();
  }

  private void define() {
    int groups = choices.between(2, 5);
    for (int group = 0; group < groups; group++) {
      int first = shape.types.size();
      if (group > 1 && choices.percent(10)) {
        copy(group);
        continue;
      }
      endOfGroup = first + (choices.percent(40) ? 1 : choices.between(2, 4));
      while (shape.types.size() < endOfGroup) {
        shape.types.add(definition(group));
      }
    }
    useReferences();
  }

  /** Defines the types of a group once more; they are the same types. */
  private void copy(int group) {
    List<Definition> copied =
        shape.types.stream().filter(type -> type.group() == group - 1).toList();
    int distance = copied.size();
    int first = shape.types.size() - distance;
    for (Definition each : copied) {
      shape.types.add(
          new Definition(
              moved(each.composite(), first, distance),
              each.supertype() >= first ? each.supertype() + distance : each.supertype(),
              each.isFinal(),
              group));
    }
  }

  private static Composite moved(Composite composite, int first, int distance) {
    if (composite instanceof Struct struct) {
      return new Struct(
          struct.fields().stream().map(field -> moved(field, first, distance)).toList());
    }
    if (composite instanceof Array array) {
      return new Array(moved(array.element(), first, distance));
    }
    Signature signature = (Signature) composite;
    return new Signature(
        signature.parameters().stream().map(type -> moved(type, first, distance)).toList(),
        signature.results().stream().map(type -> moved(type, first, distance)).toList());
  }

  private static Field moved(Field field, int first, int distance) {
    return new Field(moved(field.type(), first, distance), field.bits(), field.mutable());
  }

  private static Type moved(Type type, int first, int distance) {
    return type.isConcrete() && type.heap() >= first
        ? new Type(type.kind(), type.heap() + distance, type.nullable())
        : type;
  }

  private Definition definition(int group) {
    int index = shape.types.size();
    List<Integer> supertypes =
        IntStream.range(0, index).filter(i -> !shape.types.get(i).isFinal()).boxed().toList();
    boolean isFinal = choices.percent(35);
    if (index > 1 && !supertypes.isEmpty() && choices.percent(50)) {
      int supertype = choices.pick(supertypes);
      return new Definition(
          specialized(shape.types.get(supertype).composite()), supertype, isFinal, group);
    }
    // There is a structure and an array in every module.
    int kind = index < 2 ? index * 60 : choices.below(100);
    return new Definition(
        kind < 55 ? struct(List.of()) : kind < 85 ? new Array(field()) : function(),
        -1,
        isFinal,
        group);
  }

  private Composite specialized(Composite composite) {
    if (composite instanceof Struct struct) {
      return struct(struct.fields().stream().map(this::specialized).toList());
    }
    if (composite instanceof Array array) {
      return new Array(specialized(array.element()));
    }
    Signature signature = (Signature) composite;
    return new Signature(
        signature.parameters(), signature.results().stream().map(this::specialized).toList());
  }

  private Field specialized(Field field) {
    return field.mutable() ? field : new Field(specialized(field.type()), field.bits(), false);
  }

  /** A subtype among the types before this one. */
  private Type specialized(Type type) {
    if (!type.isReference() || choices.percent(50)) {
      return type;
    }
    List<Integer> heaps =
        IntStream.range(0, shape.types.size())
            .filter(i -> shape.subtyping.matches(i, type.heap()))
            .filter(i -> !(shape.types.get(i).composite() instanceof Signature))
            .boxed()
            .toList();
    int heap = heaps.isEmpty() ? type.heap() : choices.pick(heaps);
    return new Type(type.kind(), heap, type.nullable());
  }

  private Struct struct(List<Field> inherited) {
    List<Field> fields = new ArrayList<>(inherited);
    int count = choices.below(inherited.isEmpty() ? MOST_FIELDS : 3);
    for (int i = 0; i < count; i++) {
      fields.add(field());
    }
    return new Struct(fields);
  }

  private Field field() {
    boolean mutable = choices.percent(70);
    return switch (choices.below(10)) {
      case 0 -> new Field(Type.I32, 8, mutable);
      case 1 -> new Field(Type.I32, 16, mutable);
      case 2, 3, 4, 5 -> new Field(number(), 0, mutable);
      default -> new Field(reference(), 0, mutable);
    };
  }

  private Type number() {
    return shape.extensions.contains(Extension.VECTORS) && choices.percent(25)
        ? Type.V128
        : Type.number(choices.below(4));
  }

  /** A reference, without null only if values can be made of the types before this one. */
  private Type reference() {
    List<Integer> before =
        IntStream.range(0, shape.types.size())
            .filter(i -> leastSize(i) <= LARGEST_FIELD)
            .boxed()
            .toList();
    return switch (choices.below(10)) {
      case 0 -> Type.nullable(choices.pick(List.of(Heap.ANY, Heap.EQ, Heap.STRUCT, Heap.ARRAY)));
      case 1 -> choices.percent(50) ? Type.nullable(Heap.I31) : Type.nonNull(Heap.I31);
      case 2 -> choices.percent(50) ? Type.FUNCREF : Type.EXTERNREF;
      case 3 ->
          shape.extensions.contains(Extension.EXCEPTION_REFERENCES) ? Type.EXNREF : Type.ANYREF;
      case 4, 5 -> before.isEmpty() ? Type.nonNull(Heap.ANY) : Type.nonNull(choices.pick(before));
      default -> Type.nullable(choices.below(endOfGroup));
    };
  }

  /** How many instructions it takes to make a value; none can be made of functions yet. */
  private int leastSize(int type) {
    Composite composite = shape.types.get(type).composite();
    if (composite instanceof Struct struct) {
      return 1 + struct.fields().stream().mapToInt(field -> leastSize(field.type())).sum();
    }
    return composite instanceof Array array ? 2 + leastSize(array.element().type()) : MANY;
  }

  private int leastSize(Type type) {
    return type.isConcrete() && !type.nullable() ? leastSize(type.heap()) : 1;
  }

  /** The type of a function that may have references to the group's types. */
  private Signature function() {
    return new Signature(values(3), values(2));
  }

  private List<Type> values(int most) {
    List<Type> types = new ArrayList<>();
    for (int i = choices.below(most + 1); i > 0; i--) {
      types.add(choices.percent(60) ? Type.number(choices.below(4)) : reference());
    }
    return types;
  }

  private void useReferences() {
    List<Type> all = new ArrayList<>();
    for (int i = 0; i < shape.types.size(); i++) {
      all.addAll(List.of(Type.nullable(i), Type.nonNull(i)));
    }
    int abstractTypes = all.size();
    for (int heap : List.of(Heap.ANY, Heap.EQ, Heap.I31, Heap.STRUCT, Heap.ARRAY)) {
      all.addAll(List.of(Type.nullable(heap), Type.nonNull(heap)));
    }
    all.addAll(List.of(Type.nonNull(Heap.FUNC), Type.nonNull(Heap.EXTERN)));
    all.addAll(List.of(Type.nullable(Heap.NONE), Type.nullable(Heap.NOFUNC)));
    shape.references.addAll(all);
    for (int i = choices.between(4, 9); i > 0; i--) {
      shape.used.add(
          choices.percent(70) ? all.get(choices.below(abstractTypes)) : choices.pick(all));
    }
  }
}
