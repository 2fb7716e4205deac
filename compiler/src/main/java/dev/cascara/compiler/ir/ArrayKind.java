package dev.cascara.compiler.ir;

/** What an array of the JVM holds. */
public enum ArrayKind {
  /** Values of type {@code i32}. */
  INTS("[I", IrType.INT),
  /** Values of type {@code i64}. */
  LONGS("[J", IrType.LONG),
  /** Values of type {@code f32}. */
  FLOATS("[F", IrType.FLOAT),
  /** Values of type {@code f64}. */
  DOUBLES("[D", IrType.DOUBLE),
  /** References, and numbers as objects. */
  OBJECTS("[Ljava/lang/Object;", IrType.OBJECT);

  private final String descriptor;
  private final IrType elementType;

  ArrayKind(String descriptor, IrType elementType) {
    this.descriptor = descriptor;
    this.elementType = elementType;
  }

  /**
   * Returns the kind that holds values of a type as they are.
   *
   * @param type the type
   * @return the kind
   */
  public static ArrayKind of(IrType type) {
    return switch (type) {
      case INT -> INTS;
      case LONG -> LONGS;
      case FLOAT -> FLOATS;
      case DOUBLE -> DOUBLES;
      default -> OBJECTS;
    };
  }

  /**
   * Returns the JVM's name of the array's class.
   *
   * @return the descriptor
   */
  public String descriptor() {
    return descriptor;
  }

  /**
   * Returns the type of the elements.
   *
   * @return the type
   */
  public IrType elementType() {
    return elementType;
  }
}
