package dev.cascara.compiler.wasm;

import java.util.List;

/**
 * References that initialise tables. Exactly one of the two lists is filled.
 *
 * @param type the type of the elements
 * @param functions the elements as function indices
 * @param expressions the elements as expressions
 * @param mode what becomes of it
 * @param offset where in the input the segment begins
 */
public record ElementSegment(
    ReferenceType type,
    int[] functions,
    List<Expression> expressions,
    SegmentMode mode,
    long offset) {
  /**
   * Returns how many elements there are.
   *
   * @return the number of functions or expressions
   */
  public int size() {
    return functions.length + expressions.size();
  }
}
