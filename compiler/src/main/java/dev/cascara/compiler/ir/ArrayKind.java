package dev.cascara.compiler.ir;

/** What an array of the JVM holds. */
public enum ArrayKind {
  /** Values of type {@code i32}. */
  INTS("[I"),
  /** Values of type {@code i64}. */
  LONGS("[J"),
  /** Values of type {@code f32}. */
  FLOATS("[F"),
  /** Values of type {@code f64}. */
  DOUBLES("[D"),
  /** References, and numbers as objects. */
  OBJECTS("[Ljava/lang/Object;");

  private final String descriptor;

  ArrayKind(String descriptor) {
    this.descriptor = descriptor;
  }

  /**
   * Returns the kind that holds values of a type as they are.
   *
   * @param type the type
   * @return the kind
   */
  public static ArrayKind of(IrType type) {
    return switch (type.kind()) {
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
}
