package dev.cascara.compiler.ir;

import java.util.Arrays;

/** The classes of {@code jdk.incubator.vector} that hold 128 bits: one for each type of lanes. */
enum VectorShape {
  /** {@code i8x16}. */
  I8X16("Byte", "B", "Bytes", IrType.INT, 1),
  /** {@code i16x8}. */
  I16X8("Short", "S", "Shorts", IrType.INT, 2),
  /** {@code i32x4}. */
  I32X4("Int", "I", "Ints", IrType.INT, 4),
  /** {@code i64x2}. */
  I64X2("Long", "J", "Longs", IrType.LONG, 8),
  /** {@code f32x4}. */
  F32X4("Float", "F", "Floats", IrType.FLOAT, 4),
  /** {@code f64x2}. */
  F64X2("Double", "D", "Doubles", IrType.DOUBLE, 8);

  /** The package of the classes. */
  static final String PACKAGE = "jdk/incubator/vector/";

  @SuppressWarnings("ImmutableEnumChecker") // types are immutable
  private final IrType type;

  @SuppressWarnings("ImmutableEnumChecker")
  private final IrType scalar;

  private final String laneDescriptor;
  private final String reinterpretation;
  private final int laneBytes;

  VectorShape(String name, String laneDescriptor, String lanes, IrType scalar, int laneBytes) {
    this.type = IrType.reference(PACKAGE + name + "Vector", IrType.OBJECT);
    this.laneDescriptor = laneDescriptor;
    this.reinterpretation = "reinterpretAs" + lanes;
    this.scalar = scalar;
    this.laneBytes = laneBytes;
  }

  /** Whether a type is that of vectors of some shape. */
  static boolean isVector(IrType type) {
    return type.isReference() && Arrays.stream(values()).anyMatch(shape -> shape.type.equals(type));
  }

  /** The type of references to vectors. */
  IrType type() {
    return type;
  }

  /** The type of a lane on the operand stack. */
  IrType scalar() {
    return scalar;
  }

  /** The descriptor of a lane in signatures. */
  String laneDescriptor() {
    return laneDescriptor;
  }

  /** The method that gives the same bits in this shape. */
  String reinterpretation() {
    return reinterpretation;
  }

  /** How many bytes a lane has. */
  int laneBytes() {
    return laneBytes;
  }

  /** The shape with integers of the same width. */
  VectorShape integers() {
    return switch (this) {
      case F32X4 -> I32X4;
      case F64X2 -> I64X2;
      default -> this;
    };
  }

  /** The shape that is called as in the text format, for example {@code i32x4}. */
  static VectorShape of(String name) {
    return switch (name) {
      case "i8x16" -> I8X16;
      case "i16x8" -> I16X8;
      case "i32x4" -> I32X4;
      case "i64x2" -> I64X2;
      case "f32x4" -> F32X4;
      case "f64x2" -> F64X2;
      default -> throw new IllegalArgumentException("no lanes: " + name);
    };
  }
}
