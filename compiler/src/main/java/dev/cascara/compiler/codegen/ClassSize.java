package dev.cascara.compiler.codegen;

/** How many functions are in a class. */
enum ClassSize {
  /**
   * As many as the constant pool has room for in nearly all modules, with the parts that they are
   * divided into. The larger classes are, the less is repeated in their constant pools.
   */
  LARGE(64 * 1024, 256 * 1024),

  /**
   * So few that no constant pool overflows, whatever the module defines: the shortest instruction
   * with constants of its own is a call of two bytes, with at most four. Parts are in further
   * classes.
   */
  SAFE(24 * 1024, 24 * 1024);

  /** Threads are to have as many classes to compile, if the module is large enough. */
  private static final int CLASSES = 6;

  private final int lowerLimit;
  private final int upperLimit;

  ClassSize(int lowerLimit, int upperLimit) {
    this.lowerLimit = lowerLimit;
    this.upperLimit = upperLimit;
  }

  /**
   * Returns how many bytes of WebAssembly are in a class at most, unless it has one function only.
   *
   * @param all the size of all functions of the module
   */
  int limit(long all) {
    return (int) Math.min(upperLimit, Math.max(lowerLimit, all / CLASSES));
  }
}
