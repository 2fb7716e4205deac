package dev.cascara.compiler.component;

import dev.cascara.compiler.wasm.NumberType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How values of a type are in memory and among core values (Canonical ABI, "Alignment", "Element
 * Size" and "Flattening"), for memories of 32-bit addresses; and what of it validation asks for.
 *
 * @param size in bytes
 * @param alignment in bytes, a power of two
 * @param size64 the size for memories of 64-bit addresses
 * @param alignment64 the alignment there
 * @param flat the core values that a value becomes; cut off after {@link #MAXIMUM_FLAT} + 1, of
 *     which nothing needs to know more than that they are too many
 * @param hasPointers whether a value contains lists or strings, so that lifting and lowering need a
 *     memory
 * @param hasBorrows whether a value contains borrowed handles
 * @param hasResources whether a value contains handles
 * @param isAsync whether a value contains streams or futures
 * @param depth how deep the type is nested; 1 for a primitive
 */
public record Layout(
    long size,
    int alignment,
    long size64,
    int alignment64,
    List<Flat> flat,
    boolean hasPointers,
    boolean hasBorrows,
    boolean hasResources,
    boolean isAsync,
    int depth) {
  /** The most core values that parameters are passed as. */
  public static final int MAXIMUM_FLAT = 16;

  /** A core value, its width open where it is an address. */
  public enum Flat {
    /** {@code i32}. */
    I32,
    /** {@code i64}. */
    I64,
    /** {@code f32}. */
    F32,
    /** {@code f64}. */
    F64,
    /** An address or a length: {@code i32} or {@code i64}, as the memory's addresses. */
    POINTER;

    /**
     * Returns the core type.
     *
     * @param pointer the type of addresses
     * @return the type
     */
    public NumberType type(NumberType pointer) {
      return switch (this) {
        case I32 -> NumberType.I32;
        case I64 -> NumberType.I64;
        case F32 -> NumberType.F32;
        case F64 -> NumberType.F64;
        case POINTER -> pointer;
      };
    }

    /** The type that can carry both, bit for bit ({@code join} in the Canonical ABI). */
    private Flat join(Flat other) {
      if (this == other) {
        return this;
      }
      if ((this == I32 && other == F32) || (this == F32 && other == I32)) {
        return I32;
      }
      if ((this == POINTER && (other == I32 || other == F32))
          || (other == POINTER && (this == I32 || this == F32))) {
        return POINTER;
      }
      return I64;
    }
  }

  public Layout {
    flat = List.copyOf(flat);
  }

  /**
   * Returns whether the value is passed as more than {@link #MAXIMUM_FLAT} core values, so that it
   * is passed in memory.
   *
   * @return true if {@link #flat} is not complete
   */
  public boolean isTooFlat() {
    return flat.size() > MAXIMUM_FLAT;
  }

  private static Layout scalar(int size, Flat flat) {
    return new Layout(size, size, size, size, List.of(flat), false, false, false, false, 1);
  }

  private static Layout pointers() {
    return new Layout(
        8, 4, 16, 8, List.of(Flat.POINTER, Flat.POINTER), true, false, false, false, 1);
  }

  static Layout ofPrimitive(int code) {
    return switch (code) {
      case 0x7F, 0x7E, 0x7D -> scalar(1, Flat.I32);
      case 0x7C, 0x7B -> scalar(2, Flat.I32);
      case 0x7A, 0x79, 0x74, 0x64 -> scalar(4, Flat.I32);
      case 0x78, 0x77 -> scalar(8, Flat.I64);
      case 0x76 -> scalar(4, Flat.F32);
      case 0x75 -> scalar(8, Flat.F64);
      case 0x73 -> pointers();
      default -> throw new IllegalArgumentException("no primitive type: " + code);
    };
  }

  static Layout of(TypeStructure structure) {
    if (structure instanceof TypeStructure.Primitive primitive) {
      return primitive.type().layout();
    }
    if (structure instanceof TypeStructure.Record type) {
      return ofParts(type.fields().stream().map(TypeStructure.Field::type).toList());
    }
    if (structure instanceof TypeStructure.Tuple type) {
      return ofParts(type.types());
    }
    if (structure instanceof TypeStructure.Variant type) {
      return ofCases(type.cases().stream().map(TypeStructure.Case::type).toList());
    }
    if (structure instanceof TypeStructure.Option type) {
      return ofCases(List.of(Optional.empty(), Optional.of(type.type())));
    }
    if (structure instanceof TypeStructure.Result type) {
      return ofCases(List.of(type.ok(), type.error()));
    }
    if (structure instanceof TypeStructure.Enum type) {
      return scalar(discriminantSize(type.labels().size()), Flat.I32);
    }
    if (structure instanceof TypeStructure.Flags type) {
      int count = type.labels().size();
      return scalar(count <= 8 ? 1 : count <= 16 ? 2 : 4, Flat.I32);
    }
    if (structure instanceof TypeStructure.ListOf type) {
      return pointers().around(type.element());
    }
    if (structure instanceof TypeStructure.MapOf type) {
      return pointers().around(type.key()).around(type.value());
    }
    if (structure instanceof TypeStructure.FixedLengthList type) {
      return repeated(type.element().layout(), Integer.toUnsignedLong(type.length()));
    }
    Layout handle = scalar(4, Flat.I32);
    if (structure instanceof TypeStructure.Own) {
      return handle.with(false, true, false);
    }
    if (structure instanceof TypeStructure.Borrow) {
      return handle.with(true, true, false);
    }
    Layout endpoint = handle.with(false, false, true);
    Optional<ComponentValueType> element =
        structure instanceof TypeStructure.Stream stream
            ? stream.element()
            : ((TypeStructure.Future) structure).element();
    return element.map(endpoint::around).orElse(endpoint);
  }

  private Layout with(boolean borrows, boolean resources, boolean async) {
    return new Layout(
        size, alignment, size64, alignment64, flat, hasPointers, borrows, resources, async, depth);
  }

  /** The same layout of a value that leads to others elsewhere. */
  private Layout around(ComponentValueType element) {
    Layout inner = element.layout();
    return new Layout(
        size,
        alignment,
        size64,
        alignment64,
        flat,
        hasPointers,
        hasBorrows || inner.hasBorrows,
        hasResources || inner.hasResources,
        isAsync || inner.isAsync,
        Math.max(depth, inner.depth + 1));
  }

  private static Layout repeated(Layout element, long length) {
    List<Flat> flat = new ArrayList<>();
    for (long i = 0; i < length && flat.size() <= MAXIMUM_FLAT; i++) {
      flat.addAll(element.flat);
    }
    return new Layout(
        saturated(element.size, length),
        element.alignment,
        saturated(element.size64, length),
        element.alignment64,
        cut(flat),
        element.hasPointers,
        element.hasBorrows,
        element.hasResources,
        element.isAsync,
        element.depth + 1);
  }

  private static long saturated(long size, long count) {
    return size > Integer.MAX_VALUE ? size : size * count;
  }

  private static List<Flat> cut(List<Flat> flat) {
    return flat.size() > MAXIMUM_FLAT ? flat.subList(0, MAXIMUM_FLAT + 1) : flat;
  }

  private static Layout ofParts(List<ComponentValueType> types) {
    long size = 0;
    int alignment = 1;
    long size64 = 0;
    int alignment64 = 1;
    List<Flat> flat = new ArrayList<>();
    for (ComponentValueType type : types) {
      Layout part = type.layout();
      size = align(size, part.alignment) + part.size;
      alignment = Math.max(alignment, part.alignment);
      size64 = align(size64, part.alignment64) + part.size64;
      alignment64 = Math.max(alignment64, part.alignment64);
      if (flat.size() <= MAXIMUM_FLAT) {
        flat.addAll(part.flat);
      }
    }
    return combined(
        align(size, alignment),
        alignment,
        align(size64, alignment64),
        alignment64,
        cut(flat),
        types.stream());
  }

  private static Layout ofCases(List<Optional<ComponentValueType>> cases) {
    int discriminant = discriminantSize(cases.size());
    long size = 0;
    int alignment = 1;
    long size64 = 0;
    int alignment64 = 1;
    List<Flat> flat = new ArrayList<>();
    for (Optional<ComponentValueType> type : cases) {
      if (type.isEmpty()) {
        continue;
      }
      Layout part = type.get().layout();
      size = Math.max(size, part.size);
      alignment = Math.max(alignment, part.alignment);
      size64 = Math.max(size64, part.size64);
      alignment64 = Math.max(alignment64, part.alignment64);
      for (int i = 0; i < part.flat.size(); i++) {
        if (i < flat.size()) {
          flat.set(i, flat.get(i).join(part.flat.get(i)));
        } else {
          flat.add(part.flat.get(i));
        }
      }
    }
    flat.add(0, Flat.I32);
    int whole = Math.max(alignment, discriminant);
    int whole64 = Math.max(alignment64, discriminant);
    return combined(
        align(align(discriminant, alignment) + size, whole),
        whole,
        align(align(discriminant, alignment64) + size64, whole64),
        whole64,
        cut(flat),
        cases.stream().flatMap(Optional::stream));
  }

  private static Layout combined(
      long size,
      int alignment,
      long size64,
      int alignment64,
      List<Flat> flat,
      Stream<ComponentValueType> types) {
    boolean pointers = false;
    boolean borrows = false;
    boolean resources = false;
    boolean async = false;
    int depth = 0;
    for (ComponentValueType type : types.toList()) {
      Layout part = type.layout();
      pointers |= part.hasPointers;
      borrows |= part.hasBorrows;
      resources |= part.hasResources;
      async |= part.isAsync;
      depth = Math.max(depth, part.depth);
    }
    return new Layout(
        size, alignment, size64, alignment64, flat, pointers, borrows, resources, async, depth + 1);
  }

  private static long align(long offset, int alignment) {
    return (offset + alignment - 1) & -alignment;
  }

  /**
   * Returns the size of the discriminant of a variant in memory.
   *
   * @param cases the number of cases
   * @return 1, 2 or 4 bytes
   */
  public static int discriminantSize(int cases) {
    return cases <= 1 << 8 ? 1 : cases <= 1 << 16 ? 2 : 4;
  }
}
