package dev.cascara.it.fuzz;

import java.util.EnumSet;
import java.util.Set;

/** What a module may have beyond WebAssembly 2.0 without vectors, which every engine knows. */
enum Extension {
  VECTORS,
  TAIL_CALLS,
  /** In the legacy encoding. */
  EXCEPTIONS;

  /** Chooses what the module of a seed may have: the same for each. */
  static Set<Extension> of(long seed) {
    EnumSet<Extension> extensions = EnumSet.noneOf(Extension.class);
    // Four of ten modules have nothing more, for the engines that know no more.
    switch ((int) Math.floorMod(seed, 10L)) {
      case 2, 7 -> extensions.add(VECTORS);
      case 3, 8 -> extensions.add(TAIL_CALLS);
      case 4 -> extensions.add(EXCEPTIONS);
      case 9 -> extensions.addAll(EnumSet.of(EXCEPTIONS, TAIL_CALLS));
      default -> {}
    }
    return extensions;
  }
}
