package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentValueType;

/**
 * WAVE, the text notation of values that {@code --invoke} options of command lines take:
 *
 * <table>
 * <caption>Values in WAVE</caption>
 * <tr><th>type</th><th>examples</th></tr>
 * <tr><td>{@code bool}</td><td>{@code true}, {@code false}</td></tr>
 * <tr><td>integers</td><td>{@code 123}, {@code -9}</td></tr>
 * <tr><td>floats</td><td>{@code 3.14}, {@code 6.022e+23}, {@code nan}, {@code -inf}</td></tr>
 * <tr><td>{@code char}</td><td>{@code 'x'}, {@code '\n'}, {@code '\u005Cu{0}'}</td></tr>
 * <tr><td>{@code string}</td><td>{@code "abc\t123"}, or several lines between three quotes</td></tr>
 * <tr><td>{@code tuple}</td><td>{@code ("abc", 123)}</td></tr>
 * <tr><td>{@code list}</td><td>{@code [1, 2, 3]}</td></tr>
 * <tr><td>{@code record}</td><td>{@code {field-a: 1, field-b: "two"}}; fields that are
 *     {@code none} may be left out, all of them as {@code {:}}</td></tr>
 * <tr><td>{@code variant}</td><td>{@code days(30)}, {@code forever}</td></tr>
 * <tr><td>{@code enum}</td><td>{@code south}, {@code west}</td></tr>
 * <tr><td>{@code option}</td><td>{@code "flat some"}, {@code some("explicit")}, {@code none}</td></tr>
 * <tr><td>{@code result}</td><td>{@code "flat ok"}, {@code ok("explicit")}, {@code err("oops")}</td>
 * </tr>
 * <tr><td>{@code flags}</td><td>{@code {read, write}}, {@code {}}</td></tr>
 * <tr><td>{@code map}</td><td>{@code [("key", 1), ("other", 2)]}</td></tr>
 * </table>
 *
 * <p>Cases that are named as a keyword ({@code true}, {@code false}, {@code inf}, {@code nan},
 * {@code some}, {@code none}, {@code ok}, {@code err}) are written with a percent sign before them.
 */
public final class Wave {
  private Wave() {}

  /**
   * Parses a value.
   *
   * @param text the value
   * @param type its type
   * @return the value
   * @throws WaveException if the text is not WAVE or its value is of another type
   */
  public static Value parse(String text, ComponentValueType type) {
    WaveParser parser = new WaveParser(text, 0);
    Value value = parser.value(type);
    parser.end();
    return value;
  }

  /**
   * Prints a value.
   *
   * @param value a value; handles, for which WAVE has no notation, are printed as {@code own<type>}
   *     or {@code borrow<type>}
   * @return its text
   */
  public static String print(Value value) {
    StringBuilder out = new StringBuilder();
    new WavePrinter(out).print(value);
    return out.toString();
  }
}
