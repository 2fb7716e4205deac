package dev.cascara.it.conformance;

import java.util.List;

/** Compares the messages of this implementation with those of the scripts. */
final class Messages {
  /**
   * Different messages for the same fault. The scripts have those of the reference interpreter,
   * which reads on behind the end of a section or function and compares sizes later, where this
   * reader stops at the end; and which does not know the proposals that this reader knows.
   */
  private static final List<Synonym> SYNONYMS =
      List.of(
          new Synonym("integer representation too long", "unexpected end"),
          new Synonym("integer representation too long", "malformed section id"),
          new Synonym("integer too large", "length out of bounds"),
          new Synonym("integer too large", "unexpected end"),
          new Synonym("END opcode expected", "unexpected end of section or function"),
          new Synonym("section size mismatch", "unexpected end of section or function"),
          new Synonym("unexpected end of section or function", "length out of bounds"),
          new Synonym("length out of bounds", "unexpected end"),
          new Synonym("malformed limits flags", "unexpected end"));

  /** What the suite of the component model calls traps, and what they are called here. */
  private static final List<Synonym> TRAPS =
      List.of(
          new Synonym("wasm `unreachable` instruction executed", "unreachable"),
          new Synonym("unaligned pointer", "realloc return: result not aligned"),
          new Synonym("list content out-of-bounds", "realloc return: beyond end of memory"),
          new Synonym(
              "string content out-of-bounds", "string pointer/length out of bounds of memory"));

  private record Synonym(String expected, String actual) {}

  private Messages() {}

  /** Returns whether a message says what a script expects; either may say more. */
  static boolean agree(String actual, String expected) {
    if (actual.startsWith(expected) || expected.startsWith(head(actual))) {
      return true;
    }
    return SYNONYMS.stream()
        .anyMatch(
            synonym -> synonym.expected().equals(expected) && actual.startsWith(synonym.actual()));
  }

  /** Returns whether a trap of a component is the one that a script expects. */
  static boolean trapsAgree(String actual, String expected) {
    String text =
        expected.startsWith("wasm trap: ") ? expected.substring("wasm trap: ".length()) : expected;
    return agree(actual, text)
        || TRAPS.stream()
            .anyMatch(
                synonym ->
                    text.startsWith(synonym.expected()) && actual.startsWith(synonym.actual()));
  }

  /** Without the place and the details. */
  private static String head(String message) {
    int end = message.length();
    for (String separator : List.of(":", " (at offset ")) {
      int found = message.indexOf(separator);
      if (found >= 0) {
        end = Math.min(end, found);
      }
    }
    return message.substring(0, end);
  }
}
