package dev.cascara.benchmarks;

/** What is called on both sides: a component through its typed bindings, and plain Java. */
public interface Calls {
  /**
   * Adds.
   *
   * @param a a number
   * @param b a number
   * @return the sum
   */
  int add(int a, int b);

  /**
   * Passes a text through.
   *
   * @param text the text
   * @return an equal text
   */
  String echo(String text);
}
