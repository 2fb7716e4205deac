package dev.cascara.compiler.ir;

import dev.cascara.compiler.ir.IrExpression.Constant;
import dev.cascara.compiler.ir.IrExpression.MethodCall;
import dev.cascara.compiler.ir.IrExpression.MethodCall.Invocation;
import dev.cascara.compiler.ir.IrExpression.StaticConstant;
import java.util.List;

/**
 * The methods of {@code jdk.incubator.vector} that vector instructions become: those of which
 * HotSpot's compiler makes machine instructions.
 */
final class VectorMethods {
  private static final String OPERATORS = VectorShape.PACKAGE + "VectorOperators";
  private static final IrType VECTOR = type("Vector");
  private static final IrType MASK = type("VectorMask");
  private static final IrType SPECIES = type("VectorSpecies");
  private static final IrType UNARY = type("VectorOperators$Unary");
  private static final IrType BINARY = type("VectorOperators$Binary");
  private static final IrType ASSOCIATIVE = type("VectorOperators$Associative");
  private static final IrType TERNARY = type("VectorOperators$Ternary");
  private static final IrType COMPARISON = type("VectorOperators$Comparison");
  private static final IrType CONVERSION = type("VectorOperators$Conversion");

  private VectorMethods() {}

  private static IrType type(String name) {
    return IrType.reference(VectorShape.PACKAGE + name, IrType.OBJECT);
  }

  private static IrExpression operator(String name, IrType type) {
    return new StaticConstant(OPERATORS, name, type);
  }

  private static IrExpression binaryOperator(String name) {
    return switch (name) {
      case "ADD", "MUL", "MIN", "MAX", "UMIN", "UMAX", "AND", "OR", "XOR" ->
          operator(name, ASSOCIATIVE);
      default -> operator(name, BINARY);
    };
  }

  private static IrExpression species(VectorShape shape) {
    return new StaticConstant(shape.type().className(), "SPECIES_128", SPECIES);
  }

  private static IrExpression call(
      VectorShape shape, String method, String descriptor, IrType type, IrExpression... operands) {
    return new MethodCall(
        Invocation.VIRTUAL, shape.type().className(), method, descriptor, type, List.of(operands));
  }

  private static String descriptor(String result, String... parameters) {
    return "(" + String.join("", parameters) + ")" + result;
  }

  private static String of(IrType type) {
    return type.descriptor();
  }

  // ---------------------------------------------------------------- vectors from scalars

  /** All lanes the same. */
  static IrExpression splat(VectorShape shape, IrExpression lane) {
    return new MethodCall(
        Invocation.STATIC,
        shape.type().className(),
        "broadcast",
        descriptor(of(shape.type()), of(SPECIES), shape.laneDescriptor()),
        shape.type(),
        List.of(species(shape), lane));
  }

  /** All lanes zero. */
  static IrExpression zero(VectorShape shape) {
    return new MethodCall(
        Invocation.STATIC,
        shape.type().className(),
        "zero",
        descriptor(of(shape.type()), of(SPECIES)),
        shape.type(),
        List.of(species(shape)));
  }

  /** A constant. */
  static IrExpression constant(VectorShape shape, long low, long high) {
    if (low == 0 && high == 0) {
      return zero(shape);
    }
    if (low == high && isUniform(low, shape.laneBytes())) {
      long lane =
          switch (shape) {
            case I8X16 -> (byte) low;
            case I16X8 -> (short) low;
            case I32X4, F32X4 -> (int) low;
            default -> low;
          };
      return splat(shape, new Constant(shape.scalar(), lane));
    }
    return reinterpret(
        VectorShape.I64X2,
        shape,
        halves(new Constant(IrType.LONG, low), new Constant(IrType.LONG, high)));
  }

  private static boolean isUniform(long lanes, int laneBytes) {
    return laneBytes == Long.BYTES || Long.rotateRight(lanes, laneBytes * Byte.SIZE) == lanes;
  }

