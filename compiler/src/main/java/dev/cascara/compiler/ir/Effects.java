package dev.cascara.compiler.ir;

/** What evaluating an expression reads, changes and may do, as a set of bits. */
final class Effects {
  /** Reads a variable. */
  static final int READS_VARIABLE = 1;

  /** Reads memory, tables, globals or other state of the instance. */
  static final int READS_STATE = 2;

  /** May trap. */
  static final int TRAPS = 4;

  /** Changes state, or calls something that may. */
  static final int WRITES = 8;

  /**
   * Branches: what is on the JVM's operand stack meanwhile is in the class file twice, with all
   * local variables, so that such an expression is evaluated before what would be there. This says
   * nothing of the order.
   */
  static final int BRANCHES = 16;

  /** All that must keep its order. */
  static final int IMPURE = READS_STATE | TRAPS | WRITES;

  private Effects() {}

  /**
   * Returns whether two evaluations must keep their order, variables apart.
   *
   * @param first the effects of one
   * @param second the effects of the other
   * @return true if exchanging them could be observed
   */
  static boolean conflict(int first, int second) {
    return ((first & WRITES) != 0 && (second & IMPURE) != 0)
        || ((second & WRITES) != 0 && (first & IMPURE) != 0)
        || ((first & TRAPS) != 0 && (second & TRAPS) != 0);
  }
}
