package dev.cascara.wit.text;

import dev.cascara.wit.WitException;

/**
 * A file's text, and where in it errors are.
 *
 * @param name the name that messages use
 * @param text the whole text
 */
public record SourceFile(String name, String text) {
  /** Longer lines are shown in part only. */
  private static final int EXCERPT_WIDTH = 120;

  WitException error(int offset, String message) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int lineEnd = text.indexOf('\n', offset);
    if (lineEnd < 0) {
      lineEnd = text.length();
    }
    int line = 1;
    for (int end = text.indexOf('\n');
        end >= 0 && end < lineStart;
        end = text.indexOf('\n', end + 1)) {
      line++;
    }
    int column = 1 + text.codePointCount(lineStart, offset);
    return new WitException(
        new WitException.Position(name, line, column),
        message,
        excerpt(lineStart, offset, lineEnd));
  }

  private String excerpt(int lineStart, int offset, int lineEnd) {
    int from = Math.max(lineStart, offset - EXCERPT_WIDTH / 2);
    int to = Math.min(lineEnd, Math.max(offset, from) + EXCERPT_WIDTH);
    if (from > lineStart && Character.isLowSurrogate(text.charAt(from))) {
      from--;
    }
    StringBuilder excerpt = new StringBuilder("  ");
    appendVisible(excerpt, text.substring(from, to));
    excerpt.append("\n  ");
    StringBuilder before = new StringBuilder();
    appendVisible(before, text.substring(from, offset));
    // Tabs are kept so that the caret stays below its place however wide they are shown.
    before.codePoints().map(c -> c == '\t' ? c : ' ').forEach(excerpt::appendCodePoint);
    return excerpt.append('^').toString();
  }

  /** Control and direction characters could make a terminal show something else. */
  private static void appendVisible(StringBuilder builder, String part) {
    part.codePoints()
        .filter(c -> c != '\r')
        .map(c -> c != '\t' && (Character.isISOControl(c) || Lexer.isDirection(c)) ? 0xfffd : c)
        .forEach(builder::appendCodePoint);
  }
}