  /** A vector of {@code i64x2} from two lanes. */
  static IrExpression halves(IrExpression low, IrExpression high) {
    IrExpression lows = splat(VectorShape.I64X2, low);
    return low.equals(high) ? lows : withLane(VectorShape.I64X2, 1, lows, high);
  }

  static IrExpression withLane(
      VectorShape shape, int index, IrExpression vector, IrExpression lane) {
    return call(
        shape,
        "withLane",
        descriptor(of(shape.type()), "I", shape.laneDescriptor()),
        shape.type(),
        vector,
        new Constant(IrType.INT, index),
        lane);
  }

  static IrExpression lane(VectorShape shape, int index, IrExpression vector) {
    return call(
        shape,
        "lane",
        descriptor(shape.laneDescriptor(), "I"),
        shape.scalar(),
        vector,
        new Constant(IrType.INT, index));
  }

  // ---------------------------------------------------------------- shapes

  /** The same bits in another shape. */
  static IrExpression reinterpret(VectorShape from, VectorShape to, IrExpression vector) {
    if (from == to) {
      return vector;
    }
    if (vector instanceof MethodCall call && call.method().startsWith("reinterpretAs")) {
      // Back to what it was before, or at once to what it is going to be.
      IrExpression inner = call.operands().get(0);
      for (VectorShape shape : VectorShape.values()) {
        if (shape.type().equals(inner.type())) {
          return reinterpret(shape, to, inner);
        }
      }
    }
    return call(from, to.reinterpretation(), descriptor(of(to.type())), to.type(), vector);
  }

  /**
   * Converts the lanes: where those of the result are wider, the lower ones; where they are
   * narrower, to the lower ones, and the others are zero.
   */
  static IrExpression convert(
      VectorShape from, VectorShape to, String conversion, IrExpression vector) {
    return call(
        from,
        "convertShape",
        descriptor(of(VECTOR), of(CONVERSION), of(SPECIES), "I"),
        to.type(),
        vector,
        operator(conversion, CONVERSION),
        species(to),
        new Constant(IrType.INT, 0));
  }

  // ---------------------------------------------------------------- lane by lane

  static IrExpression unary(VectorShape shape, String operator, IrExpression a) {
    return call(
        shape,
        "lanewise",
        descriptor(of(shape.type()), of(UNARY)),
        shape.type(),
        a,
        operator(operator, UNARY));
  }

  static IrExpression binary(VectorShape shape, String operator, IrExpression a, IrExpression b) {
    return call(
        shape,
        "lanewise",
        descriptor(of(shape.type()), of(BINARY), of(VECTOR)),
        shape.type(),
        a,
        binaryOperator(operator),
        b);
  }

  /** Shifts all lanes by the same count, which is less than the width of a lane. */
  static IrExpression shift(
      VectorShape shape, String operator, IrExpression a, IrExpression count) {
    return call(
        shape,
        "lanewise",
        descriptor(of(shape.type()), of(BINARY), shape.laneDescriptor()),
        shape.type(),
        a,
        operator(operator, BINARY),
        count);
  }

  static IrExpression shift(VectorShape shape, String operator, IrExpression a, int count) {
    return shift(shape, operator, a, new Constant(shape.scalar(), count));
  }

  /** Bits of one vector where the mask is one, else of the other. */
  static IrExpression bitSelect(
      VectorShape shape, IrExpression whenZero, IrExpression whenOne, IrExpression mask) {
    return call(
        shape,
        "lanewise",
        descriptor(of(shape.type()), of(TERNARY), of(VECTOR), of(VECTOR)),
        shape.type(),
        whenZero,
        operator("BITWISE_BLEND", TERNARY),
        whenOne,
        mask);
  }

  // ---------------------------------------------------------------- masks

