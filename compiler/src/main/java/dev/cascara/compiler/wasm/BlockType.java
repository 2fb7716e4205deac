package dev.cascara.compiler.wasm;

/** The type of a structured instruction (section 2.4.9, "Control Instructions"). */
public sealed interface BlockType {
  /** Neither parameters nor results. */
  BlockType EMPTY = new Empty();

  /** Neither parameters nor results. */
  record Empty() implements BlockType {}

  /**
   * One result.
   *
   * @param type its type
   */
  record Result(ValueType type) implements BlockType {}

  /**
   * A function type.
   *
   * @param typeIndex its index
   */
  record Indexed(int typeIndex) implements BlockType {}
}
