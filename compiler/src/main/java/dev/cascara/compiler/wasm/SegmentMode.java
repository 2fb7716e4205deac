package dev.cascara.compiler.wasm;

/** What becomes of a segment when its module is instantiated (section 2.5, "Data Segments"). */
public sealed interface SegmentMode {
  /** Kept for instructions that copy from it. */
  record Passive() implements SegmentMode {}

  /** Dropped at once: it only declares functions that references are taken of. */
  record Declarative() implements SegmentMode {}

  /**
   * Copied, then dropped.
   *
   * @param index the memory or table that receives it
   * @param start the expression for the first address
   */
  record Active(int index, Expression start) implements SegmentMode {}
}
