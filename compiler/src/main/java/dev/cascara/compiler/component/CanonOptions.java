package dev.cascara.compiler.component;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * How values pass between core code and others (Explainer.md, "Canonical ABI"). Indices are of the
 * component's core index spaces.
 *
 * @param encoding the encoding of strings, if one is given
 * @param memory the memory that values are in
 * @param realloc the function that makes room in it
 * @param postReturn the function that is called when results have been read
 * @param async whether calls are asynchronous
 * @param callback the function that continues an asynchronous call
 */
public record CanonOptions(
    Optional<StringEncoding> encoding,
    OptionalInt memory,
    OptionalInt realloc,
    OptionalInt postReturn,
    boolean async,
    OptionalInt callback) {
  /** The encodings of strings in linear memory. */
  public enum StringEncoding {
    /** UTF-8. */
    UTF8,
    /** UTF-16, little-endian. */
    UTF16,
    /** Latin-1 or, where a character does not fit, UTF-16; a bit of the length says which. */
    LATIN1_UTF16
  }
}
