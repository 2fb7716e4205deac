package dev.cascara.compiler;

/** Is told how far the compilation of a module is. */
@FunctionalInterface
public interface ProgressListener {
  /** Listens to nothing. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Called now and then while a module is compiled, on the thread that compiles it, with {@code
   * done} growing; the last call has {@code done == total}. A module without functions has no call.
   *
   * @param done how many functions are compiled
   * @param total how many functions the module defines
   */
  void compiled(int done, int total);
}
