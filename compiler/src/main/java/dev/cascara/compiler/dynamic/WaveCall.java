package dev.cascara.compiler.dynamic;

import dev.cascara.compiler.component.ComponentFunctionType;
import dev.cascara.compiler.component.ComponentValueType;
import dev.cascara.compiler.component.TypeStructure;
import java.util.List;

/**
 * A function and its arguments in {@linkplain Wave WAVE}, such as {@code greet("ann")} or {@code
 * demo:c/calc#add(1, 2)}.
 */
public final class WaveCall {
  private final String text;
  private final String name;
  private final int arguments;

  private WaveCall(String text, String name, int arguments) {
    this.text = text;
    this.name = name;
    this.arguments = arguments;
  }

  /**
   * Parses the name; the arguments are parsed when the function's type is known.
   *
   * @param text the call
   * @return the call
   * @throws WaveException if there is no name or no parenthesis behind it
   */
  public static WaveCall parse(String text) {
    int open = text.indexOf('(');
    if (open < 0) {
      throw new WaveException(text.length(), "arguments in parentheses are missing");
    }
    String name = text.substring(0, open).strip();
    if (name.isEmpty()) {
      throw new WaveException(open, "a function's name is missing");
    }
    for (int i = 0; i < name.length(); i++) {
      char next = name.charAt(i);
      if (!Character.isLetterOrDigit(next) && "-_:/#.@+[]%=<>".indexOf(next) < 0) {
        throw new WaveException(
            text.indexOf(name) + i, "unexpected character in a function's name");
      }
    }
    return new WaveCall(text, name, open);
  }

  /**
   * Returns the function's name as written.
   *
   * @return a name for {@link DynamicInstance#find}
   */
  public String name() {
    return name;
  }

  /**
   * Parses the arguments.
   *
   * @param type the function's type
   * @return the arguments
   * @throws WaveException if they are not WAVE or not of the parameters' types
   */
  public List<Value> arguments(ComponentFunctionType type) {
    return arguments(type.parameters().stream().map(TypeStructure.Field::type).toList());
  }

  /**
   * Parses the arguments.
   *
   * @param types the parameters' types; at the end, options may be left out
   * @return the arguments
   * @throws WaveException if they are not WAVE or not of the parameters' types
   */
  public List<Value> arguments(List<? extends ComponentValueType> types) {
    return new WaveParser(text, arguments).arguments(types);
  }
}
