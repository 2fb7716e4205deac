package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.Layout;
import java.util.List;

/** Lifts and lowers the values of one type. */
abstract class Codec {
  /** The size in memory, in bytes. */
  final int size;

  /** The alignment in memory, in bytes. */
  final int alignment;

  /** The core values that a value becomes; one more than parameters can have if there are more. */
  final List<Layout.Flat> flat;

  Codec(ComponentValueType type) {
    this(type.layout());
  }

  Codec(Layout layout) {
    this.size = (int) layout.size();
    this.alignment = layout.alignment();
    this.flat = layout.flat();
  }

  /**
   * Checks that a value of the host's is of this type.
   *
   * @throws IllegalArgumentException if it is of another
   */
  abstract void check(Value value);

  /** Lifts a value from memory that is known to be there, aligned. */
  abstract Value load(Transfer transfer, int address);

  /** Lowers a value of this type into memory that is known to be there, aligned. */
  abstract void store(Transfer transfer, Value value, int address);

  /** Lifts a value from core values. */
  abstract Value lift(Transfer transfer, FlatReader in);

  /** Lowers a value of this type to core values. */
  abstract void lower(Transfer transfer, Value value, FlatWriter out);

  static IllegalArgumentException mismatch(String expected, Value found) {
    return new IllegalArgumentException(
        "expected a value of type " + expected + ", found " + describe(found));
  }

  private static String describe(Value value) {
    String text = Wave.print(value);
    return value.getClass().getSimpleName()
        + ' '
        + (text.length() > 80 ? text.substring(0, 80) + "…" : text);
  }
}
