package dev.cascara.it.fuzz;

/**
 * A type that a module defines.
 *
 * @param supertype the index of what it is a subtype of, or -1
 * @param isFinal whether it has no subtypes
 * @param group the recursion group; types of one follow each other; -1 if the type is alone
 */
record Definition(Composite composite, int supertype, boolean isFinal, int group) {
  /** A function type as it was before there were subtypes. */
  static Definition of(Signature signature) {
    return new Definition(signature, -1, true, -1);
  }

  boolean isPlain() {
    return supertype < 0 && isFinal && group < 0;
  }

  void encode(Bytes out) {
    if (supertype >= 0 || !isFinal) {
      out.put(isFinal ? 0x4F : 0x50);
      if (supertype < 0) {
        out.put(0);
      } else {
        out.put(1).unsigned(supertype);
      }
    }
    composite.encode(out);
  }
}
