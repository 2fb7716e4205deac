package dev.cascara.wit.bindings;

import dev.cascara.wit.Type.Primitive;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the canonical ABI knows of a type: how it is in memory and how it is flattened (Canonical
 * ABI, "Alignment", "Element Size", "Flattening"). Names and the Java type are not part of it.
 */
sealed interface Shape {
  /** More flat values than any function passes or returns; {@link #flat()} has no more. */
  int MANY = 17;

  /** The size of an element in bytes. */
  int size();

  /** A power of two. */
  int alignment();

  /** The flat values; at most {@link #MANY}, so that a shape of that many is not passed flat. */
  List<CoreType> flat();

  /** Whether a borrowed handle is in it. */
  boolean hasBorrow();

  /** Adds sizes, so that an absurd size stays one. */
  private static int sum(int a, int b) {
    long sum = (long) a + b;
    return (int) Math.min(sum, 1 << 30);
  }

  private static int align(int offset, int alignment) {
    return sum(offset, alignment - 1) & -alignment;
  }

  /** A scalar or a string. */
  record Scalar(Primitive type) implements Shape {
    @Override
    public int size() {
      return switch (type) {
        case BOOL, S8, U8 -> 1;
        case S16, U16 -> 2;
        case S32, U32, F32, CHAR, ERROR_CONTEXT -> 4;
        case S64, U64, F64, STRING -> 8;
      };
    }

    @Override
    public int alignment() {
      return type == Primitive.STRING ? 4 : size();
    }

    @Override
    public List<CoreType> flat() {
      return switch (type) {
        case S64, U64 -> List.of(CoreType.I64);
        case F32 -> List.of(CoreType.F32);
        case F64 -> List.of(CoreType.F64);
        case STRING -> List.of(CoreType.I32, CoreType.I32);
        default -> List.of(CoreType.I32);
      };
    }

    @Override
    public boolean hasBorrow() {
      return false;
    }
  }

  /** A list whose elements are elsewhere; a map is a list of pairs. */
  record Elements(Shape element) implements Shape {
    @Override
    public int size() {
      return 8;
    }

    @Override
    public int alignment() {
      return 4;
    }

    @Override
    public List<CoreType> flat() {
      return List.of(CoreType.I32, CoreType.I32);
    }

    @Override
    public boolean hasBorrow() {
      return element.hasBorrow();
    }
  }

  /** Fields one after another: a record, a tuple, the parameters of a function. */
  record Fields(
      List<Shape> fields,
      List<Integer> offsets,
      int size,
      int alignment,
      List<CoreType> flat,
      boolean hasBorrow)
      implements Shape {}

  /** A list of fixed length, its elements one after another. */
  record FixedElements(Shape element, int length, List<CoreType> flat) implements Shape {
    @Override
    public int size() {
      return length * element.size();
    }

    @Override
    public int alignment() {
      return element.alignment();
    }

    @Override
    public boolean hasBorrow() {
      return element.hasBorrow();
    }
  }

  /** A variant, an enum, an option or a result. */
  record Cases(
      List<Optional<Shape>> cases,
      int payloadOffset,
      int size,
      int alignment,
      List<CoreType> flat,
      boolean hasBorrow)
      implements Shape {
    /** In bytes. */
    int discriminantSize() {
      return Shape.discriminantSize(cases.size());
    }
  }

  /** Flags, of up to 32 labels. */
  record Bits(int labels) implements Shape {
    @Override
    public int size() {
      return labels <= 8 ? 1 : labels <= 16 ? 2 : 4;
    }

    @Override
    public int alignment() {
      return size();
    }

    @Override
    public List<CoreType> flat() {
      return List.of(CoreType.I32);
    }

    @Override
    public boolean hasBorrow() {
      return false;
    }
  }

  /** A handle. */
  record Handle(boolean hasBorrow) implements Shape {
    @Override
    public int size() {
      return 4;
    }

    @Override
    public int alignment() {
      return 4;
    }

    @Override
    public List<CoreType> flat() {
      return List.of(CoreType.I32);
    }
  }

  private static int discriminantSize(int cases) {
    return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
  }

  static Fields fields(List<Shape> fields) {
    List<Integer> offsets = new ArrayList<>();
    List<CoreType> flat = new ArrayList<>();
    int size = 0;
    int alignment = 1;
    boolean hasBorrow = false;
    for (Shape field : fields) {
      size = align(size, field.alignment());
      offsets.add(size);
      size = sum(size, field.size());
      alignment = Math.max(alignment, field.alignment());
      flat.addAll(field.flat());
      hasBorrow |= field.hasBorrow();
    }
    return new Fields(fields, offsets, align(size, alignment), alignment, capped(flat), hasBorrow);
  }

  /**
   * The shape of a list of fixed length.
   *
   * @throws dev.cascara.wit.WitException if it is larger than any memory
   */
  static FixedElements fixedElements(Shape element, long length) {
    if (length > (1 << 28) / element.size()) {
      throw new dev.cascara.wit.WitException(
          "a list of the fixed length " + length + " is larger than what the ABI can pass");
    }
    List<CoreType> flat = new ArrayList<>();
    for (long i = 0; i < length && flat.size() < MANY; i++) {
      flat.addAll(element.flat());
    }
    return new FixedElements(element, (int) length, capped(flat));
  }

  static Cases cases(List<Optional<Shape>> cases) {
    int payload = 0;
    int payloadAlignment = 1;
    boolean hasBorrow = false;
    List<CoreType> joined = new ArrayList<>();
    for (Optional<Shape> each : cases) {
      if (each.isEmpty()) {
        continue;
      }
      Shape shape = each.get();
      payload = Math.max(payload, shape.size());
      payloadAlignment = Math.max(payloadAlignment, shape.alignment());
      hasBorrow |= shape.hasBorrow();
      for (int i = 0; i < shape.flat().size(); i++) {
        CoreType type = shape.flat().get(i);
        if (i < joined.size()) {
          joined.set(i, joined.get(i).join(type));
        } else {
          joined.add(type);
        }
      }
    }
    joined.add(0, CoreType.I32);
    int discriminant = discriminantSize(cases.size());
    int alignment = Math.max(discriminant, payloadAlignment);
    int payloadOffset = align(discriminant, payloadAlignment);
    return new Cases(
        cases,
        payloadOffset,
        align(sum(payloadOffset, payload), alignment),
        alignment,
        capped(joined),
        hasBorrow);
  }

  private static List<CoreType> capped(List<CoreType> flat) {
    return List.copyOf(flat.size() > MANY ? flat.subList(0, MANY) : flat);
  }
}
