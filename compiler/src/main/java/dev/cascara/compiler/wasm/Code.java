package dev.cascara.compiler.wasm;

import java.util.List;

/**
 * The body of a function (section 5.5.13, "Code Section").
 *
 * @param locals the locals after the parameters, in runs of one type
 * @param body the instructions
 * @param offset where the entry begins in the input
 */
public record Code(List<Locals> locals, Expression body, int offset) {
  /**
   * A run of locals of one type.
   *
   * @param count how many, unsigned
   * @param type their type
   */
  public record Locals(int count, ValueType type) {}

  public Code {
    locals = List.copyOf(locals);
  }
}
