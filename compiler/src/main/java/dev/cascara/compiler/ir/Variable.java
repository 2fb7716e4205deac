package dev.cascara.compiler.ir;

/** A variable of a function: a parameter, a local, or a temporary. */
public final class Variable {
  private final int number;
  private final IrType type;
  private final Kind kind;

  /** What a variable comes from. */
  public enum Kind {
    /** A parameter or local of the function: may be assigned anywhere. */
    LOCAL,
    /** A value of the operand stack: assigned once, before every use. */
    TEMPORARY,
    /** The parameter or result of a block: assigned wherever control flow reaches its label. */
    LABEL_VALUE
  }

  Variable(int number, IrType type, Kind kind) {
    this.number = number;
    this.type = type;
    this.kind = kind;
  }

  /**
   * Returns the variable's number.
   *
   * @return unique in its function, from 0
   */
  public int number() {
    return number;
  }

  /**
   * Returns the variable's type.
   *
   * @return any type but {@link IrType#VOID}
   */
  public IrType type() {
    return type;
  }

  /**
   * Returns what the variable comes from.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }

  @Override
  public String toString() {
    return "" + type.letter() + number;
  }
}
