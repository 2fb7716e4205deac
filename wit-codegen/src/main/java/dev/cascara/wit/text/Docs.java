package dev.cascara.wit.text;

import java.util.ArrayList;
import java.util.List;

/** Documentation comments to documentation. */
public final class Docs {
  private Docs() {}

  /**
   * Makes a text such that it can be written as a comment and read back: line ends are {@code \n},
   * lines end in no spaces, and characters that WIT does not allow are left out.
   *
   * @param docs documentation
   * @return the same, as a WIT file could have it
   */
  public static String normalize(String docs) {
    StringBuilder clean = new StringBuilder(docs.length());
    docs.codePoints().filter(c -> c != '\r' && Lexer.isAllowed(c)).forEach(clean::appendCodePoint);
    StringBuilder result = new StringBuilder(clean.length());
    String separator = "";
    for (String line : clean.toString().split("\n", -1)) {
      result.append(separator).append(line.stripTrailing());
      separator = "\n";
    }
    return result.toString();
  }

  /**
   * Adds documentation to what precedes it.
   *
   * @param docs what precedes it
   * @param more one or more lines
   */
  static void append(StringBuilder docs, String more) {
    if (docs.length() > 0) {
      docs.append('\n');
    }
    docs.append(more);
  }

  static String join(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "\n" + second;
  }

  static String line(String text) {
    String line = text.stripTrailing();
    return line.startsWith(" ") ? line.substring(1) : line;
  }

  static String block(String text) {
    List<String> lines = new ArrayList<>();
    for (String raw : text.split("\n", -1)) {
      String line = raw.strip();
      if (!lines.isEmpty() && line.startsWith("*")) {
        line = line.substring(1).stripTrailing();
        line = line.startsWith(" ") ? line.substring(1) : line;
      }
      lines.add(line);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    while (!lines.isEmpty() && lines.get(0).isEmpty()) {
      lines.remove(0);
    }
    return String.join("\n", lines);
  }
}
