package dev.cascara.wit.text;

import dev.cascara.wit.WitException;

/** A part of a file. */
record Span(SourceFile file, int start, int end) {
  WitException error(String message) {
    return file.error(start, message);
  }
}
