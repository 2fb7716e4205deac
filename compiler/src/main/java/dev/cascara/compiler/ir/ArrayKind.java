package dev.cascara.compiler.ir;

/** What an array of the JVM holds. */
public enum ArrayKind {
  /** Values of type {@code i32}. */
  INTS(IrType.INTS),
  /** Values of type {@code i64}. */
  LONGS(IrType.LONGS),
  /** Values of type {@code f32}. */
  FLOATS(IrType.FLOATS),
  /** Values of type {@code f64}. */
  DOUBLES(IrType.DOUBLES),
  /** References, and numbers as objects. */
  OBJECTS(IrType.OBJECTS);

  @SuppressWarnings("ImmutableEnumChecker") // types are immutable
  private final IrType type;

  ArrayKind(IrType type) {
    this.type = type;
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
   * Returns the type of the array.
   *
   * @return a reference to an array of the JVM
   */
  public IrType type() {
    return type;
  }
}
