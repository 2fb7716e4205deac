package dev.cascara.it.fuzz;

import java.util.EnumSet;
import java.util.Set;

/** What a module may have beyond WebAssembly 2.0 without vectors, which every engine knows. */
enum Extension {
  VECTORS,
  TAIL_CALLS,
  /** In the legacy encoding. A module has not both encodings. */
  EXCEPTIONS,
  /** Exceptions as references, of WebAssembly 3.0. */
  EXCEPTION_REFERENCES,
  /** Typed references and garbage collection. */
  REFERENCES;

  /** Returns whether a Node of some years ago does not know it. */
  boolean isNew() {
    return this == EXCEPTION_REFERENCES || this == REFERENCES;
  }

  /** Chooses what the module of a seed may have: the same for each. */
  static Set<Extension> of(long seed) {
    EnumSet<Extension> extensions = EnumSet.noneOf(Extension.class);
    // Four of ten modules have nothing more, for the engines that know no more.
    switch ((int) Math.floorMod(seed, 20L)) {
      case 2 -> extensions.add(VECTORS);
      case 3 -> extensions.add(TAIL_CALLS);
      case 4 -> extensions.add(EXCEPTIONS);
      case 9 -> extensions.addAll(EnumSet.of(EXCEPTIONS, TAIL_CALLS));
      case 7, 8 -> extensions.add(REFERENCES);
      case 12 -> extensions.addAll(EnumSet.of(REFERENCES, VECTORS));
      case 13 -> extensions.addAll(EnumSet.of(EXCEPTION_REFERENCES, TAIL_CALLS));
      case 14 -> extensions.add(EXCEPTION_REFERENCES);
      case 17 -> extensions.addAll(EnumSet.of(REFERENCES, EXCEPTION_REFERENCES));
      case 18 -> extensions.addAll(EnumSet.of(REFERENCES, TAIL_CALLS));
      case 19 -> extensions.addAll(EnumSet.of(REFERENCES, EXCEPTION_REFERENCES, TAIL_CALLS));
      default -> {}
    }
    return extensions;
  }
}