  /**
   * A vector with masks. HotSpot's compiler has none of two lanes on x86: so vectors of two lanes
   * become longer ones for a moment, as long as the processor has them. Their further lanes are
   * zero.
   */
  private static IrExpression widened(VectorShape shape, IrExpression vector) {
    return shape.laneBytes() == Long.BYTES
        ? reshaped(shape, vector, widestSpecies(shape), shape.type())
        : vector;
  }

  private static IrExpression narrowed(VectorShape shape, IrExpression vector) {
    return shape.laneBytes() == Long.BYTES
        ? reshaped(shape, vector, species(shape), shape.type())
        : vector;
  }

  private static IrExpression widestSpecies(VectorShape shape) {
    return new StaticConstant(shape.type().className(), "SPECIES_PREFERRED", SPECIES);
  }

  private static IrExpression reshaped(
      VectorShape shape, IrExpression vector, IrExpression species, IrType type) {
    return call(
        shape,
        "reinterpretShape",
        descriptor(of(VECTOR), of(SPECIES), "I"),
        type,
        vector,
        species,
        new Constant(IrType.INT, 0));
  }

  /**
   * A mask of the lanes where a comparison holds. That of lanes of 64 bits is for {@link #blend}
   * and {@link #toVector} of such lanes only.
   */
  static IrExpression compare(VectorShape shape, String operator, IrExpression a, IrExpression b) {
    return call(
        shape,
        "compare",
        descriptor(of(MASK), of(COMPARISON), of(VECTOR)),
        MASK,
        widened(shape, a),
        operator(operator, COMPARISON),
        widened(shape, b));
  }

  /** The lanes of one vector where a mask is set, else of the other. */
  static IrExpression blend(
      VectorShape shape, IrExpression whenUnset, IrExpression whenSet, IrExpression mask) {
    return narrowed(
        shape,
        call(
            shape,
            "blend",
            descriptor(of(shape.type()), of(VECTOR), of(MASK)),
            shape.type(),
            widened(shape, whenUnset),
            widened(shape, whenSet),
            mask));
  }

  private static IrExpression ofMask(
      String method, String descriptor, IrType type, IrExpression... operands) {
    return new MethodCall(
        Invocation.VIRTUAL, MASK.className(), method, descriptor, type, List.of(operands));
  }

  /** All ones in each lane where a mask is set, else zero. */
  static IrExpression toVector(VectorShape shape, IrExpression mask) {
    VectorShape integers = shape.integers();
    return narrowed(
        integers,
        ofMask(
            "toVector",
            descriptor(of(VECTOR)),
            integers.type(),
            shape == integers ? mask : cast(mask, integers)));
  }

  private static IrExpression cast(IrExpression mask, VectorShape shape) {
    return ofMask(
        "cast",
        descriptor(of(MASK), of(SPECIES)),
        MASK,
        mask,
        shape.laneBytes() == Long.BYTES ? widestSpecies(shape) : species(shape));
  }

  /** A bit for each lane, the first lowest. */
  static IrExpression toLong(IrExpression mask) {
    return ofMask("toLong", descriptor("J"), IrType.LONG, mask);
  }

  /** Whether a mask is set in any lane. */
  static IrExpression anyTrue(IrExpression mask) {
    return ofMask("anyTrue", descriptor("Z"), IrType.INT, mask);
  }

  // ---------------------------------------------------------------- lanes

  /** For each index the lane of a table, where the index is less than their number. */
  static IrExpression select(VectorShape shape, IrExpression indices, IrExpression table) {
    return call(
        shape,
        "selectFrom",
        descriptor(of(shape.type()), of(VECTOR)),
        shape.type(),
        indices,
        table);
  }

  /** The same with a table of two vectors. */
  static IrExpression select(
      VectorShape shape, IrExpression indices, IrExpression low, IrExpression high) {
    return call(
        shape,
        "selectFrom",
        descriptor(of(shape.type()), of(VECTOR), of(VECTOR)),
        shape.type(),
        indices,
        low,
        high);
  }
}
